"""Where the panels stand in the window: the first arrangement, and the one a person left. GUI thread only."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QByteArray, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import PanelFrame

# Counted up when docks come or go: an arrangement of other docks is not restored.
VERSION = 3
FIRST_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(960, 600)
FRAME = QSize(8, 40)  # what a desktop puts around a window; it tells only once the window is shown
CHROME_PX = 128  # menu bar, options row, status line, tabs and handles together
SEES_SHARE = 0.6  # of the column; the palette has the rest


class WindowLayout:
    """The docks by name: sees, palette, history, latent, strip, library, timeline, models.

    They share places as tabs, or stand as a person left them, from the moment the window is shown: of tabs in
    two places of a hidden window Qt leaves tab bars behind that belong to nothing.
    """

    def __init__(self, window: QMainWindow, panels: dict[str, tuple[str, QWidget]]) -> None:
        self._window = window
        self._low_px = theme.LIBRARY_ROW
        self.docks = {name: PanelFrame(title, panel) for name, (title, panel) in panels.items()}
        for name, dock in self.docks.items():
            dock.setObjectName(f"dock-{name}")
        window.setDockNestingEnabled(True)
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self._left: QByteArray | None = None
        self._is_arranged = False
        self._place()

    def _place(self) -> None:
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        docks, window = self.docks, self._window
        window.addDockWidget(right, docks["sees"])
        window.splitDockWidget(docks["sees"], docks["latent"], across)
        window.splitDockWidget(docks["sees"], docks["palette"], down)
        window.addDockWidget(bottom, docks["strip"])
        window.splitDockWidget(docks["strip"], docks["library"], down)

    def _share(self) -> None:
        docks, window = self.docks, self._window
        window.tabifyDockWidget(docks["palette"], docks["history"])
        window.tabifyDockWidget(docks["library"], docks["timeline"])
        window.tabifyDockWidget(docks["timeline"], docks["models"])
        for front in ("palette", "library"):
            docks[front].raise_()

    def _first_sizes(self) -> None:
        docks, window = self.docks, self._window
        columns: list[QDockWidget] = [docks["sees"], docks["latent"]]
        rows: list[QDockWidget] = [docks["strip"], docks["library"]]
        window.resizeDocks(columns, [theme.MODEL_COLUMN, theme.LATENT_COLUMN], Qt.Orientation.Horizontal)
        left: list[QDockWidget] = [docks["sees"], docks["palette"]]
        window.resizeDocks(rows, [theme.STRIP_ROW, theme.LIBRARY_ROW], Qt.Orientation.Vertical)
        column = max(0, window.height() - CHROME_PX - theme.STRIP_ROW - theme.LIBRARY_ROW)
        sees = min(theme.SEES_ROW, round(SEES_SHARE * column))
        window.resizeDocks(left, [sees, column - sees], Qt.Orientation.Vertical)

    def begin(self, settings: Settings) -> None:
        """Where the window was left, or in the middle, within the screen."""
        window, room = self._window, self._window.screen().availableGeometry()
        window.setMinimumSize(LEAST_SIZE.boundedTo(room.size() - FRAME))
        window.resize(FIRST_SIZE.boundedTo(room.size() - FRAME))
        framed = QRect(room.topLeft(), window.size() + FRAME)
        framed.moveCenter(room.center())
        window.move(framed.topLeft())
        if settings.window_geometry:
            window.restoreGeometry(_bytes(settings.window_geometry))
        left = _bytes(settings.window_state)
        self._left = None if left.isEmpty() else left

    def shown(self) -> None:
        """The window is shown: at the first time the arrangement that was left, or the first one."""
        if self._is_arranged:
            return
        self._is_arranged = True
        if self._left is None or not self._restore(self._left):
            self._share()
            self._first_sizes()
            QTimer.singleShot(0, self._window, self._settle)

    def _settle(self) -> None:
        """Only once all is laid out do docks that share a place know it and get their height."""
        self._first_sizes()
        for dock in self.docks.values():
            dock.heed_tabs()

    def toggle_timeline(self) -> None:
        """Bring the timeline to the front, high enough for some layers; hide it where it is in front."""
        dock = self.docks["timeline"]
        if not dock.visibleRegion().isEmpty():
            centre = self._window.centralWidget()
            if centre is not None:
                centre.setFocus()
            dock.hide()
            self._window.resizeDocks(
                [dock, self.docks["library"]], [self._low_px] * 2, Qt.Orientation.Vertical
            )
            return
        self._low_px = self.docks["library"].height()
        dock.show()
        dock.raise_()
        high = max(self._low_px, theme.TIMELINE_ROW)
        self._window.resizeDocks([dock], [high], Qt.Orientation.Vertical)

    def _restore(self, state: QByteArray) -> bool:
        for name in ("history", "timeline", "models"):
            self._window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.docks[name])
        return self._window.restoreState(state, VERSION)

    def reset(self) -> None:
        """The first arrangement again."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        self._place()
        self._share()
        for dock in self.docks.values():
            dock.show()
        self._first_sizes()
        QTimer.singleShot(0, self._window, self._settle)

    def kept(self) -> dict[str, str]:
        """The arrangement as fields of the settings."""
        state = self._window.saveState(VERSION) if self._is_arranged else self._left
        return {
            "window_geometry": _text(self._window.saveGeometry()),
            "window_state": "" if state is None else _text(state),
        }


def _bytes(text: str) -> QByteArray:
    """What `_text` made of bytes of Qt's own; nothing for any other text, which Qt could fall over."""
    check, _, coded = text.partition(":")
    is_ours = check == _check(coded)
    return QByteArray.fromBase64(QByteArray(coded.encode())) if is_ours else QByteArray()


def _text(data: QByteArray) -> str:
    coded = bytes(data.toBase64().data()).decode()
    return f"{_check(coded)}:{coded}"


def _check(coded: str) -> str:
    return hashlib.sha256(coded.encode(errors="replace")).hexdigest()[:8]
