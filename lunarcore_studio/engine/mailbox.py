"""The one door between the threads: latest-wins slots, FIFO commands and a stop flag. Any thread.

A hand makes requests faster than a model answers them, and only the newest counts: a slot holds one
request of a kind and a newer one replaces it. The hand comes first, but kinds are fair while several wait:
one that was served goes behind the others, so a slider pulled without end starves nothing.
"""

from __future__ import annotations

import threading
from collections import deque

from lunarcore_studio.engine.protocol import (
    Edit,
    Interpolate,
    LiveRequest,
    LoadModel,
    Reconstruct,
    Request,
    Sample,
    SliderEnds,
)

LIVE_ORDER: tuple[type[LiveRequest], ...] = (Edit, Reconstruct, SliderEnds, Interpolate, Sample)


class Mailbox:
    """What waits for one worker. `put` never blocks; `take` sleeps on a condition and costs nothing while
    idle."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._commands: deque[LoadModel] = deque()
        self._slots: dict[type[LiveRequest], LiveRequest] = {}
        self._order = list(LIVE_ORDER)
        self._stopped = False

    @property
    def stopped(self) -> bool:
        return self._stopped

    def put(self, request: Request) -> None:
        """Queue a command, or replace what waits in the request's slot."""
        with self._changed:
            if isinstance(request, LoadModel):
                self._commands.append(request)
            else:
                self._slots[type(request)] = request
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

    def take(self, live: bool = True, wait: bool = True) -> Request | None:
        """The next thing to do: a command before a slot. None once stopped, or when nothing is there and
        `wait` is False. With `live` False (no model yet) slots stay where they are, newest kept, until
        there is one."""
        with self._changed:
            while not self._stopped:
                if self._commands:
                    return self._commands.popleft()
                if live and self._slots:
                    return self._next_slot()
                if not wait:
                    return None
                self._changed.wait()
            return None

    def _next_slot(self) -> LiveRequest:
        kind = next(kind for kind in self._order if kind in self._slots)
        request = self._slots.pop(kind)
        self._order.remove(kind)
        self._order.append(kind)
        if not self._slots:
            self._order = list(LIVE_ORDER)
        return request
