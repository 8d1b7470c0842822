"""Enlarged art, sheets and both at once are found, told in a few words, and speak for their resolution."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.findings import (
    Finding,
    Layout,
    common_enlargement,
    layout_of,
    own_resolution,
)
from lunarcore_studio.files.grids import Grid
from lunarcore_studio.files.sheets import pack
from tests.files.drawn import sprite
from tests.files.test_enlarged import larger
from tests.files.test_grids import full, sheet_of


def layout(pixels: np.ndarray, resolution: int = 16) -> Layout | None:
    return layout_of([pixels], resolution)


def test_a_sprite_is_native_also_where_its_pixels_are_large() -> None:
    assert layout(sprite(0)) == Layout()
    assert layout(larger(sprite(0, 8), 2)) == Layout()


@given(seed=st.integers(0, 50), times=st.integers(2, 12), resolution=st.sampled_from([8, 16, 32]))
def test_an_enlarged_sprite_is_found_and_given_back(seed: int, times: int, resolution: int) -> None:
    exported = larger(sprite(seed, resolution), times)
    found = layout(exported, resolution)
    assert found == Layout(times)
    assert np.array_equal(found.cells(exported)[0, 0], sprite(seed, resolution))


@given(
    times=st.integers(2, 5), columns=st.integers(2, 4), rows=st.integers(1, 3), margin=st.integers(0, 2),
    spacing=st.integers(0, 2), first=st.integers(0, 50),
)  # fmt: skip
def test_an_enlarged_sheet_is_shrunk_and_cut(
    times: int, columns: int, rows: int, margin: int, spacing: int, first: int
) -> None:
    grid = Grid(16, columns, rows, margin if spacing else 0, spacing)
    exported = larger(sheet_of(grid, first=first), times)
    found = layout(exported)
    assert found == Layout(times, grid)
    for number, cell in enumerate(found.cells(exported).reshape(-1, 16, 16, 4)):
        assert np.array_equal(cell, full(first + number))


def test_a_sprite_of_large_pixels_is_shrunk_no_further_than_to_its_size() -> None:
    assert layout(larger(larger(sprite(0, 8), 2), 8)) == Layout(8)


def test_what_is_enlarged_to_no_known_size_is_nothing() -> None:
    assert layout(larger(sprite(0, 20), 3)) is None
    assert layout(larger(sprite(0, 8), 2), 32) is None


def test_every_frame_must_be_enlarged() -> None:
    walk = [larger(sprite(number), 4) for number in range(3)]
    assert common_enlargement(walk) == 4
    walk[2][0, 0] = (1, 2, 3, 255)
    assert common_enlargement(walk) == 1
    assert common_enlargement([larger(sprite(1), 4), larger(sprite(2), 6)[:64, :64]]) == 2


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Layout(8), "enlarged 8 times"),
        (Layout(1, Grid(16, 57, 31, 0, 1)), "16x16 cells, 1 px between, 57x31"),
        (Layout(4, Grid(16, 5, 3, 2, 1)), "enlarged 4 times, 16x16 cells, 2 px around, 1 px between, 5x3"),
        (Layout(1, Grid(8, 2, 1)), "8x8 cells, 2x1"),
    ],
)
def test_what_is_said_of_a_finding(found: Layout, words: str) -> None:
    assert Finding(Path("a") / "x.png", (9, 9), found, True).sentence == f"x.png: {words}"


@pytest.mark.parametrize(
    ("pixels", "answer"),
    [
        (sprite(0, 8), (8, 1)),
        (sprite(0, 16), (16, 1)),
        (sprite(0, 32), (32, 1)),
        (larger(sprite(0, 16), 2), (16, 1)),
        (larger(sprite(0, 32), 5), (32, 1)),
        (sheet_of(Grid(8, 4, 3, 0, 1)), (8, 12)),
        (sheet_of(Grid(32, 4, 3, 1, 1)), (32, 12)),
        (pack([full(0), full(1)], 2), (0, 0)),
        (sprite(0, 24), (0, 0)),
        (sprite(0, 48), (0, 0)),
    ],
)
def test_the_resolution_that_a_picture_speaks_for(pixels: np.ndarray, answer: tuple[int, int]) -> None:
    height, width = pixels.shape[:2]
    assert own_resolution((width, height), common_enlargement([pixels]), [pixels]) == answer
