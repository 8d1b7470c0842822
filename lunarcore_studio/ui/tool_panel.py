"""The column of tools at the left. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tool_slot import ToolSlot

# Groups of slots; the tools of a slot share one button.
COLUMN = (
    (
        ("pencil", "spray"),
        ("eraser",),
        ("fill", "gradient"),
        ("line", "curve"),
        ("rectangle", "ellipse", "polygon", "contour"),
        ("shade", "replace"),
        ("text",),
    ),
    (("eyedropper",), ("select", "select-ellipse", "lasso", "select-polygon", "wand"), ("move",)),
    (("hand",), ("zoom",)),
)


def thin_line() -> QFrame:
    """A line of one pixel between groups."""
    line = QFrame()
    line.setFixedHeight(1)
    theme.set_role(line, "line")
    return line


class ToolPanel(QWidget):
    """One button a slot, found by the id of any of its tools; the one that is on has the hand's tool."""

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
        self.buttons: dict[str, ToolSlot] = {}
        for group in COLUMN:
            if self.buttons:
                column.addSpacing(theme.TIGHT)
                column.addWidget(thin_line())
                column.addSpacing(theme.TIGHT)
            for names in group:
                slot = ToolSlot([actions[f"tool-{name}"] for name in names])
                self.buttons |= {f"tool-{name}": slot for name in names}
                column.addWidget(slot)
        column.addStretch(1)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def _show(self, hand: Hand) -> None:
        chosen = f"tool-{self._session.tool}"
        self._actions[chosen].setChecked(True)
        self.buttons[chosen].show_tool(self._actions[chosen])
        for name, outline, filled in (
            ("rectangle", "rectangle", "square-half"),
            ("ellipse", "circle", "circle-half"),
        ):
            self._actions[f"tool-{name}"].setIcon(theme.icon(filled if hand.filled else outline))
