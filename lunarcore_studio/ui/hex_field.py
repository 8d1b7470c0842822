"""A colour as the number it is written by. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from lunarcore_studio.pixels.color import RGBA, from_hex, to_hex
from lunarcore_studio.ui import theme


class HexField(QLineEdit):
    """`named` carries the colour whenever what is typed is one; what is none is marked and waits."""

    named = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._color: RGBA = (0, 0, 0, 255)
        self.setFont(theme.number_font())
        self.setMaxLength(9)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("#dddddddd") + 2 * theme.PANEL_MARGIN)
        self.textEdited.connect(self._on_edited)

    def show_color(self, color: RGBA) -> None:
        """Show a colour, unless it is just being typed."""
        self._color = color
        if not (self.hasFocus() and self._typed() == color):
            self.setText(to_hex(color))
            self._mark(False)

    @property
    def color(self) -> RGBA:
        """The colour that was shown or named last."""
        return self._color

    @property
    def is_whole(self) -> bool:
        """Whether what is written is a colour, and not the half of one."""
        return self._typed() is not None

    def put_back(self, color: RGBA) -> None:
        """Show a colour in place of what is typed, and name it if it is another one."""
        is_other, self._color = color != self._color, color
        self.setText(to_hex(color))
        self._mark(False)
        if is_other:
            self.named.emit(color)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(to_hex(self._color))
        self._mark(False)

    def _typed(self) -> RGBA | None:
        try:
            return from_hex(self.text())
        except ValueError:
            return None

    def _on_edited(self) -> None:
        color = self._typed()
        self._mark(color is None)
        if color is not None:
            self._color = color
            self.named.emit(color)

    def _mark(self, wrong: bool) -> None:
        if self.property("wrong") == ("true" if wrong else "false"):
            return  # a look that is put on anew lays the whole window out again
        self.setProperty("wrong", "true" if wrong else "false")
        self.style().unpolish(self)
        self.style().polish(self)
