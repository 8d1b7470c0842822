"""The options of the tool in hand, in one row that never becomes two. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from lunarcore_studio.pixels.tools import MAX_BRUSH_PX, Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_table import TOOLS
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.panel import action_button, describe
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.status_line import ElidedLabel

MIRRORS = ("vertical", "horizontal", "diagonal", "antidiagonal")
BRUSHED = {"pencil", "eraser", "line", "rectangle", "ellipse"}
SLIDER_PX = 88
SHAPES = (("square", "Square", "A square brush"), ("round", "Round", "A round brush"))
FILLINGS = (("outline", "Outline", "Only the border"), ("filled", "Filled", "The whole area"))
OPERATIONS = (
    ("replace", "New", "A new selection in place of the old one"),
    ("add", "Add", "Add to the selection  (Shift)"),
    ("subtract", "Subtract", "Take away from the selection  (Alt+Shift)"),
    ("intersect", "Intersect", "Keep what both select  (Ctrl+Shift)"),
)


class OptionsRow(QWidget):
    """Shows what the tool in hand listens to, and changes the hand."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setFixedHeight(theme.OPTIONS_ROW)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Options of the tool")
        self.name, self.hint = QLabel(), ElidedLabel()
        theme.set_role(self.name, "title")
        theme.set_role(self.hint, "caption")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * theme.PANEL_MARGIN, 0, 2 * theme.PANEL_MARGIN, 0)
        self._row.setSpacing(2 * theme.GAP)
        self.name.setMinimumWidth(self.name.fontMetrics().horizontalAdvance("Rectangle select") + 20)
        self._row.addWidget(self.name)
        self._groups: list[tuple[QWidget, set[str]]] = []
        self._build(actions)
        self._row.addWidget(self.hint, 1)
        session.hand_changed.connect(self._show)
        self._show(session.hand)

    def _build(self, actions: Actions) -> None:
        set_hand = self._session.set_hand
        self.brush, self.brush_slider = QSpinBox(), QSlider(Qt.Orientation.Horizontal)
        self._add(self._brush(), BRUSHED)
        self.shape = self._segments(SHAPES, "Brush shape", lambda key: set_hand(brush_shape=key))
        self._add(self.shape, BRUSHED)
        self.filling = self._segments(
            FILLINGS, "Outline or filled", lambda key: set_hand(filled=key == "filled")
        )
        self._add(self.filling, {"rectangle", "ellipse"})
        self.perfect = self._check(
            "Pixel-perfect", "No corner pixels in a freehand line of one pixel", "pixel_perfect"
        )
        self._add(self.perfect, {"pencil", "eraser"})
        self.contiguous = self._check(
            "Contiguous", "Only what hangs together; else that colour anywhere", "contiguous"
        )
        self._add(self.contiguous, {"fill"})
        self.tolerance = QSpinBox()
        self.tolerance.setRange(0, 255)
        self.tolerance.setAlignment(Qt.AlignmentFlag.AlignRight)
        describe(self.tolerance, "Tolerance", hint="How far a colour may be off in each channel, 0 to 255")
        self.tolerance.valueChanged.connect(lambda value: set_hand(tolerance=value))
        self._add(self._labelled("Tolerance", self.tolerance), {"fill"})
        self.operation = self._segments(
            OPERATIONS, "What a selection does", lambda key: set_hand(select_op=key)
        )
        self._add(self.operation, {"select"})
        self._add(self._mirrors(actions), BRUSHED | {"fill"})

    def _add(self, widget: QWidget, tools: set[str]) -> None:
        self._groups.append((widget, tools))
        self._row.addWidget(widget)

    def _brush(self) -> QWidget:
        for box in (self.brush, self.brush_slider):
            box.setRange(1, MAX_BRUSH_PX)
            describe(box, "Brush size", "+ -", f"1 to {MAX_BRUSH_PX} pixels. Ctrl and wheel over the canvas")
            box.valueChanged.connect(lambda value: self._session.set_hand(brush_size=value))
        self.brush.setSuffix(" px")
        self.brush.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.brush.setFont(theme.number_font())
        self.brush.setFixedWidth(76)
        self.brush_slider.setFixedWidth(SLIDER_PX)
        return self._labelled("Size", self.brush_slider, self.brush)

    def _mirrors(self, actions: Actions) -> QWidget:
        buttons = [action_button(actions[f"mirror-{name}"], theme.TOOL_BUTTON) for name in MIRRORS]
        return self._labelled("Symmetry", *buttons, gap=2)

    def _labelled(self, text: str, *widgets: QWidget, gap: int = theme.GAP) -> QWidget:
        group, label = QWidget(), QLabel(text)
        theme.set_role(label, "quiet")
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(gap)
        row.addWidget(label)
        row.addSpacing(theme.GAP - gap)
        for widget in widgets:
            row.addWidget(widget)
        return group

    def _segments(
        self, choices: tuple[tuple[str, str, str], ...], name: str, act: Callable[[str], object]
    ) -> Segments:
        segments = Segments(choices, name)
        segments.chosen.connect(act)
        return segments

    def _check(self, text: str, hint: str, field: str) -> QCheckBox:
        box = QCheckBox(text)
        describe(box, text, hint=hint)
        box.toggled.connect(lambda on: self._session.set_hand(**{field: on}))
        return box

    def _show(self, hand: Hand) -> None:
        tool = self._session.tool
        entry = next(one for one in TOOLS if one.argument == tool)
        self.name.setText(entry.text)
        self.hint.say(entry.hint)
        for widget, tools in self._groups:
            widget.setVisible(tool in tools)
        self.brush.setValue(hand.brush_size)
        self.brush_slider.setValue(hand.brush_size)
        self.shape.show_current(hand.brush_shape)
        self.filling.show_current("filled" if hand.filled else "outline")
        self.perfect.setChecked(hand.pixel_perfect)
        self.contiguous.setChecked(hand.contiguous)
        self.tolerance.setValue(hand.tolerance)
        self.operation.show_current(hand.select_op)
