"""A palette leaves an RGBA picture alone; an indexed one goes with it; a remap follows what was edited."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import (
    EDIT,
    REMAP,
    as_indexed,
    edited,
    followed,
    recoloured,
    repaletted,
)
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite

BLACK, RED, BLUE, GREEN = (0, 0, 0, 255), (200, 40, 40, 255), (40, 60, 220, 255), (60, 180, 60, 255)
PINK = (230, 60, 80, 255)


@pytest.fixture
def sprite() -> Sprite:
    """Two frames that share a cel: red, pink, empty and a red that is half there."""
    cel = Cel(np.array([[RED, PINK, (0, 0, 0, 0), (*RED[:3], 128)]], np.uint8))
    return Sprite(
        4, 1, Palette((BLACK, RED, BLUE)), frames=(Frame(), Frame()), cels={(0, 0): cel, (0, 1): cel}
    )


def colors(sprite: Sprite) -> list[tuple[int, ...]]:
    return [tuple(color) for color in sprite.pixels()[0].tolist()]


def test_recolouring_takes_the_nearest_and_keeps_alpha(sprite: Sprite) -> None:
    after = recoloured(sprite, Palette((GREEN, PINK)))
    assert colors(after) == [PINK, PINK, (0, 0, 0, 0), (*PINK[:3], 128)]
    assert after.cels[0, 0] is after.cels[0, 1]
    assert after.palette.colors == (GREEN, PINK)


def test_a_palette_changes_no_rgba_picture(sprite: Sprite) -> None:
    after = repaletted(sprite, Palette((GREEN,)))
    assert after.cels[0, 0] is sprite.cels[0, 0]
    assert edited(sprite, 1, GREEN).cels[0, 0] is sprite.cels[0, 0]


def test_an_indexed_picture_is_of_its_palette_and_goes_with_it(sprite: Sprite) -> None:
    indexed = as_indexed(sprite)
    assert colors(indexed) == [RED, RED, (0, 0, 0, 0), RED]
    after = edited(indexed, 1, GREEN)
    assert colors(after) == [GREEN, GREEN, (0, 0, 0, 0), GREEN]
    assert after.cels[0, 0] is after.cels[0, 1]
    assert colors(repaletted(indexed, Palette((BLACK, PINK)))) == [PINK, PINK, (0, 0, 0, 0), PINK]
    assert edited(indexed, 2, GREEN).cels[0, 0] is indexed.cels[0, 0]
    other = replace(indexed, cels={(0, 0): indexed.cels[0, 0], (0, 1): Cel(indexed.pixels().copy())})
    part = edited(other, 1, GREEN, frames={1})
    assert colors(part) == colors(indexed)
    assert part.cels[0, 1] == after.cels[0, 1]


def test_of_equal_entries_the_first_has_the_pixels(sprite: Sprite) -> None:
    indexed = as_indexed(sprite.with_palette(Palette((BLACK, RED, RED))))
    assert colors(edited(indexed, 2, GREEN)) == colors(indexed)
    assert colors(edited(indexed, 1, GREEN))[0] == GREEN


def test_an_entry_without_alpha_empties_its_pixels(sprite: Sprite) -> None:
    indexed = as_indexed(sprite)
    assert colors(edited(indexed, 1, (9, 9, 9, 0))) == [(0, 0, 0, 0)] * 4


def test_a_remap_follows_the_edits_since_the_last_one(sprite: Sprite) -> None:
    history = History.begin(State(sprite))
    for label, index, color in ((EDIT, 1, PINK), (EDIT, 2, BLACK), (EDIT, 1, GREEN)):
        sprite = edited(sprite, index, color)
        history = history.pushed(State(sprite), label)
    follows = followed(history.steps[: history.cursor + 1])
    assert follows == {RED: GREEN, PINK: GREEN, BLUE: BLACK}
    after = recoloured(sprite, sprite.palette, follows)
    assert colors(after)[:2] == [GREEN, GREEN]
    assert followed(history.undone().steps[:3]) == {RED: PINK, BLUE: BLACK}
    history = history.pushed(State(after), REMAP)
    assert followed(history.steps) == {}


def test_other_steps_are_not_followed(sprite: Sprite) -> None:
    history = History.begin(State(sprite))
    history = history.pushed(State(sprite.with_palette(Palette((GREEN, BLUE, RED)))), "Choose palette")
    assert followed(history.steps) == {}


def test_nothing_to_recolour_is_the_sprite_itself(sprite: Sprite) -> None:
    palette = Palette((RED, PINK))
    whole = replace(sprite, palette=palette)
    assert recoloured(whole, palette) is whole
