"""The canvas around a drawing, made larger and smaller."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.canvas_size import (
    MAX_SIDE_PX,
    TOP_LEFT,
    cropped,
    drawn_rect,
    new_canvas,
    recut_selection,
    resized,
    trimmed,
)
from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag

Paint = Callable[[str], np.ndarray]
Text = Callable[[np.ndarray], str]
ANCHORS = [*product(range(3), range(3))]
sides = st.integers(1, MAX_SIDE_PX)
anchors = st.sampled_from(ANCHORS)


def drawing(width: int, height: int, seed: int = 1) -> Sprite:
    """Three layers and two frames with what a file can say of them; one cel is missing, one is hidden."""
    random = np.random.default_rng(seed)
    cels = {
        (layer, frame): Cel(FALLBACK.array[random.integers(0, 16, (height, width))])
        for layer, frame in ((0, 0), (0, 1), (1, 1), (2, 0))
    }
    layers = (Layer("a", opacity=90), Layer("b", visible=False), Layer("c", locked=True, blend="screen"))
    frames, tags = (Frame(40), Frame(250)), (Tag("hop", 0, 1, "ping-pong", 3),)
    return Sprite(width, height, FALLBACK, layers, frames, cels, tags, "indexed")


def facts(sprite: Sprite) -> tuple[object, ...]:
    """All but size and pixels."""
    return sprite.palette, sprite.layers, sprite.frames, sprite.tags, sprite.mode, set(sprite.cels)


@given(sides, sides, sides, sides, anchors)
def test_any_size_comes_and_keeps_all_else(
    width: int, height: int, wide: int, high: int, anchor: tuple[int, int]
) -> None:
    before = drawing(width, height)
    after = resized(before, wide, high, anchor)
    assert after.size == (wide, high)
    assert facts(after) == facts(before)
    x, y, _, _ = new_canvas(before.size, after.size, anchor)
    both_x, both_y = slice(max(x, 0), min(x + wide, width)), slice(max(y, 0), min(y + high, height))
    for key, cel in before.cels.items():
        kept = cel.pixels[both_y, both_x]
        there = after.pixels(*key)[max(-y, 0) :, max(-x, 0) :][: kept.shape[0], : kept.shape[1]]
        np.testing.assert_array_equal(there, kept)
        assert (after.pixels(*key)[..., 3] > 0).sum() == (kept[..., 3] > 0).sum()


@given(sides, sides, sides, sides, anchors)
def test_growing_and_shrinking_again_is_nothing(
    width: int, height: int, wide: int, high: int, anchor: tuple[int, int]
) -> None:
    before = drawing(min(width, wide), min(height, high))
    grown = resized(before, max(width, wide), max(height, high), anchor)
    assert resized(grown, *before.size, anchor).digest == before.digest


@given(sides, sides, anchors)
def test_the_same_size_is_the_same_sprite(width: int, height: int, anchor: tuple[int, int]) -> None:
    sprite = Sprite.blank(width, height)
    assert resized(sprite, width, height, anchor) is sprite
    assert cropped(sprite, (0, 0, width, height)) is sprite
    assert trimmed(sprite) is sprite


@pytest.mark.parametrize("size", [(0, 4), (4, 0), (-1, 4), (MAX_SIDE_PX + 1, 4), (4, MAX_SIDE_PX + 1)])
def test_other_sizes_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="1 to 256"):
        resized(Sprite.blank(), *size)


def test_the_anchor_is_what_keeps_its_place(paint_text: Paint, as_text: Text) -> None:
    one = Sprite.from_pixels(paint_text("rg"))
    at = {anchor: as_text(resized(one, 4, 3, anchor).pixels()).split() for anchor in ANCHORS}
    for (column, row), text in at.items():
        line = ("rg..", ".rg.", "..rg")[column]
        assert text == [line if there == row else "...." for there in range(3)]


@given(st.integers(2, 40), st.integers(2, 40), st.data())
def test_what_is_cropped_is_that_part(width: int, height: int, data: st.DataObject) -> None:
    before = drawing(width, height)
    x, y = data.draw(st.integers(-5, width - 1)), data.draw(st.integers(-5, height - 1))
    wide, high = data.draw(st.integers(max(1, 1 - x), 50)), data.draw(st.integers(max(1, 1 - y), 50))
    after = cropped(before, (x, y, wide, high))
    assert facts(after) == facts(before)
    for key, cel in before.cels.items():
        part = cel.pixels[max(y, 0) : y + high, max(x, 0) : x + wide]
        np.testing.assert_array_equal(after.pixels(*key), part)


def test_a_rect_beside_the_canvas_crops_nothing() -> None:
    with pytest.raises(ValueError, match="beside"):
        cropped(Sprite.blank(4, 4), (4, 0, 2, 2))


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 9), st.integers(0, 9))
def test_trimming_undoes_an_empty_margin(width: int, height: int, left: int, top: int) -> None:
    pixels = np.full((height, width, 4), 255, np.uint8)
    sprite = Sprite.from_pixels(pixels)
    with_margin = resized(resized(sprite, width + left, height + top, (2, 2)), 60, 60, TOP_LEFT)
    assert drawn_rect(with_margin) == (left, top, width, height)
    assert trimmed(with_margin).digest == sprite.digest


def test_trimming_looks_at_all_layers_and_frames(paint_text: Paint, as_text: Text) -> None:
    low, high = Cel(paint_text("..... .r... .....")), Cel(paint_text("..... ..... ...g."))
    layers = (Layer("a"), Layer("b", visible=False))
    sprite = Sprite(5, 3, layers=layers, frames=(Frame(), Frame()), cels={(0, 0): low, (1, 1): high})
    after = trimmed(sprite)
    assert as_text(after.pixels(0, 0)) == "r..\n..."
    assert as_text(after.pixels(1, 1)) == "...\n..g"
    assert trimmed(after) is after


def test_a_selection_goes_along_or_is_none() -> None:
    selection = Selection.rectangle((8, 8), (2, 2, 3, 3))
    kept = recut_selection(selection, (4, 1, 8, 2))
    assert kept is not None
    assert kept.bounds == (0, 1, 1, 1)
    assert kept.mask.shape == (2, 8)
    assert recut_selection(selection, (5, 0, 3, 8)) is None
    assert recut_selection(None, (0, 0, 1, 1)) is None
