"""The line around a drawing, and the rim of an area."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.outlines import outline, outlined, rim, stroked
from lunarcore_studio.pixels.selection import Selection

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
RED = (200, 40, 40, 255)
masks = arrays(np.bool_, (6, 7))
DOT = np.zeros((4, 4), np.bool_)
DOT[1, 1] = True


def test_an_outline_goes_around_by_sides_or_by_corners(as_text: Text) -> None:
    assert as_text(outline(DOT)) == ".#..\n#.#.\n.#..\n...."
    assert as_text(outline(DOT, corners=True)) == "###.\n#.#.\n###.\n...."


@given(masks)
def test_an_outline_touches_and_spares_what_is_drawn(mask: np.ndarray) -> None:
    line = outline(mask)
    assert not (line & mask).any()
    assert not (line & ~outline(mask, corners=True)).any()
    assert np.array_equal(outline(~mask) | rim(mask), rim(mask))


def test_a_rim_runs_along_the_border_too(as_text: Text) -> None:
    assert as_text(rim(np.ones((4, 5), np.bool_))) == "#####\n#...#\n#...#\n#####"


def test_an_outline_is_drawn_where_nothing_is(paint_text: Paint, as_text: Text) -> None:
    pixels = paint_text(".... .gg. ....")
    assert as_text(outlined(pixels, None, RED)) == ".rr.\nrggr\n.rr."
    assert as_text(outlined(pixels, None, RED, corners=True)) == "rrrr\nrggr\nrrrr"
    half = Selection.rectangle((4, 3), (0, 0, 2, 3))
    assert as_text(outlined(pixels, half, RED)) == ".r..\nrgg.\n.r.."


def test_a_selection_is_stroked_within_itself(paint_text: Paint, as_text: Text) -> None:
    selection = Selection.rectangle((5, 4), (1, 0, 3, 3))
    out = stroked(paint_text("ggggg ggggg ggggg ggggg"), selection, RED)
    assert as_text(out) == "grrrg\ngrgrg\ngrrrg\nggggg"
