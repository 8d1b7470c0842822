"""Asks how large a new drawing shall be. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import say
from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.pixel_box import pixel_box

USUAL_SIDES = (16, 24, 32, 48, 64, 128)


class NewDialog(QDialog):
    """`size_px` is the width and height in pixels that was chosen."""

    def __init__(self, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("New drawing"))
        self.width_box, self.height_box = self._box(say("Width"), size[0]), self._box(say("Height"), size[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        heading = QLabel(say("How large?"))
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        column.addLayout(self._sides())
        column.addLayout(self._fields())
        hint = QLabel(say("The model sees sprites of 16 x 16; of a larger drawing, the tile you draw in."))
        theme.set_role(hint, "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addWidget(self._answers())
        self.width_box.setFocus()
        self.width_box.selectAll()

    @property
    def size_px(self) -> tuple[int, int]:
        """The chosen width and height."""
        return self.width_box.value(), self.height_box.value()

    def _box(self, name: str, value: int) -> QSpinBox:
        hint = say("1 to {largest_side} pixels").format(largest_side=MAX_SIDE_PX)
        return pixel_box(name, (1, MAX_SIDE_PX), value, hint)

    def _sides(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        for side in USUAL_SIDES:
            button = QPushButton(str(side))
            button.setAutoDefault(False)
            describe(button, say("{side} x {side} pixels").format(side=side))
            button.clicked.connect(lambda _on, side=side: self._choose(side))
            row.addWidget(button)
        return row

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        for column, (name, box) in enumerate(
            ((say("Width"), self.width_box), (say("Height"), self.height_box))
        ):
            label = QLabel(name)
            theme.set_role(label, "caption")
            label.setBuddy(box)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
        return grid

    def _answers(self) -> DialogAnswers:
        buttons = DialogAnswers(say("Create"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self, side: int) -> None:
        self.width_box.setValue(side)
        self.height_box.setValue(side)
