"""Hue, saturation and lightness of what is selected, shown on the drawing at once. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.pixels.adjusting import Adjustment, adjusted
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session

LABEL = "Hue and saturation"
SLIDER_PX = 220
PARTS = (
    ("hue", "&Hue", 180, "°"),
    ("saturation", "&Saturation", 100, " %"),
    ("lightness", "&Lightness", 100, " %"),
)


class HueDialog(QDialog):
    """Proposes to the document; Apply makes it one step, anything else takes it back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(LABEL)
        self._session = session
        document = session.document
        self._pixels, self._selection = document.pixels, document.selection
        self._moved = False
        self.sliders: dict[str, QSlider] = {}
        self._place()
        self.sliders["hue"].setFocus()

    def _place(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP)
        for row, (name, word, most, unit) in enumerate(PARTS):
            label, slider, box = QLabel(word), QSlider(Qt.Orientation.Horizontal), QSpinBox()
            for control in (slider, box):
                control.setRange(-most, most)
                describe(control, word.replace("&", ""), hint=f"-{most} to {most}{unit}")
            slider.setMinimumWidth(SLIDER_PX)
            box.setSuffix(unit)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setBuddy(slider)
            slider.valueChanged.connect(box.setValue)
            box.valueChanged.connect(slider.setValue)
            slider.valueChanged.connect(lambda _value: self._propose())
            self.sliders[name] = slider
            for place, part in enumerate((label, slider, box)):
                grid.addWidget(part, row, place)
        buttons = QDialogButtonBox()
        apply = buttons.addButton("Apply", QDialogButtonBox.ButtonRole.AcceptRole)
        apply.setDefault(True)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        column.addLayout(grid)
        column.addWidget(buttons)

    @property
    def adjustment(self) -> Adjustment:
        """What the sliders say."""
        hue, saturation, lightness = (self.sliders[name].value() for name, *_ in PARTS)
        return Adjustment(hue, saturation / 100, lightness / 100)

    def _propose(self) -> None:
        document, selection = self._session.document, self._selection
        mask = None if selection is None else selection.mask
        pixels = adjusted(self._pixels, self.adjustment, mask)
        sprite = document.ground.with_pixels(pixels, document.layer, document.frame)
        document.propose(sprite, "hand", label=LABEL)
        self._moved = True

    def done(self, result: int) -> None:
        if self._moved and result == QDialog.DialogCode.Accepted:
            self._session.document.commit(LABEL)
        elif self._moved:
            self._session.document.abort()
        super().done(result)
