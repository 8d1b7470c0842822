"""True pixel art: hard alpha, palette colours, and the artist's own pixels untouched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.projection import Projection, project, uses_soft_alpha

raws = arrays(np.float32, (6, 6, 4), elements=st.floats(0, 1, width=32))
pictures = arrays(np.uint8, (6, 6, 4))


@given(raws)
def test_all_is_palette_or_nothing(raw: np.ndarray) -> None:
    out = project(raw, FALLBACK)
    assert set(map(tuple, out.reshape(-1, 4).tolist())) <= {*FALLBACK, (0, 0, 0, 0)}
    assert np.array_equal(out[..., 3] == 255, raw[..., 3] >= 0.5)


@given(raws)
def test_projecting_twice_changes_nothing(raw: np.ndarray) -> None:
    once = project(raw, FALLBACK)
    assert np.array_equal(project(premultiply(once), FALLBACK), once)


@given(pictures)
def test_at_rest_the_picture_is_the_artists_to_the_byte(original: np.ndarray) -> None:
    assert np.array_equal(project(premultiply(original), FALLBACK, original), original)


@given(pictures, st.integers(0, 35))
def test_only_changed_pixels_are_snapped(original: np.ndarray, place: int) -> None:
    y, x = divmod(place, 6)
    original[y, x] = (255, 0, 255, 255)
    raw = premultiply(original)
    raw[y, x] = (0.0, 1.0, 0.0, 1.0)
    out = project(raw, FALLBACK, original)
    assert tuple(out[y, x].tolist()) in FALLBACK.colors
    out[y, x] = original[y, x]
    assert np.array_equal(out, original)


@pytest.mark.parametrize(("shift", "kept"), [(1.4, True), (1.6, False)])
def test_the_tolerance_is_a_byte_and_a_half(shift: float, kept: bool) -> None:
    original = np.array([[[100, 100, 100, 255]]], np.uint8)
    raw = premultiply(original)
    raw[..., 0] += shift / 255
    out = project(raw, Palette(((100, 100, 101, 255),)), original)
    assert (out[0, 0].tolist() == [100, 100, 100, 255]) is kept


def test_the_original_holds_for_every_picture_of_a_batch() -> None:
    original = np.random.default_rng(0).integers(0, 256, (6, 6, 4), dtype=np.uint8)
    raw = np.stack([premultiply(original), np.zeros((6, 6, 4), np.float32)])
    out = project(raw, FALLBACK, original)
    assert out.shape == (2, 6, 6, 4)
    assert np.array_equal(out[0], original)


@pytest.mark.parametrize("palette", [None, Palette(()), Palette(((9, 9, 9, 0),))])
def test_without_a_colour_to_choose_from_colours_are_rounded(palette: Palette | None) -> None:
    raw = np.array([[[0.3, 0.15, 0.0, 0.6], [0.2, 0.2, 0.2, 0.4]]], np.float32)
    assert project(raw, palette).tolist() == [[[128, 64, 0, 255], [0, 0, 0, 0]]]


def test_soft_alpha_stays_soft_and_its_colour_is_the_palettes() -> None:
    raw = np.array([[[0.4, 0.0, 0.0, 0.4]]], np.float32)
    palette = Palette(((250, 0, 0, 255), (0, 0, 250, 255)))
    assert project(raw, palette, soft_alpha=True).tolist() == [[[250, 0, 0, 102]]]


@pytest.mark.parametrize(("alpha", "soft"), [([0, 255], False), ([0, 254], True), ([1, 255], True)])
def test_soft_alpha_is_seen(alpha: list[int], soft: bool) -> None:
    pixels = np.zeros((1, 2, 4), np.uint8)
    pixels[0, :, 3] = alpha
    assert uses_soft_alpha(pixels) is soft


def test_each_kind_finds_its_palette() -> None:
    original = np.zeros((2, 2, 4), np.uint8)
    raw = np.zeros((2, 2, 4), np.float32)
    raw[0, 0] = 1.0
    assert Projection("document", FALLBACK).palette_for(raw, original) == FALLBACK
    assert Projection("none", FALLBACK).palette_for(raw, original) is None
    assert Projection("sprite", FALLBACK).palette_for(raw, original) == FALLBACK
    assert Projection("sprite", FALLBACK).palette_for(raw) == FALLBACK
    original[1, 1] = (5, 6, 7, 255)
    own = Projection("sprite", FALLBACK).palette_for(raw, original)
    assert own is not None
    assert own.colors == ((5, 6, 7, 255),)
    extracted = Projection("extract", FALLBACK, count=1).palette_for(raw, original)
    assert extracted is not None
    assert extracted.colors == ((255, 255, 255, 255),)


def test_the_originals_colours_can_stay_beside_the_documents() -> None:
    original = np.zeros((2, 2, 4), np.uint8)
    raw = np.zeros((2, 2, 4), np.float32)
    wide = Projection("document", FALLBACK, keeps_own=True)
    assert wide.palette_for(raw) is FALLBACK
    assert wide.palette_for(raw, original) is FALLBACK
    original[0] = (*FALLBACK.colors[0][:3], 255)
    assert wide.palette_for(raw, original) == FALLBACK
    original[1, 1] = (5, 6, 7, 255)
    joined = wide.palette_for(raw, original)
    assert joined is not None
    assert joined.colors == (*FALLBACK.colors, (5, 6, 7, 255))
    assert Projection("sprite", FALLBACK, keeps_own=True).palette_for(raw, original) == Palette.of(original)
    assert Projection("document", Palette(()), keeps_own=True).palette_for(raw, original) == Palette(())
