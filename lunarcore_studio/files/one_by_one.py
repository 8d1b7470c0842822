"""Reads many files one after another, and passes over the one that the disk does not give. Any thread.

All is done in a thread beside the caller's, which only looks on: nothing is handed over for each file, so
that the limit of time costs nothing where it does not strike.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, TypeVar

from lunarcore_studio.files import giving_up

MOST_LATE: Final = 3  # of one run: a drive that has not answered so often will not answer for the rest
_LOOK_S: Final = 0.05
_PATIENCE_S: Final = 0.25  # with one file, for a person who wants the run to end
Item = TypeVar("Item")
Content = TypeVar("Content")


def one_by_one(
    items: Iterable[Item],
    read: Callable[[Item], Content],
    take: Callable[[Item, Content], object],
    leave: Callable[[Item, str], object],
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Call `take` with each item and what `read` makes of it, in order; raises what any of them raises.

    `leave` gets an item of which `read` took longer than `giving_up.LIMIT_S`, with a few words for a person;
    after three of those it gets the next item, too, and the run ends. `items` is asked for the next one after
    the former was taken. Only one of these calls is made at a time, but for `read`, which may be at work on
    what was given up. `cancelled` is asked only while one item takes long; True ends the run at once.
    FileError as `giving_up.begin`.
    """
    run = _Run(iter(items), read, take)
    late = 0
    try:
        while not run.ended.wait(min(_LOOK_S, giving_up.LIMIT_S / 4)):
            waited_s = run.waited_s()
            if waited_s > giving_up.LIMIT_S:
                late += run.pass_over(leave, is_last=late + 1 == MOST_LATE)
            elif waited_s > _PATIENCE_S and cancelled is not None and cancelled():
                break
    finally:
        run.close()
    if run.error is not None:
        raise run.error


class _Run(Generic[Item, Content]):
    """What is left to be read; `ended` is set when nothing is, `error` is what made it end."""

    def __init__(
        self, items: Iterator[Item], read: Callable[[Item], Content], take: Callable[[Item, Content], object]
    ) -> None:
        self.ended = threading.Event()
        self.error: BaseException | None = None
        self._items, self._read, self._take = items, read, take
        self._lock = threading.Lock()  # held by the one thread whose turn it is, but not while it reads
        self._present: tuple[Item, float] | None = None  # what is being read, and since when
        self._turn = 0
        self._thread = giving_up.begin(lambda: self._work(0))

    def waited_s(self) -> float:
        """How long the present item has been read."""
        present = self._present
        return 0.0 if present is None else time.monotonic() - present[1]

    def pass_over(self, leave: Callable[[Item, str], object], is_last: bool) -> bool:
        """Give the present item up and go on without it, or end; False where it has come meanwhile."""
        with self._lock:
            if self._present is None or self.waited_s() <= giving_up.LIMIT_S:
                return False
            item = self._present[0]
            self._let_go()
            turn = self._turn
            leave(item, giving_up.took_longer())
            if is_last:
                self._leave_next(leave)
        if not is_last:
            self._thread = giving_up.begin(lambda: self._work(turn))
        return True

    def close(self) -> None:
        """Nothing is taken any more. A thread that has come to its end is waited for."""
        if self.ended.is_set():
            self._thread.join(_PATIENCE_S)
        with self._lock:
            if self._thread.is_alive():
                self._let_go()

    def _leave_next(self, leave: Callable[[Item, str], object]) -> None:
        for item in self._items:
            leave(
                item, f"not looked at: {MOST_LATE} before it took longer than {giving_up.LIMIT_S:g} seconds"
            )
            break
        self.ended.set()

    def _let_go(self) -> None:
        self._turn += 1
        self._present = None
        giving_up.give_up(self._thread)

    def _work(self, turn: int) -> None:
        try:
            present = self._next(turn)
            while present is not None:
                present = self._taken(turn, present[0], self._read(present[0]))
        except BaseException as error:
            self._end(turn, error)

    def _next(self, turn: int) -> tuple[Item, float] | None:
        with self._lock:
            return self._advance() if self._turn == turn else None

    def _taken(self, turn: int, item: Item, found: Content) -> tuple[Item, float] | None:
        with self._lock:
            if self._turn != turn:
                return None
            self._present = None
            self._take(item, found)
            return self._advance()

    def _advance(self) -> tuple[Item, float] | None:
        for item in self._items:
            self._present = item, time.monotonic()
            return self._present
        self.ended.set()
        return None

    def _end(self, turn: int, error: BaseException) -> None:
        with self._lock:
            if self._turn == turn:
                self._present, self.error = None, error
                self.ended.set()
