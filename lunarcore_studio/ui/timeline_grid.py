"""The timeline itself: layers as rows, frames as columns, tags above them. GUI thread only.

What is dropped between two frames becomes frames there; a cel is dragged out as a picture.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QToolTip, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.name_field import NameField
from lunarcore_studio.ui.timeline_drops import TimelineDrops
from lunarcore_studio.ui.timeline_geometry import (
    CELL_PX,
    HEAD_PX,
    NAMES_PX,
    ROW_PX,
    Part,
    TimelineGeometry,
    lanes_of,
)
from lunarcore_studio.ui.timeline_painting import Look, TimelinePainting

_STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}
_TIPS = {
    "eye": mark("Show or hide the layer"),
    "lock": mark("Lock or unlock the layer"),
    "layer": mark("Double click: rename. Drag: other height"),
    "frame": mark("Frame {frame}, {ms} ms\nDouble click: duration. Drag: other place. Shift: several"),
    "tag": mark("{tag}\nDouble click: change the tag"),
    "cel": mark("{layer}, frame {frame}\nDrag: the picture, to anywhere"),
}


class TimelineGrid(QAbstractScrollArea):
    """Shows a sprite with its active cel; every wish is a signal, layers and frames by index."""

    place_asked = Signal(int, int, bool)  # layer, frame, and whether all frames up to there are meant
    eye_clicked = Signal(int)
    lock_clicked = Signal(int)
    layer_moved = Signal(int, int)
    frame_moved = Signal(int, int)
    renamed = Signal(int, str)
    duration_asked = Signal()
    tag_asked = Signal(int)
    menu_asked = Signal(object, QPoint)  # Part, where on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sprite = Sprite.blank()
        self._look = Look()
        self._held: Part | None = None
        self._pressed = QPoint()
        self.drops = TimelineDrops(self, self._look, lambda: self.geometry_now)
        self.name_field = NameField(self.viewport())
        self.name_field.named.connect(self.renamed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Timeline"))
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setSingleStep(ROW_PX)
            bar.valueChanged.connect(lambda _value: self.viewport().update())

    @property
    def geometry_now(self) -> TimelineGeometry:
        """Where the parts are, as it is scrolled now."""
        sprite = self._sprite
        scroll = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        lanes = lanes_of(sprite.tags)
        return TimelineGeometry(len(sprite.layers), len(sprite.frames), sprite.tags, lanes, scroll)

    def show_sprite(self, sprite: Sprite, layer: int, frame: int, run: range) -> None:
        """Show a sprite with its active cel and run of frames, and bring that in sight when it is another."""
        moved = (layer, frame) != (self._look.layer, self._look.frame) or sprite is not self._sprite
        self._sprite, self._look.layer, self._look.frame, self._look.run = sprite, layer, frame, run
        self._measure()
        if moved:
            self._bring_in_sight()
            count = len(sprite.frames)
            self.setAccessibleDescription(
                say("{name}, frame {frame} of {count}").format(
                    name=sprite.layers[layer].name, frame=frame + 1, count=count
                )
            )
        self.viewport().update()

    def show_playing(self, frame: int | None) -> None:
        """Mark the frame that plays."""
        if frame != self._look.playing:
            self._look.playing = frame
            self.viewport().update()

    def rename(self, layer: int) -> None:
        """Let a hand write another name for a layer."""
        self.name_field.ask(layer, self._sprite.layers[layer].name, QRect(*self.geometry_now.name(layer)))

    def _measure(self) -> None:
        wide, high = self.geometry_now.size
        room = self.viewport().size()
        for bar, whole, shown in (
            (self.horizontalScrollBar(), wide, room.width()),
            (self.verticalScrollBar(), high, room.height()),
        ):
            bar.setPageStep(shown)
            bar.setRange(0, max(0, whole - shown))

    def _bring_in_sight(self) -> None:
        at, room = self.geometry_now, self.viewport().size()
        x, y, wide, high = at.cel(self._look.layer, self._look.frame)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + min(0, x - NAMES_PX) + max(0, x + wide - room.width()))
        down.setValue(down.value() + min(0, y - at.top) + max(0, y + high - room.height()))

    def sizeHint(self) -> QSize:
        return QSize(NAMES_PX + 8 * CELL_PX, HEAD_PX + 3 * ROW_PX)

    def minimumSizeHint(self) -> QSize:
        return QSize(NAMES_PX + 2 * CELL_PX, HEAD_PX + 2 * ROW_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        self._bring_in_sight()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._look.focused = self.hasFocus()
        room = self.viewport().rect()
        TimelinePainting(painter, room, self._sprite, self.geometry_now, self._look).paint()
        painter.end()

    def _part(self, at: QPoint) -> Part:
        return self.geometry_now.at((at.x(), at.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part, look = self._part(event.position().toPoint()), self._look
        if event.button() == Qt.MouseButton.LeftButton and part.kind == "eye":
            self.eye_clicked.emit(part.layer)
        elif event.button() == Qt.MouseButton.LeftButton and part.kind == "lock":
            self.lock_clicked.emit(part.layer)
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            left, keys = event.button() == Qt.MouseButton.LeftButton, event.modifiers()
            if part.kind != "nothing" and (left or part.frame not in look.run):
                layer = look.layer if part.layer < 0 else part.layer
                extends = part.kind == "frame" and bool(keys & Qt.KeyboardModifier.ShiftModifier)
                self.place_asked.emit(layer, look.frame if part.frame < 0 else part.frame, extends)
            self._pressed = event.position().toPoint()
            self._held = part if left and part.kind in ("layer", "frame", "cel") else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, held, look = event.position().toPoint(), self._held, self._look
        if held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._held = None
            return
        dragging = look.dropped_layer is not None or look.dropped_frame is not None
        if not dragging and (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        if held.kind == "cel":
            self._carry_cel(held)
        elif held.kind == "layer":
            look.dropped_layer = self.geometry_now.layer_near(at.y())
        else:
            look.dropped_frame = self.geometry_now.frame_near(at.x())
        self.viewport().update()

    def _carry_cel(self, part: Part) -> None:
        self._held = None
        pixels = self._sprite.pixels(part.layer, part.frame)
        if not pixels[..., 3].any():
            return
        name = say("{layer}, frame {frame}").format(
            layer=self._sprite.layers[part.layer].name, frame=part.frame + 1
        )
        self.drops.carry(pixels, name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drops.enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event, self._sprite.size)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, layer, frame = self._held, self._look.dropped_layer, self._look.dropped_frame
        self._let_go()
        if held is not None and layer is not None and layer != held.layer:
            self.layer_moved.emit(held.layer, layer)
        elif held is not None and frame is not None and frame != held.frame:
            self.frame_moved.emit(held.frame, frame)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        part = self._part(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if part.kind == "layer":
            self.rename(part.layer)
        elif part.kind == "frame":
            self.duration_asked.emit()
        elif part.kind == "tag":
            self.tag_asked.emit(part.tag)
        else:
            self.mousePressEvent(event)

    def _let_go(self) -> bool:
        """Forget a drag; whether there was one."""
        look = self._look
        dragged = look.dropped_layer is not None or look.dropped_frame is not None
        self._held = look.dropped_layer = look.dropped_frame = None
        self.viewport().update()
        return dragged

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = QRect(*self.geometry_now.cel(self._look.layer, self._look.frame))
            part = Part("cel", self._look.layer, self._look.frame)
            self.menu_asked.emit(part, self.viewport().mapToGlobal(place.center()))
        else:
            self.menu_asked.emit(self._part(event.pos()), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, look = Qt.Key(event.key()), self._look
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            layer, frame = look.layer + _STEPS[key][0], look.frame + _STEPS[key][1]
            self.place_asked.emit(layer, frame, False)
        elif key == Qt.Key.Key_F2:
            self.rename(look.layer)
        elif key != Qt.Key.Key_Escape or not self._let_go():
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(self._part(event.pos())))
            return True
        return super().viewportEvent(event)

    def _tip(self, part: Part) -> str:
        sprite = self._sprite
        return say(_TIPS.get(part.kind, "")).format(
            layer=sprite.layers[part.layer].name if part.layer >= 0 else "",
            frame=part.frame + 1,
            ms=sprite.frames[part.frame].duration_ms if part.frame >= 0 else 0,
            tag=sprite.tags[part.tag].name if part.tag >= 0 else "",
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
