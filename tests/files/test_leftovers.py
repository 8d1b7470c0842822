"""What a killed writer left goes at the next write; what is another's, young or a folder stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.leftovers import STALE_S, sweep, temp_beside


def left_behind(path: Path, age_s: float) -> Path:
    temp = temp_beside(path)
    temp.write_bytes(b"half a dra")
    aged(temp, age_s)
    return temp


def aged(path: Path, age_s: float) -> None:
    moment = time.time() - age_s
    os.utime(path, (moment, moment))


def test_the_next_write_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    stale, young = left_behind(tmp_path / "a.png", STALE_S + 60), left_behind(tmp_path / "b.png", 1)
    write_bytes(tmp_path / "c.png", b"new")
    assert not stale.exists()
    assert young.exists()
    assert sorted(tmp_path.iterdir()) == sorted([young, tmp_path / "c.png"])


def test_what_is_not_surely_ours_stays(tmp_path: Path) -> None:
    folder = temp_beside(tmp_path / "model")
    folder.mkdir()
    (tmp_path / "aim").write_bytes(b"")
    link = temp_beside(tmp_path / "link")
    link.symlink_to(tmp_path / "aim")
    others = [tmp_path / name for name in (".lunarcore-xyz.tmp", "lunarcore-0123456789ab.tmp", "notes.tmp")]
    for path in others:
        path.write_bytes(b"")
    for path in (folder, *others):
        aged(path, 10 * STALE_S)
    os.utime(link, (0, 0), follow_symlinks=False)
    assert sweep(tmp_path) == 0
    assert sorted(tmp_path.iterdir()) == sorted([folder, link, tmp_path / "aim", *others])


def test_another_persons_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = left_behind(tmp_path / "a.png", 2 * STALE_S)
    mine = os.geteuid()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: mine + 1)
        assert sweep(tmp_path) == 0
    assert sweep(tmp_path) == 1
    assert not stale.exists()


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    assert sweep(tmp_path / "none") == 0
