"""Shows what a report of a problem would say, to be copied; nothing is ever sent. GUI thread only."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme

HOW = mark(
    "Nothing is sent. This is all that a report says: copy it, and paste it below a few words of your own "
    "on what you did and what happened."
)


class ReportDialog(QDialog):
    """A text that can be read, selected and copied as a whole."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Report a problem"))
        self.resize(800, 600)
        how = QLabel(say(HOW))
        how.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(say("The report"))
        self.copied = QLabel()
        theme.set_role(self.copied, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        column.addWidget(how)
        column.addWidget(self.text, 1)
        column.addLayout(self._buttons())
        self.copy.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.copy = QPushButton(say("Copy"))
        self.copy.setDefault(True)
        self.copy.clicked.connect(self._copy)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.copied, 1)
        row.addWidget(buttons)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText(say("The report is on the clipboard."))
        self.copied.setAccessibleName(self.copied.text())
