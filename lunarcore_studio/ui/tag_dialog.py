"""Asks for a tag: its name, frames, direction, repeats and colour. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.color import RGBA, from_hex, to_hex
from lunarcore_studio.pixels.sprite import DIRECTIONS, Direction, Tag
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.name_field import LONGEST_NAME
from lunarcore_studio.ui.panel import describe

MOST_REPEATS = 999
_WORDS: dict[Direction, str] = {
    "forward": mark("Forward"),
    "reverse": mark("Backward"),
    "ping-pong": mark("There and back"),
    "ping-pong reverse": mark("Back and there"),
}
COLORS: tuple[tuple[str, str], ...] = (
    (mark("Blue"), "#6a9cff"),
    (mark("Green"), "#62b05a"),
    (mark("Yellow"), "#d9a531"),
    (mark("Red"), "#e0605c"),
    (mark("Violet"), "#a878e0"),
    (mark("Grey"), "#8c8c8c"),
)


class TagDialog(QDialog):
    """`tag` is what was chosen; `delete_asked` tells that an existing one is to go."""

    def __init__(self, tag: Tag, frames: int, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("New tag") if is_new else say("Tag"))
        self.delete_asked = False
        self.name = QLineEdit(tag.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.first, self.last = _number(tag.first + 1, 1, frames), _number(tag.last + 1, 1, frames)
        self.direction, self.color = QComboBox(), QComboBox()
        for direction in DIRECTIONS:
            self.direction.addItem(say(_WORDS[direction]), direction)
        self.direction.setCurrentIndex(DIRECTIONS.index(tag.direction))
        self.repeats = _number(min(tag.repeats, MOST_REPEATS), 0, MOST_REPEATS)
        self.repeats.setSpecialValueText(say("for ever"))
        self._fill_colors(tag.color)
        self.first.valueChanged.connect(self.last.setMinimum)
        self.last.setMinimum(self.first.value())
        self._lay_out(is_new)
        self.name.setFocus()
        self.name.selectAll()

    @property
    def tag(self) -> Tag:
        """The tag as it is written here."""
        direction = cast(Direction, self.direction.currentData())
        color = cast(RGBA, tuple(self.color.currentData()))
        name = self.name.text().strip() or say("Tag")
        first, last = self.first.value() - 1, self.last.value() - 1
        return Tag(name, first, last, direction, self.repeats.value(), color)

    def _fill_colors(self, color: RGBA) -> None:
        known = [(say(word), from_hex(text)) for word, text in COLORS]
        if color not in [one for _word, one in known]:
            known.insert(0, (to_hex(color), color))
        for word, one in known:
            swatch = QPixmap(12, 12)
            swatch.fill(QColor(*one[:3]))
            self.color.addItem(QIcon(swatch), word, one)
        self.color.setCurrentIndex([one for _word, one in known].index(color))

    def _lay_out(self, is_new: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        heading = QLabel(say("A run of frames"))
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        fields: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (say("Name"), self.name, 0, 0, 2),
            (say("First frame"), self.first, 2, 0, 1),
            (say("Last frame"), self.last, 2, 1, 1),
            (say("Direction"), self.direction, 4, 0, 1),
            (say("Repeats"), self.repeats, 4, 1, 1),
            (say("Colour"), self.color, 6, 0, 2),
        )
        for text, field, row, at, span in fields:
            label = QLabel(text)
            theme.set_role(label, "caption")
            label.setBuddy(field)
            describe(field, text)
            grid.addWidget(label, row, at, 1, span)
            grid.addWidget(field, row + 1, at, 1, span)
        column.addLayout(grid)
        column.addWidget(self._answers(is_new))

    def _answers(self, is_new: bool) -> DialogAnswers:
        buttons = DialogAnswers(say("Create") if is_new else say("Keep"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.delete = None
        if not is_new:
            self.delete = buttons.addButton(say("Delete"), DialogAnswers.ButtonRole.DestructiveRole)
            self.delete.clicked.connect(self._ask_to_delete)
        return buttons

    def _ask_to_delete(self) -> None:
        self.delete_asked = True
        self.accept()


def ask_for_tag(
    parent: QWidget, tag: Tag, frames: int, is_new: bool, keep: Callable[[Tag | None], None]
) -> None:
    """Open the dialog; `keep` is called with the tag, or with None when it is to go."""
    dialog = TagDialog(tag, frames, is_new, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: keep(None if dialog.delete_asked else dialog.tag))
    dialog.open()


def _number(value: int, least: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    return box
