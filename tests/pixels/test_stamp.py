"""Brushes that are pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.stamp import MAX_STAMP_PX, Stamp
from lunarcore_studio.pixels.tools import Button, Hand, Symmetry, ToolName, begin_stroke

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
BLACK, WHITE = (0, 0, 0, 255), (255, 255, 255, 255)


def painted(
    stamp: np.ndarray, *way: tuple[int, int], button: Button = "left", **options: object
) -> np.ndarray:
    hand = Hand(ToolName.PENCIL, BLACK, WHITE, brush_shape="custom", stamp=Stamp(stamp))
    hand = replace(hand, **options)  # type: ignore[arg-type]
    stroke = begin_stroke(hand, Sprite.blank(6, 3), None, way[0], button)
    for point in way[1:]:
        stroke.to(point)
    return stroke.result.sprite.pixels()


def test_a_stamp_has_bounds_and_something_in_it() -> None:
    with pytest.raises(ValueError, match="at most 64 pixels"):
        Stamp(np.full((1, MAX_STAMP_PX + 1, 4), 255, np.uint8))
    with pytest.raises(ValueError, match="nothing here"):
        Stamp(np.zeros((2, 2, 4), np.uint8))


def test_stamps_are_equal_when_their_pictures_are(paint_text: Paint) -> None:
    hidden = paint_text("r.")
    hidden[0, 1, 0] = 9
    assert Stamp(hidden) == Stamp(paint_text("r."))
    assert len({Stamp(hidden), Stamp(paint_text("r.")), Stamp(paint_text("rr"))}) == 2


def test_a_stamp_paints_in_its_colours_or_in_the_hands(paint_text: Paint, as_text: Text) -> None:
    stamp = paint_text("rg .b")
    assert as_text(painted(stamp, (1, 1))) == "rg....\n.b....\n......"
    assert as_text(painted(stamp, (1, 1), stamp_colors=False)) == "##....\n.#....\n......"
    assert as_text(painted(stamp, (1, 1), button="right")) == "ww....\n.w....\n......"


def test_it_is_laid_along_the_stroke_and_mirrored(paint_text: Paint, as_text: Text) -> None:
    assert as_text(painted(paint_text("rg"), (1, 0), (3, 0))).split()[0] == "rrrg.."
    mirrored = painted(paint_text("rg .b"), (1, 1), symmetry=Symmetry.VERTICAL)
    assert as_text(mirrored) == "rg..gr\n.b..b.\n......"
    assert as_text(painted(paint_text("rg"), (0, 2), tiled=True)).split()[2] == "g....r"


def test_it_keeps_within_the_selection_and_the_dither(paint_text: Paint, as_text: Text) -> None:
    hand = Hand(ToolName.PENCIL, brush_shape="custom", stamp=Stamp(paint_text("rgr")))
    selection = Selection.rectangle((6, 1), (1, 0, 2, 1))
    pixels = begin_stroke(hand, Sprite.blank(6, 1), selection, (1, 0), "left").result.sprite.pixels()
    assert as_text(pixels) == ".gr..."
    dithered = replace(hand, dither=2, dither_percent=50)
    pixels = begin_stroke(dithered, Sprite.blank(6, 1), None, (1, 0), "left").result.sprite.pixels()
    assert as_text(pixels) == "r.r..."


def test_without_a_stamp_a_custom_brush_is_square() -> None:
    assert Hand(brush_shape="custom", brush_size=3).brush.shape == (3, 3)
