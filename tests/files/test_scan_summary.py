"""Numbers a person can judge a folder by, a warning when there is too little, and the size that fits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import images
from lunarcore_studio.files.dataset import Scan, ScanOptions, scan, scan_pictures
from lunarcore_studio.files.scan_result import LeftOut
from lunarcore_studio.files.scan_summary import (
    ENOUGH,
    count_colors,
    kind_of,
    left_out_counts,
    summarise,
    too_few,
)
from tests.files.drawn import sprite
from tests.files.test_enlarged import larger


def flat(*colors: tuple[int, int, int, int]) -> np.ndarray:
    return np.stack([np.full((4, 4, 4), color, np.uint8) for color in colors])


def test_colours_are_those_that_are_seen() -> None:
    pixels = flat((1, 2, 3, 255), (1, 2, 3, 9), (3, 2, 1, 255), (9, 9, 9, 0))
    assert count_colors(pixels) == 2
    assert count_colors(pixels, np.array([True, True, False, True])) == 1
    assert count_colors(pixels[:0]) == 0


def test_colours_of_more_sprites_than_are_looked_at_at_once() -> None:
    pixels = np.zeros((9000, 2, 2, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[:, 0, 0, 0] = np.arange(9000) % 256
    pixels[:, 0, 0, 1] = np.arange(9000) // 256
    assert count_colors(pixels) == 9000
    chosen = np.zeros(9000, bool)
    chosen[4090:4100] = True
    assert count_colors(pixels, chosen) == 11


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("duplicate of a: b.png", "duplicate"),
        ("wrong size: 20 x 20, not 16 x 16 or a sheet of that", "wrong size"),
        ("a JPEG picture; PNG, GIF, WebP, BMP and Aseprite files are read", "a JPEG picture"),
        ("blank", "blank"),
        ("enlarged 8 times, not shrunk", "enlarged"),
        ("a sheet of 3 x 2 sprites, not cut", "sheet, not cut"),
        ("not pixel art: 256 colours in 16 x 16 pixels and nothing flat", "not pixel art"),
        ("not looked at: more than 2 sprites", "not looked at"),
    ],
)
def test_reasons_are_counted_by_kind(reason: str, kind: str) -> None:
    assert kind_of(reason) == kind


def test_the_most_frequent_kind_comes_first() -> None:
    reasons = ["blank", "wrong size: 1 x 1", "wrong size: 2 x 2", "a JPEG picture; x"]
    counts = left_out_counts(LeftOut(Path("x"), None, reason) for reason in reasons)
    assert counts == (("wrong size", 2), ("a JPEG picture", 1), ("blank", 1))


def test_too_few_are_told_with_their_number() -> None:
    assert too_few(ENOUGH) == ""
    assert too_few(23).startswith("23 sprites are there, at least 24 are needed: ")
    assert too_few(1).startswith("There is 1 sprite, ")
    assert too_few(0).startswith("There are no sprites, ")


def written(folder: Path, sides: dict[int, int]) -> Path:
    for side, count in sides.items():
        for number in range(count):
            images.write_png(folder / f"{side}-{number}.png", sprite(number, side))
    return folder


@pytest.mark.parametrize(
    ("sides", "resolution", "better"),
    [
        ({16: 5}, 16, None),
        ({8: 5}, 16, 8),
        ({32: 5, 16: 1}, 16, 32),
        ({32: 5}, 32, None),
        ({16: 3, 32: 3}, 16, None),
        ({16: 4, 8: 3, 32: 3}, 8, None),
        ({24: 3}, 16, None),
        ({}, 16, None),
    ],
)
def test_the_size_that_most_pictures_have_is_suggested(
    tmp_path: Path, sides: dict[int, int], resolution: int, better: int | None
) -> None:
    summary = summarise(scan([written(tmp_path, sides)], resolution))
    assert summary.suggested_resolution == better
    assert (summary.suggestion == "") == (better is None)


def test_a_summary_of_what_is_chosen(tmp_path: Path) -> None:
    found = scan([written(tmp_path, {32: 2, 16: 30})])
    assert len(found.sprites) == 38
    whole = summarise(found)
    assert (whole.sprites, whole.warning, whole.left_out) == (38, "", ())
    chosen = np.zeros(38, bool)
    chosen[:3] = True
    part = summarise(found, chosen)
    assert part.sprites == 3
    assert part.colors == count_colors(found.pixels[:3]) < whole.colors
    assert part.warning == too_few(3)


def test_the_frames_of_an_open_document() -> None:
    walk = [sprite(1), sprite(2), sprite(1)]
    found = scan_pictures([("walk", walk), ("big", [larger(sprite(3), 3)])], ScanOptions())
    assert [each.name for each in found.sprites] == ["walk #1", "walk #2", "big"]
    assert [left.reason for left in found.left_out] == ["duplicate of walk #1"]
    assert np.array_equal(found.pixels, np.stack([sprite(1), sprite(2), sprite(3)]))
    assert found.wanted == ((16, 2),)
    with pytest.raises(ValueError, match="has no frames"):
        scan_pictures([("nothing", [])], ScanOptions())
    assert scan_pictures([], ScanOptions(8)) == Scan((), (), 8)
