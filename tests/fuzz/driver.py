"""One input for one reader: what must hold whatever is in it."""

from __future__ import annotations

import resource
import signal
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from lunarcore_studio.files.errors import FileError
from tests.fuzz.targets import Target

LIMIT_S = 2.0  # of the processor's time, so that a busy machine is no finding
LIMIT_BYTES = 300 << 20  # over what the program has
LONGEST_SENTENCE = 200


class TookTooLong(BaseException):
    """The time of one input is over; no `except Exception` of a reader takes this for its own."""


def check(target: Target, data: bytes, folder: Path) -> bool:
    """Read `data` as the target's file in `folder`; whether a value came of it, and no sentence.

    AssertionError or what the reader raised where anything else happens.
    """
    place = _place(target, folder)
    path = place / target.file
    # a new file: to cut a former one short makes some disks write at once
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    before = _contents(place)
    had, peak = _held(), _peak()
    with warnings.catch_warnings(record=True) as warned, _limited():
        warnings.simplefilter("always")
        try:
            value = target.read(path)
        except FileError as error:
            _check_sentence(str(error))
            _check_sentence(error.reason)
            value = error
    assert not warned, [str(each.message) for each in warned]
    assert isinstance(value, (*target.kinds, FileError)), type(value)
    assert _contents(place) == before, "a file was written"
    assert _peak() == peak or _peak() < had + LIMIT_BYTES, f"{_peak() - had >> 20} MB"
    return not isinstance(value, FileError)


def _place(target: Target, folder: Path) -> Path:
    """The target's own folder, prepared once."""
    place = folder / target.name
    if not place.is_dir():
        place.mkdir(parents=True)
        target.prepare(place)
    return place


def _check_sentence(said: str) -> None:
    assert 0 < len(said) <= LONGEST_SENTENCE, len(said)
    assert not any(unicodedata.category(letter).startswith("C") for letter in said), said


def _contents(place: Path) -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_size) for path in place.iterdir())


@contextmanager
def _limited() -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        raise TookTooLong(f"more than {LIMIT_S} s")

    former = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _peak() -> int:
    """The most memory that the process had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _held() -> int:
    """The memory that the process has now, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def keep(corpus: Path, target: Target, data: bytes, name: str) -> Path:
    """Put a finding into the corpus, where it is read again in every run."""
    path = corpus / f"{target.name}--{name}"
    path.write_bytes(data)
    return path
