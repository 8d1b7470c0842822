"""The log in its folder: bounded, one file a studio, and never a reason not to start."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lunarcore_studio.files import logbook, paths
from lunarcore_studio.files.logbook import Logbook, last_lines

log = logging.getLogger("lunarcore_studio.test")
DIES = """
import ctypes, sys
from pathlib import Path
from lunarcore_studio.files.logbook import Logbook
Logbook.begin(Path(sys.argv[1]))
ctypes.string_at(0)
"""
FLOODS = """
import logging, sys
from pathlib import Path
from lunarcore_studio.files import logbook
logbook.BYTES_EACH = 4000
book = logbook.Logbook.begin(Path(sys.argv[1]))
print(book.path.name, flush=True)
sys.stdin.readline()
for number in range(400):
    logging.getLogger("lunarcore_studio.flood").info("%s of %s", number, book.path.name)
book.close()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for logs; whatever a test leaves open of them is closed."""
    before = logging.getLogger().handlers[:]
    yield tmp_path / "log"
    assert logging.getLogger().handlers == before


def names(folder: Path, ending: str) -> list[str]:
    return sorted(path.name for path in folder.glob(f"*{ending}*"))


def test_what_is_logged_is_in_the_state_folder() -> None:
    book = Logbook.begin()
    log.info("opened %s", "hero.png")
    logging.getLogger("a.library").info("chatter")
    book.close()
    assert book.path == paths.user_state_dir() / "log" / "studio.log"
    assert book.path.read_text().endswith("Z INFO lunarcore_studio.test: opened hero.png\n")
    assert "chatter" not in book.path.read_text()


def test_the_log_is_bounded_and_its_newest_lines_are_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "BYTES_EACH", 2000)
    book = Logbook.begin(folder)
    for number in range(500):
        log.info("number %s", number)
    newest = last_lines(30)
    book.close()
    assert names(folder, ".log") == ["studio.log", "studio.log.1", "studio.log.2"]
    assert all(path.stat().st_size <= 2000 for path in folder.glob("*.log*"))
    assert [line.split()[-1] for line in newest] == [str(number) for number in range(470, 500)]


def test_two_studios_have_a_log_each_and_lose_no_line(folder: Path) -> None:
    command = [sys.executable, "-c", FLOODS, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with (
        subprocess.Popen(command, **pipes, text=True) as one,
        subprocess.Popen(command, **pipes, text=True) as two,
    ):
        both = (one, two)
        assert sorted(process.stdout.readline().strip() for process in both) == ["studio-2.log", "studio.log"]
        for process in both:
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.communicate()[1] for process in both] == ["", ""]
    for name in ("studio.log", "studio-2.log"):
        text = "".join(
            (folder / f"{name}{more}").read_text()
            for more in (".1", "")
            if (folder / f"{name}{more}").exists()
        )
        numbers = [int(line.split()[-3]) for line in text.splitlines()]
        assert numbers == list(range(numbers[0], 400))
        assert all(line.endswith(f" of {name}") for line in text.splitlines())


def test_a_free_file_is_used_again(folder: Path) -> None:
    one, two = Logbook.begin(folder), Logbook.begin(folder)
    assert one.path is not None
    one.close()
    three = Logbook.begin(folder)
    assert three.path == one.path
    two.close()
    three.close()


def test_in_a_read_only_folder_the_studio_starts_without(plain_user: Path) -> None:
    plain_user.chmod(0o500)
    book = Logbook.begin(plain_user)
    log.info("drawing goes on")
    book.close()
    assert book.path is None


def test_a_file_is_taken_as_long_as_it_is_written_to(folder: Path) -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    Logbook.begin(folder)
    gc.collect()
    two = Logbook.begin(folder)
    two.close()
    assert two.path == folder / "studio-2.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    logging.getLogger(logbook.OURS).setLevel(logging.NOTSET)


@pytest.mark.parametrize("hindrance", ["file", "pipe", "folder"])
def test_where_no_log_can_be_written_the_studio_starts_without(folder: Path, hindrance: str) -> None:
    if hindrance == "file":
        folder.write_bytes(b"")
    else:
        folder.mkdir()
    if hindrance == "pipe":
        for number in ("", *(f"-{number}" for number in range(2, 9))):
            os.mkfifo(folder / f"studio{number}.log")
    elif hindrance == "folder":
        for number in ("", *(f"-{number}" for number in range(2, 9))):
            (folder / f"studio{number}.log").mkdir()
    book = Logbook.begin(folder)
    log.info("drawing goes on")
    assert book.path is None
    assert last_lines(9) == ()
    book.close()


def test_a_disk_that_fails_later_stops_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Logbook.begin(folder)
    assert book.path is not None
    book.path.unlink(missing_ok=True)
    book.path.mkdir()
    log.info("drawing goes on")
    book.close()
    assert capsys.readouterr().err == ""


def test_a_death_in_native_code_leaves_the_stack(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIES, str(folder)], capture_output=True, check=False)
    assert done.returncode < 0
    text = (folder / "crash.txt").read_text()
    assert "started\n" in text
    assert "Segmentation fault" in text
    assert "string_at" in text
