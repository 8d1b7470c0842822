"""Changes are found by comparing, so each is told exactly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from lunarcore_studio.pixels.change import What
from lunarcore_studio.pixels.difference import Facts, difference
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Layer, Sprite

STATE = State(Sprite.blank(8, 8))
FACTS = Facts(STATE, History.begin(STATE), None)


def told(**changes: object) -> tuple[What, object]:
    after = replace(FACTS, **changes)  # type: ignore[arg-type]
    change = difference(FACTS, after, "model")
    assert change is not None
    assert change.initiator == "model"
    return change.what, change.rect


def test_nothing_changed_is_nothing_told() -> None:
    assert difference(FACTS, Facts(STATE, FACTS.history, None), "hand") is None
    assert difference(FACTS, replace(FACTS, state=State(Sprite.blank(8, 8))), "hand") is None


def test_pixels_come_with_their_rect_on_whichever_layer() -> None:
    layers = (Layer("a"), Layer("b"))
    sprite = replace(STATE.sprite, layers=layers)
    dot = np.zeros((8, 8, 4), np.uint8)
    dot[2, 3] = 255
    before = replace(FACTS, state=State(sprite))
    change = difference(before, replace(FACTS, state=State(sprite.with_pixels(dot, 1))), "hand")
    assert change is not None
    assert (change.what, change.rect) == (What.PIXELS, (3, 2, 1, 1))


def test_each_kind_is_told_apart() -> None:
    sprite = STATE.sprite
    assert told(state=State(sprite.with_palette(Palette(())))) == (What.PALETTE, None)
    assert told(state=State(sprite, Selection.all((8, 8)))) == (What.SELECTION, None)
    assert told(path=Path("a.png")) == (What.SAVED, None)
    other = State(Sprite.blank(4, 4))
    assert told(history=FACTS.history.saved(other.sprite)) == (What.SAVED | What.HISTORY, None)
    assert told(history=FACTS.history.pushed(other, "step")) == (What.HISTORY, None)
    assert told(waits=True) == (What.HISTORY, None)
    assert told(state=other) == (What.STRUCTURE | What.PIXELS, (0, 0, 4, 4))
    faint = replace(sprite, layers=(Layer("Layer 1", opacity=9),))
    assert told(state=State(faint)) == (What.STRUCTURE | What.PIXELS, (0, 0, 8, 8))
