"""The grid of sprites by which a model is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.files.images import decode_png
from lunarcore_studio.files.model_folder import THUMBNAILS, write_model_folder
from lunarcore_studio.files.thumbnails import read_thumbnails, thumbnails_png
from lunarcore_studio.starter import draw_sprites
from tests.files.models import make_model, model_files


def test_it_holds_sprites_from_all_over_the_set() -> None:
    sprites = np.zeros((100, 16, 16, 4), np.uint8)
    sprites[..., 3] = 255
    sprites[..., 0] = np.arange(100).reshape(-1, 1, 1)
    grid = decode_png(thumbnails_png(sprites))
    assert grid.shape == (64, 128, 4)
    shown = grid[::16, ::16, 0].ravel()
    assert (shown[0], shown[-1]) == (0, 99)
    assert len(set(shown.tolist())) == 32


def test_few_sprites_make_a_short_grid_and_real_ones_a_small_file() -> None:
    sprites = draw_sprites(40, seed=7)
    assert decode_png(thumbnails_png(sprites[:3])).shape == (16, 48, 4)
    assert len(thumbnails_png(sprites)) < 10_000


@pytest.mark.parametrize("shape", [(0, 16, 16, 4), (2, 128, 128, 4)])
def test_none_and_large_ones_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="at least one sprite of up to 64"):
        thumbnails_png(np.zeros(shape, np.uint8))


def test_they_come_back_from_the_folder_and_are_optional(tmp_path: Path) -> None:
    sprites = draw_sprites(8, seed=3)
    write_model_folder(tmp_path / "with", model_files() | {THUMBNAILS: thumbnails_png(sprites)})
    found = read_thumbnails(tmp_path / "with")
    assert found is not None
    assert np.array_equal(found[:, :16], sprites[0])
    assert read_thumbnails(make_model(tmp_path / "without")) is None


@pytest.mark.parametrize("data", [b"", b"no picture", encode_png(np.zeros((16, 600, 4), np.uint8))])
def test_what_can_not_be_shown_is_none(data: bytes, tmp_path: Path) -> None:
    folder = make_model(tmp_path / "odd")
    (folder / THUMBNAILS).write_bytes(data)
    assert read_thumbnails(folder) is None


def test_a_picture_of_a_terabyte_is_none(tmp_path: Path) -> None:
    folder = make_model(tmp_path / "odd")
    with (folder / THUMBNAILS).open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert read_thumbnails(folder) is None


def test_a_new_model_takes_the_old_ones_thumbnails_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write_model_folder(folder, model_files() | {THUMBNAILS: thumbnails_png(draw_sprites(4, seed=1))})
    write_model_folder(folder, model_files("Other"), overwrite=True)
    assert read_thumbnails(folder) is None
