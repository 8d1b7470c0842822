"""The model's cell under the mouse: dragged by its grip, put back, let go. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from lunarcore_studio.language import say
from lunarcore_studio.pixels.tools import Modifiers
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

STILL_PX = 3  # so far a press can slip, and is no drag


class CellDrag:
    """From the press on the grip at `position` to the release."""

    def __init__(self, session: Session, viewport: Viewport, position: QPointF) -> None:
        self._session, self._viewport = session, viewport
        self._former, self._pressed = session.cell, position
        self._held = self._spot(position) - QPointF(*session.cell.origin)
        self._has_begun = False

    def to(self, position: QPointF, modifiers: Modifiers) -> None:
        """The mouse is there: the cell comes along by steps of the grid, with Ctrl of a pixel, pinned."""
        session = self._session
        self._has_begun |= (position - self._pressed).manhattanLength() > STILL_PX
        if self._has_begun:
            spot = self._spot(position) - self._held
            step = 1 if Modifiers.CTRL in modifiers else session.settings.grid_px
            size, side = session.document.sprite.size, session.resolution
            session.cell = session.cell.put((spot.x(), spot.y()), size, side, step)
            session.tell(_where(session, say("The model sees {x}, {y} to {right}, {bottom}.")))

    def end(self) -> None:
        """The button is up."""
        if self._has_begun:
            sentence = say("The model sees {x}, {y} to {right}, {bottom}, until the grip is double clicked.")
            self._session.tell(_where(self._session, sentence))

    def take_back(self) -> None:
        """Escape: the cell is where it was, as free as it was."""
        self._session.cell = self._former

    def _spot(self, position: QPointF) -> QPointF:
        return (position - self._viewport.origin) / self._viewport.scale


def let_cell_follow(session: Session, on: bool) -> None:
    """The model's cell goes where the hand draws from now on, or stays where it is."""
    session.cell = session.cell.pinned(not on)
    stays = say("The model sees {x}, {y} to {right}, {bottom}, wherever the hand draws.")
    session.tell(say("The model sees where the hand draws.") if on else _where(session, stays))


def _where(session: Session, sentence: str) -> str:
    x, y, width, height = session.cell_rect
    return sentence.format(x=x, y=y, right=x + width - 1, bottom=y + height - 1)
