"""Sheets are cut and put together again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files import sheets
from tests.files.drawn import sprite


@given(
    count=st.integers(1, 9), columns=st.integers(1, 5), margin=st.integers(0, 3), spacing=st.integers(0, 3)
)
def test_what_is_packed_is_cut_out_again(count: int, columns: int, margin: int, spacing: int) -> None:
    pictures = [sprite(seed, 8) for seed in range(count)]
    sheet = sheets.pack(pictures, columns, margin, spacing)
    found = sheets.cut(sheet, (8, 8), margin, spacing)
    assert [(column, row) for column, row, _ in found] == [(i % columns, i // columns) for i in range(count)]
    assert all(np.array_equal(cut.pixels, picture) for cut, picture in zip(found, pictures, strict=True))


def test_blank_cells_are_left_out_unless_kept() -> None:
    sheet = np.zeros((16, 48, 4), np.uint8)
    sheet[3, 35] = 255
    sheet[3, 3] = (9, 9, 9, 0)
    assert [(cut.column, cut.row) for cut in sheets.cut(sheet)] == [(2, 0)]
    assert len(sheets.cut(sheet, keep_blank=True)) == 3


def test_cells_need_not_be_square_and_a_rest_is_no_cell() -> None:
    sheet = np.full((10, 21, 4), 255, np.uint8)
    assert [cut[:2] for cut in sheets.cut(sheet, (4, 8))] == [(column, 0) for column in range(5)]
    assert sheets.cut(sheet, (4, 8))[0].pixels.shape == (8, 4, 4)


def test_without_columns_a_sheet_is_nearly_square() -> None:
    assert sheets.pack(np.zeros((7, 16, 16, 4), np.uint8)).shape == (48, 48, 4)


@pytest.mark.parametrize(
    ("size", "answer"),
    [
        ((16, 16), False),
        ((32, 16), True),
        ((16, 160), True),
        ((24, 16), False),
        ((8, 8), False),
        ((0, 16), False),
    ],
)
def test_what_is_a_sheet(size: tuple[int, int], answer: bool) -> None:
    assert sheets.is_sheet(size) is answer


def test_what_makes_no_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one picture"):
        sheets.pack([])
    with pytest.raises(ValueError, match="all of one size"):
        sheets.pack([sprite(0, 8), sprite(0, 9)])
    with pytest.raises(ValueError, match="make no grid"):
        sheets.cut(sprite(), (0, 16))
