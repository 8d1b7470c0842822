"""Folders of every kind give the same sprites each time, and a reason for everything that is not one."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import dataset, images, sheets
from lunarcore_studio.files.dataset import Scan, scan
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.folder_walk import MAX_DEPTH, natural_order
from lunarcore_studio.pixels.color import Pixels
from tests.files.drawn import sprite


def reasons(found: Scan) -> dict[str, str]:
    return {left.path.name: left.reason for left in found.left_out}


def test_a_folder_gives_its_sprites_in_the_order_of_people(tmp_path: Path) -> None:
    for number, name in enumerate(["tile10.png", "Tile2.png", "tile1.png", "sub/a.png", "sub/deeper/b.GIF"]):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(images.encode_png(sprite(number)))
    found = scan([tmp_path])
    assert [each.name for each in found.sprites] == ["tile1.png", "Tile2.png", "tile10.png", "a.png", "b.GIF"]
    assert found.left_out == ()
    assert found.pixels.shape == (5, 16, 16, 4)
    assert np.array_equal(found.pixels[0], sprite(2))
    assert found.sprites[3].source == tmp_path / "sub" / "a.png"
    assert not found.sprites[0].pixels.flags.writeable


def test_two_scans_are_equal(tmp_path: Path) -> None:
    for number in range(20):
        images.write_png(tmp_path / f"{number % 7}-{number}.png", sprite(number % 11))
    first, second = scan([tmp_path]), scan([tmp_path])
    assert [each.digest for each in first.sprites] == [each.digest for each in second.sprites]
    assert first.left_out == second.left_out
    assert len(first.sprites) == 11


def test_sheets_are_cut_and_blank_cells_passed_over(tmp_path: Path) -> None:
    cells = [sprite(1), np.zeros((16, 16, 4), np.uint8), sprite(2), sprite(1), sprite(3), sprite(2)]
    images.write_png(tmp_path / "sheet.png", sheets.pack(cells, 3))
    found = scan([tmp_path])
    assert [each.name for each in found.sprites] == ["sheet.png (0,0)", "sheet.png (2,0)", "sheet.png (1,1)"]
    assert [each.cell for each in found.sprites] == [(0, 0), (2, 0), (1, 1)]
    assert [np.array_equal(each.pixels, sprite(n)) for each, n in zip(found.sprites, (1, 2, 3), strict=True)]
    assert [(left.cell, left.reason) for left in found.left_out] == [
        ((0, 1), "duplicate of sheet.png (0,0)"),
        ((2, 1), "duplicate of sheet.png (2,0)"),
    ]


def test_pictures_that_differ_only_under_alpha_0_are_one(tmp_path: Path) -> None:
    hidden = sprite(1)
    hidden[hidden[..., 3] == 0, :3] = 99
    images.write_png(tmp_path / "a.png", hidden)
    images.write_png(tmp_path / "b.png", sprite(1))
    found = scan([tmp_path])
    assert np.array_equal(found.pixels, sprite(1)[None])
    assert reasons(found) == {"b.png": "duplicate of a.png"}


def test_every_frame_of_an_animation_counts(tmp_path: Path) -> None:
    images.write_gif(tmp_path / "walk.gif", np.stack([sprite(1), sprite(2), sprite(1)]))
    found = scan([tmp_path / "walk.gif"])
    assert [(each.name, each.frame) for each in found.sprites] == [("walk.gif #1", 0), ("walk.gif #2", 1)]
    assert reasons(found) == {"walk.gif": "duplicate of walk.gif #1"}


def test_every_file_left_out_has_a_reason(tmp_path: Path) -> None:
    good = images.encode_png(sprite(1))
    for name, data in {
        "short.png": good[:-20],
        "empty.png": b"",
        "text.png": b"hello",
        "odd.png": images.encode_png(sprite(2, 20)),
        "small.png": images.encode_png(sprite(2, 8)),
        "blank.png": images.encode_png(np.zeros((32, 16, 4), np.uint8)),
        "notes.txt": b"hello",
        "._mac.png": b"hello",
        "good.png": good,
    }.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.png").write_bytes(good)
    found = scan([tmp_path])
    assert [each.name for each in found.sprites] == ["good.png"]
    assert reasons(found) == {
        "short.png": f"cut short: the file ends after {len(good) - 20} of at least {len(good) - 12} bytes",
        "empty.png": "empty",
        "text.png": "not a picture that can be read; PNG, GIF, WebP, BMP and Aseprite files are",
        "odd.png": "wrong size: 20 x 20, not 16 x 16 or a sheet of that",
        "small.png": "wrong size: 8 x 8, not 16 x 16 or a sheet of that",
        "blank.png": "blank",
        "notes.txt": "not a picture",
        "._mac.png": "hidden file",
        ".git": "hidden folder",
    }


def test_links_pipes_and_odd_names_do_not_stop_a_scan(tmp_path: Path) -> None:
    pack, outside = tmp_path / "pack", tmp_path / "outside"
    pack.mkdir()
    outside.mkdir()
    images.write_png(outside / "private.png", sprite(9))
    images.write_png(pack / "new\nline.png", sprite(1))
    images.write_png(pack / os.fsdecode(b"caf\xe9.png"), sprite(2))
    images.write_png(pack / "\u202egnp.png", sprite(3))
    (pack / "loop").symlink_to(pack)
    (pack / "out").symlink_to(outside)
    (pack / "self.png").symlink_to(pack / "self.png")
    (pack / "gone.png").symlink_to(pack / "nowhere.png")
    (pack / "also.png").symlink_to(outside / "private.png")
    os.mkfifo(pack / "pipe.png")
    (pack / "folder.png").mkdir()
    found = scan([pack])
    assert sorted(each.name for each in found.sprites) == ["also.png", "caf�.png", "new�line.png", "�gnp.png"]
    assert reasons(found) == {
        "loop": "link to a folder, not followed",
        "out": "link to a folder, not followed",
        "self.png": "can not be read: its links lead in a circle",
        "gone.png": "link that leads nowhere",
        "pipe.png": "not an ordinary file",
    }


def test_a_very_deep_folder_ends_where_it_is_said(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 3))
    folder.mkdir(parents=True)
    images.write_png(folder / "a.png", sprite(1))
    images.write_png(tmp_path.joinpath(*["d"] * MAX_DEPTH) / "b.png", sprite(2))
    found = scan([tmp_path])
    assert [each.name for each in found.sprites] == ["b.png"]
    assert reasons(found) == {"d": "not looked at: deeper than 40 folders"}


def test_files_that_vanish_while_the_scan_runs_are_left_out(tmp_path: Path) -> None:
    for number in range(3):
        images.write_png(tmp_path / f"{number}.png", sprite(number))

    def vanish(done: int, total: int) -> None:
        (tmp_path / "2.png").unlink(missing_ok=True)

    assert reasons(scan([tmp_path], progress=vanish)) == {"2.png": "does not exist"}


def test_more_sprites_than_the_limit_end_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_SPRITES", 2)
    for number in range(4):
        images.write_png(tmp_path / f"{number}.png", sprite(number))
    found = scan([tmp_path])
    assert len(found.sprites) == 2
    assert reasons(found) == {"2.png": "not looked at: more than 2 sprites"}


def test_a_missing_input_is_an_error_and_a_wrong_one_a_reason(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="nowhere does not exist"):
        scan([tmp_path / "nowhere"])
    (tmp_path / "notes.txt").write_text("hello")
    assert "not a picture" in reasons(scan([tmp_path / "notes.txt"]))["notes.txt"]


def test_another_resolution(tmp_path: Path) -> None:
    images.write_png(tmp_path / "a.png", sprite(1, 32))
    assert scan([tmp_path], 32).pixels.shape == (1, 32, 32, 4)
    assert len(scan([tmp_path], 8).sprites) == 16
    assert scan([tmp_path], 24).pixels.shape == (0, 24, 24, 4)


def test_progress_ends_with_all_and_a_scan_can_be_cancelled(tmp_path: Path) -> None:
    for number in range(5):
        images.write_png(tmp_path / f"{number}.png", sprite(number))
    told: list[tuple[int, int]] = []
    scan([tmp_path], progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)
    answers = iter([False, False, True])
    found = scan([tmp_path], cancelled=lambda: next(answers))
    assert found.was_cancelled
    assert len(found.sprites) == 2


def test_names_with_numbers_are_counted() -> None:
    names = ["b", "a10b2", "a9", "a10b10", "A1", "", "10", "9"]
    assert sorted(names, key=natural_order) == ["", "9", "10", "A1", "a9", "a10b2", "a10b10", "b"]


def test_thousands_of_files_take_no_more_than_moments(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    many: Pixels = rng.integers(0, 256, (1000, 16, 16, 4), dtype=np.uint8)
    for number, pixels in enumerate(many):
        (tmp_path / f"{number}.png").write_bytes(images.encode_png(pixels))
    start = time.process_time()
    assert len(scan([tmp_path]).sprites) == 1000
    # a fifth of a second where nothing else runs; much more would be a decoder gone astray
    assert time.process_time() - start < 5


@pytest.mark.slow
def test_the_real_sprites_are_all_found(real_sprites: Path) -> None:
    found = scan([real_sprites])
    assert len(found.sprites) > 1000
    assert {left.reason for left in found.left_out if not left.reason.startswith("duplicate")} <= {
        "not a picture"
    }
