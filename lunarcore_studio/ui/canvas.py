"""The canvas: shows the drawing, and hears the hand. GUI thread only.

It repaints what a Change names and nothing more, straight from the immutable pixels. A picture of the model
can be shown in place of the drawing; it is framed and named, and never becomes part of it here.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change, Point, What
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.tools import Hand, Modifiers
from lunarcore_studio.ui import canvas_painting as paint
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.brush_preview import BrushPreview, brush_preview
from lunarcore_studio.ui.canvas_overlay import CanvasOverlay
from lunarcore_studio.ui.canvas_wheel import CanvasWheel
from lunarcore_studio.ui.cursors import CursorShape
from lunarcore_studio.ui.gestures import RESTING, Doing, Gestures, modifiers_of
from lunarcore_studio.ui.onion_layer import OnionLayer
from lunarcore_studio.ui.reference_layer import ReferenceLayer
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tiled_copies import TiledCopies
from lunarcore_studio.ui.viewport import Viewport

ENDING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Space)
TAB_REASONS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Canvas(QWidget):
    """`pixel_hovered` tells the pixel under the mouse or None, `zoom_changed` the zoom in hundred percent."""

    pixel_hovered = Signal(object)
    pressed = Signal()  # before the press draws
    zoom_changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.viewport = Viewport(size=session.document.sprite.size)
        self.gestures = Gestures(session, self.viewport)
        self.wheel = CanvasWheel(session, self.viewport)
        self.model_picture: Pixels | None = None
        self.model_word = ""
        self.playing: int | None = None  # the frame that playback shows in place of the active one
        self.onion = OnionLayer(session)
        self._hover: QPointF | None = None
        self._space = self._ring = False
        self.cursor_shape = CursorShape(self)
        self.reference = ReferenceLayer(session, self.viewport, self)
        self.overlay = CanvasOverlay(session, self.viewport, self.onion, self.reference)
        self.copies = TiledCopies(self)
        self._shown_view: tuple[int, QPointF, Point] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(say("Canvas"))
        self.setAccessibleDescription(say("The drawing. The tools draw here with the mouse or a pen."))
        self.setMinimumSize(160, 120)
        session.document_changed.connect(self._on_changed)
        session.hand_changed.connect(self._on_hand)
        session.settings_changed.connect(lambda _settings: self.update())
        session.cell_changed.connect(self.update)
        session.cell_pinned.connect(lambda _on: self.update())

    def sizeHint(self) -> QSize:
        return QSize(640, 560)

    @property
    def extras_shown(self) -> bool:
        """Whether grids, outlines and frames are shown."""
        return self.overlay.shown

    def show_extras(self, shown: bool) -> None:
        """Show or hide everything that is not the drawing itself."""
        self.overlay.shown = self.gestures.has_grips = self.reference.shown = shown
        self.update()

    def show_model_picture(self, pixels: Pixels | None, word: str = "") -> None:
        """Show a picture, uint8 (R, R, 4), in place of the model's cell; None shows the drawing again."""
        self.model_picture, self.model_word = pixels, word
        self.update()

    def show_playing(self, frame: int | None) -> None:
        """Show a frame in place of the active one; None shows the drawing again."""
        self.playing = frame
        self.update()

    def set_zoom(self, zoom: int, position: QPointF | None = None) -> None:
        """Zoom to `zoom` hundred percent, around the mouse or the middle."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        over = self._hover if self._hover is not None else middle
        self.viewport.zoom_at(zoom, position if position is not None else over)
        self._view_moved()

    def fit(self) -> None:
        """Show the whole drawing as large as it goes."""
        self.viewport.fit()
        self._view_moved()

    def centre(self) -> None:
        """Bring the drawing to the middle."""
        self.viewport.centre()
        self._view_moved()

    def abort(self) -> bool:
        """Escape: take back the gesture under way; whether there was one."""
        aborted = self.gestures.abort()
        self._follow_mouse()
        return aborted

    def finish(self) -> bool:
        """Enter: end the gesture that waits for another press; whether there was one."""
        finished = self.gestures.finish()
        self._follow_mouse()
        return finished

    def hold_key(self, key: int, down: bool) -> bool:
        """A modifier key or the space bar goes down or up, wherever the focus is; False for other keys."""
        if key not in HELD:
            return False
        if key == Qt.Key.Key_Space:
            self._space = down
        self.gestures.keys_changed(self._modifiers())
        self._follow_mouse()
        return True

    def event(self, event: QEvent) -> bool:
        # Enter ends a gesture that waits before it is anybody's shortcut.
        key = event.key() if isinstance(event, QKeyEvent) else None
        waits = key in ENDING and self.gestures.doing is Doing.WAITING
        if waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the window hears all keys, so that they work wherever the focus is

    def _modifiers(self, event_keys: Qt.KeyboardModifier | None = None) -> Modifiers:
        keys = event_keys if event_keys is not None else QGuiApplication.queryKeyboardModifiers()
        return modifiers_of(keys, self._space)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        self._hover = event.position()
        self.pressed.emit()
        if self.model_picture is not None and event.button() != Qt.MouseButton.MiddleButton:
            self.session.tell(say("This is the model's picture: let go of its key to draw on yours."))
            return
        self._preview_changed(None)
        self.gestures.press(event.button(), event.position(), self._modifiers(event.modifiers()))
        self._view_moved()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        # A release can get lost to another window: without any button down nothing may go on drawing.
        if event.buttons() == Qt.MouseButton.NoButton and self.gestures.doing not in RESTING:
            self.gestures.end()
        self._hover = event.position()
        panned = self.gestures.doing is Doing.PANNING
        self.gestures.move(event.position(), self._modifiers(event.modifiers()))
        self._follow_mouse(event.modifiers())
        if panned:
            self._view_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event.button())
        QTimer.singleShot(0, self, self._follow_mouse)  # the drawing and the model's answer come first

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        ended = self.gestures.has_ended_waiting
        if not ended and not self.gestures.double_click(event.button(), event.position()):
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheel.turn(event)
        self._view_moved()
        event.accept()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = event.position()
        self._follow_mouse()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self._follow_mouse()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TAB_REASONS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        viewport, old = self.viewport, event.oldSize()
        self._measure()
        if viewport.fitted or not old.isValid():
            viewport.fit()
        else:
            viewport.pan((self.width() - old.width()) / 2, (self.height() - old.height()) / 2)
        self._view_moved()

    def _measure(self) -> None:
        self.viewport.room, self.viewport.ratio = self.size(), self.devicePixelRatioF()
        self.viewport.shift = QPointF(self.mapTo(self.window(), QPoint(0, 0)))

    def _view_moved(self) -> None:
        view = (self.viewport.zoom, self.viewport.origin, self.viewport.size)
        if view != self._shown_view:
            self._shown_view = view
            self.update()
            self.zoom_changed.emit(self.viewport.zoom)
        self._follow_mouse()

    def _on_hand(self, _hand: Hand) -> None:
        self._follow_mouse()
        self.update()

    def _follow_mouse(self, keys: Qt.KeyboardModifier | None = None) -> None:
        """Cursor, preview and read-out for where the mouse is now."""
        if self._hover is None:
            self._preview_changed(None)
            self.pixel_hovered.emit(None)
            return
        point, modifiers = self.viewport.pixel_at(self._hover), self._modifiers(keys)
        tool = "axis" if self.gestures.over_grip(self._hover) else self.gestures.tool(point, modifiers)
        if tool == "zoom":
            tool = f"magnifying-glass-{'minus' if Modifiers.ALT in modifiers else 'plus'}"
        self.cursor_shape.show(tool)
        idle = self.gestures.doing is Doing.NOTHING and self.model_picture is None and self.playing is None
        draws = idle and tool not in ("hand", "panning", "axis") and not self.session.view_tool
        hand, document = self.session.hand, self.session.document
        self._preview_changed(brush_preview(document, hand, point, modifiers) if draws else None)
        self.pixel_hovered.emit(point if self.viewport.holds(point) else None)

    def _preview_changed(self, preview: BrushPreview | None) -> None:
        for one in (self.overlay.preview, preview):
            if one is not None:
                self.update(self.viewport.update_rect(one.bounds))
        self.overlay.preview = preview

    def _on_changed(self, change: Change) -> None:
        sprite = self.session.document.sprite
        if self.viewport.size != sprite.size:
            self.viewport.size = sprite.size
            self.fit()
        if change.what & What.SELECTION:
            for bounds in self.overlay.select(self.session.document.selection):
                self.update(self.viewport.update_rect(bounds))
        if change.rect is not None:
            self.update(self.viewport.update_rect(change.rect))
        self.gestures.look()
        if not self.gestures.hears:
            self._follow_mouse()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._measure()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        dirty = QRectF(event.rect())
        paint.paint_ground(painter, self.viewport, dirty)
        self._paint_drawing(painter, dirty)
        self.overlay.paint(painter, dirty, of_mine=self.model_picture is None)
        if self.model_picture is not None:
            paint.paint_word(painter, self.viewport.screen_rect(self.session.cell_rect), self.model_word)
        if self._ring:
            paint.paint_frame(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.color("accent"), 2)
        painter.end()

    def _paint_drawing(self, painter: QPainter, dirty: QRectF) -> None:
        """The frame that plays; else the active one on its onion skin, or with the model's picture in it."""
        self.reference.paint(painter, dirty, above=False)
        skin = self.onion.pixels if self.playing is None else None
        if skin is not None:
            paint.paint_picture(painter, self.viewport, skin, dirty)
        if self.model_picture is not None and self.playing is None:
            picture = paint.patched(self.session.composite(), self.model_picture, self.session.cell_rect)
        elif self.playing is None:
            picture = self.session.composite()
        else:
            picture = self.session.document.sprite.flatten(self.playing)
        paint.paint_picture(painter, self.viewport, picture, dirty)
        self.copies.paint(painter, picture, dirty)
