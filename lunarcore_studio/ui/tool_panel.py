"""The column of tools at the left. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_table import TOOLS
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.panel import action_button
from lunarcore_studio.ui.session import Session

BREAKS_BEFORE = ("tool-eyedropper", "tool-hand")


def thin_line() -> QFrame:
    """A line of one pixel between groups."""
    line = QFrame()
    line.setFixedHeight(1)
    theme.set_role(line, "line")
    return line


class ToolPanel(QWidget):
    """One button a tool; the one that is on is the hand's."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Tools")
        theme.set_role(self, "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(
            theme.PANEL_MARGIN, theme.PANEL_MARGIN, theme.PANEL_MARGIN, theme.PANEL_MARGIN
        )
        column.setSpacing(2)
        self.buttons = {}
        for entry in TOOLS:
            if entry.id in BREAKS_BEFORE:
                column.addSpacing(theme.TIGHT)
                column.addWidget(thin_line())
                column.addSpacing(theme.TIGHT)
            button = action_button(actions[entry.id], theme.TOOL_BUTTON)
            self.buttons[entry.id] = button
            column.addWidget(button)
        column.addStretch(1)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def _show(self, hand: Hand) -> None:
        self._actions[f"tool-{self._session.tool}"].setChecked(True)
        for name, outline, filled in (
            ("rectangle", "rectangle", "square-half"),
            ("ellipse", "circle", "circle-half"),
        ):
            self._actions[f"tool-{name}"].setIcon(theme.icon(filled if hand.filled else outline))
