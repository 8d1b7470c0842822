"""The grid that is proposed for a sheet, and what its cells become."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.files import sheets
from lunarcore_studio.files.sheet_cells import (
    Cell,
    Ruling,
    as_drawings,
    as_frames,
    blank_cells,
    kept_tags,
    picture_of,
    proposed,
    too_much,
)
from lunarcore_studio.pixels.sprite import Sprite, Tag
from lunarcore_studio.starter import draw_sprites


def discs(side: int, count: int) -> list[np.ndarray]:
    """Round drawings that fill their cell but for its corners, each in its colour."""
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    inside = np.hypot(x, y) < side / 2 - 0.3
    return [
        np.where(inside[..., None], np.array([40 + 20 * number, 90, 30, 255]), 0).astype(np.uint8)
        for number in range(count)
    ]


@pytest.mark.parametrize("side", [8, 16, 24, 32, 48, 40])
def test_a_strip_of_round_drawings_is_cut_between_them(side: int) -> None:
    assert proposed(sheets.pack(discs(side, 6), columns=6), 16) == Ruling(side, side)


@pytest.mark.parametrize("side", [16, 24, 32, 48])
@pytest.mark.parametrize(("margin", "spacing"), [(0, 0), (1, 1), (0, 2), (2, 3)])
def test_a_sheet_is_cut_between_its_drawings(side: int, margin: int, spacing: int) -> None:
    sheet = sheets.pack(discs(side, 12), 4, margin, spacing)
    assert proposed(sheet, 16) == Ruling(side, side, margin, spacing)


def test_sprites_of_the_models_size_are_cut_at_it() -> None:
    sheet = sheets.pack(draw_sprites(32, seed=4), 8)
    assert proposed(sheet, 16) == Ruling(16, 16)
    sheet[..., :] = np.random.default_rng(3).integers(0, 255, (8, 8, 4), np.uint8).repeat(8, 0).repeat(16, 1)
    assert proposed(sheet, 16) == Ruling(16, 16)


def test_what_is_no_sheet_is_one_cell_or_cells_of_the_models_size() -> None:
    assert proposed(np.full((5, 7, 4), 255, np.uint8), 16) == Ruling(7, 5)
    assert proposed(np.full((512, 512, 4), 90, np.uint8), 16) == Ruling(16, 16)
    noise = np.random.default_rng(1).integers(1, 255, (31, 47, 4), np.uint8)
    assert proposed(noise, 16) == Ruling(16, 16)


def test_a_ruling_has_whole_cells_alone() -> None:
    ruling = Ruling(4, 3, 1, 2)
    assert ruling.shape((17, 12)) == (3, 2)
    assert ruling.shape((16, 12)) == (2, 2)
    assert ruling.shape((2, 2)) == (0, 0)
    cells = ruling.cells((17, 12))
    assert [cell.rect for cell in cells[:4]] == [(1, 1, 4, 3), (7, 1, 4, 3), (13, 1, 4, 3), (1, 6, 4, 3)]


def test_cells_become_frames_or_drawings() -> None:
    sheet = np.zeros((4, 12, 4), np.uint8)
    sheet[:, :4], sheet[1, 9] = (200, 10, 10, 255), (10, 10, 200, 255)
    whole, cells = Sprite.from_pixels(sheet), Ruling(4, 4).cells((12, 4))
    assert blank_cells(sheet, cells) == {1}
    sprite = as_frames(whole, cells)
    assert (sprite.size, len(sprite.frames), sprite.palette) == ((4, 4), 3, whole.palette)
    for frame, drawing in enumerate(as_drawings(whole, cells)):
        np.testing.assert_array_equal(sprite.flatten(frame), sheet[:, 4 * frame : 4 * frame + 4])
        np.testing.assert_array_equal(drawing.flatten(), sprite.flatten(frame))


def test_a_trimmed_cell_lies_where_it_was_and_a_smaller_one_at_the_top_left() -> None:
    sheet = np.full((2, 5, 4), 255, np.uint8)
    cells = (Cell((0, 0, 3, 2), (6, 4), (2, 1), 70), Cell((3, 0, 2, 2), (2, 2), (0, 0), 90))
    assert picture_of(sheet, cells[0])[..., 3].astype(bool).sum() == 6
    sprite = as_frames(Sprite.from_pixels(sheet), cells)
    assert [frame.duration_ms for frame in sprite.frames] == [70, 90]
    drawn = [np.argwhere(sprite.flatten(frame)[..., 3]).tolist() for frame in (0, 1)]
    assert (drawn[0][0], drawn[0][-1]) == ([1, 2], [2, 4])
    assert (drawn[1][0], drawn[1][-1]) == ([0, 0], [1, 1])


def test_more_than_a_drawing_holds_is_said() -> None:
    assert too_much(Ruling(16, 16).cells((64, 64))) == ""
    assert "at most 1,024 frames" in too_much(Ruling(1, 1).cells((40, 40)))
    assert "too large" in too_much([Cell((0, 0, 1, 1), (4096, 4096))] * 3)


def test_tags_keep_to_the_frames_that_stay() -> None:
    tags = (Tag("go", 0, 2), Tag("blank", 3, 3), Tag("all", 0, 5))
    assert kept_tags(tags, [1, 2, 4, 5]) == [Tag("go", 0, 1), Tag("all", 0, 3)]
