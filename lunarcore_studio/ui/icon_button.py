"""A small square button with an icon, the same in every panel. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.theme import ICON, SMALL_BUTTON, icon


class IconButton(QToolButton):
    """Reached by Tab, no ring after a mouse click; `name` is its tooltip and accessible name."""

    def __init__(self, glyph: str, name: str, key: str = "", hint: str = "", checkable: bool = False) -> None:
        super().__init__()
        self.setIcon(icon(glyph))
        self.setIconSize(QSize(ICON, ICON))
        self.setFixedSize(SMALL_BUTTON, SMALL_BUTTON)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, name, key, hint)
