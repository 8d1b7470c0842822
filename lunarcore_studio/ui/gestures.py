"""Turns presses, moves and keys on the canvas into strokes, picks, pans and zooms. GUI thread only.

One gesture at a time: while one is under way, other buttons are not heard, so no stroke is ever cut in two.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.tools import Button, Modifiers, ToolName, effective_tool, pick_color
from lunarcore_studio.ui.brush_preview import line_start
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

_KEYS = (
    (Qt.KeyboardModifier.ShiftModifier, Modifiers.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Modifiers.CTRL),
    (Qt.KeyboardModifier.AltModifier, Modifiers.ALT),
)


class Doing(Enum):
    """What the pressed button does."""

    NOTHING = auto()
    DRAWING = auto()
    PICKING = auto()
    PANNING = auto()


def modifiers_of(keys: Qt.KeyboardModifier, space: bool) -> Modifiers:
    """Qt's modifier keys, and the space bar, as the hand knows them."""
    held = Modifiers.SPACE if space else Modifiers.NONE
    for theirs, ours in _KEYS:
        if keys & theirs:
            held |= ours
    return held


class Gestures:
    """The gesture that is under way on a canvas with this viewport."""

    def __init__(self, session: Session, viewport: Viewport) -> None:
        self._session, self._viewport = session, viewport
        self.doing = Doing.NOTHING
        self._mouse_button = Qt.MouseButton.NoButton
        self._button: Button = "left"
        self._last = QPointF()

    def tool(self, point: Point, modifiers: Modifiers, button: Button = "left") -> str:
        """What a press would do there: a tool's name, "hand" or "zoom"."""
        session = self._session
        if self.doing is Doing.PANNING:
            return "panning"
        if Modifiers.SPACE in modifiers and self.doing is Doing.NOTHING:
            return "hand"
        if session.view_tool:
            return session.view_tool
        start = line_start(session.document, session.hand, modifiers)
        pressed = effective_tool(session.hand, session.document.selection, point, button, modifiers, start)
        return pressed.value

    def press(self, which: Qt.MouseButton, position: QPointF, modifiers: Modifiers) -> None:
        """A button goes down."""
        if self.doing is not Doing.NOTHING:
            return
        self._mouse_button, self._last = which, position
        point = self._viewport.pixel_at(position)
        self._button = "right" if which == Qt.MouseButton.RightButton else "left"
        tool = self.tool(point, modifiers, self._button)
        if which == Qt.MouseButton.MiddleButton or tool == "hand":
            self.doing = Doing.PANNING
        elif tool == "zoom":
            outwards = self._button == "right" or Modifiers.ALT in modifiers
            self._viewport.zoom_at(self._viewport.stepped(-1 if outwards else 1), position)
        elif tool == ToolName.EYEDROPPER:
            self.doing = Doing.PICKING
            self._pick(point)
        elif which in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._begin(point, modifiers)

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        """The mouse goes somewhere, with or without a button down."""
        point = self._viewport.pixel_at(position)
        if self.doing is Doing.PANNING:
            self._viewport.pan(position.x() - self._last.x(), position.y() - self._last.y())
        elif self.doing is Doing.DRAWING:
            self._session.document.stroke_to(point, modifiers)
            self._session.look_at(point)
        elif self.doing is Doing.PICKING:
            self._pick(point)
        self._last = position

    def keys_changed(self, modifiers: Modifiers) -> None:
        """Shift, Ctrl, Alt or Space changes what the open gesture draws."""
        if self.doing is Doing.DRAWING:
            self._session.document.stroke_to(self._viewport.pixel_at(self._last), modifiers)

    def release(self, which: Qt.MouseButton) -> None:
        """A button goes up; others than the one that began the gesture are not heard."""
        if which == self._mouse_button:
            self.end()

    def end(self) -> None:
        """The gesture is over: a stroke becomes one step of history."""
        if self.doing is Doing.DRAWING:
            self._session.document.stroke_end()
        self.doing = Doing.NOTHING

    def abort(self) -> bool:
        """Escape: take the open gesture back; whether there was one."""
        was_open = self.doing is not Doing.NOTHING
        if self.doing is Doing.DRAWING:
            self._session.document.abort()
        self.doing = Doing.NOTHING
        return was_open

    def _begin(self, point: Point, modifiers: Modifiers) -> None:
        session = self._session
        session.look_at(point)
        start = line_start(session.document, session.hand, modifiers)
        self.doing = Doing.DRAWING
        session.document.stroke_begin(session.hand, point, self._button, modifiers, start)

    def _pick(self, point: Point) -> None:
        color = pick_color(self._session.document.sprite, point, self._session.document.frame)
        if color is not None:
            field = "background" if self._button == "right" else "foreground"
            self._session.set_hand(**{field: color})
