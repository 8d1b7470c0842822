"""A choice of nine places: the corners, the middles of the sides, and the middle. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.canvas_size import CENTRE
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe

PLACES: dict[Point, tuple[str, str]] = {
    (0, 0): (mark("At the top left"), "arrow-up-left"),
    (1, 0): (mark("At the top"), "arrow-up"),
    (2, 0): (mark("At the top right"), "arrow-up-right"),
    (0, 1): (mark("At the left"), "arrow-left"),
    (1, 1): (mark("In the middle"), "circle"),
    (2, 1): (mark("At the right"), "arrow-right"),
    (0, 2): (mark("At the bottom left"), "arrow-down-left"),
    (1, 2): (mark("At the bottom"), "arrow-down"),
    (2, 2): (mark("At the bottom right"), "arrow-down-right"),
}
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class _Place(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # left to itself, a button would go to the next one of the dialog instead
        if Qt.Key(event.key()) in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AnchorField(QWidget):
    """`anchor` is the column and the row that are chosen, each 0, 1 or 2; arrow keys go from one to the next.

    Tab reaches the chosen one alone.
    """

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        self._buttons = {place: self._button(place) for place in PLACES}
        for (column, row), button in self._buttons.items():
            grid.addWidget(button, row, column)
        self.anchor = CENTRE
        self.choose(CENTRE)

    def choose(self, place: Point) -> None:
        """Turn one on and the others off."""
        self.anchor = place
        for one, button in self._buttons.items():
            button.setChecked(one == place)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == place else Qt.FocusPolicy.ClickFocus)

    def button(self, place: Point) -> QToolButton:
        """The button of one place."""
        return self._buttons[place]

    def _button(self, place: Point) -> QToolButton:
        name, glyph = PLACES[place]
        button = _Place()
        button.setIcon(theme.icon(glyph, "quiet"))
        button.setIconSize(QSize(theme.ICON, theme.ICON))
        button.setFixedSize(theme.TOOL_BUTTON, theme.TOOL_BUTTON)
        button.setCheckable(True)
        describe(button, say(name))
        button.clicked.connect(lambda _on: self.choose(place))
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        column, row = (min(max(at + by, 0), 2) for at, by in zip(self.anchor, step, strict=True))
        self.choose((column, row))
        self._buttons[column, row].setFocus()
