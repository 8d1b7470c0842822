"""A save whose disk fails at any one call leaves the old bytes, no temp file, and a sentence."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError

OLD, NEW = b"the drawing of a week", bytes(range(256)) * 40
CALLS = ("stat", "open", "chmod", "write", "fsync", "read", "close", "replace", "unlink", "scandir")
# What a save of a file that is there asks of the system, one after the other.
SEQUENCE = (
    "stat", "open", "chmod", "write", "fsync", "close",  # look at the old one, write the new one beside
    "open", "read", "read", "close",  # is it what was written?
    "replace", "open", "fsync", "close",  # the new one takes the name, and the name is made durable
    "unlink", "scandir",
)  # fmt: skip
# From here on the new drawing is on the disk, and the save has been done.
DONE = SEQUENCE.index("replace") + 1
FAILURES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EIO: "the disk reports an error",
    errno.ESTALE: "the network drive is gone",
    errno.ETIMEDOUT: "the drive does not answer",
    errno.EROFS: "the disk is read-only",
}
ON_A_SMALL_DISK = """
import sys
from pathlib import Path
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
path = Path(sys.argv[1]) / "hero.png"
write_bytes(path, b"old" * 1000)
try:
    write_bytes(path, bytes(200_000))
except FileError as error:
    print(error)
assert path.read_bytes() == b"old" * 1000
assert list(path.parent.iterdir()) == [path]
"""


class Disk:
    """The system's calls, of which the one at a place fails; `seen` has their names."""

    def __init__(self, patch: pytest.MonkeyPatch, place: int = -1, number: int = 0) -> None:
        self.seen: list[str] = []
        self._place, self._number = place, number
        for name in CALLS:
            patch.setattr(os, name, self._failing(name, getattr(os, name)))

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            self.seen.append(name)
            if len(self.seen) - 1 != self._place:
                return real(*args, **more)
            if name == "close":  # the system gives the descriptor back, and then says that it failed
                real(*args, **more)
            raise OSError(self._number, os.strerror(self._number))

        return call


@pytest.fixture
def hero(tmp_path: Path) -> Path:
    path = tmp_path / "hero.png"
    path.write_bytes(OLD)
    return path


def refusal(path: Path) -> str:
    """What is told of a save that does not work."""
    with pytest.raises(FileError) as caught:
        write_bytes(path, NEW)
    return str(caught.value)


def test_the_sequence_is_what_a_save_asks_for(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        disk = Disk(patch)
        write_bytes(hero, NEW)
    assert tuple(disk.seen) == SEQUENCE
    assert hero.read_bytes() == NEW


@pytest.mark.parametrize("number", FAILURES, ids=errno.errorcode.get)
@pytest.mark.parametrize("place", range(DONE), ids=[f"{n}-{name}" for n, name in enumerate(SEQUENCE[:DONE])])
def test_a_save_that_fails_anywhere_leaves_the_old_bytes(
    hero: Path, monkeypatch: pytest.MonkeyPatch, place: int, number: int
) -> None:
    with monkeypatch.context() as patch:
        Disk(patch, place, number)
        sentence = refusal(hero)
    assert sentence == f"hero.png can not be written: {FAILURES[number]}."
    assert hero.read_bytes() == OLD
    assert list(hero.parent.iterdir()) == [hero]


@pytest.mark.parametrize("place", range(DONE, len(SEQUENCE)))
def test_a_disk_that_fails_after_the_new_file_has_its_name_has_saved(
    hero: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    with monkeypatch.context() as patch:
        Disk(patch, place, errno.EIO)
        write_bytes(hero, NEW)
    assert hero.read_bytes() == NEW
    assert list(hero.parent.iterdir()) == [hero]


def test_a_drive_that_is_gone_for_good_is_one_sentence(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: Any, **_more: Any) -> Any:
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    with monkeypatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, gone)
        sentence = refusal(hero)
    assert sentence == "hero.png can not be written: the network drive is gone."
    assert hero.read_bytes() == OLD


def test_a_disk_that_takes_little_at_a_time_gets_it_all(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda to, data: real(to, bytes(data[:1000])))
        write_bytes(hero, NEW)
    assert hero.read_bytes() == NEW


def test_a_disk_that_gives_back_other_bytes_is_not_trusted(
    hero: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda to, data: real(to, bytes(len(data))))
        assert "gives back other bytes" in refusal(hero)
    assert hero.read_bytes() == OLD
    assert list(hero.parent.iterdir()) == [hero]


def test_a_folder_that_vanishes_in_the_middle_is_told(hero: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        shutil.rmtree(hero.parent)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        sentence = refusal(hero)
    assert sentence == f"hero.png does not exist: there is no folder {hero.parent.name}."


def test_a_real_full_disk_leaves_the_old_bytes(tmp_path: Path) -> None:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("a small disk is made by unshare and mount, which Linux alone has")
    mount = 'mount -t tmpfs -o size=64k tmpfs "$1" || exit 77; "$2" -c "$3" "$1"'
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", tmp_path,
         sys.executable, ON_A_SMALL_DISK],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode in (1, 77) and "AssertionError" not in done.stderr:
        pytest.skip(f"no disk may be mounted here: {done.stderr.strip()}")
    assert done.stderr == ""
    assert done.stdout == "hero.png can not be written: the disk is full.\n"
