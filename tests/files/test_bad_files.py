"""What may not be read, and what is left of a sheet with a photograph in it; see also `tests/hostile`."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import images
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Scan
from lunarcore_studio.files.image_writing import encode_png
from tests.files.drawn import sprite
from tests.files.test_pixel_art import photograph

GOOD = encode_png(sprite(1))


def reasons(found: Scan) -> dict[str, str]:
    assert len({left.path for left in found.left_out}) == len(found.left_out)
    return {left.path.name: left.reason for left in found.left_out}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_looked_at_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(GOOD)
    (tmp_path / "a.png").chmod(0)
    assert reasons(scan_cached([tmp_path])) == {"a.png": "can not be read: permission denied"}
    (tmp_path / "a.png").chmod(0o600)
    assert len(scan_cached([tmp_path]).sprites) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_that_may_not_be_listed_is_told_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(GOOD)
    (tmp_path / "closed").mkdir(0)
    found = scan_cached([tmp_path])
    assert reasons(found) == {"closed": "can not be read: permission denied"}
    assert len(found.sprites) == 1
    (tmp_path / "closed").chmod(0o700)


def test_a_sheet_loses_only_the_cell_that_is_a_photograph(tmp_path: Path) -> None:
    sheet = np.concatenate([*(sprite(number) for number in range(5)), photograph(1)], axis=1)
    images.write_png(tmp_path / "sheet.png", sheet)
    images.write_png(tmp_path / "photo.png", photograph(3, 64))
    found = scan_cached([tmp_path])
    assert len(found.sprites) == 5
    (photo, cell) = found.left_out
    assert (photo.path.name, photo.cell) == ("photo.png", None)
    assert (cell.path.name, cell.cell) == ("sheet.png", (5, 0))
    assert photo.reason.startswith("not pixel art: ")
    assert cell.reason.startswith("not pixel art: ")
    assert [each.path.name for each in found.findings] == ["sheet.png"]
