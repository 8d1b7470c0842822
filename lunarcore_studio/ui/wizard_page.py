"""What every page of the training wizard has: a heading, a line below it, one margin. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget, QWizardPage

from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui import theme


class WizardPage(QWizardPage):
    """`column` takes the page's parts, below the heading."""

    def __init__(self, heading: str, line: str = "") -> None:
        super().__init__()
        self.heading, self.line = QLabel(say(heading)), QLabel(say(line))
        for label in (self.heading, self.line):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setWordWrap(True)
        theme.set_role(self.heading, "heading")
        theme.set_role(self.line, "quiet")
        self.setAccessibleName(self.heading.text())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 8)
        self.column.setSpacing(theme.GAP)
        head = QVBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self.heading)
        head.addWidget(self.line)
        self.column.addLayout(head)
        self.column.addSpacing(theme.GAP)

    def say(self, heading: str, line: str) -> None:
        """Change the heading and the line."""
        self.heading.setText(heading)
        self.line.setText(say(line))
        self.setAccessibleName(heading)


class Remark(QWidget):
    """A sign with a sentence that stands there only while there is something to remark."""

    def __init__(self, glyph: str = "warning", role: str = "accent") -> None:
        super().__init__()
        self._glyph, self._role = glyph, role
        self.glyph = glyph
        self._sign = QLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.GAP)
        self.row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self.sentence, 1)
        self.hide()

    def say(self, sentence: str, is_error: bool = False, glyph: str = "") -> None:
        """Show a sentence, under another sign where one is given; "" takes it away."""
        role = "error" if is_error else self._role
        self.glyph = "warning-circle" if is_error else glyph or self._glyph
        self._sign.setPixmap(theme.icon(self.glyph, role).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        theme.set_role(self.sentence, "error" if is_error else "")
        self.sentence.setText(say_filled(sentence))
        self.setVisible(bool(sentence))
