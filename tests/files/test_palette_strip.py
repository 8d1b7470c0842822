"""Pictures as palettes: strips of swatches at any scale, and what is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files import images, palette_files
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.palette_strip import drawn_colors, swatches_of
from lunarcore_studio.pixels.color import RGBA, Pixels

BYTE = st.integers(0, 255)


def enlarged(pixels: Pixels, scale: int) -> Pixels:
    return np.repeat(np.repeat(pixels, scale, axis=0), scale, axis=1)


@given(
    colors=st.lists(st.tuples(BYTE, BYTE, BYTE, st.integers(1, 255)), min_size=2, max_size=40, unique=True),
    columns=st.integers(1, 40),
    scale=st.integers(1, 9),
)
def test_a_grid_of_swatches_gives_them_in_reading_order_with_alpha(
    colors: list[RGBA], columns: int, scale: int
) -> None:
    rows = -(-len(colors) // columns)
    places = colors + [(0, 0, 0, 0)] * (rows * columns - len(colors))
    if rows == 1:
        places = colors
    grid = np.array(places, np.uint8).reshape(rows, -1, 4)
    assert swatches_of(enlarged(grid, scale)) == colors


def test_a_strip_keeps_a_colour_that_is_transparent(tmp_path: Path) -> None:
    strip = np.array([[[9, 0, 0, 255], [0, 0, 0, 0]]], np.uint8)
    images.write_png(tmp_path / "a.png", enlarged(strip, 8))
    assert palette_files.read_palette(tmp_path / "a.png").colors == ((9, 0, 0, 255), (0, 0, 0, 0))


def test_a_drawing_is_no_strip() -> None:
    twice = np.array([[[9, 0, 0, 255], [0, 0, 9, 128], [9, 0, 0, 255]]], np.uint8)
    assert swatches_of(twice) == []
    assert drawn_colors(twice, 256) == [(9, 0, 0, 255), (0, 0, 9, 255)]
    many = np.zeros((1, 257, 4), np.uint8)
    many[0, :, 0], many[0, :, 1] = np.arange(257) & 255, np.arange(257) >> 8
    assert swatches_of(many) == []
    assert len(swatches_of(many[:, :256])) == 256


@pytest.mark.parametrize("shape", [(4096, 4096), (1, 4096), (1 << 10, (1 << 10) + 1)])
def test_a_large_picture_is_no_strip(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    assert swatches_of(rng.integers(0, 256, (*shape, 4), np.uint8)) == []


def test_a_photograph_is_told_before_all_of_it_is_looked_at(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1024, 1025, 4), np.uint8)
    images.write_png(tmp_path / "photo.png", noise)
    with pytest.raises(FileError, match=r"photo\.png has more than 256 colours"):
        palette_files.read_palette(tmp_path / "photo.png")
    assert 256 < len(drawn_colors(noise, 256)) <= 1 << 17


@given(seed=st.integers(0, 99))
def test_colours_come_in_the_order_in_which_they_are_met(seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawing = rng.integers(0, 3, (40, 37, 4), np.uint8)
    met = dict.fromkeys((*pixel[:3], 255) for pixel in drawing.reshape(-1, 4).tolist() if pixel[3])
    assert drawn_colors(drawing, 256) == list(met)
