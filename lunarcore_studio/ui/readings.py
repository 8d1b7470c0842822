"""A few numbers that change, each under its caption: digits of one width, nothing moves. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme


class Readings(QWidget):
    """`names` are the captions, by id, which may be marked; `say` sets a number."""

    def __init__(self, names: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(0)
        self._values: dict[str, QLabel] = {}
        self._names = {key: say(name) for key, name in names}
        for column, (key, name) in enumerate(self._names.items()):
            caption, value = QLabel(name), QLabel("–")
            theme.set_role(caption, "caption")
            value.setFont(theme.number_font())
            grid.addWidget(caption, 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnStretch(column, 1)
            self._values[key] = value

    def say(self, key: str, text: str) -> None:
        """Show a number."""
        self._values[key].setText(text or "–")
        self._values[key].setAccessibleName(f"{self._names[key]}: {text}")

    def said(self, key: str) -> str:
        """What is shown."""
        return self._values[key].text()
