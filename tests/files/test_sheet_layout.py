"""Pictures on a sheet: none over another, none outside, little left empty."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files.sheet_layout import Layout, Size, assembled, in_rows, packed, rows_of

SIZES = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=40)
LENGTH = st.integers(0, 3)


def check(layout: Layout, sizes: list[Size], margin: int, spacing: int) -> None:
    """Every picture inside the margin and, with the space after it, on pixels of its own."""
    width, height = layout.size
    taken = np.zeros((height + spacing, width + spacing), int)
    for (left, top), (wide, high) in zip(layout.places, sizes, strict=True):
        assert min(left, top) >= margin
        assert left + wide + margin <= width
        assert top + high + margin <= height
        taken[top : top + high + spacing, left : left + wide + spacing] += 1
    assert taken.max() == 1


@given(sizes=SIZES, margin=LENGTH, spacing=LENGTH)
def test_packed_pictures_stand_apart(sizes: list[Size], margin: int, spacing: int) -> None:
    check(packed(sizes, margin, spacing), sizes, margin, spacing)


@given(rows=st.lists(SIZES, min_size=1, max_size=4), margin=LENGTH, spacing=LENGTH)
def test_rows_stand_below_each_other(rows: list[list[Size]], margin: int, spacing: int) -> None:
    layout = in_rows(rows, margin, spacing)
    check(layout, [size for row in rows for size in row], margin, spacing)
    at = 0
    for row in rows:
        places = layout.places[at : at + len(row)]
        assert len({top for _, top in places}) == 1
        assert [left for left, _ in places] == sorted(left for left, _ in places)
        at += len(row)


@pytest.mark.parametrize("count", [1, 2, 4, 9, 16, 64, 100, 1024])
def test_pictures_of_one_size_fill_their_sheet(count: int) -> None:
    width, height = packed([(16, 16)] * count).size
    assert width * height <= 256 * count + 16 * max(width, height)
    assert max(width, height) <= 2 * min(width, height) or count < 4


@given(sizes=st.lists(st.tuples(st.integers(4, 32), st.integers(4, 32)), min_size=30, max_size=60))
def test_mixed_sizes_leave_less_than_half_empty(sizes: list[Size]) -> None:
    width, height = packed(sizes).size
    assert sum(wide * high for wide, high in sizes) > 0.5 * width * height


def test_the_pictures_are_where_the_layout_says() -> None:
    rng = np.random.default_rng(0)
    pictures = [rng.integers(1, 256, (high, wide, 4), np.uint8) for wide, high in ((5, 3), (2, 7), (4, 4))]
    layout = packed([picture.shape[1::-1] for picture in pictures], 1, 2)
    sheet = assembled(layout, pictures)
    for (left, top), picture in zip(layout.places, pictures, strict=True):
        assert np.array_equal(sheet[top : top + len(picture), left : left + picture.shape[1]], picture)
    assert np.count_nonzero(sheet.any(axis=-1)) == sum(len(each) * each.shape[1] for each in pictures)


def test_what_makes_no_sheet_is_refused() -> None:
    for make in (lambda: packed([]), lambda: in_rows([[]]), lambda: packed([(1, 1)], -1)):
        with pytest.raises(ValueError, match="at least one picture"):
            make()


@given(sizes=SIZES, columns=st.integers(0, 50))
def test_rows_hold_all_in_their_order_and_no_more_than_was_said(sizes: list[Size], columns: int) -> None:
    rows = rows_of(sizes, columns)
    assert [size for row in rows for size in row] == sizes
    assert {len(row) for row in rows[:-1]} <= {columns}
    assert 1 <= len(rows[-1]) <= (columns or len(sizes))
