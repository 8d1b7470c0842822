"""The channels of a colour one below the other: a letter, a band, a number. GUI thread only."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QWidget

from lunarcore_studio.language import mark
from lunarcore_studio.pixels.mixing import MODELS, RGB, Channel, Mixed, Model
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_picker_plane import Band, hatched
from lunarcore_studio.ui.panel import describe

BAND_PX, ROW_PX = QSize(132, 16), 26
_SAMPLES = 66


class _Kind(NamedTuple):
    letter: str
    name: str
    most: int
    unit: str


_KINDS: dict[Channel, _Kind] = {
    "hue": _Kind("H", mark("Hue"), 360, "°"),
    "saturation": _Kind("S", mark("Saturation"), 100, " %"),
    "value": _Kind("V", mark("Value"), 100, " %"),
    "lightness": _Kind("L", mark("Lightness"), 100, " %"),
    "chroma": _Kind("C", mark("Chroma"), 33, ""),
    "angle": _Kind("h", mark("Hue in OKLCH"), 360, "°"),
    "red": _Kind("R", mark("Red"), 255, ""),
    "green": _Kind("G", mark("Green"), 255, ""),
    "blue": _Kind("B", mark("Blue"), 255, ""),
    "alpha": _Kind("A", mark("Alpha"), 255, ""),
}


class Channels(QWidget):
    """The three channels of a model, then bytes and alpha. `mixed` carries the colour that a hand made."""

    mixed = Signal(object)

    def __init__(self, now: Mixed, model: Model) -> None:
        super().__init__()
        self._now = now
        self.bands: dict[Channel, Band] = {}
        self.boxes: dict[Channel, QSpinBox] = {}
        self._labels: dict[Channel, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.TIGHT + 2)
        grid.setVerticalSpacing(theme.TIGHT)
        for row, channel in enumerate(_KINDS):
            for place, part in enumerate(self._row(channel)):
                grid.addWidget(part, row, place)
        self.show_model(model)

    def _row(self, channel: Channel) -> tuple[QLabel, Band, QSpinBox]:
        kind = _KINDS[channel]
        label, band, box = QLabel(kind.letter), Band(kind.name, channel == "alpha"), QSpinBox()
        theme.set_role(label, "quiet")
        band.setFixedSize(BAND_PX)
        band.set_step(1 / kind.most, 0)
        box.setRange(0, kind.most)
        box.setSuffix(kind.unit)
        box.setFixedHeight(ROW_PX)
        box.setFont(theme.number_font())
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        describe(box, kind.name, hint=f"0 to {kind.most}{kind.unit}")
        band.pointed.connect(lambda x, _y: self._mix(channel, x))
        box.valueChanged.connect(lambda value: self._mix(channel, value / kind.most))
        self._labels[channel], self.bands[channel], self.boxes[channel] = label, band, box
        return label, band, box

    def show_model(self, model: Model) -> None:
        """Show the channels of another model."""
        for channel in _KINDS:
            is_shown = channel in (*MODELS[model], *RGB, "alpha")
            for part in (self._labels[channel], self.bands[channel], self.boxes[channel]):
                part.setVisible(is_shown)
        self._shown = (*MODELS[model], *RGB, "alpha")
        self.show_mixed(self._now)

    def show_mixed(self, now: Mixed) -> None:
        """Show a colour without telling anybody."""
        self._now = now
        for channel in self._shown:
            pixels, shown = now.along(channel, _SAMPLES)
            band, box = self.bands[channel], self.boxes[channel]
            band.show_image(hatched(pixels[None], shown[None]), channel != "alpha" and bool(shown.all()))
            band.show_at(now.share(channel), 0)
            box.blockSignals(True)
            box.setValue(round(now.share(channel) * _KINDS[channel].most))
            box.blockSignals(False)

    def _mix(self, channel: Channel, share: float) -> None:
        self.mixed.emit(self._now.at(channel, share))
