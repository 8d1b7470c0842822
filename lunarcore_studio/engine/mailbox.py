"""The one door between the threads: latest-wins slots, FIFO commands and a stop flag. Any thread.

A hand makes requests faster than a model answers them, and only the newest counts: a slot holds one request
of a kind and a newer one replaces it. Kinds are fair: a kind that was served waits until every other kind
that was waiting has been served once, so a slider pulled without end starves nothing. Within that, the hand
comes first.
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
        self._served: set[type[LiveRequest]] = set()
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
                    return self._slots.pop(self._next_kind())
                if not wait:
                    return None
                self._changed.wait()
            return None

    def _next_kind(self) -> type[LiveRequest]:
        waiting = [kind for kind in LIVE_ORDER if kind in self._slots]
        unserved = [kind for kind in waiting if kind not in self._served]
        if not unserved:
            self._served.clear()
            unserved = waiting
        self._served.add(unserved[0])
        return unserved[0]
