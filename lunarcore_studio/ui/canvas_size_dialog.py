"""Asks for another size of the canvas, and where in it the drawing stays. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.anchor_field import AnchorField
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.pixel_box import pixel_box

TYPED_MOST = 9999  # more than may be, to be told so


class CanvasSizeDialog(QDialog):
    """`size_px` is the width and height that was chosen, `anchor` what of the drawing keeps its place."""

    def __init__(self, size: Point, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Canvas size"))
        self._size = size
        self.width_box, self.height_box = self._box(say("Width"), size[0]), self._box(say("Height"), size[1])
        self.anchor_field = AnchorField()
        self.outcome, self.answers = QLabel(), DialogAnswers(say("Resize"))
        self.outcome.setFont(theme.number_font())
        self.answers.accepted.connect(self.accept)
        self.answers.rejected.connect(self.reject)
        self._place()
        self._show()
        self.width_box.setFocus()
        self.width_box.selectAll()

    @property
    def size_px(self) -> Point:
        """The chosen width and height."""
        return self.width_box.value(), self.height_box.value()

    @property
    def anchor(self) -> Point:
        """The column and the row, each 0, 1 or 2, that keep their place."""
        return self.anchor_field.anchor

    def _box(self, name: str, value: int) -> QSpinBox:
        hint = say("1 to {largest_side} pixels").format(largest_side=MAX_SIDE_PX)
        box = pixel_box(name, (0, TYPED_MOST), value, hint)
        box.valueChanged.connect(lambda _value: self._show())
        return box

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        heading = QLabel(say("How large?"))
        theme.set_role(heading, "heading")
        row = QHBoxLayout()
        row.setSpacing(3 * theme.GAP)
        row.addLayout(self._fields(), 1)
        row.addLayout(self._anchors())
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self.outcome)
        column.addWidget(self.answers)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.TIGHT)
        for row, (name, box) in enumerate(((say("Width"), self.width_box), (say("Height"), self.height_box))):
            label = _caption(name)
            label.setBuddy(box)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(box, 2 * row + 1, 0)
        grid.setRowStretch(4, 1)
        return grid

    def _anchors(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.TIGHT)
        column.addWidget(_caption(say("The drawing stays")))
        column.addWidget(self.anchor_field)
        return column

    def _show(self) -> None:
        """What will be, or why that can not be."""
        fits = all(1 <= side <= MAX_SIDE_PX for side in self.size_px)
        (was, high), (width, height) = self._size, self.size_px
        self.outcome.setText(
            f"{was} × {high}  →  {width} × {height}"
            if fits
            else say("A drawing is 1 to {most} pixels a side.").format(most=MAX_SIDE_PX)
        )
        theme.set_role(self.outcome, "quiet" if fits else "error")
        self.answers.does.setEnabled(fits)


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    theme.set_role(label, "caption")
    return label
