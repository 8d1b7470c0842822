"""The controls beside the timeline: playing, onion skin, the active layer and frame. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QVBoxLayout, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.blending import BLENDS, Blend
from lunarcore_studio.pixels.frames import LONGEST_MS
from lunarcore_studio.pixels.sprite import Frame, Layer
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.panel import describe

WIDTH_PX = 248
_DURATION_PX = 80
_PERCENT_PX = 44
_BLEND_NAMES: dict[Blend, str] = {
    "normal": mark("Normal"),
    "multiply": mark("Multiply"),
    "screen": mark("Screen"),
    "add": mark("Addition"),
}


class TimelineControls(QWidget):
    """Shows the active layer and frame; every wish is a signal."""

    previous_asked = Signal()
    next_asked = Signal()
    play_asked = Signal()
    onion_toggled = Signal(bool)
    onion_asked = Signal()
    duration_chosen = Signal(int)
    blend_chosen = Signal(str)
    opacity_pulled = Signal(int)
    opacity_let_go = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH_PX)
        self._shown_ms, self._shown_opacity = 100, 255
        self.previous = IconButton("skip-back", say("Previous frame"), ",")
        self.play = IconButton("play", say("Play"), "Enter", say("The tag around this frame, or all frames"))
        self.next = IconButton("skip-forward", say("Next frame"), ".")
        self.onion = IconButton(
            "circles-three", say("Onion skin"), "F3", say("The frames beside it, faint"), True
        )
        self.onion_more = IconButton("sliders-horizontal", say("Onion skin: how many, how faint"))
        self.duration, self.blend = QSpinBox(), QComboBox()
        self.opacity, self.percent = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.buttons = QHBoxLayout()
        self._build()
        self._lay_out()

    def _build(self) -> None:
        self.previous.clicked.connect(self.previous_asked)
        self.play.clicked.connect(self.play_asked)
        self.next.clicked.connect(self.next_asked)
        self.onion.clicked.connect(self.onion_toggled)
        self.onion_more.clicked.connect(self.onion_asked)
        self.duration.setRange(1, LONGEST_MS)
        self.duration.setSuffix(" ms")
        self.duration.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.duration.setFont(theme.number_font())
        self.duration.setKeyboardTracking(False)
        self.duration.setFixedWidth(_DURATION_PX)
        describe(self.duration, say("Duration of the frame"))
        FieldKeys(self.duration)
        self.duration.valueChanged.connect(self._on_duration)
        for blend in BLENDS:
            self.blend.addItem(say(_BLEND_NAMES[blend]), blend)
        describe(self.blend, say("Blend"), hint=say("How the layer mixes with what is below it"))
        self.blend.activated.connect(lambda _row: self.blend_chosen.emit(self.blend.currentData()))
        for part in (self.blend, self.opacity):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.opacity.setRange(0, 255)
        self.opacity.setPageStep(26)
        describe(self.opacity, say("Opacity of the layer"))
        self.opacity.valueChanged.connect(self._on_opacity)
        self.opacity.sliderReleased.connect(self.opacity_let_go)
        self.percent.setFont(theme.number_font())
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.percent.setFixedWidth(_PERCENT_PX)

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for line in (upper, self.buttons, lower):
            line.setSpacing(theme.TIGHT)
        for button in (self.previous, self.play, self.next):
            upper.addWidget(button)
        upper.addSpacing(theme.GAP)
        upper.addWidget(self.onion)
        upper.addWidget(self.onion_more)
        upper.addStretch(1)
        upper.addWidget(self.duration)
        lower.addWidget(self.blend)
        lower.addWidget(self.opacity, 1)
        lower.addWidget(self.percent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        for line in (upper, self.buttons, lower):
            column.addLayout(line)
        column.addStretch(1)

    def add_buttons(self, word: str, buttons: Sequence[QWidget]) -> None:
        """A group of buttons behind the word for what they act on."""
        if self.buttons.count():
            self.buttons.addStretch(1)
        label = QLabel(say(word))
        theme.set_role(label, "caption")
        self.buttons.addWidget(label)
        for button in buttons:
            self.buttons.addWidget(button)

    def show_place(self, layer: Layer, frame: Frame) -> None:
        """Show the facts of the active layer and frame, without telling anybody."""
        self._shown_ms, self._shown_opacity = frame.duration_ms, layer.opacity
        self.duration.setValue(frame.duration_ms)
        self.opacity.setValue(layer.opacity)
        self.blend.setCurrentIndex(BLENDS.index(layer.blend))
        self.percent.setText(f"{round(layer.opacity / 2.55)} %")

    def show_playing(self, playing: bool) -> None:
        """Show whether the frames move."""
        self.play.setIcon(theme.icon("pause" if playing else "play"))

    def _on_duration(self, value: int) -> None:
        if value != self._shown_ms:
            self.duration_chosen.emit(value)

    def _on_opacity(self, value: int) -> None:
        if value != self._shown_opacity:
            self.opacity_pulled.emit(value)
            if not self.opacity.isSliderDown():
                self.opacity_let_go.emit()
