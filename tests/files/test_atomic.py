"""A save never empties a file: real failures of real processes leave the old bytes, and no temp files."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lunarcore_studio.files.atomic import write_bytes, write_folder, write_text
from lunarcore_studio.files.errors import FileError, FileExists

BOUNDED = """
import resource, sys
from pathlib import Path
from lunarcore_studio.files.atomic import write_bytes, write_folder
from lunarcore_studio.files.errors import FileError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    if sys.argv[1] == "file":
        write_bytes(sys.argv[2], bytes(5000))
    else:
        write_folder(sys.argv[2], {"small": b"new", "large": bytes(5000)}, overwrite=True)
except FileError as error:
    print(error)
"""
ENDLESS = """
import sys
from lunarcore_studio.files.atomic import write_bytes
print("up", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_bytes(sys.argv[1], letter * 200_000)
"""


def bounded(kind: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, kind, path], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_bytes_come_back(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.png", b"first")
    write_bytes(tmp_path / "a.png", b"second")
    write_text(tmp_path / "b.txt", "Grüße\n")
    assert (tmp_path / "a.png").read_bytes() == b"second"
    assert (tmp_path / "b.txt").read_bytes() == "Grüße\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "b.txt"]


def test_a_write_that_fails_half_way_leaves_the_old_bytes(tmp_path: Path) -> None:
    path = tmp_path / "hero.png"
    path.write_bytes(b"the drawing of a week")
    assert bounded("file", path) == "hero.png can not be written: it grew over the size allowed here."
    assert path.read_bytes() == b"the drawing of a week"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "model"
    write_folder(path, {"small": b"old", "large": b"old"})
    assert "can not be written" in bounded("folder", path)
    assert {entry.name: entry.read_bytes() for entry in path.iterdir()} == {"small": b"old", "large": b"old"}
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_writer_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "hero.png"
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", ENDLESS, path], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            while not path.exists():
                os.sched_yield()
            writer.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        assert data in (b"a" * 200_000, b"b" * 200_000)


def test_permissions_are_kept_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "hero.png"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        write_bytes(tmp_path / "new.png", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.png").stat().st_mode) == 0o640


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "hero.png"
    path.write_bytes(b"old")
    with pytest.raises(FileExists, match=r"hero\.png already exists"):
        write_bytes(path, b"new", overwrite=False)
    assert path.read_bytes() == b"old"
    write_bytes(tmp_path / "new.png", b"new", overwrite=False)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["hero.png", "new.png"]


def test_a_link_is_replaced_and_what_it_points_to_is_not_touched(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"private")
    (tmp_path / "pack").mkdir()
    link = tmp_path / "pack" / "hero.png"
    link.symlink_to(outside)
    with pytest.raises(FileExists):
        write_bytes(link, b"new", overwrite=False)
    write_bytes(link, b"new")
    assert outside.read_bytes() == b"private"
    assert not link.is_symlink()
    assert link.read_bytes() == b"new"


def test_what_can_not_be_written_is_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"")
    for path, said in (
        (tmp_path, "it is a folder"),
        (tmp_path / "pipe", "it is not an ordinary file"),
        (tmp_path / "no" / "hero.png", "there is no folder"),
        (tmp_path / ("x" * 300), "the name is too long"),
        (tmp_path / "file" / "hero.png", "a part of its path is not a folder"),
        (f"{tmp_path}/a\0b", "null"),
    ):
        with pytest.raises(FileError, match=said):
            write_bytes(path, b"new")


def test_read_only_files_and_folders_stay_as_they_are(plain_user: Path) -> None:
    path = plain_user / "hero.png"
    write_bytes(path, b"old")
    path.chmod(0o444)
    with pytest.raises(FileError, match="read-only"):
        write_bytes(path, b"new")
    path.chmod(0o644)
    plain_user.chmod(0o555)
    with pytest.raises(FileError, match="permission denied"):
        write_bytes(path, b"new")
    plain_user.chmod(0o755)
    assert path.read_bytes() == b"old"
    assert list(plain_user.iterdir()) == [path]


def test_a_folder_replaces_its_own_files_and_keeps_the_company(tmp_path: Path) -> None:
    path = tmp_path / "models" / "mine"
    write_folder(path, {"model.json": b"1", "training": b"1"})
    (path / "README.md").write_bytes(b"notes")
    (path / "more").mkdir()
    (path / "more" / "kept").write_bytes(b"kept")
    path.chmod(0o750)
    with pytest.raises(FileExists):
        write_folder(path, {"model.json": b"2"})
    write_folder(path, {"model.json": b"2"}, overwrite=True, stale=["training"])
    assert sorted(entry.name for entry in path.iterdir()) == ["README.md", "model.json", "more"]
    assert (path / "model.json").read_bytes() == b"2"
    assert (path / "more" / "kept").read_bytes() == b"kept"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert [entry.name for entry in path.parent.iterdir()] == ["mine"]


def test_a_folder_takes_an_empty_place_but_no_file_and_no_link(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_folder(tmp_path / "empty", {"a": b"1"})
    assert (tmp_path / "empty" / "a").read_bytes() == b"1"
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for name in ("file", "link"):
        with pytest.raises(FileError, match="not a folder"):
            write_folder(tmp_path / name, {"a": b"2"}, overwrite=True)
    assert (tmp_path / "empty" / "a").read_bytes() == b"1"


@pytest.mark.parametrize("name", ["../a", "b/a", "", "..", "b\\a"])
def test_a_folder_takes_plain_names_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        write_folder(tmp_path / "model", {name: b""})
    assert list(tmp_path.iterdir()) == []
