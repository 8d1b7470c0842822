"""What the menus do to the selected pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from tests.ui.studio import BLUE, CTRL, RED, SHIFT, Studio

ONE_WINDOW = True

MENU = [
    "flip-horizontal",
    "flip-vertical",
    "cut",
    "delete",
    "turn-right",
    "turn-left",
    "turn-around",
    "scale-2",
    "scale-half",
    "outline",
    "outline-corners",
]


def do(studio: Studio, *names: str) -> None:
    for name in names:
        studio.window.actions_by_id[name].trigger()


def select(studio: Studio, *rect: int) -> None:
    studio.document.select(Selection.rectangle(studio.document.sprite.size, tuple(rect)))  # type: ignore[arg-type]


def test_fill_and_stroke_by_their_keys(studio: Studio) -> None:
    studio.key(Qt.Key.Key_F)
    assert studio.drawn() == set()
    assert "Select" in studio.window.status.message.whole
    select(studio, 2, 2, 4, 3)
    studio.key(Qt.Key.Key_F)
    assert len(studio.drawn()) == 12
    studio.session.set_hand(foreground=BLUE)
    studio.key(Qt.Key.Key_S)
    assert studio.pixel(2, 2) == BLUE
    assert studio.pixel(3, 3) == RED
    assert studio.document.undo_label == "Stroke selection"


def test_an_outline_by_its_key(studio: Studio) -> None:
    studio.drag([(5, 5)])
    studio.session.set_hand(foreground=BLUE)
    studio.key(Qt.Key.Key_O, SHIFT)
    assert studio.drawn() == {(5, 5), (4, 5), (6, 5), (5, 4), (5, 6)}
    studio.key(Qt.Key.Key_Z, CTRL)
    do(studio, "outline-corners")
    assert len(studio.drawn()) == 9


def test_quarters_turn_what_is_selected_or_the_sprite(studio: Studio) -> None:
    studio.drag([(2, 2), (6, 2)])
    select(studio, 2, 2, 5, 1)
    do(studio, "turn-right")
    assert studio.drawn() == {(4, y) for y in range(5)}
    studio.document.select(None)
    studio.document.replace(Sprite.from_pixels(np.full((2, 3, 4), 255, np.uint8)), None)
    do(studio, "turn-left")
    assert studio.document.sprite.size == (2, 3)
    assert studio.canvas.viewport.size == (2, 3)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.sprite.size == (3, 2)


def test_flips_turn_over_what_is_selected_or_the_sprite(studio: Studio) -> None:
    studio.drag([(1, 2)])
    do(studio, "layer-add", "frame-add")
    studio.document.go_to(1, 1)
    studio.drag([(3, 4)])
    sprite = studio.document.sprite
    layers = (replace(sprite.layers[0], locked=True), sprite.layers[1])
    studio.document.apply(replace(sprite, layers=layers), "Lock")
    steps = len(studio.document.history.steps)
    studio.key(Qt.Key.Key_H, SHIFT)
    studio.key(Qt.Key.Key_V, SHIFT)
    turned = studio.document.sprite
    assert len(studio.document.history.steps) == steps + 2
    assert turned.pixels(0, 0)[13, 14].tolist() == list(RED)
    assert turned.pixels(1, 1)[11, 12].tolist() == list(RED)
    select(studio, 10, 10, 4, 4)
    studio.key(Qt.Key.Key_H, SHIFT)
    assert studio.document.sprite.pixels(0, 0)[13, 14].tolist() == list(RED)
    assert studio.drawn() == {(11, 11)}


def test_scaling_the_selection_or_the_sprite(studio: Studio) -> None:
    studio.drag([(4, 4)])
    select(studio, 4, 4, 1, 1)
    do(studio, "scale-3")
    assert len(studio.drawn()) == 9
    do(studio, "scale-third")
    assert studio.drawn() == {(4, 4)}
    studio.document.select(None)
    do(studio, "scale-2")
    assert studio.document.sprite.size == (32, 32)
    assert studio.drawn() == {(8, 8), (9, 8), (8, 9), (9, 9)}
    do(studio, "scale-4", "scale-4")
    assert max(studio.document.sprite.size) <= MAX_SIDE_PX
    assert "at most" in studio.window.status.message.whole


def test_all_of_a_colour(studio: Studio) -> None:
    studio.drag([(1, 1)])
    studio.drag([(9, 9), (10, 9)])
    do(studio, "select-color")
    assert studio.document.selection is not None
    assert int(studio.document.selection.mask.sum()) == 3
    studio.session.set_hand(foreground=(1, 2, 3, 255))
    do(studio, "select-color")
    assert int(studio.document.selection.mask.sum()) == 3
    assert "nowhere" in studio.window.status.message.whole


@pytest.mark.parametrize("name", [*MENU, "fill-selection", "stroke-selection"])
def test_a_locked_layer_stays_as_it_is(studio: Studio, name: str) -> None:
    studio.drag([(2, 2), (5, 2)])
    sprite = studio.document.sprite
    locked = replace(sprite, layers=(replace(sprite.layers[0], locked=True),))
    studio.document.apply(locked, "Lock")
    select(studio, 1, 1, 7, 2)
    do(studio, name)
    assert studio.drawn() == {(x, 2) for x in range(2, 6)}
    assert "locked" in studio.window.status.message.whole


def test_arrows_nudge_by_a_pixel_and_with_shift_by_a_tile(studio: Studio) -> None:
    studio.drag([(2, 2)])
    select(studio, 2, 2, 1, 1)
    for key, keys, place in (
        (Qt.Key.Key_Right, SHIFT, (10, 2)),
        (Qt.Key.Key_Down, SHIFT, (10, 10)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, (9, 10)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, (9, 9)),
    ):
        studio.key(key, keys)
        assert studio.drawn() == {place}
