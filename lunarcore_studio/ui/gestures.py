"""Turns presses, moves and keys on the canvas into strokes, picks, pans and zooms. GUI thread only.

One gesture at a time: while one is under way, other buttons are not heard, so no stroke is ever cut in two.
A stroke of several presses waits between them; the view can be panned and zoomed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QPointF, Qt, QTimer

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.raster import Symmetry, axis_of
from lunarcore_studio.pixels.tools import (
    SELECTING,
    Button,
    Modifiers,
    ToolName,
    effective_tool,
)
from lunarcore_studio.ui.brush_preview import line_start
from lunarcore_studio.ui.cell_drag import CellDrag, let_cell_follow
from lunarcore_studio.ui.cell_grip import cell_grip
from lunarcore_studio.ui.mirror_axes import MirrorAxes
from lunarcore_studio.ui.outside_notice import OutsideNotice
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

SPRAY_MS = 40
_P = ParamSpec("_P")
_KEYS = (
    (Qt.KeyboardModifier.ShiftModifier, Modifiers.SHIFT),
    (Qt.KeyboardModifier.ControlModifier, Modifiers.CTRL),
    (Qt.KeyboardModifier.AltModifier, Modifiers.ALT),
)


class Doing(Enum):
    """What the pressed button does; a stroke that waits for its next press has none."""

    NOTHING = auto()
    DRAWING = auto()
    WAITING = auto()
    PICKING = auto()
    PANNING = auto()
    AXIS = auto()
    CELL = auto()


RESTING = (Doing.NOTHING, Doing.WAITING)


def modifiers_of(keys: Qt.KeyboardModifier, space: bool) -> Modifiers:
    """Qt's modifier keys, and the space bar, as the hand knows them."""
    held = Modifiers.SPACE if space else Modifiers.NONE
    for theirs, ours in _KEYS:
        if keys & theirs:
            held |= ours
    return held


def _heard(method: Callable[Concatenate[Gestures, _P], None]) -> Callable[Concatenate[Gestures, _P], None]:
    """The mouse is being heard meanwhile: what follows from it is looked at once, afterwards."""

    @wraps(method)
    def heard(self: Gestures, /, *given: _P.args, **named: _P.kwargs) -> None:
        self.hears = True
        try:
            method(self, *given, **named)
        finally:
            self.hears = False

    return heard


class Gestures:
    """The gesture that is under way on a canvas with this viewport."""

    def __init__(self, session: Session, viewport: Viewport) -> None:
        self._session, self._viewport = session, viewport
        self._outside = OutsideNotice(session)
        self.doing = Doing.NOTHING
        self.hears = False  # a press, move or release, that is
        self.pressure = 1.0  # of the pen that is over the canvas
        self._mouse_button = Qt.MouseButton.NoButton
        self._button: Button = "left"
        self._last = QPointF()
        self._modifiers = Modifiers.NONE
        self._tool = ""  # of the stroke that waits
        self.has_grips = True  # the axes and the cell are shown, and can be dragged
        self.has_ended_waiting = False  # with the last press, whose second half is no other gesture
        self._mirror = Symmetry.NONE  # whose axis is dragged
        self._former_axis: Point | None = None
        self._cell: CellDrag | None = None
        self._clock = QTimer()
        self._clock.setInterval(SPRAY_MS)
        self._clock.timeout.connect(self._spray_on)
        session.hand_changed.connect(lambda _hand: self._on_hand())

    def tool(self, point: Point, modifiers: Modifiers, button: Button = "left") -> str:
        """What a press would do there: a tool's name, "hand" or "zoom"."""
        session = self._session
        if self.doing is Doing.PANNING:
            return "panning"
        if Modifiers.SPACE in modifiers and self.doing is Doing.NOTHING:
            return "hand"
        if session.view_tool or self.doing is Doing.WAITING:
            return session.view_tool or self._tool
        start = line_start(session.document, session.hand, modifiers)
        pressed = effective_tool(session.hand, session.document.selection, point, button, modifiers, start)
        return pressed.value

    def grip(self, position: QPointF) -> Symmetry | None:
        """The mirror whose grip a press would drag."""
        if self.doing is Doing.AXIS:
            return self._mirror
        idle = self.doing is Doing.NOTHING and self.has_grips and self._session.hand.symmetry
        return self._axes().grip_at(position) if idle else None

    def over_grip(self, position: QPointF) -> bool:
        """Whether a press would drag a mirror's axis or the model's cell, or does."""
        return self.grip(position) is not None or self._over_cell_grip(position)

    def double_click(self, which: Qt.MouseButton, position: QPointF) -> bool:
        """Whether the second press of two was on the cell's grip: the cell is let go then, or pinned."""
        if which != Qt.MouseButton.LeftButton or self.grip(position) or not self._over_cell_grip(position):
            return False
        let_cell_follow(self._session, self._session.cell.is_pinned)
        return True

    def _over_cell_grip(self, position: QPointF) -> bool:
        if self.doing is not Doing.NOTHING or not self.has_grips:
            return self.doing is Doing.CELL
        grip = cell_grip(self._session, self._viewport)
        return grip is not None and grip.holds(position)

    @_heard
    def press(self, which: Qt.MouseButton, position: QPointF, modifiers: Modifiers) -> None:
        """A button goes down."""
        if self.doing not in RESTING:
            return
        point, grip = self._viewport.pixel_at(position), self.grip(position)
        self._mouse_button, self._last, self._modifiers = which, position, modifiers
        self.has_ended_waiting = False
        if which == Qt.MouseButton.MiddleButton:
            self.doing = Doing.PANNING
        elif self.doing is Doing.WAITING:
            self._press_on(point, modifiers)
        elif grip is not None:
            self.doing = Doing.AXIS
            self._mirror, self._former_axis = grip, self._session.hand.axis
        elif self._over_cell_grip(position):
            self.doing, self._cell = Doing.CELL, CellDrag(self._session, self._viewport, position)
        else:
            self._button = "right" if which == Qt.MouseButton.RightButton else "left"
            self._press(self.tool(point, modifiers, self._button), point, modifiers)

    def _press(self, tool: str, point: Point, modifiers: Modifiers) -> None:
        if tool == "hand":
            self.doing = Doing.PANNING
        elif tool == "zoom":
            outwards = self._button == "right" or Modifiers.ALT in modifiers
            self._viewport.zoom_at(self._viewport.stepped(-1 if outwards else 1), self._last)
        elif tool == ToolName.EYEDROPPER:
            self.doing = Doing.PICKING
            self._pick(point)
        elif self._mouse_button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._begin(point, modifiers)

    def _press_on(self, point: Point, modifiers: Modifiers) -> None:
        """The next press of a stroke that waits: with its own button it goes on, with the other it ends."""
        if (self._mouse_button == Qt.MouseButton.RightButton) is (self._button == "right"):
            self.doing = Doing.DRAWING
            self._session.document.stroke_to(point, modifiers)
        else:
            self.finish()

    @_heard
    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        """The mouse goes somewhere, with or without a button down."""
        point = self._viewport.pixel_at(position)
        self._modifiers = modifiers
        if self.doing is Doing.PANNING:
            self._viewport.pan(position.x() - self._last.x(), position.y() - self._last.y())
        elif self.doing in (Doing.DRAWING, Doing.WAITING):
            self._session.document.stroke_to(point, modifiers, self.pressure)
            self._session.look_at(point)
        elif self.doing is Doing.PICKING:
            self._pick(point)
        elif self.doing is Doing.AXIS:
            self._session.set_hand(axis=self._axes().dragged(self._mirror, position))
            x, y = axis_of(self._session.document.sprite.size, self._session.hand.axis)
            self._session.tell(say("The mirrors cross at {x:g}, {y:g}.").format(x=x / 2, y=y / 2))
        elif self._cell is not None:
            self._cell.to(position, modifiers)
        self._last = position

    def keys_changed(self, modifiers: Modifiers) -> None:
        """Shift, Ctrl, Alt or Space changes what the open gesture draws."""
        self._modifiers = modifiers
        if self.doing in (Doing.DRAWING, Doing.WAITING):
            self._session.document.stroke_to(self._viewport.pixel_at(self._last), modifiers, self.pressure)
        elif self._cell is not None:
            self._cell.to(self._last, modifiers)

    @_heard
    def release(self, which: Qt.MouseButton) -> None:
        """A button goes up; others than the one that began the gesture are not heard."""
        if which == self._mouse_button and self.doing is not Doing.WAITING:
            self.end()

    def end(self) -> None:
        """The button's part is over: a stroke becomes one step of history, or waits for its next press."""
        if self.doing is Doing.DRAWING:
            self._tool = self._session.tool
            waited = self._session.document.stroke_waits
            changed = self._session.document.stroke_end()
            self._outside.end(changed, self._viewport.pixel_at(self._last))
            self.has_ended_waiting = waited and not self._session.document.stroke_waits
        elif self._cell is not None:
            self._cell.end()
        self._cell = None
        self.doing = Doing.WAITING if self._session.document.stroke_waits else Doing.NOTHING
        self._clock.stop()

    def finish(self) -> bool:
        """Enter: end a stroke that waits for another press; whether there was one."""
        waited = self.doing is Doing.WAITING
        if waited:
            self._session.document.stroke_finish()
            self.doing = Doing.NOTHING
        return waited

    def abort(self) -> bool:
        """Escape: take the open gesture back; whether there was one."""
        was_open, document = self.doing is not Doing.NOTHING, self._session.document
        if self.doing is Doing.AXIS:
            self._session.set_hand(axis=self._former_axis)
        elif self._cell is not None:
            self._cell.take_back()
        elif self.doing is Doing.DRAWING or document.stroke_waits:
            document.abort()
        self.doing, self._cell = Doing.NOTHING, None
        self._clock.stop()
        return was_open

    def look(self) -> None:
        """Undo, or a take, may have ended the stroke."""
        if self.doing in (Doing.DRAWING, Doing.WAITING) and not self._session.document.live:
            self.doing = Doing.NOTHING
            self._clock.stop()

    def _begin(self, point: Point, modifiers: Modifiers) -> None:
        session = self._session
        session.look_at(point)
        if session.hand.tool not in SELECTING:
            session.may_draw()  # a stroke that leaves no mark says why
        start = line_start(session.document, session.hand, modifiers)
        self.doing = Doing.DRAWING
        session.document.stroke_begin(session.hand, point, self._button, modifiers, start, self.pressure)
        self._outside.begin(point)
        if session.hand.tool is ToolName.SPRAY:
            self._clock.start()

    def _spray_on(self) -> None:
        self._session.document.stroke_to(self._viewport.pixel_at(self._last), self._modifiers)

    def _on_hand(self) -> None:
        """Another tool ends a stroke that waits."""
        if self.doing is Doing.WAITING and self._session.tool != self._tool:
            self.finish()

    def _axes(self) -> MirrorAxes:
        hand = self._session.hand
        return MirrorAxes(self._viewport, hand.symmetry, hand.axis)

    def _pick(self, point: Point) -> None:
        color = self._session.color_at(point)
        if color is not None:
            field = "background" if self._button == "right" else "foreground"
            self._session.set_hand(**{field: color})
        else:
            self._session.tell(say("Nothing is drawn there: no colour is picked."))
