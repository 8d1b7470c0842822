"""Colours that go with the one that is mixed, each a click away. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.pixels.harmonies import ANGLES, HARMONIES, Harmony, harmony
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_wells import paint_color
from lunarcore_studio.ui.panel import describe

SIDE_PX = 24
WORDS: dict[Harmony, str] = {
    "complement": mark("Complement"),
    "split": mark("Split"),
    "triad": mark("Triad"),
    "analogous": mark("Analogous"),
    "tetrad": mark("Tetrad"),
}


class ColorButton(QAbstractButton):
    """A square of a colour that can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.color: RGBA = (0, 0, 0, 255)
        self.setFixedSize(SIDE_PX, SIDE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_color(self, color: RGBA) -> None:
        """Show a colour."""
        self.color = color
        describe(self, say("Take {color}").format(color=to_hex(color)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIDE_PX, SIDE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_meant = self.hasFocus() or self.underMouse()
        paint_color(painter, self.rect(), self.color, theme.color("accent" if is_meant else "edge"))
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()


class HarmonyRow(QWidget):
    """A kind of harmony and its colours. `taken` carries the one that is clicked, `kind_chosen` the kind."""

    taken = Signal(object)
    kind_chosen = Signal(str)

    def __init__(self, color: RGBA, kind: Harmony) -> None:
        super().__init__()
        self.kind = QComboBox()
        describe(
            self.kind,
            say("Harmony"),
            hint=say("Colours as far round the circle of OKLCH, as light as this one"),
        )
        for name in HARMONIES:
            self.kind.addItem(say(WORDS[name]), name)
        self.kind.setCurrentIndex(HARMONIES.index(kind))
        self.buttons = [ColorButton() for _ in range(max(len(angles) for angles in ANGLES.values()))]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.kind, 1)
        for button in self.buttons:
            row.addWidget(button)
            button.clicked.connect(lambda _on, button=button: self.taken.emit(button.color))
        self.kind.activated.connect(self._choose)
        self.show_color(color)

    def show_color(self, color: RGBA) -> None:
        """Show what goes with a colour."""
        self._color = color
        found = harmony(color, self.kind.currentData())
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(found))
            if index < len(found):
                button.show_color(found[index])

    def _choose(self) -> None:
        self.show_color(self._color)
        self.kind_chosen.emit(self.kind.currentData())
