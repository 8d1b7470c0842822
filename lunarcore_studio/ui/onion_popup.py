"""How many frames the onion skin shows, and how faint. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSpinBox, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.onion import MOST_SKINS, Onion
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe


class OnionPopup(QFrame):
    """`changed` carries the pixels.onion.Onion that a hand chose."""

    changed = Signal(object)

    def __init__(self, onion: Onion, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self.before, self.after, self.percent = QSpinBox(), QSpinBox(), QSpinBox()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        for row, (text, box, value, bounds, hint) in enumerate((
            (say("Frames before, warm"), self.before, onion.before, (0, MOST_SKINS), say("Tinted red")),
            (say("Frames after, cool"), self.after, onion.after, (0, MOST_SKINS), say("Tinted blue")),
            (say("Opacity"), self.percent, onion.percent, (1, 100),
             say("Of the nearest; farther ones are fainter")),
        )):  # fmt: skip
            label = QLabel(text)
            label.setBuddy(box)
            box.setRange(*bounds)
            box.setValue(value)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            describe(box, text, hint=hint)
            box.valueChanged.connect(lambda _value: self.changed.emit(self.onion))
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        self.percent.setSuffix(" %")

    @property
    def onion(self) -> Onion:
        """What the fields say."""
        return Onion(self.before.value(), self.after.value(), self.percent.value())

    def open_under(self, widget: QWidget) -> None:
        """Appear beside a button, within the screen."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + theme.TIGHT))
        room = widget.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height() - theme.TIGHT))
        self.move(min(place.x(), room.right() - self.width()), place.y())
        self.show()
        self.before.setFocus()
