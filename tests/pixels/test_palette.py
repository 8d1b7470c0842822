"""Palettes: the nearest colour is the nearest to the eye, and choosing twice changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.color import from_hex, srgb_to_oklab
from lunarcore_studio.pixels.palette import FALLBACK, Palette

channel = st.integers(0, 255)
colors = st.lists(st.tuples(channel, channel, channel, st.just(255)), min_size=1, max_size=12)
pictures = arrays(np.uint8, (5, 7, 4))


@given(colors, pictures)
def test_nearest_is_the_smallest_distance_in_oklab(listed: list[tuple[int, ...]], pixels: np.ndarray) -> None:
    palette = Palette(tuple(listed))
    gaps = srgb_to_oklab(pixels[..., None, :3]) - srgb_to_oklab(palette.array[:, :3])
    distances = np.square(gaps).sum(axis=-1)
    index = palette.nearest(pixels)
    assert index.dtype == np.int32
    assert index.shape == (5, 7)
    chosen = np.take_along_axis(distances, index[..., None], axis=-1)[..., 0]
    assert np.allclose(chosen, distances.min(axis=-1), atol=1e-6)


def test_nearest_differs_from_plain_rgb_where_the_eye_does() -> None:
    palette = Palette((from_hex("#808080"), from_hex("#00ff00")))
    # In sRGB this bright green lies nearer to the grey.
    assert palette.nearest(np.array([[0x77, 0xFF, 0x66, 255]], np.uint8)).tolist() == [1]


def test_of_equal_colours_the_first_is_meant_and_empty_entries_never() -> None:
    palette = Palette(((0, 0, 0, 0), (9, 9, 9, 255), (9, 9, 9, 255)))
    assert palette.nearest(np.array([[0, 0, 0, 255], [9, 9, 9, 255]], np.uint8)).tolist() == [1, 1]


@pytest.mark.parametrize("listed", [(), ((0, 0, 0, 0),)])
def test_a_palette_without_a_visible_colour_says_so(listed: tuple[tuple[int, int, int, int], ...]) -> None:
    assert not Palette(listed).has_visible
    with pytest.raises(ValueError, match="no visible colour"):
        Palette(listed).nearest(np.zeros((1, 1, 4), np.uint8))


@given(colors, pictures)
def test_quantising_is_idempotent_and_true(listed: list[tuple[int, ...]], pixels: np.ndarray) -> None:
    palette = Palette(tuple(listed))
    once = palette.quantise(pixels)
    assert np.array_equal(palette.quantise(once), once)
    assert np.array_equal(once[..., 3] == 255, pixels[..., 3] >= 128)
    assert set(map(tuple, once.reshape(-1, 4).tolist())) <= {*palette.colors, (0, 0, 0, 0)}


def test_of_lists_visible_colours_by_use() -> None:
    pixels = np.array(
        [[[1, 1, 1, 255], [2, 2, 2, 90], [2, 2, 2, 255], [7, 7, 7, 0], [3, 3, 3, 255]]], np.uint8
    )
    assert Palette.of(pixels).colors == ((2, 2, 2, 255), (1, 1, 1, 255), (3, 3, 3, 255))
    assert Palette.of(pixels, limit=1).colors == ((2, 2, 2, 255),)
    assert len(Palette.of(np.zeros((2, 2, 4), np.uint8))) == 0


@given(pictures, st.integers(1, 6))
def test_extract_gives_at_most_count_distinct_colours_always_the_same(pixels: np.ndarray, count: int) -> None:
    palette = Palette.extract(pixels, count)
    assert len(palette) <= count
    assert len(set(palette.colors)) == len(palette)
    assert Palette.extract(pixels.copy(), count) == palette
    assert bool(len(palette)) == bool((pixels[..., 3] > 0).any())


def test_extract_finds_the_clusters_of_a_noisy_picture() -> None:
    rng = np.random.default_rng(4)
    centres = np.array([[220, 40, 40], [40, 180, 60], [50, 60, 210]])
    noisy = centres[rng.integers(0, 3, 600)] + rng.integers(-6, 7, (600, 3))
    pixels = np.concatenate([noisy, np.full((600, 1), 255)], axis=1).astype(np.uint8)
    found = np.array(sorted(Palette.extract(pixels, 3)))[:, :3]
    assert np.abs(found - centres[np.lexsort(centres.T[::-1])]).max() <= 3


def test_extract_of_few_colours_keeps_them_exactly() -> None:
    assert set(Palette.extract(FALLBACK.array, 16)) == set(FALLBACK)


def test_edits_leave_the_old_palette_alone() -> None:
    palette = Palette(((1, 2, 3, 255),), "mine")
    longer = palette.added((4, 5, 6, 255))
    assert longer.colors == ((1, 2, 3, 255), (4, 5, 6, 255))
    assert longer.name == "mine"
    assert longer.added((1, 2, 3, 255)) is longer
    assert longer.with_color(0, (9, 9, 9, 255)).colors == ((9, 9, 9, 255), (4, 5, 6, 255))
    assert longer.without(0).colors == ((4, 5, 6, 255),)
    assert palette.colors == ((1, 2, 3, 255),)
    assert not palette.array.flags.writeable


@pytest.mark.parametrize("color", [(0, 0, 256, 255), (-1, 0, 0, 255), (0, 0, 0)])
def test_what_is_no_rgba_is_refused(color: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="is not an RGBA colour"):
        Palette((color,))  # type: ignore[arg-type]


def test_the_fallback_is_sixteen_distinct_opaque_colours() -> None:
    assert len(set(FALLBACK)) == len(FALLBACK) == 16
    assert all(alpha == 255 for *_, alpha in FALLBACK)
