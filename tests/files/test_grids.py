"""Cells are found wherever margin, spacing and separator lines put them, and not where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lunarcore_studio.files.grids import Grid, cells_of, find_grid
from lunarcore_studio.files.sheets import pack
from tests.files.drawn import sprite


def full(seed: int, side: int = 16) -> np.ndarray:
    """A tile that is drawn up to its edges."""
    pixels = sprite(seed, side)
    pixels[pixels[..., 3] == 0] = (1, 2, 3, 255)
    return pixels


def sheet_of(grid: Grid, gap: tuple[int, int, int, int] = (0, 0, 0, 0), first: int = 0) -> np.ndarray:
    tiles = [full(first + number, grid.cell) for number in range(grid.columns * grid.rows)]
    sheet = pack(tiles, grid.columns, grid.margin, grid.spacing)
    covered = np.zeros(sheet.shape[:2], bool)
    for top in grid.starts(grid.rows):
        for left in grid.starts(grid.columns):
            covered[top : top + grid.cell, left : left + grid.cell] = True
    sheet[~covered] = gap
    return sheet


@given(
    cell=st.sampled_from([8, 16, 32]), columns=st.integers(1, 6), rows=st.integers(1, 4),
    margin=st.integers(0, 4), spacing=st.integers(1, 4),
    gap=st.sampled_from([(0, 0, 0, 0), (0, 0, 0, 255), (255, 0, 255, 255)]), first=st.integers(0, 50),
)  # fmt: skip
def test_any_grid_with_lines_between_is_found(
    cell: int, columns: int, rows: int, margin: int, spacing: int, gap: tuple[int, int, int, int], first: int
) -> None:
    assume(columns * rows > 1)
    grid = Grid(cell, columns, rows, margin, spacing)
    sheet = sheet_of(grid, gap, first)
    assert find_grid(sheet, cell) == grid
    cells = cells_of(sheet, grid)
    assert cells.shape == (rows, columns, cell, cell, 4)
    for number, tile in enumerate(cells.reshape(-1, cell, cell, 4)):
        assert np.array_equal(tile, full(first + number, cell))


@given(columns=st.integers(1, 8), rows=st.integers(1, 8), first=st.integers(0, 50))
def test_a_sheet_without_gaps_is_cut_without(columns: int, rows: int, first: int) -> None:
    found = find_grid(sheet_of(Grid(16, columns, rows), first=first), 16)
    assert found == (Grid(16, columns, rows) if columns * rows > 1 else None)


@pytest.mark.parametrize("grid", [Grid(16, 15, 15, 1, 1), Grid(16, 8, 8, 0, 2), Grid(16, 7, 7, 2, 2)])
def test_lines_are_seen_where_the_size_would_fit_cells_without(grid: Grid) -> None:
    sheet = sheet_of(grid)
    if grid.spacing == 2 and grid.margin == 0:
        sheet = np.pad(sheet, ((0, 2), (0, 2), (0, 0)))
    assert sheet.shape[0] % 16 == 0
    assert find_grid(sheet, 16) == grid


@pytest.mark.parametrize("trailing", [True, False])
def test_a_line_may_follow_each_cell_or_stand_before_it(trailing: bool) -> None:
    sheet = sheet_of(Grid(16, 5, 3, 0, 1))
    after, before = ((0, 1), (0, 1), (0, 0)), ((1, 0), (1, 0), (0, 0))
    found = find_grid(np.pad(sheet, after if trailing else before), 16)
    assert found == Grid(16, 5, 3, 0 if trailing else 1, 1)


def test_the_sheet_of_a_well_known_pack() -> None:
    sheet = sheet_of(Grid(16, 57, 31, 0, 1))
    assert sheet.shape[:2] == (526, 968)
    assert find_grid(sheet, 16) == Grid(16, 57, 31, 0, 1)


def test_blank_cells_hide_no_grid() -> None:
    sheet = sheet_of(Grid(16, 6, 4, 0, 1))
    sheet[17:33, 34:50] = 0
    sheet[51:] = 0
    assert find_grid(sheet, 16) == Grid(16, 6, 4, 0, 1)


def test_a_frame_without_lines_between() -> None:
    assert find_grid(sheet_of(Grid(16, 4, 3, 3, 0)), 16) == Grid(16, 4, 3, 3, 0)


def test_a_larger_sprite_with_room_around_it_is_no_sheet() -> None:
    assert find_grid(np.pad(full(1, 32), ((4, 4), (4, 4), (0, 0))), 16) is None


@pytest.mark.parametrize("size", [(20, 20), (17, 16), (15, 15), (33, 33), (40, 24), (1, 100)])
def test_what_has_no_lines_is_no_sheet(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    noise = rng.integers(1, 256, (*size, 4), dtype=np.uint8)
    assert find_grid(noise, 16) is None


def test_a_line_of_two_colours_is_no_gap() -> None:
    sheet = sheet_of(Grid(16, 3, 2, 0, 1), gap=(9, 9, 9, 255))
    sheet[5, 16] = (9, 9, 8, 255)
    assert find_grid(sheet, 16) is None


def test_tall_figures_on_a_plain_sheet_are_cut_as_before() -> None:
    sheet = np.zeros((32, 272, 4), np.uint8)
    for column in range(17):
        sheet[4:32, 16 * column + 2 : 16 * column + 14] = full(column, 32)[:28, :12]
    assert find_grid(sheet, 16) == Grid(16, 17, 2)


@pytest.mark.parametrize("grid", [Grid(16, 17, 1, 1, 1), Grid(16, 5, 4, 0, 1), Grid(16, 9, 3, 2, 2)])
def test_sprites_that_do_not_reach_their_edges_show_the_grid_too(grid: Grid) -> None:
    sheet = sheet_of(grid)
    for top in grid.starts(grid.rows):
        for left in grid.starts(grid.columns):
            sheet[top : top + 16, [left, left + 1, left + 14, left + 15]] = 0
            sheet[[top, top + 15], left : left + 16] = 0
    assert find_grid(sheet, 16) == grid
