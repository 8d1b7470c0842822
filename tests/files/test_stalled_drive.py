"""A drive that does not answer: what reads from it goes on without the file, or can be given up."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lunarcore_studio.files import giving_up, images, paths
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Scan, scan
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.given_time import Reading, in_time
from lunarcore_studio.files.model_folder import CARD, WEIGHTS, read_model_folder
from lunarcore_studio.files.model_library import import_model, look_at
from lunarcore_studio.files.one_by_one import one_by_one
from lunarcore_studio.files.reading import read_bytes
from tests.files.drawn import sprite
from tests.stalled_drive import StalledDrive, stalled_drive

TOO_LONG = "took longer than 0.6 seconds and was left out"
SCANS: dict[str, Callable[..., Scan]] = {"in memory": scan, "cached": scan_cached}
both_scans = pytest.mark.parametrize("scanned", SCANS.values(), ids=SCANS)


@pytest.fixture(autouse=True)
def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving_up, "LIMIT_S", 0.6)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[StalledDrive]:
    """Seven sprites, 0.png to 6.png, of which 1.png is never read to its end."""
    files = {f"{number}.png": images.encode_png(sprite(number)) for number in range(7)}
    with stalled_drive(tmp_path / "drive", files, "1.png") as drive:
        yield drive


def names(found: Scan) -> str:
    return "".join(one.name.removesuffix(".png") for one in found.sprites)


def left(found: Scan) -> list[tuple[str, str]]:
    return [(one.path.name, one.reason) for one in found.left_out]


@both_scans
def test_a_scan_goes_on_without_the_file_that_is_not_given(
    drive: StalledDrive, scanned: Callable[..., Scan]
) -> None:
    found = scanned([drive.folder])
    assert names(found) == "023456"
    assert left(found) == [("1.png", TOO_LONG)]
    assert not found.was_cancelled
    assert giving_up.given_up() == 1
    drive.wake_up()
    assert names(scanned([drive.folder])) == "0123456"


@both_scans
def test_a_drive_that_fails_again_and_again_is_not_waited_for_to_its_end(
    drive: StalledDrive, scanned: Callable[..., Scan]
) -> None:
    drive.silent.update({"2.png", "4.png", "6.png"})
    found = scanned([drive.folder])
    assert names(found) == "03"
    assert left(found) == [
        ("1.png", TOO_LONG), ("2.png", TOO_LONG), ("4.png", TOO_LONG),
        ("5.png", "not looked at: 3 before it took longer than 0.6 seconds"),
    ]  # fmt: skip


@both_scans
def test_a_folder_that_is_not_listed_is_left_out_and_those_beside_it_are_read(
    drive: StalledDrive, tmp_path: Path, scanned: Callable[..., Scan]
) -> None:
    (tmp_path / "here").mkdir()
    images.write_png(tmp_path / "here" / "7.png", sprite(7))
    drive.is_gone = True
    found = scanned([tmp_path])
    assert names(found) == "7"
    assert left(found) == [("drive", TOO_LONG)]


def test_a_file_of_which_not_even_the_size_is_told_is_left_out(drive: StalledDrive) -> None:
    drive.silent.clear()
    drive.unseen.add("3.png")
    found = scan_cached([drive.folder])
    assert (names(found), left(found)) == ("012456", [("3.png", TOO_LONG)])
    drive.wake_up()
    again = scan_cached([drive.folder])
    assert (names(again), left(again)) == ("0123456", [])


@both_scans
def test_a_scan_is_cancelled_at_once_though_the_drive_does_not_answer(
    drive: StalledDrive, scanned: Callable[..., Scan], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_up, "LIMIT_S", 60.0)
    began = time.monotonic()
    found = scanned([drive.folder], cancelled=lambda: bool(drive.asked))
    assert time.monotonic() - began < 10
    assert found.was_cancelled
    assert names(found) == "0"


def verb(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program, which waits for a file as long as these tests do."""
    program = (
        "from lunarcore_studio.files import giving_up; giving_up.LIMIT_S = 0.6;"
        "from lunarcore_studio.__main__ import main; raise SystemExit(main())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60
    )


def test_the_verb_names_the_file_and_ends(drive: StalledDrive) -> None:
    ended = verb("scan", str(drive.folder))
    assert f"{drive.folder / '1.png'}: {TOO_LONG}" in ended.stdout
    assert "6 sprites" in ended.stdout


@pytest.mark.parametrize("arguments", [("export", "--out"), ("import", "--size", "16x16", "--out")])
def test_a_verb_that_is_given_such_a_file_says_so_and_ends(
    drive: StalledDrive, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ended = verb(arguments[0], str(drive.folder / "1.png"), *arguments[1:], str(tmp_path / "out"))
    assert "1.png could not be read within 0.6 seconds" in ended.stderr
    assert ended.returncode


def test_a_model_that_its_drive_does_not_give_is_listed_with_the_reason_and_not_taken_in(
    tmp_path: Path,
) -> None:
    shipped = paths.shipped_model()
    files = {name: (shipped / name).read_bytes() for name in (CARD, WEIGHTS)}
    folder = tmp_path / "lunar"
    with stalled_drive(folder, files, CARD):
        late = "lunar could not be read within 0.6 seconds"
        assert look_at(folder, "elsewhere").trouble.startswith(late)
        with pytest.raises(FileError, match=late):
            read_model_folder(folder)
        with pytest.raises(FileError, match=late):
            import_model(folder, lambda _files: None)


def test_one_file_is_given_its_time_and_no_more(drive: StalledDrive) -> None:
    path = drive.folder / "1.png"
    assert in_time(drive.folder / "0.png", lambda: read_bytes(drive.folder / "0.png"))
    with pytest.raises(FileError) as caught:
        in_time(path, lambda: read_bytes(path))
    assert str(caught.value) == (
        "1.png could not be read within 0.6 seconds: see whether its drive answers, then try again."
    )


def test_what_goes_wrong_with_a_reading_is_told_to_who_waits(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        in_time(tmp_path / "a.png", lambda: read_bytes(tmp_path / "a.png"))


def test_only_some_readings_are_ever_left_behind() -> None:
    answer = threading.Event()
    before = giving_up.given_up()
    readings = [Reading(answer.wait) for _ in range(giving_up.MOST_GIVEN_UP - before)]
    for reading in readings:
        reading.give_up()
    with pytest.raises(FileError, match="until the drive answers"):
        Reading(answer.wait)
    answer.set()
    assert all(reading.wait(5) for reading in readings)
    deadline = time.monotonic() + 5
    while giving_up.given_up() > before and time.monotonic() < deadline:
        pass
    assert Reading(lambda: 7).wait(5)


def test_what_was_given_up_and_comes_after_all_is_not_taken() -> None:
    answers = [threading.Event() for _ in range(3)]
    answers[0].set()
    answers[2].set()
    late = threading.Event()
    taken, given_up = [], []

    def read(number: int) -> int:
        answers[number].wait()
        if number == 1:
            late.set()
        return number

    def leave(number: int, why: str) -> None:
        given_up.append((number, why))
        answers[number].set()
        assert late.wait(5)

    one_by_one(range(3), read, lambda number, found: taken.append((number, found)), leave)
    assert taken == [(0, 0), (2, 2)]
    assert given_up == [(1, TOO_LONG)]


@pytest.mark.parametrize("where", ["read", "take", "items"])
def test_whatever_fails_comes_out_of_the_run(where: str) -> None:
    def fail(place: str) -> None:
        if place == where:
            raise ZeroDivisionError

    def items() -> Iterator[int]:
        yield 1
        fail("items")

    with pytest.raises(ZeroDivisionError):
        one_by_one(items(), lambda _: fail("read"), lambda *_: fail("take"), lambda *_: None)
