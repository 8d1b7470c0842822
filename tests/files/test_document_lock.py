"""One document, two studios: real processes, of which one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lunarcore_studio.files import document_lock, paths
from lunarcore_studio.files.document_lock import DocumentLock

HOLD = """
import sys
from pathlib import Path
from lunarcore_studio.files.document_lock import DocumentLock
lock = DocumentLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


@contextmanager
def another_studio(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the document open."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_studio_may_write_when_the_first_was_killed(tmp_path: Path) -> None:
    lock = DocumentLock(tmp_path / "potion.lunar")
    with another_studio(tmp_path / "potion.lunar") as process:
        assert not lock.acquire()
        other = DocumentLock(tmp_path / "door.lunar")
        assert other.acquire()
        other.release()
        process.kill()
        process.wait()
        assert lock.acquire()
    assert lock.acquire()
    lock.release()
    lock.release()


def test_two_ways_to_one_document_are_one_lock(tmp_path: Path) -> None:
    (tmp_path / "art").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "art")
    one, other = DocumentLock(tmp_path / "art" / "x.png"), DocumentLock(tmp_path / "link" / "x.png")
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_nothing_is_written_beside_the_document(tmp_path: Path) -> None:
    lock = DocumentLock(tmp_path / "x.png")
    assert lock.acquire()
    assert list(tmp_path.iterdir()) == []
    lock.release()


def test_where_nothing_can_be_locked_nothing_is_refused(tmp_path: Path) -> None:
    paths.user_state_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_state_dir().write_bytes(b"a file in the way")
    assert DocumentLock(tmp_path / "x.png").acquire()


def test_old_lock_files_go_and_held_ones_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_lock, "MOST_FILES", 2)
    held, idle = DocumentLock(tmp_path / "held.png"), DocumentLock(tmp_path / "idle.png")
    assert held.acquire()
    assert idle.acquire()
    idle.release()
    for path in paths.locks_dir().iterdir():
        os.utime(path, (0, 0))
    new = DocumentLock(tmp_path / "new.png")
    assert new.acquire()
    assert len(list(paths.locks_dir().iterdir())) == 2
    assert not DocumentLock(tmp_path / "held.png").acquire()
    held.release()
    new.release()
