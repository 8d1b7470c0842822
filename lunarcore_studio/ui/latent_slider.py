"""One slider in units of sigma, around a rest in the middle. GUI thread only.

It tells gestures and never moves itself: who owns the position shows it by `show_sigma`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from lunarcore_studio.ui.tokens import tokens

STEPS_PER_SIGMA = 10
KEY_SIGMA = 0.1
PAGE_SIGMA = 1.0
HANDLE_PX = 12
# A hand that means the middle must find it: there the picture is exactly the drawing.
MAGNET_PX = 3

_KEYS = {
    Qt.Key.Key_Left: -KEY_SIGMA,
    Qt.Key.Key_Down: -KEY_SIGMA,
    Qt.Key.Key_Right: KEY_SIGMA,
    Qt.Key.Key_Up: KEY_SIGMA,
    Qt.Key.Key_PageDown: -PAGE_SIGMA,
    Qt.Key.Key_PageUp: PAGE_SIGMA,
}


def sigma_text(sigma: float) -> str:
    """A position as it is read: "+1.2σ", "−0.4σ", "0σ"."""
    if round(sigma, 1) == 0:
        return "0σ"
    return f"{'+' if sigma > 0 else '−'}{abs(sigma):.1f}σ"


class LatentSlider(QSlider):
    """A bipolar slider. A gesture is `grabbed`, any number of `pulled`, then `released` or `cancelled`."""

    grabbed = Signal()
    pulled = Signal(float)  # sigma
    released = Signal()
    cancelled = Signal()
    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._reach = 1.0
        self._hold: int | None = None
        self._key = 0
        self.locked = False

    def set_reach(self, reach: float) -> None:
        """Let the slider run from -reach to +reach sigma."""
        self._reach = reach
        steps = round(reach * STEPS_PER_SIGMA)
        self.setRange(-steps, steps)

    def show_sigma(self, sigma: float) -> None:
        """Stand at `sigma`; nothing is emitted."""
        if self.value() != round(sigma * STEPS_PER_SIGMA):
            self.setValue(round(sigma * STEPS_PER_SIGMA))
        self.setAccessibleDescription(sigma_text(sigma) + (", locked" if self.locked else ""))

    @property
    def sigma(self) -> float:
        """Where it stands."""
        return self.value() / STEPS_PER_SIGMA

    @property
    def held(self) -> bool:
        """Whether a mouse or a key holds it."""
        return self._hold is not None or bool(self._key)

    def set_locked(self, locked: bool) -> None:
        """Hold the slider where it is, or let it go."""
        self.locked = locked
        self.show_sigma(self.sigma)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(112, 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(64, 24)

    def x_at(self, sigma: float) -> int:
        """The handle's middle for a position."""
        room = self.width() - HANDLE_PX
        return round(HANDLE_PX / 2 + room * (sigma + self._reach) / (2 * self._reach))

    def sigma_at(self, x: int) -> float:
        """The position, to a tenth, for the handle's middle."""
        if abs(x - self.x_at(0.0)) <= MAGNET_PX:
            return 0.0
        share = (x - HANDLE_PX / 2) / max(1, self.width() - HANDLE_PX)
        sigma = min(max((2 * share - 1) * self._reach, -self._reach), self._reach)
        return round(sigma * STEPS_PER_SIGMA) / STEPS_PER_SIGMA

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.locked:
            return
        x, middle = event.position().toPoint().x(), self.x_at(self.sigma)
        on_handle = abs(x - middle) <= HANDLE_PX // 2 + 2
        self._hold = x - middle if on_handle else 0
        self.grabbed.emit()
        if not on_handle:
            self.pulled.emit(self.sigma_at(x))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold is not None:
            self.pulled.emit(self.sigma_at(event.position().toPoint().x() - self._hold))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._hold is not None:
            self._hold = None
            self.update()
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.locked:
            self.reset_asked.emit()

    def event(self, event: QEvent) -> bool:
        # The window's own keys (arrows nudge, Escape deselects) stand back while the slider has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and (key in _KEYS or key == Qt.Key.Key_Home or (key == Qt.Key.Key_Escape and self.held)):
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel scrolls the list of sliders; it must not pull what happens to pass under it.
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.held:
            self._hold, self._key = None, 0
            self.cancelled.emit()
        elif key == Qt.Key.Key_Home and not self.locked:
            self.reset_asked.emit()
        elif key in _KEYS:
            self._pull_by_key(key, event.isAutoRepeat())
        else:
            event.ignore()

    def _pull_by_key(self, key: Qt.Key, repeated: bool) -> None:
        if self.locked or self._hold is not None or (repeated and not self._key):
            return
        if not self._key:
            self._key = int(key)
            self.grabbed.emit()
        wanted = min(max(self.sigma + _KEYS[key], -self._reach), self._reach)
        self.pulled.emit(round(wanted * STEPS_PER_SIGMA) / STEPS_PER_SIGMA)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self._key and event.key() == self._key and not event.isAutoRepeat():
            self._key = 0
            self.released.emit()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._key:
            self._key = 0
            self.released.emit()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = tokens()
        dead = self.locked or not self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle_y = self.height() // 2
        rest, here = self.x_at(0.0), self.x_at(self.sigma)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line if dead else colors.edge))
        painter.drawRoundedRect(QRectF(HANDLE_PX / 2, middle_y - 1, self.width() - HANDLE_PX, 2), 1, 1)
        painter.drawRect(QRect(rest - 1, middle_y - 5, 2, 10))
        if here != rest:
            painter.setBrush(QColor(colors.faint if dead else colors.accent))
            painter.drawRect(QRect(min(rest, here), middle_y - 2, abs(here - rest), 4))
        self._paint_handle(painter, QPoint(here, middle_y), dead)
        painter.end()

    def _paint_handle(self, painter: QPainter, middle: QPoint, dead: bool) -> None:
        colors = tokens()
        half = HANDLE_PX / 2
        handle = QRectF(middle.x() - half, middle.y() - half, HANDLE_PX, HANDLE_PX)
        held = self._hold is not None or self._key
        fill = colors.panel if dead else colors.accent if held or self.value() else colors.text
        painter.setPen(QPen(QColor(colors.faint if dead else colors.panel), 1.5 if dead else 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(handle.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(handle.adjusted(-3, -3, 3, 3), 5, 5)
