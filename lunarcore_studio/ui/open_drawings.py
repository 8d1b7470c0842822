"""The drawings that are open, in the order of their tabs; one of them is the document. GUI thread only.

The document is the only drawing that changes. The others are values, each with its whole history, and are
shown again as they were left.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.drawing import Drawing

MOST_CLOSED = 20  # that can be opened again with their history


class OpenDrawings(QObject):
    """A row of drawings and which of them is shown. There is always at least one."""

    changed = Signal()  # which ones, in which order, or which is shown
    named = Signal(int)  # the drawing there has another name, mark or picture

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._drawings: list[Drawing] = [document.drawing]  # of the shown one as it came to be shown
        self._current = 0
        self._closed: list[Drawing] = []
        self._unsubscribe = document.subscribe(self._on_change)

    def close(self) -> None:
        """Stop listening to the document."""
        self._unsubscribe()

    def __len__(self) -> int:
        return len(self._drawings)

    @property
    def current(self) -> int:
        """Place of the shown one."""
        return self._current

    @property
    def all(self) -> tuple[Drawing, ...]:
        """Every open drawing as it is now, an open gesture left out."""
        here = self._current
        return (*self._drawings[:here], self._document.drawing, *self._drawings[here + 1 :])

    def open(self, drawing: Drawing, in_place: bool = False) -> None:
        """Show a drawing in a new tab beside the present one, or `in_place` of that."""
        if in_place:
            self._drawings[self._current] = drawing
        else:
            self._put_away()
            self._current += 1
            self._drawings.insert(self._current, drawing)
        self._show(drawing)

    def go_to(self, place: int) -> None:
        """Show another open drawing."""
        if place != self._current and 0 <= place < len(self._drawings):
            self._put_away()
            self._current = place
            self._show(self._drawings[place])

    def step(self, steps: int) -> None:
        """Show the next one or an earlier one, round the ends."""
        self.go_to((self._current + steps) % len(self._drawings))

    def move(self, place: int, to: int) -> None:
        """Give a drawing another place in the row."""
        self._put_away()
        shown = self._drawings[self._current].key
        self._drawings.insert(to, self._drawings.pop(place))
        self._current = next(at for at, one in enumerate(self._drawings) if one.key == shown)
        self.changed.emit()

    def drop(self, blank: Drawing) -> None:
        """Close the shown drawing and show its neighbour; `blank` where it was the only one."""
        self._put_away()
        gone = self._drawings.pop(self._current)
        if not gone.untouched:
            self._closed = [*self._closed, gone][-MOST_CLOSED:]
        if not self._drawings:
            self._drawings.append(blank)
        self._current = min(self._current, len(self._drawings) - 1)
        self._show(self._drawings[self._current])

    def reopened(self) -> Drawing | None:
        """Take back the drawing that was closed last; None where none was."""
        return self._closed.pop() if self._closed else None

    def place_of(self, path: Path) -> int | None:
        """Where the drawing is open that lies in this file."""
        return next((place for place, one in enumerate(self.all) if one.path == path), None)

    def _put_away(self) -> None:
        self._drawings[self._current] = self._document.leave()

    def _show(self, drawing: Drawing) -> None:
        self._document.show(drawing)
        self.changed.emit()

    def _on_change(self, change: Change) -> None:
        if change.what & (What.HISTORY | What.SAVED):
            self.named.emit(self._current)
