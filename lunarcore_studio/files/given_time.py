"""Reads or writes one file beside whoever waits for it, who can give it up. Any thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from lunarcore_studio.files import giving_up
from lunarcore_studio.files.errors import FileError

Content = TypeVar("Content")


class Reading(Generic[Content]):
    """`read` at work in a thread of its own, with what it gives. FileError as `giving_up.begin`."""

    def __init__(self, read: Callable[[], Content]) -> None:
        self._read = read
        self._began = time.monotonic()
        self._done = threading.Event()
        self._content: list[Content] = []
        self._error: BaseException | None = None
        self._thread = giving_up.begin(self._work)

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than a file may."""
        return not self._done.is_set() and time.monotonic() - self._began >= giving_up.LIMIT_S

    def wait(self, limit_s: float) -> bool:
        """Whether it is done; waits for it, but not longer than that."""
        return self._done.wait(limit_s)

    def content(self) -> Content:
        """What `read` gave, or raises what it raised; only for one that is done."""
        if self._error is not None:
            raise self._error
        return self._content[0]

    def give_up(self) -> None:
        """Nobody waits any longer; what comes of it is dropped."""
        giving_up.give_up(self._thread)

    def _work(self) -> None:
        try:
            self._content.append(self._read())
        except BaseException as error:
            self._error = error
        self._done.set()


def in_time(path: Path, read: Callable[[], Content]) -> Content:
    """What `read` makes of the file at `path`; FileError when that takes longer than the limit."""
    reading = Reading(read)
    is_done = False
    try:
        is_done = reading.wait(giving_up.LIMIT_S)
    finally:
        if not is_done:
            reading.give_up()
    if is_done:
        return reading.content()
    raise late(path)


def late(path: Path) -> FileError:
    """The sentence of a file that was given up."""
    limit = f"{giving_up.LIMIT_S:g} seconds"
    return FileError.about(
        path, f"could not be read within {limit}: see whether its drive answers, then try again"
    )
