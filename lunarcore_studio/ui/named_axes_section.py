"""The sliders of one's own, below the model's: a heading, a row for each, and what is of an older training.

GUI thread only.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lunarcore_studio.engine.protocol import ModelFacts
from lunarcore_studio.language import mark, say, say_filled, say_many
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.named_axes_row import NAMED_ROW_PX, NamedAxisRow
from lunarcore_studio.ui.tokens import PANEL_MARGIN, TIGHT, TITLE

HINT = mark("Select sprites in the library, then press this: a slider towards them")


class NamedAxesSection(QWidget):
    """Shows what the model's facts tell; every wish is a signal. `row_made` is emitted for each new row."""

    row_made = Signal(object)  # NamedAxisRow
    make_asked = Signal()
    rename_asked = Signal(str, str)
    removal_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[NamedAxisRow] = []
        self.heading = QLabel(say("My sliders"))
        self.heading.setProperty("role", "title")
        self.add = IconButton("plus", say("Make a slider from these…"), hint=HINT)
        self.add.clicked.connect(self.make_asked)
        self.older = QLabel()
        self.older.setTextFormat(Qt.TextFormat.PlainText)
        self.older.setProperty("role", "caption")
        self.older.setWordWrap(True)
        self.forget = QPushButton()
        self.forget.setProperty("role", "small")
        self.forget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.forget.clicked.connect(self._forget_older)
        self._names: tuple[str, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.add)
        self._head = QWidget()
        self._head.setFixedHeight(TITLE)
        self._head.setLayout(head)
        foot.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)
        foot.addWidget(self.older, 1)
        foot.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, TIGHT, 0, TIGHT)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addLayout(foot)

    def show_facts(self, facts: ModelFacts) -> None:
        """Show the sliders of a model anew."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [NamedAxisRow(facts.axis_count + place, axis) for place, axis in enumerate(facts.named)]
        for place, row in enumerate(self.rows):
            row.renamed.connect(partial(self.rename_asked.emit, row.named.name))
            row.removal_asked.connect(partial(self.removal_asked.emit, row.named.name))
            self._column.insertWidget(1 + place, row)
            self.row_made.emit(row)
        self._names = facts.older_axes
        self.add.setEnabled(not facts.learning)
        self.older.setText(say_filled(facts.axes_trouble) or _told(facts.older_axes))
        self.older.setVisible(bool(self.older.text()))
        self.forget.setText(say("Delete it") if len(facts.older_axes) == 1 else say("Delete them"))
        self.forget.setVisible(bool(facts.older_axes))

    def top_of(self, place: int) -> int:
        """Where the row of that number begins, in pixels from the section's top."""
        return TIGHT + TITLE + place * NAMED_ROW_PX

    def _forget_older(self) -> None:
        if errors.ask_to_forget(self, ", ".join(self._names)):
            for name in self._names:
                self.removal_asked.emit(name)


def _told(older: tuple[str, ...]) -> str:
    if not older:
        return ""
    return say_many(
        "{names} is of an older training of this model: make it anew.",
        "{names} are of an older training of this model: make them anew.",
        len(older),
    ).format(names=", ".join(older))
