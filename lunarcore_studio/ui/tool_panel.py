"""The column of tools at the left, two or three abreast where it is low. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from lunarcore_studio.language import say
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
MOST_ABREAST = 3
GAP_PX = 2


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
        self.setAccessibleName(say("Tools"))
        theme.set_role(self, "panel")
        self._grid = QGridLayout(self)
        self._grid.setSpacing(GAP_PX)
        margin = theme.PANEL_MARGIN
        self._grid.setContentsMargins(margin, margin, margin, margin)
        self._groups = [
            [ToolSlot([actions[f"tool-{name}"] for name in names]) for names in group] for group in COLUMN
        ]
        self._lines = [thin_line() for _ in COLUMN[1:]]
        self.buttons: dict[str, ToolSlot] = {}
        for slots, group in zip(self._groups, COLUMN, strict=True):
            for slot, names in zip(slots, group, strict=True):
                self.buttons |= {f"tool-{name}": slot for name in names}
        self.abreast = 0
        self._arrange(1)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def minimumSizeHint(self) -> QSize:
        # As low as the panel can become; how wide it is then follows from that.
        return QSize(super().minimumSizeHint().width(), self._height_px(MOST_ABREAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        counts = range(1, MOST_ABREAST + 1)
        self._arrange(next((n for n in counts if self._height_px(n) <= self.height()), MOST_ABREAST))

    def _height_px(self, abreast: int) -> int:
        """What the column takes with so many tools abreast."""
        rows = sum(-(-len(slots) // abreast) for slots in self._groups)
        line = 1 + 2 * theme.TIGHT + GAP_PX
        return 2 * theme.PANEL_MARGIN + rows * (theme.TOOL_BUTTON + GAP_PX) + len(self._lines) * line - GAP_PX

    def _arrange(self, abreast: int) -> None:
        if abreast == self.abreast:
            return
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
            self._grid.setRowMinimumHeight(row, 0)
        self.abreast, row = abreast, 0
        for index, slots in enumerate(self._groups):
            if index:
                self._grid.addWidget(
                    self._lines[index - 1], row, 0, 1, abreast, Qt.AlignmentFlag.AlignVCenter
                )
                self._grid.setRowMinimumHeight(row, 1 + 2 * theme.TIGHT)
                row += 1
            for place, slot in enumerate(slots):
                self._grid.addWidget(slot, row + place // abreast, place % abreast)
            row += -(-len(slots) // abreast)
        self._grid.setRowStretch(row, 1)
        self._grid.invalidate()
        self.setFixedWidth(self._grid.sizeHint().width())

    def _show(self, hand: Hand) -> None:
        chosen = f"tool-{self._session.tool}"
        self._actions[chosen].setChecked(True)
        self.buttons[chosen].show_tool(self._actions[chosen])
        for name, outline, filled in (
            ("rectangle", "rectangle", "square-half"),
            ("ellipse", "circle", "circle-half"),
        ):
            self._actions[f"tool-{name}"].setIcon(theme.icon(filled if hand.filled else outline))
