"""A dialog whose choice is seen on the drawing at once, one step when it is applied. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import say
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session

SLIDER_PX = 220
ASIDE_PX, DOWN_PX = 24, 96


class ProposingDialog(QDialog):
    """`propose` shows a sprite; Apply makes it one step, anything else takes it back."""

    def __init__(
        self, session: Session, label: str, initiator: str = "hand", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say(label))
        self._session, self._label, self._initiator = session, label, initiator
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * theme.GAP)
        self.grid.setVerticalSpacing(theme.GAP)
        buttons = DialogAnswers(say("Apply"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        column.addLayout(self.grid)
        column.addWidget(buttons)

    def add_slider(
        self, word: str, least: int, most: int, value: int, unit: str, changed: Callable[[], None]
    ) -> QSlider:
        """A row of a label, a slider, and a box that shows the same number."""
        label, slider, box = QLabel(word), QSlider(Qt.Orientation.Horizontal), QSpinBox()
        for control in (slider, box):
            control.setRange(least, most)
            control.setValue(value)
            describe(
                control,
                word.replace("&", ""),
                hint=say("{least} to {most}").format(least=least, most=f"{most}{unit}"),
            )
        slider.setMinimumWidth(SLIDER_PX)
        box.setSuffix(unit)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setBuddy(slider)
        slider.valueChanged.connect(box.setValue)
        box.valueChanged.connect(slider.setValue)
        slider.valueChanged.connect(lambda _value: changed())
        row = self.grid.rowCount()
        for place, part in enumerate((label, slider, box)):
            self.grid.addWidget(part, row, place)
        return slider

    def propose(self, sprite: Sprite) -> None:
        """Show a sprite in place of the drawing."""
        self._session.document.propose(sprite, self._initiator, label=self._label)

    def showEvent(self, event: QShowEvent) -> None:
        """Beside the drawing, at the window's right side: what is proposed is to be seen."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.window().geometry().topRight()
            self.move(corner.x() - self.width() - ASIDE_PX, corner.y() + DOWN_PX)

    def done(self, result: int) -> None:
        document = self._session.document
        proposes = document.live and document.gesture == self._label
        if proposes and result == QDialog.DialogCode.Accepted:
            document.commit(self._label, self._initiator)
        elif proposes:
            document.abort()
        super().done(result)
