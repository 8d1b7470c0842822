"""What the wheel over the canvas does: zoom, brush, scroll, colours, frames, by the keys. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

NOTCH = 120  # Qt's eighths of a degree for one notch of a common wheel
SCROLL_PX = 48


class CanvasWheel:
    """Counts fractions of notches together: fine wheels and touchpads step as evenly as coarse ones."""

    def __init__(self, session: Session, viewport: Viewport) -> None:
        self._session, self._viewport = session, viewport
        self._rest = 0
        self._keys = Qt.KeyboardModifier.NoModifier

    def turn(self, event: QWheelEvent) -> None:
        """One event of the wheel, away from the hand is positive."""
        keys = event.modifiers()
        # With Alt, and on some systems with Shift, Qt hands the turn over as a sideways one.
        turned = event.angleDelta().y() or event.angleDelta().x()
        if keys != self._keys or self._rest * turned < 0:
            self._keys, self._rest = keys, 0
        self._rest += turned
        steps = int(self._rest / NOTCH)
        self._rest -= steps * NOTCH
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if keys & Qt.KeyboardModifier.AltModifier:
            self._session.step_color(-steps, "background" if shift else "foreground")
        elif keys & Qt.KeyboardModifier.ControlModifier and shift:
            self._step_frame(-steps)
        elif keys & Qt.KeyboardModifier.ControlModifier:
            self._session.step_brush(steps)
        elif shift:
            self._viewport.pan(turned / NOTCH * SCROLL_PX, 0)
        elif steps:
            self._viewport.zoom_at(self._viewport.stepped(steps), event.position())

    def _step_frame(self, steps: int) -> None:
        """To a later or an earlier frame, around the ends."""
        document = self._session.document
        if steps:
            document.go_to(document.layer, (document.frame + steps) % len(document.sprite.frames))
