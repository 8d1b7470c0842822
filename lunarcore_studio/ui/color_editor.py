"""A small editor for one colour: field of saturation and value, hue, and the hex number. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_wells import paint_color
from lunarcore_studio.ui.hex_field import HexField
from lunarcore_studio.ui.panel import describe

FIELD_PX, HUE_PX = 160, 16
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class _Plane(QWidget):
    """A plane to point at: `pointed` carries two numbers from 0 to 1, to the right and upwards."""

    pointed = Signal(float, float)

    def __init__(self, width: int, height: int, name: str, paint: Callable[[QPainter, QRect], None]) -> None:
        super().__init__()
        self.setFixedSize(width, height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self, name, hint="Drag, or use the arrows")
        self._paint = paint
        self.at = (0.0, 0.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
            return
        self._go(self.at[0] + step[0] / 100, self.at[1] + step[1] / 100)

    def _point(self, position: QPointF) -> None:
        self._go(position.x() / (self.width() - 1), 1 - position.y() / (self.height() - 1))

    def _go(self, x: float, y: float) -> None:
        self.at = (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        self.pointed.emit(*self.at)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter, self.rect())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


class ColorEditor(QFrame):
    """`changed` carries each colour on the way; `finished` whether the last one is wanted (Escape: no)."""

    changed = Signal(object)
    finished = Signal(bool)

    def __init__(self, color: RGBA, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self._before, self._now = color, color
        self._wanted = True
        self._hue, self._saturation, self._value = 0.0, 0.0, 0.0
        self.field = _Plane(FIELD_PX, FIELD_PX, "Saturation and brightness", self._paint_field)
        self.hue = _Plane(HUE_PX, FIELD_PX, "Hue", self._paint_hue)
        self.field.pointed.connect(self._on_field)
        self.hue.pointed.connect(self._on_hue)
        self.hex = HexField()
        describe(self.hex, "Colour as hex", hint="#rrggbb, or #rrggbbaa with alpha. Enter accepts")
        self.hex.named.connect(self._on_hex)
        self.hex.returnPressed.connect(self.close)
        self._lay_out(title)
        self._take(color)
        self.hex.show_color(color)
        self.hex.selectAll()
        self.hex.setFocus()

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(theme.GAP)
        label = QLabel(title)
        theme.set_role(label, "title")
        column.addWidget(label)
        planes = QHBoxLayout()
        planes.setSpacing(theme.GAP)
        planes.addWidget(self.field)
        planes.addWidget(self.hue)
        column.addLayout(planes)
        self.compare = _Plane(44, 24, "Before and after", self._paint_compare)
        self.compare.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.compare.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.compare)
        row.addWidget(self.hex, 1)
        column.addLayout(row)

    @property
    def color(self) -> RGBA:
        """The colour as it is now."""
        return self._now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._wanted = False
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        self.finished.emit(self._wanted and self._now != self._before)

    def _take(self, color: RGBA) -> None:
        mixed = QColor(*color)
        # Greys have no hue: the one before stays, else the field would jump to red.
        self._hue = mixed.hsvHueF() if mixed.hsvHueF() >= 0 else self._hue
        self._saturation, self._value = mixed.hsvSaturationF(), mixed.valueF()
        self.field.at, self.hue.at = (self._saturation, self._value), (0.0, self._hue)
        self._now = color
        for plane in (self.field, self.hue, self.compare):
            plane.update()

    def _on_hex(self, color: RGBA) -> None:
        self._take(color)
        self.changed.emit(color)

    def _on_field(self, x: float, y: float) -> None:
        self._saturation, self._value = x, y
        self._mixed()

    def _on_hue(self, _x: float, y: float) -> None:
        self._hue = min(y, 0.9999)
        self._mixed()

    def _mixed(self) -> None:
        mixed = QColor.fromHsvF(self._hue, self._saturation, self._value)
        self._now = (mixed.red(), mixed.green(), mixed.blue(), self._before[3] or 255)
        self.hex.show_color(self._now)
        for plane in (self.field, self.hue, self.compare):
            plane.update()
        self.changed.emit(self._now)

    def _paint_field(self, painter: QPainter, place: QRect) -> None:
        across = QLinearGradient(place.left(), 0, place.right(), 0)
        across.setColorAt(0, QColor(255, 255, 255))
        across.setColorAt(1, QColor.fromHsvF(self._hue, 1, 1))
        painter.fillRect(place, across)
        down = QLinearGradient(0, place.top(), 0, place.bottom())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, QColor(0, 0, 0))
        painter.fillRect(place, down)
        x, y = self._saturation * place.width(), (1 - self._value) * place.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tone, width in ((QColor(0, 0, 0), 3.0), (QColor(255, 255, 255), 1.5)):
            painter.setPen(QPen(tone, width))
            painter.drawEllipse(QPointF(x, y), 5, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_hue(self, painter: QPainter, place: QRect) -> None:
        up = QLinearGradient(0, place.bottom(), 0, place.top())
        for step in range(7):
            up.setColorAt(step / 6, QColor.fromHsvF(min(step / 6, 0.9999), 1, 1))
        painter.fillRect(place, up)
        y = round((1 - self._hue) * (place.height() - 1))
        painter.fillRect(QRect(0, y - 2, place.width(), 5), QColor(0, 0, 0))
        painter.fillRect(QRect(0, y - 1, place.width(), 3), QColor(255, 255, 255))

    def _paint_compare(self, painter: QPainter, place: QRect) -> None:
        half = place.width() // 2
        paint_color(painter, QRect(0, 0, half, place.height()), self._before, theme.color("edge"))
        paint_color(painter, QRect(half, 0, half, place.height()), self._now, theme.color("edge"))
