"""Where the panels stand in the window: the first arrangement, and the one a person left. GUI thread only."""

from __future__ import annotations

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
    """The docks by name: sees, palette, history, latent, strip, library, timeline, models."""

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
        self._arrange()

    def _arrange(self) -> None:
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        docks, window = self.docks, self._window
        window.addDockWidget(right, docks["sees"])
        window.splitDockWidget(docks["sees"], docks["latent"], across)
        window.splitDockWidget(docks["sees"], docks["palette"], down)
        window.tabifyDockWidget(docks["palette"], docks["history"])
        docks["palette"].raise_()
        window.addDockWidget(bottom, docks["strip"])
        window.splitDockWidget(docks["strip"], docks["library"], down)
        window.tabifyDockWidget(docks["library"], docks["timeline"])
        window.tabifyDockWidget(docks["timeline"], docks["models"])
        docks["library"].raise_()

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
        """The arrangement that was left, or the first one, within the screen."""
        window, room = self._window, self._window.screen().availableGeometry()
        window.setMinimumSize(LEAST_SIZE.boundedTo(room.size() - FRAME))
        window.resize(FIRST_SIZE.boundedTo(room.size() - FRAME))
        framed = QRect(room.topLeft(), window.size() + FRAME)
        framed.moveCenter(room.center())
        window.move(framed.topLeft())
        if settings.window_geometry:
            window.restoreGeometry(_bytes(settings.window_geometry))
        if not settings.window_state or not window.restoreState(_bytes(settings.window_state), VERSION):
            self._first_sizes()
            # Before it is shown, Qt gives docks that share a place more height than they are to have.
            QTimer.singleShot(0, window, self._first_sizes)

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

    def reset(self) -> None:
        """The first arrangement again."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        self._arrange()
        for dock in self.docks.values():
            dock.show()
        self._first_sizes()

    def kept(self) -> dict[str, str]:
        """The arrangement as fields of the settings."""
        return {
            "window_geometry": _text(self._window.saveGeometry()),
            "window_state": _text(self._window.saveState(VERSION)),
        }


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode()))


def _text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()
