"""How the reference lies on the drawing: a small board beside it. GUI thread only."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.reference_image import LARGEST, SMALLEST, Reference
from lunarcore_studio.ui.segments import Segments

WIDTH_PX = 244


class ReferencePopup(QFrame):
    """Beside the drawing; `changed` carries the Reference that a hand made of it."""

    changed = Signal(object)
    fit_asked = Signal()
    another_asked = Signal()
    remove_asked = Signal()
    closed = Signal()

    def __init__(self, reference: Reference, window: QWidget) -> None:
        super().__init__(window)
        theme.set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(say("Reference image"))
        self._reference = reference
        self.name, self.close_button = QLabel(), IconButton("x", say("Close"), "Esc")
        self.percent, self.scale = QSpinBox(), QDoubleSpinBox()
        self.side = Segments(
            (
                ("below", say("Behind"), say("Seen where the drawing is transparent")),
                ("above", say("Above"), say("Over the drawing")),
            ),
            say("Place"),
        )
        self.look = Segments(
            (
                ("smooth", say("Smooth"), say("For photographs")),
                ("sharp", say("Sharp"), say("Pixels stay squares")),
            ),
            say("Shown"),
        )
        self.lock = QCheckBox(say("Lock it, and draw"))
        self.fit, self.another, self.remove = (
            QPushButton(say("Fit")),
            QPushButton(say("Other…")),
            QPushButton(say("Remove")),
        )
        self._dress()
        self._lay_out()
        self.show_reference(reference)
        self._connect()

    def show_reference(self, reference: Reference) -> None:
        """Show how it lies now, without telling anybody."""
        self._reference = reference
        self.blockSignals(True)
        metrics = self.name.fontMetrics()
        room = WIDTH_PX - 2 * 12 - theme.SMALL_BUTTON - theme.TIGHT
        self.name.setText(metrics.elidedText(reference.name, Qt.TextElideMode.ElideMiddle, room))
        self.name.setToolTip(reference.name)
        self.percent.setValue(reference.percent)
        self.scale.setValue(100 * reference.scale)
        self.side.show_current("above" if reference.above else "below")
        self.look.show_current("smooth" if reference.smooth else "sharp")
        self.lock.setChecked(reference.locked)
        for part in (self.scale, self.fit):
            part.setEnabled(not reference.locked)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self, reference: Reference) -> None:
        if reference != self._reference and not self.signalsBlocked():
            self._reference = reference
            self.changed.emit(reference)

    def _on_scale(self, percent: float) -> None:
        if round(100 * self._reference.scale, 1) != percent:
            self._tell(self._reference.scaled(percent / 100))

    def _connect(self) -> None:
        self.percent.valueChanged.connect(lambda value: self._tell(replace(self._reference, percent=value)))
        self.scale.valueChanged.connect(self._on_scale)
        self.side.chosen.connect(lambda key: self._tell(replace(self._reference, above=key == "above")))
        self.look.chosen.connect(lambda key: self._tell(replace(self._reference, smooth=key == "smooth")))
        self.lock.toggled.connect(lambda on: self._tell(replace(self._reference, locked=on)))
        self.fit.clicked.connect(self.fit_asked)
        self.another.clicked.connect(self.another_asked)
        self.remove.clicked.connect(self.remove_asked)
        self.close_button.clicked.connect(self.closed)

    def _dress(self) -> None:
        theme.set_role(self.name, "title")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.percent.setRange(1, 100)
        self.scale.setRange(100 * SMALLEST, 100 * LARGEST)
        self.scale.setDecimals(1)
        self.scale.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        describe(self.percent, say("Opacity"))
        describe(
            self.scale,
            say("Scale"),
            hint=say("At 100 %, its pixels are as large as the drawing's. Ctrl and wheel"),
        )
        describe(self.lock, say("Lock"), hint=say("The canvas draws, in place of moving the reference"))
        describe(self.fit, say("Fit"), hint=say("As large as the drawing"))
        describe(self.another, say("Another picture"))
        describe(self.remove, say("Remove"), hint=say("The drawing itself stays as it is"))
        for box in (self.percent, self.scale):
            FieldKeys(box, proposes=True)
            box.setSuffix(" %")
            box.setFixedWidth(96)
            box.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        parts: tuple[tuple[str, QWidget], ...] = (
            (say("Opacity"), self.percent), (say("Scale"), self.scale),
            (say("Place"), self.side), (say("Shown"), self.look),
        )  # fmt: skip
        for row, (text, part) in enumerate(parts):
            label = QLabel(text)
            label.setBuddy(part)
            grid.addWidget(label, row, 0)
            grid.addWidget(part, row, 1, Qt.AlignmentFlag.AlignRight)
        hint = QLabel(say("Drag on the canvas to move it."))
        theme.set_role(hint, "caption")
        row_of_buttons = QHBoxLayout()
        row_of_buttons.setSpacing(theme.TIGHT)
        for button in (self.fit, self.another, self.remove):
            row_of_buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self.lock)
        column.addWidget(hint)
        column.addLayout(row_of_buttons)
        column.addStrut(WIDTH_PX - 2 * 12)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
