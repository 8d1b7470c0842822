"""Controls that each show and change one option of the hand. GUI thread only.

`show_hand` shows an option without changing it; what a person does goes to the session at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session


class HandControl(Protocol):
    """What the options row asks of a control."""

    def show_hand(self, hand: Hand) -> None:
        """Show the option as the hand has it."""


class HandNumber(QSpinBox):
    """A whole number."""

    def __init__(
        self,
        session: Session,
        field: str,
        bounds: tuple[int, int],
        name: str,
        hint: str = "",
        unit: str = "",
    ) -> None:
        super().__init__()
        self.field = field
        self.setRange(*bounds)
        self.setSuffix(unit)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.number_font())
        describe(self, name, hint=hint)
        FieldKeys(self)
        self.valueChanged.connect(lambda value: session.set_hand(**{field: value}))

    def show_hand(self, hand: Hand) -> None:
        self.setValue(getattr(hand, self.field))


class HandSlider(QSlider):
    """A whole number, to be pulled."""

    def __init__(
        self, session: Session, field: str, bounds: tuple[int, int], name: str, hint: str = ""
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.field = field
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setRange(*bounds)
        describe(self, name, hint=hint)
        self.valueChanged.connect(lambda value: session.set_hand(**{field: value}))

    def show_hand(self, hand: Hand) -> None:
        self.setValue(getattr(hand, self.field))


class HandCheck(QCheckBox):
    """Yes or no."""

    def __init__(self, session: Session, field: str, name: str, hint: str) -> None:
        super().__init__(name)
        self.field = field
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, name, hint=hint)
        self.toggled.connect(lambda on: session.set_hand(**{field: on}))

    def show_hand(self, hand: Hand) -> None:
        self.setChecked(getattr(hand, self.field))


class HandChoice(Segments):
    """One of a few words; `choices` are (value, word, tooltip)."""

    def __init__(
        self, session: Session, field: str, choices: Sequence[tuple[object, str, str]], name: str
    ) -> None:
        super().__init__([(str(value), word, hint) for value, word, hint in choices], name)
        self.field = field
        values = {str(value): value for value, _, _ in choices}
        self.chosen.connect(lambda key: session.set_hand(**{field: values[key]}))

    def show_hand(self, hand: Hand) -> None:
        self.show_current(str(getattr(hand, self.field)))


class HandList(QComboBox):
    """One of several words; `choices` are (value, word)."""

    def __init__(
        self, session: Session, field: str, choices: Sequence[tuple[object, str]], name: str, hint: str
    ) -> None:
        super().__init__()
        self.field = field
        for value, word in choices:
            self.addItem(say(word), value)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, name, hint=hint)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: session.set_hand(**{field: choices[index][0]}))

    def show_hand(self, hand: Hand) -> None:
        self.setCurrentIndex(self.findData(getattr(hand, self.field)))


class Labelled(QWidget):
    """Widgets in a row behind a quiet `label`."""

    def __init__(self, text: str, *widgets: QWidget, gap: int = theme.GAP) -> None:
        super().__init__()
        self.label = QLabel(text)
        self.label.setContentsMargins(0, 0, theme.GAP - gap, 0)
        theme.set_role(self.label, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addWidget(self.label)
        for widget in widgets:
            row.addWidget(widget)
