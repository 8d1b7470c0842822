"""The former version of a document is kept and found; the copies stay few, small and private."""

from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import backup, paths
from lunarcore_studio.files.backup import find_backup, keep_former, place_of
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.sprite import Sprite


def drawing(tone: int) -> Sprite:
    return Sprite.from_pixels(np.full((8, 8, 4), (tone, tone, tone, 255), np.uint8))


def keep_one(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    keep_former(path, b"newer")
    return place_of(path)


@pytest.mark.parametrize("name", ["hero.lunar", "hero.png", "hero.aseprite"])
def test_a_save_keeps_what_it_replaces(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save_document(path, drawing(10), keep=keep_former)
    assert find_backup(path) is None
    former, moment = path.read_bytes(), 1_700_000_000
    os.utime(path, (moment, moment))
    save_document(path, drawing(20), keep=keep_former)
    kept = find_backup(path)
    assert kept is not None
    assert kept.path.read_bytes() == former
    assert kept.written == datetime.fromtimestamp(moment, UTC)
    assert open_document(kept.path) == drawing(10)
    assert list(tmp_path.iterdir()) == [path]


def test_saving_the_same_again_does_not_lose_the_former_version(tmp_path: Path) -> None:
    path = tmp_path / "hero.png"
    for tone in (10, 20, 20, 20):
        save_document(path, drawing(tone), keep=keep_former)
    kept = find_backup(path)
    assert kept is not None
    assert open_document(kept.path) == drawing(10)


def test_a_save_that_fails_leaves_the_backup_of_what_still_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hero.png"
    for tone in (10, 20):
        save_document(path, drawing(tone), keep=keep_former)

    def full(_to: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(FileError, match="the disk is full"):
            save_document(path, drawing(30), keep=keep_former)
    kept = find_backup(path)
    assert kept is not None
    assert open_document(kept.path) == drawing(10)


def test_one_document_has_one_backup_and_two_of_a_name_have_two(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "to-a").symlink_to(tmp_path / "a")
    assert place_of(tmp_path / "to-a" / "x.png") == place_of(tmp_path / "a" / "x.png")
    assert place_of(tmp_path / "a" / "x.png") != place_of(tmp_path / "b" / "x.png")


@pytest.mark.parametrize(
    "name", ["x" * 200 + ".lunar", "hero\n.png", "\u202eevil.png", "ü" * 100 + ".png", ".lunar"]
)
def test_odd_names_are_kept(tmp_path: Path, name: str) -> None:
    place = keep_one(tmp_path / name, b"old")
    assert place.read_bytes() == b"old"
    assert place.name.isprintable()


def test_the_oldest_copies_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "MOST_COPIES", 3)
    places = [keep_one(tmp_path / f"{number}.png", b"old") for number in range(6)]
    assert [place.exists() for place in places] == [False] * 3 + [True] * 3
    monkeypatch.setattr(backup, "MOST_BYTES", 10)
    large = keep_one(tmp_path / "large.png", bytes(9))
    assert list(paths.backups_dir().iterdir()) == [large]


def test_the_copies_are_for_this_person_alone(tmp_path: Path) -> None:
    keep_one(tmp_path / "hero.png", b"old")
    if os.name == "posix":
        assert stat.S_IMODE(paths.backups_dir().stat().st_mode) == 0o700


def test_where_no_copy_can_be_made_the_save_is_done_all_the_same(tmp_path: Path) -> None:
    paths.user_state_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_state_dir().write_bytes(b"a file in the way")
    path = tmp_path / "hero.png"
    for tone in (10, 20):
        save_document(path, drawing(tone), keep=keep_former)
    assert open_document(path) == drawing(20)
    assert find_backup(path) is None
