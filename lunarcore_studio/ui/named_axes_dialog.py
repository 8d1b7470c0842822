"""Makes a slider of one's own of two sides, these and those; the library stays in use. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.axis_store import LONGEST_NAME
from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import mark, say, say_filled, say_many
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.named_axes_sides import Sides, common_name, stacked
from lunarcore_studio.ui.sprite_rows import FEWEST_SHOWN, SpriteRows

Selection = Callable[[], Sequence[Found]]


class NamedAxesDialog(QDialog):
    """`asked` carries a name and Sides. The window answers by `accept`, or by `say` where it can not be."""

    asked = Signal(str, object)

    def __init__(self, sides: Sides, selection: Selection, parent: QWidget | None = None) -> None:
        """selection: the sprites that are selected in the library at this moment."""
        super().__init__(parent)
        self.setWindowTitle(say("A slider of my own"))
        self.sides, self._selection = sides, selection
        self.these, self.those = (SpriteRows((say(name),), say(words)) for name, words in ENDS)
        self._build()
        self._offer_name()
        self._show_sides()
        self.name.setFocus()
        self.name.selectAll()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(theme.GAP)
        heading = QLabel(say("A slider from those to these"))
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        self.told_these, self.told_those = QLabel(), QLabel()
        self.use_these = self._button(say("Take the selection"), self.take_these)
        self.use_those = self._button(say("Take the selection"), self.take_those)
        self.use_all = self._button(say("All others"), self.take_others)
        for rows, told, buttons in (
            (self.these, self.told_these, (self.use_these,)),
            (self.those, self.told_those, (self.use_those, self.use_all)),
        ):
            theme.set_role(told, "quiet")
            line = QHBoxLayout()
            line.setSpacing(theme.TIGHT)
            line.addWidget(told, 1)
            for button in buttons:
                line.addWidget(button)
            column.addWidget(rows)
            column.addLayout(line)
            column.addSpacing(theme.GAP)
        self._build_name(column)

    def _build_name(self, column: QVBoxLayout) -> None:
        label = QLabel(say("&Name"))
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(say("Golden, worn, fiery…"))
        self.name.setAccessibleName(say("Name of the slider"))
        self.name.textChanged.connect(lambda _text: self._show_sides())
        label.setBuddy(self.name)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(label)
        line.addWidget(self.name, 1)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(say("Making the slider"))
        keep = self.busy.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(keep)
        self.busy.hide()
        buttons = DialogAnswers(say("Make the slider"))
        self.make = buttons.does
        buttons.accepted.connect(self._ask)
        buttons.rejected.connect(self.reject)
        column.addLayout(line)
        column.addWidget(self.sentence)
        column.addWidget(self.busy)
        column.addWidget(buttons)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(partial(act))
        return button

    def take_these(self) -> None:
        """The sprites selected in the library become these."""
        self._change(replace(self.sides, these=tuple(self._selection())))
        self._offer_name()

    def take_those(self) -> None:
        """The sprites selected in the library become those."""
        self._change(replace(self.sides, those=tuple(self._selection())))

    def take_others(self) -> None:
        """All others of the library become those."""
        self._change(replace(self.sides, those=None))

    def _offer_name(self) -> None:
        """A name to begin with, until a hand has typed one."""
        if not self.name.isModified():
            self.name.setText(common_name(self.sides.these)[:LONGEST_NAME])

    def _change(self, sides: Sides) -> None:
        self.sides = sides
        self._show_sides()

    @property
    def is_asking(self) -> bool:
        """Whether the slider is being made."""
        return not self.busy.isHidden()

    def say(self, sentence: str) -> None:
        """Show why the slider can not be made; another try may."""
        self.busy.hide()
        self._show_sides()
        self._show_sentence(sentence, "error")

    def _show_sides(self) -> None:
        low = self.sides.low
        self.these.show_rows([stacked(self.sides.these[:FEWEST_SHOWN])])
        self.those.show_rows([stacked(low[:FEWEST_SHOWN])])
        self.told_these.setText(say("{count} at its high end").format(count=_counted(len(self.sides.these))))
        told = (
            say("{count} at its low end: all others of the library")
            if self.sides.those is None
            else say("{count} at its low end")
        )
        self.told_those.setText(told.format(count=_counted(len(low))))
        self.use_all.setEnabled(self.sides.those is not None)
        hindrance = self.sides.hindrance
        self._show_sentence(hindrance or say(SELECT_MORE), "" if hindrance else "quiet")
        self.make.setEnabled(not hindrance and bool(self.name.text().strip()) and not self.is_asking)

    def _show_sentence(self, sentence: str, role: str) -> None:
        self.sentence.setText(say_filled(sentence))
        theme.set_role(self.sentence, role)

    def _ask(self) -> None:
        if self.make.isEnabled():
            self.busy.show()
            self.make.setEnabled(False)
            self.asked.emit(self.name.text().strip(), self.sides)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        super().closeEvent(event)


ENDS = (
    (mark("These"), mark("Sprites at the high end")),
    (mark("Those"), mark("Sprites at the low end")),
)
SELECT_MORE = mark("The library stays in use: select others there, then take them here for either side.")


def _counted(count: int) -> str:
    return say_many("{count:,} sprite", "{count:,} sprites", count).format(count=count)
