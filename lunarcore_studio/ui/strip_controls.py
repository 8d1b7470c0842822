"""The buttons of the strip: which ends, how many frames, which way, which colours. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.engine.protocol import WalkPath
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.tokens import GAP, TIGHT

FRAME_MS = 100
FEWEST, MOST = 3, 17
PATHS = (
    ("line", mark("Line"), mark("Straight from A to B through the latent space")),
    (
        "sphere",
        mark("Sphere"),
        mark("Around the middle of the latent space: the frames between keep their strength"),
    ),
)
LOOP = mark("There and back again, in the player and in GIF, APNG and WebP")
AS_FRAMES = mark("The walk into the timeline, behind the active frame, as it is played")
COLORS = (("both", mark("A and B’s colours")), ("document", mark("Document's palette")))


class StripControls(QObject):
    """Two blocks of controls for both sides of the row: `ends` before it, `outcome` behind it."""

    end_asked = Signal(str)
    swap_asked = Signal()
    walk_changed = Signal()
    colors_changed = Signal()
    loop_changed = Signal()
    frames_asked = Signal()
    export_asked = Signal()

    def __init__(self, frames: int, path: str) -> None:
        super().__init__()
        self._build_ends()
        self.frames.setValue(frames)
        self.paths.show_current(path)
        self._build_outcome()
        self.ends = _block((self.a, self.swap, self.b), (self._frames_label, self.frames, self.paths))
        self.outcome = _block((self.play, self.loop, self.as_frames, self.export), (self.palette,))

    def _build_ends(self) -> None:
        self.a = self._button(
            say("A = drawing"), say("Put the drawing into A"), lambda: self.end_asked.emit("A")
        )
        self.b = self._button(
            say("B = drawing"), say("Put the drawing into B"), lambda: self.end_asked.emit("B")
        )
        self.swap = IconButton("arrows-left-right", say("Exchange A and B"))
        self.swap.clicked.connect(self.swap_asked)
        self._frames_label = QLabel(say("Frames"))
        self._frames_label.setProperty("role", "quiet")
        self.frames = QSpinBox()
        self.frames.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.frames.setRange(FEWEST, MOST)
        self.frames.setAccessibleName(say("Frames from A to B"))
        self.frames.setToolTip(
            say("Frames from A to B with both ends, {fewest} to {most}").format(fewest=FEWEST, most=MOST)
        )
        FieldKeys(self.frames)
        self.frames.valueChanged.connect(self.walk_changed)
        self.paths = Segments(PATHS, say("Way from A to B"))
        self.paths.chosen.connect(self.walk_changed)

    def _build_outcome(self) -> None:
        self.play = IconButton("play", say("Play the walk"), checkable=True)
        self.loop = IconButton("repeat", say("Loop"), hint=LOOP, checkable=True)
        self.loop.toggled.connect(self.loop_changed)
        self.export = self._button(
            say("Export…"), say("Write a PNG strip, a GIF or an APNG"), self.export_asked.emit
        )
        self.as_frames = IconButton("film-strip", say("Add as frames"), hint=AS_FRAMES)
        self.as_frames.clicked.connect(self.frames_asked)
        self.palette = QComboBox()
        self.palette.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for key, text in COLORS:
            self.palette.addItem(say(text), key)
        self.palette.setAccessibleName(say("Colours of the walk"))
        self.palette.setToolTip(say("The frames between A and B are brought to these colours"))
        self.palette.activated.connect(self.colors_changed)

    def _button(self, text: str, tooltip: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tooltip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        return button

    @property
    def count(self) -> int:
        """Frames, both ends counted."""
        return self.frames.value()

    @property
    def path(self) -> WalkPath:
        """The way through the latent space."""
        return "sphere" if self.paths.current == "sphere" else "line"

    @property
    def colors(self) -> str:
        """ "both" or "document"."""
        return str(self.palette.currentData())

    @property
    def loops(self) -> bool:
        """Whether the walk goes there and back."""
        return self.loop.isChecked()

    def show_ready(self, walked: bool, both: bool) -> None:
        """Enable what has something to act on."""
        self.export.setEnabled(walked)
        self.as_frames.setEnabled(walked)
        self.loop.setEnabled(walked)
        self.swap.setEnabled(both)


def _block(*rows: tuple[QWidget, ...]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addStretch(1)
    for widgets in rows:
        line = QHBoxLayout()
        line.setSpacing(TIGHT)
        for widget in widgets:
            line.addWidget(widget)
        column.addLayout(line)
    column.addStretch(1)
    return block
