"""The fields beside a sheet that is imported: its grid, and what its cells become. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.picture import USUAL_MS
from lunarcore_studio.files.sheet_cells import Ruling
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.segments import Segments

WIDTH_PX = 264
LONGEST_MS = 65535


class SheetFields(QWidget):
    """For a sheet of `size` (width, height); `told` names the JSON beside it, empty where there is none.

    `changed` tells of any field, `propose_asked` of the wish for another grid.
    """

    changed = Signal()
    propose_asked = Signal()
    accepted = Signal()
    rejected = Signal()

    def __init__(self, size: tuple[int, int], told: str) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH_PX)
        self.source = Segments(
            (
                *(
                    [("told", say("As its JSON says"), say("The cells that {told} names").format(told=told))]
                    if told
                    else []
                ),
                ("grid", say("By a grid"), say("Cells of one size")),
            ),
            say("Where the cells are"),
        )
        self.source.setVisible(bool(told))
        self.width_box, self.height_box = (
            _box(say("Cell width"), 1, size[0]),
            _box(say("Cell height"), 1, size[1]),
        )
        self.margin_box = _box(say("Margin"), 0, min(size) - 1, say("Left of the first cell and above it"))
        self.spacing_box = _box(say("Spacing"), 0, max(size), say("Between cells"))
        self.duration_box = _box(say("Duration"), 1, LONGEST_MS, say("How long each frame is shown"))
        self.duration_box.setSuffix(" ms")
        self.duration_box.setValue(USUAL_MS)
        self.propose = QPushButton(say("Find the grid"))
        self.leave_out = QCheckBox(say("Leave out blank cells"))
        self.leave_out.setChecked(True)
        self.as_frames = QRadioButton(say("Frames of one drawing"))
        self.as_drawings = QRadioButton(say("A drawing of each"))
        self.as_frames.setChecked(True)
        group = QButtonGroup(self)  # without one, Qt lets radio buttons exclude the segments beside them too
        group.addButton(self.as_frames)
        group.addButton(self.as_drawings)
        self.each = QLabel(say("Each frame"))
        self.note, self.count, self.line = QLabel(), QLabel(), QLabel()
        self._lay_out()
        self._connect()

    @property
    def by_grid(self) -> bool:
        """Whether the cells are those of the grid."""
        return self.source.current == "grid"

    @property
    def ruling(self) -> Ruling:
        """The grid as it is written here."""
        boxes = self.width_box, self.height_box, self.margin_box, self.spacing_box
        return Ruling(*(box.value() for box in boxes))

    def rule(self, ruling: Ruling) -> None:
        """Write a grid into the fields without telling anybody."""
        self.blockSignals(True)
        self.width_box.setValue(ruling.width)
        self.height_box.setValue(ruling.height)
        self.margin_box.setValue(ruling.margin)
        self.spacing_box.setValue(ruling.spacing)
        self.blockSignals(False)

    def show_result(self, sentence: str, is_trouble: bool) -> None:
        """Say what comes of it, or why nothing does."""
        self.line.setText(sentence)
        theme.set_role(self.line, "error" if is_trouble else "quiet")
        self.take.setEnabled(not is_trouble)
        for part in (self.width_box, self.height_box, self.margin_box, self.spacing_box, self.propose):
            part.setEnabled(self.by_grid)
        timed = self.by_grid and self.as_frames.isChecked()
        self.each.setVisible(timed)
        self.duration_box.setVisible(timed)

    def _connect(self) -> None:
        for box in (self.width_box, self.height_box, self.margin_box, self.spacing_box):
            box.valueChanged.connect(self.changed)
        for button in (self.leave_out, self.as_frames):
            button.toggled.connect(self.changed)
        self.source.chosen.connect(self.changed)
        self.propose.clicked.connect(self.propose_asked)

    def _lay_out(self) -> None:
        for label in (self.note, self.count, self.line):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self.note, "error")
        theme.set_role(self.count, "quiet")
        self.line.setMinimumHeight(3 * self.line.fontMetrics().lineSpacing())
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.propose.setAutoDefault(False)
        describe(self.propose, say("Find the grid"), hint=say("The likeliest one in the picture"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(_heading(say("Cells")))
        column.addWidget(self.source, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        column.addLayout(self._grid())
        column.addWidget(self.propose)
        column.addWidget(self.count)
        column.addWidget(self.leave_out)
        column.addSpacing(2 * theme.GAP)
        column.addWidget(_heading(say("Become")))
        column.addWidget(self.as_frames)
        column.addWidget(self.as_drawings)
        timing = QGridLayout()
        timing.setHorizontalSpacing(theme.GAP)
        timing.setColumnStretch(0, 1)
        timing.setColumnStretch(1, 1)
        timing.addWidget(self.each, 0, 0)
        timing.addWidget(self.duration_box, 0, 1)
        column.addLayout(timing)
        column.addStretch(1)
        column.addWidget(self.line)
        column.addWidget(self._answers())

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        for place, (text, box) in enumerate(
            (
                (say("Width"), self.width_box),
                (say("Height"), self.height_box),
                (say("Margin"), self.margin_box),
                (say("Spacing"), self.spacing_box),
            )
        ):
            label = QLabel(text)
            theme.set_role(label, "caption")
            label.setBuddy(box)
            row, column = 2 * (place // 2), place % 2
            grid.addWidget(label, row, column)
            grid.addWidget(box, row + 1, column)
        return grid

    def _answers(self) -> DialogAnswers:
        buttons = DialogAnswers(say("Import"))
        self.take = buttons.does
        buttons.accepted.connect(self.accepted)
        buttons.rejected.connect(self.rejected)
        return buttons


def _box(name: str, least: int, most: int, hint: str = "") -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, max(least, most))
    box.setSuffix(" px")
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    describe(box, name, hint=hint)
    return box


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    theme.set_role(label, "title")
    return label
