"""The options of the tool in hand, in one row that never becomes two. GUI thread only.

Where the window is too narrow for all of it, the words in front of the controls go, and the slider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.tools import (
    MAX_BRUSH_PX,
    MAX_SPRAY_DOTS,
    MAX_SPRAY_PX,
    SELECTING,
    Hand,
    ToolName,
)
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_table import TOOLS
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.hand_controls import (
    HandCheck,
    HandChoice,
    HandControl,
    HandList,
    HandNumber,
    HandSlider,
    Labelled,
)
from lunarcore_studio.ui.panel import action_button
from lunarcore_studio.ui.selection_commands import SelectionCommands
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.stamp_popup import StampButton
from lunarcore_studio.ui.status_line import ElidedLabel
from lunarcore_studio.ui.text_field import TextField
from lunarcore_studio.ui.turn_control import TurnControl

MIRRORS = ("mirror-vertical", "mirror-horizontal", "mirror-diagonal", "mirror-antidiagonal", "tiled")
TURNS = ("turn-left", "turn-right", "flip-horizontal", "flip-vertical", "scale-2", "scale-half")
SHAPES = {"rectangle", "ellipse", "polygon"}
PAINTING = {"pencil", "line", "curve", "contour", *SHAPES}
BRUSHED = {*PAINTING, "eraser", "spray", "shade", "replace"}
FLOODED = {"fill", "gradient", "wand"}
SLIDER_PX, SIZE_PX, SHARE_PX, TEXT_PX = 72, 64, 68, 220
BRUSH_HINT = mark(f"1 to {MAX_BRUSH_PX} pixels. Ctrl and wheel over the canvas")
BRUSH_SHAPES = (
    ("square", mark("Square"), mark("A square brush")),
    ("round", mark("Round"), mark("A round brush")),
    ("custom", mark("Stamp"), mark("A brush made of what was selected")),
)
FILLINGS = ((False, mark("Outline"), mark("Only the border")), (True, mark("Filled"), mark("The whole area")))
BENDS = (
    (1, mark("One bend"), mark("A drag, then a bend")),
    (2, mark("Two bends"), mark("A drag, then two bends")),
)
GRADIENTS = (
    ("linear", mark("Linear"), mark("Along the line that is dragged")),
    ("radial", mark("Radial"), mark("In circles around where the drag begins")),
)
REACHES = (
    (True, mark("Everywhere"), mark("Every pixel of the colour that is clicked")),
    (False, mark("Brush"), mark("Only where the brush goes")),
)
FACES = (("3x5", "3x5", mark("Small letters, 5 pixels high")), ("5x7", "5x7", mark("Letters of 7 pixels")))
MATRICES = ((2, "2x2"), (4, "4x4"), (8, "8x8"))
OPERATIONS = (
    ("replace", mark("New"), mark("A new selection in place of the old one")),
    ("add", mark("Add"), mark("Add to the selection  (Shift)")),
    ("subtract", mark("Subtract"), mark("Take away from the selection  (Alt+Shift)")),
    ("intersect", mark("Intersect"), mark("Keep what both select  (Ctrl+Shift)")),
)


class OptionsRow(QWidget):
    """Shows what the tool in hand listens to, and changes the hand."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        selections: SelectionCommands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._tool = session, ""
        self.setFixedHeight(theme.OPTIONS_ROW)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say("Options of the tool"))
        self.name, self.hint = QLabel(), ElidedLabel()
        theme.set_role(self.name, "title")
        theme.set_role(self.hint, "caption")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * theme.PANEL_MARGIN, 0, 2 * theme.PANEL_MARGIN, 0)
        self._row.setSpacing(2 * theme.GAP)
        self._name_px = self.name.fontMetrics().horizontalAdvance(say("Rectangle select")) + 12
        self._row.addWidget(self.name)
        self._groups: list[tuple[QWidget, Callable[[str, Hand], bool]]] = []
        self._controls: list[HandControl] = []
        self.spare: list[QWidget] = []
        self._wide_px: dict[QWidget, int] = {}  # what a group takes with nothing spared
        self._build_brush()
        self._build_areas()
        self._build_text_and_selection(selections, actions)
        self._build_repeats(actions)
        self._row.addWidget(self.hint, 1)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def _build_brush(self) -> None:
        session, bounds = self._session, (1, MAX_BRUSH_PX)
        named = say("Brush size"), say_filled(BRUSH_HINT)
        self.brush_slider = HandSlider(session, "brush_size", bounds, *named)
        self.brush_slider.setFixedWidth(SLIDER_PX)
        self.brush = HandNumber(session, "brush_size", bounds, *named, unit=" px")
        self.brush.setFixedWidth(SIZE_PX)
        self.spare.append(self.brush_slider)
        self._add(say("Size"), [self.brush_slider, self.brush], BRUSHED, lambda hand: hand.custom is None)
        self.shape = HandChoice(session, "brush_shape", BRUSH_SHAPES, say("Brush shape"))
        self.stamps = StampButton(session)
        self.shape.join(self.stamps)
        self._add("", [self.shape], BRUSHED)
        own = HandCheck(session, "stamp_colors", say("Own colours"), say("Else in the foreground colour"))
        self._add("", [own], {*PAINTING, "spray"}, lambda hand: hand.custom is not None)
        self.filling = HandChoice(session, "filled", FILLINGS, say("Outline or filled"))
        self._add("", [self.filling], SHAPES)
        bends = HandChoice(session, "bends", BENDS, say("Bends of the curve"))
        self._add("", [bends], {"curve"})
        self.perfect = HandCheck(
            session,
            "pixel_perfect",
            say("Pixel-perfect"),
            say("No corner pixels in a freehand line of one pixel"),
        )
        self._add("", [self.perfect], {"pencil", "eraser", "shade"})
        reach = HandNumber(
            session, "spray_px", (1, MAX_SPRAY_PX), say("Reach"), say("How far dots fly, in pixels")
        )
        self._add(say("Reach"), [reach], {"spray"})
        dots = HandNumber(session, "spray_dots", (1, MAX_SPRAY_DOTS), say("Dots"), say("Dots at a time"))
        self._add(say("Dots"), [dots], {"spray"})

    def _build_areas(self) -> None:
        session = self._session
        shape = HandChoice(session, "gradient_shape", GRADIENTS, say("Shape of the gradient"))
        self._add("", [shape], {"gradient"})
        where = HandChoice(session, "everywhere", REACHES, say("Where the colour is replaced"))
        self._add("", [where], {"replace"})
        self.contiguous = HandCheck(
            session,
            "contiguous",
            say("Contiguous"),
            say("Only what hangs together; else that colour anywhere"),
        )
        self._add("", [self.contiguous], FLOODED)
        self.tolerance = HandNumber(
            session,
            "tolerance",
            (0, 255),
            say("Tolerance"),
            say("How far a colour may be off in each channel, 0 to 255"),
        )
        self._add(say("Tolerance"), [self.tolerance], {*FLOODED, "replace"})
        smooth = (0, say("Palette")), *MATRICES
        hint = say("The pattern that mixes both colours, or bands in colours of the palette")
        self._add(
            say("Dither"), [HandList(session, "gradient_dither", smooth, say("Dither"), hint)], {"gradient"}
        )
        pattern = HandList(
            session,
            "dither",
            ((0, say("Off")), *MATRICES),
            say("Dither"),
            say("Mark only the pixels of a Bayer pattern"),
        )
        self._add(say("Dither"), [pattern], {*PAINTING, "eraser", "fill"})
        share = HandNumber(
            session, "dither_percent", (1, 100), say("Share"), say("Of the pixels that are marked"), unit=" %"
        )
        share.setFixedWidth(SHARE_PX)
        self._add("", [share], {*PAINTING, "eraser", "fill"}, lambda hand: hand.dither > 0)

    def _build_text_and_selection(self, selections: SelectionCommands, actions: Actions) -> None:
        session = self._session
        self.text = TextField(session, "text", say("Text"), say("Write here, then click where"))
        self.text.setFixedWidth(TEXT_PX)
        self._add("", [self.text], {"text"})
        self._add(say("Letters"), [HandChoice(session, "face", FACES, say("Letters"))], {"text"})
        self.operation = HandChoice(session, "select_op", OPERATIONS, say("What a selection does"))
        self._add("", [self.operation], {name.value for name in SELECTING})
        buttons = [action_button(actions[name], theme.TOOL_BUTTON) for name in TURNS]
        self._place(Labelled(say("Selection"), *buttons, gap=2), lambda tool, _hand: tool == ToolName.MOVE)
        self.turn = TurnControl(session, selections)
        self._place(Labelled(say("Angle"), self.turn), lambda tool, _hand: tool == ToolName.MOVE)

    def _build_repeats(self, actions: Actions) -> None:
        buttons = [action_button(actions[name], theme.TOOL_BUTTON) for name in MIRRORS]
        listens = BRUSHED | {"fill"}
        self._place(Labelled(say("Symmetry"), *buttons, gap=2), lambda tool, _hand: tool in listens)

    def _add(
        self,
        text: str,
        controls: list[Any],
        tools: Iterable[str],
        shown: Callable[[Hand], bool] = lambda _hand: True,
    ) -> None:
        """A group of controls, behind a word if there is one, for some tools while `shown` says so."""
        listens = frozenset(tools)
        self._controls += controls
        group = Labelled(text, *controls) if text else controls[0]
        self._place(group, lambda tool, hand: tool in listens and shown(hand))

    def _place(self, group: QWidget, shown: Callable[[str, Hand], bool]) -> None:
        self._groups.append((group, shown))
        if isinstance(group, Labelled):
            self.spare.append(group.label)
        self._row.addWidget(group)

    def _show(self, hand: Hand) -> None:
        tool = self._session.tool
        entry = next(one for one in TOOLS if one.argument == tool)
        self.name.setText(say(entry.text))
        self.hint.say(say(entry.hint))
        for group, shown in self._groups:
            group.setVisible(shown(tool, hand))
        self._fit()
        for control in self._controls:
            control.show_hand(hand)
        self.shape.button("custom").setEnabled(hand.stamp is not None)
        self.stamps.show_hand(hand)
        if tool == ToolName.TEXT and self._tool != tool:
            self.text.setFocus()
            self.text.selectAll()
        self._tool = tool

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Spare what can be spared where there is no room for it."""
        if not self._wide_px:
            if not self.isVisible():
                return
            for widget in self.findChildren(QWidget):
                widget.ensurePolished()  # before that, fonts and margins are not yet the theme's
            self._wide_px = {group: group.minimumSizeHint().width() for group, _ in self._groups}
        wide = [self._wide_px[group] for group, _ in self._groups if not group.isHidden()]
        margins = self._row.contentsMargins()
        needed = margins.left() + margins.right() + self._name_px
        needed += sum(wide) + (len(wide) + 1) * self._row.spacing()
        fits = needed <= self.width()
        self.name.setMinimumWidth(self._name_px if fits else 0)
        for widget in self.spare:
            widget.setVisible(fits)
