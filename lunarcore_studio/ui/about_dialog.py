"""Says what the studio is, which version of it, and who made what is in it. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

import lunarcore_studio
from lunarcore_studio.engine.protocol import ModelFacts
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme

WHAT = mark("A pixel-art editor with a model of your own sprites under the pencil.")
THANKS = mark(
    "Made with Qt for Python, PyTorch, NumPy, Pillow and the Phosphor icons.\n"
    "The palettes name their authors in their files."
)


class AboutDialog(QDialog):
    """A page of facts."""

    def __init__(self, facts: ModelFacts | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("About LunarCore Studio"))
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(theme.GAP)
        moon = QLabel()
        moon.setPixmap(theme.icon("moon-stars", "accent").pixmap(QSize(40, 40), self.devicePixelRatioF()))
        column.addWidget(moon)
        self._add(column, f"LunarCore Studio {lunarcore_studio.__version__}", "heading")
        self._add(column, say(WHAT), "")
        if facts is not None:
            size = say("{resolution} x {resolution} pixels, {axis_count} axes").format(
                resolution=facts.resolution, axis_count=facts.axis_count
            )
            self._add(
                column,
                say("Model: {name} on {device}, {size}").format(
                    name=facts.name, device=facts.device, size=size
                ),
                "quiet",
            )
        self._add(column, say(THANKS), "caption")
        column.addSpacing(theme.GAP)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _add(self, column: QVBoxLayout, text: str, role: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setMinimumWidth(380)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.set_role(label, role)
        column.addWidget(label)
