"""Colour arithmetic: known values, exact round trips, source-over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.color import (
    from_hex,
    oklab_to_srgb,
    over,
    premultiply,
    srgb_to_oklab,
    to_hex,
    unpremultiply,
)

channel = st.integers(0, 255)
rgba = st.tuples(channel, channel, channel, channel)
pictures = arrays(np.uint8, (4, 4, 4))


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (1.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (0.62796, 0.22486, 0.12585)),
        ((0, 255, 0), (0.86644, -0.23389, 0.17950)),
        ((0, 0, 255), (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_of_the_primaries_is_ottossons(rgb: tuple[int, ...], lab: tuple[float, ...]) -> None:
    assert srgb_to_oklab(np.array(rgb, dtype=np.uint8)) == pytest.approx(lab, abs=1e-4)


def test_oklab_round_trip_is_exact_on_a_lattice_of_all_colours() -> None:
    steps = np.append(np.arange(0, 256, 5), np.arange(8)).astype(np.uint8)
    lattice = np.stack(np.meshgrid(steps, steps, steps), axis=-1)
    assert np.array_equal(oklab_to_srgb(srgb_to_oklab(lattice)), lattice)


def test_oklab_outside_the_gamut_is_clipped() -> None:
    assert oklab_to_srgb([0.9, 0.4, 0.0])[0] == 255
    assert oklab_to_srgb([-1.0, 0.0, 0.0]).tolist() == [0, 0, 0]


@given(pictures)
def test_premultiplied_pixels_come_back_except_hidden_colour(pixels: np.ndarray) -> None:
    visible = pixels.copy()
    visible[visible[..., 3] == 0] = 0
    assert np.array_equal(unpremultiply(premultiply(pixels)), visible)


def test_unpremultiply_takes_values_outside_of_the_range() -> None:
    assert unpremultiply([1.4, -0.2, 0.5, 1.2]).tolist() == [255, 0, 128, 255]


@given(pictures, pictures)
def test_over_keeps_bytes_where_one_side_is_empty(below: np.ndarray, above: np.ndarray) -> None:
    below[0], above[1], above[2, :, 3] = 0, 0, 255
    out = over(below, above)
    assert np.array_equal(out[0][above[0, :, 3] > 0], above[0][above[0, :, 3] > 0])
    assert np.array_equal(out[1], below[1])
    assert np.array_equal(out[2], above[2])


@given(pictures, pictures, st.integers(0, 255))
def test_over_agrees_with_porter_and_duff(below: np.ndarray, above: np.ndarray, opacity: int) -> None:
    source, backdrop = premultiply(above) * opacity / 255, premultiply(below)
    expected = source + backdrop * (1 - source[..., 3:])
    got = premultiply(over(below, above, opacity))
    assert np.abs(got - expected).max() <= 1.01 / 255


def test_half_white_over_black_is_grey() -> None:
    black, white = np.array([[0, 0, 0, 255]], np.uint8), np.array([[255, 255, 255, 255]], np.uint8)
    assert over(black, white, 128).tolist() == [[128, 128, 128, 255]]


@given(rgba)
def test_hex_round_trip(color: tuple[int, int, int, int]) -> None:
    assert from_hex(to_hex(color)) == color


@pytest.mark.parametrize(
    ("text", "color"),
    [("#8fb2ff", (143, 178, 255, 255)), ("8FB2FF80", (143, 178, 255, 128)), (" #fa0 ", (255, 170, 0, 255))],
)
def test_hex_is_read_as_people_write_it(text: str, color: tuple[int, ...]) -> None:
    assert from_hex(text) == color


@pytest.mark.parametrize("text", ["", "#12", "#12345", "#gggggg", "red", "##123456", "１２３４５６"])
def test_what_is_no_colour_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        from_hex(text)
