"""The one door between the threads: latest-wins slots, FIFO commands and a stop flag. Any thread.

A hand makes requests faster than a model answers them, and only the newest counts: a slot holds one
request of a kind and a newer one replaces it. Kinds are fair while several wait: one that was served goes
behind the others, so a slider pulled without end starves nothing. Thumbnails at the sliders' ends and the
nearest training sprite are not the hand's own: they wait until nothing else does, since the next stroke makes
them old.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from lunarcore_studio.engine.axis_protocol import Restyle
from lunarcore_studio.engine.protocol import (
    Command,
    Edit,
    FindNearest,
    Interpolate,
    LiveRequest,
    Reconstruct,
    Request,
    Sample,
    SliderEnds,
)

FAIR: tuple[type[LiveRequest], ...] = (Edit, Reconstruct, Interpolate, Sample, Restyle)
LATER: tuple[type[LiveRequest], ...] = (SliderEnds, FindNearest)
LIVE_ORDER: tuple[type[LiveRequest], ...] = (*FAIR, *LATER)
Live = TypeVar("Live", bound=LiveRequest)
# So long after an answer to the hand nothing else is begun: the window, which shares Python's lock with the
# worker, shows the answer first, and the next point of a hand in motion comes sooner than this.
SHOWING_S = 0.04


class Mailbox:
    """What waits for one worker. `put` never blocks; `take` sleeps on a condition and costs nothing while
    idle."""

    def __init__(self, showing_s: float = SHOWING_S) -> None:
        """showing_s: how long after an answer to the hand what comes later is not begun."""
        self._showing_s = showing_s
        self._changed = threading.Condition()
        self._commands: deque[Command] = deque()
        self._slots: dict[type[LiveRequest], LiveRequest] = {}
        self._order = list(FAIR)
        self._stopped = self._resting = False
        self._turns = 0
        self._served: type[LiveRequest] | None = None

    @property
    def stopped(self) -> bool:
        return self._stopped

    @property
    def turns(self) -> int:
        """How often the worker has come to take something: its sign of life."""
        return self._turns

    @property
    def resting(self) -> bool:
        """Whether the worker has nothing to do, and waits here."""
        return self._resting

    def put(self, request: Request) -> None:
        """Queue a command, or replace what waits in the request's slot."""
        with self._changed:
            if isinstance(request, LiveRequest):
                self._slots[type(request)] = request
            else:
                self._commands.append(request)
            self._changed.notify()

    def withdraw(self, kind: type[LiveRequest]) -> None:
        """Empty one slot: nobody waits for its answer any more."""
        with self._changed:
            self._slots.pop(kind, None)

    def stop(self) -> None:
        """Let every `take`, present and future, return None."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def put_back(self, request: LiveRequest) -> None:
        """Put what was taken back into its slot, where nothing newer has come."""
        with self._changed:
            self._slots.setdefault(type(request), request)

    def wake(self) -> None:
        """Let `take_one` ask anew whether it is called off."""
        with self._changed:
            self._changed.notify_all()

    def take_one(self, kind: type[Live], called_off: Callable[[], bool]) -> Live | None:
        """The newest request of one kind, as soon as there is one; None once stopped or called off, of which
        `wake` has to tell."""
        with self._changed:
            self._turns += 1
            while not (self._stopped or called_off()):
                for request in self._slots.values():
                    if isinstance(request, kind):
                        del self._slots[type(request)]
                        return request
                self._rest()
            return None

    def take(self, live: bool = True, wait_s: float | None = None, commands: bool = True) -> Request | None:
        """The next thing to do: a command before a slot.

        None once stopped, or when nothing came within `wait_s` seconds (None: as long as it takes). With
        `live` False (no model yet) slots stay where they are, newest kept, until there is one; with
        `commands` False commands stay.
        """
        now = time.monotonic()
        until = None if wait_s is None else now + wait_s
        with self._changed:
            self._turns += 1
            shown_at = now + self._showing_s * (self._served in FAIR)
            self._served = None
            while not self._stopped:
                if commands and self._commands:
                    return self._commands.popleft()
                now = time.monotonic()
                kind = self._next_kind(now >= shown_at) if live else None
                if kind is not None:
                    return self._hand_out(kind)
                if until is not None and now >= until:
                    return None
                self._rest(until, shown_at if live and self._slots else None)
            return None

    def _rest(self, *ends: float | None) -> None:
        """Sleep until something changes, or the first of `ends` comes."""
        known = [end for end in ends if end is not None]
        self._resting = True
        self._changed.wait(min(known) - time.monotonic() if known else None)
        self._resting = False

    def _next_kind(self, is_shown: bool) -> type[LiveRequest] | None:
        """Whose turn it is; those that come later have none before the last answer `is_shown`."""
        order = (*self._order, *LATER) if is_shown else self._order
        return next((kind for kind in order if kind in self._slots), None)

    def _hand_out(self, kind: type[LiveRequest]) -> LiveRequest:
        self._served = kind
        request = self._slots.pop(kind)
        if kind in self._order:
            self._order.remove(kind)
            self._order.append(kind)
        if not self._slots:
            self._order = list(FAIR)
        return request
