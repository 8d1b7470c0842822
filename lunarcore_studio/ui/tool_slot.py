"""A place in the column of tools that several tools share. GUI thread only.

It shows the one that was used last. The others come out on a long press, with the right button, or with the
menu key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHelpEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QMenu, QToolButton, QToolTip

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme

LONG_PRESS_MS = 350
MARK_PX = 5


class ToolSlot(QToolButton):
    """A square button for one of `actions`, the first of them at the start."""

    def __init__(self, actions: list[QAction]) -> None:
        super().__init__()
        self.tools = actions
        self.flyout: QMenu | None = None
        self.setFixedSize(theme.TOOL_BUTTON, theme.TOOL_BUTTON)
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(LONG_PRESS_MS)
        self._clock.timeout.connect(self.open_flyout)
        self.show_tool(actions[0])

    def show_tool(self, action: QAction) -> None:
        """Let the button stand for one of its tools."""
        self.setDefaultAction(action)
        self.setAccessibleName(action.text())
        if len(self.tools) > 1:
            self.setAccessibleDescription(self._others())

    def open_flyout(self) -> None:
        """Offer all tools of the slot, beside it."""
        self._clock.stop()
        if len(self.tools) < 2 or self.flyout is not None:
            return
        self.setDown(False)
        menu = QMenu(self)
        for action in self.tools:
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            entry = menu.addAction(action.icon(), f"{action.text()}\t{key}" if key else action.text())
            entry.triggered.connect(action.trigger)
            if action is self.defaultAction():
                menu.setActiveAction(entry)
        menu.aboutToHide.connect(self._forget_flyout)
        self.flyout = menu
        menu.popup(self.mapToGlobal(self.rect().topRight()) + self.rect().topLeft())

    def _forget_flyout(self) -> None:
        if self.flyout is not None:
            self.flyout.deleteLater()
            self.flyout = None

    def _others(self) -> str:
        names = [action.text() for action in self.tools if action is not self.defaultAction()]
        return say("Hold, or right button: {names}").format(names=", ".join(names))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and len(self.tools) > 1:
            QToolTip.showText(event.globalPos(), f"{self.toolTip()}\n{self._others()}", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and len(self.tools) > 1:
            self._clock.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._clock.stop()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.open_flyout()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if len(self.tools) < 2:
            return
        corner = QPointF(self.width() - 3, self.height() - 3)
        mark = QPolygonF([corner, corner - QPointF(MARK_PX, 0), corner - QPointF(0, MARK_PX)])
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("quiet"))
        painter.drawPolygon(mark)
        painter.end()
