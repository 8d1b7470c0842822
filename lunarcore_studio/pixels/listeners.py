"""Who is told of changes, and in which order. GUI thread only; belongs to the Document."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from lunarcore_studio.pixels.change import Change

Listener = Callable[[Change], None]


class Listeners:
    """Tells every listener of every change, in order, even when a listener changes the document itself."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._untold: deque[Change] = deque()
        self._telling = False

    def add(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; call what is returned to end that."""
        self._listeners.append(listener)

        def remove() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return remove

    def tell(self, change: Change) -> None:
        """Tell of `change`; within a listener, leave that to the `tell` under way, so that order holds."""
        self._untold.append(change)
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                due = self._untold.popleft()
                for listener in tuple(self._listeners):
                    listener(due)
        finally:
            self._telling = False
            self._untold.clear()
