"""Where a colour is mixed: a plane and a strip of hues, channels, the hex number, harmonies. GUI thread only.

To choose a colour is no step of history; who opened it decides what the colour is for.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.mixing import PLANES, Mixed, Model, hues
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_picker_channels import Channels
from lunarcore_studio.ui.color_picker_harmonies import HarmonyRow
from lunarcore_studio.ui.color_picker_plane import Pointed, Strip, hatched
from lunarcore_studio.ui.color_wells import paint_color
from lunarcore_studio.ui.hex_field import HexField
from lunarcore_studio.ui.images import to_qimage
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session

PLANE_PX, STRIP_PX, HEIGHT_PX = 204, 16, 206  # as high as the channels
GRAIN_PX = 2  # of the plane: painted anew with every hue that the strip is pulled over
CHOICES = (
    ("hsv", "HSV", mark("Saturation to the right, value upwards")),
    ("oklch", "OKLCH", mark("Chroma to the right, lightness upwards, as the eye sees them")),
)
NAMES: dict[Model, str] = {"hsv": mark("Saturation and value"), "oklch": mark("Chroma and lightness")}


class _Compared(QWidget):
    """Before, and after."""

    def __init__(self, before: RGBA) -> None:
        super().__init__()
        self.before, self.after = before, before
        self.setFixedSize(56, 24)
        describe(self, say("Before and after"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, half = QPainter(self), self.width() // 2
        for left, color in ((0, self.before), (half, self.after)):
            paint_color(painter, self.rect().adjusted(left, 0, left - half, 0), color, theme.color("edge"))
        painter.end()


class ColorPicker(QFrame):
    """`changed` carries each colour on the way; `finished` whether the last one is wanted (Escape: no)."""

    changed = Signal(object)
    finished = Signal(bool)

    def __init__(self, session: Session, color: RGBA, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self._session, self._before, self._wanted = session, color, True
        self._now = Mixed.of(color if color[3] else (*color[:3], 255))
        self._model: Model = session.settings.picker
        self._drawn: tuple[Model, float] | None = None  # the plane as it is painted: model and hue
        self.models = Segments(CHOICES, say("Model of the plane"))
        self.models.show_current(self._model)
        self.field, self.hue = Pointed(NAMES[self._model]), Strip(say("Hue"), (0, 1 / 360))
        self.channels = Channels(self._now, self._model)
        self.compare, self.hex = _Compared(color), HexField()
        self.harmonies = HarmonyRow(color, session.settings.harmony)
        describe(self.hex, say("Colour as hex"), hint=say("#rrggbb, or #rrggbbaa with alpha. Enter accepts"))
        self._lay_out(title)
        self._connect()
        self._show_model(self._model)
        self.hex.show_color(color)
        self.hex.selectAll()
        self.hex.setFocus()

    def _lay_out(self, title: str) -> None:
        label = QLabel(title)
        theme.set_role(label, "title")
        head, planes, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.models)
        self.field.setFixedSize(PLANE_PX, HEIGHT_PX)
        self.hue.setFixedSize(STRIP_PX, HEIGHT_PX)
        for row, parts in ((planes, (self.field, self.hue)), (foot, (self.compare, self.hex))):
            row.setSpacing(theme.GAP)
            for part in parts:
                row.addWidget(part)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP)
        grid.addLayout(planes, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.channels, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(foot, 1, 0)
        grid.addWidget(self.harmonies, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addLayout(grid)

    def _connect(self) -> None:
        self.models.chosen.connect(self._choose_model)
        self.field.pointed.connect(self._on_field)
        self.hue.pointed.connect(lambda _x, y: self._take(self._now.at(PLANES[self._model][2], y)))
        self.channels.mixed.connect(self._take)
        self.hex.named.connect(lambda color: self._take(Mixed.of(color, self._now)))
        self.hex.returnPressed.connect(self.close)
        self.harmonies.taken.connect(lambda color: self._take(Mixed.of(color, self._now), harmonises=False))
        self.harmonies.kind_chosen.connect(lambda kind: self._session.set_settings(harmony=kind))

    @property
    def color(self) -> RGBA:
        """The colour as it is now."""
        return self._now.color

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._wanted = False
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        self.finished.emit(self._wanted and self.compare.after != self._before)

    def _choose_model(self, model: Model) -> None:
        self._session.set_settings(picker=model)
        self._show_model(model)

    def _show_model(self, model: Model) -> None:
        self._model = model
        describe(self.field, NAMES[model], hint=say("Drag, or use the arrows, with Shift in larger steps"))
        self.hue.show_image(to_qimage(np.ascontiguousarray(hues(model, HEIGHT_PX)[::-1, None])), True)
        self.channels.show_model(model)
        self._show()

    def _on_field(self, x: float, y: float) -> None:
        across, up, _hue = PLANES[self._model]
        self._take(self._now.at(across, x).at(up, y))

    def _take(self, now: Mixed, harmonises: bool = True) -> None:
        """Take a colour; one that is taken of the harmonies leaves them as they are."""
        self._now = now
        self.compare.after = now.color
        self._show()
        self.hex.show_color(now.color)
        if harmonises:
            self.harmonies.show_color(now.color)
        self.changed.emit(now.color)

    def _show(self) -> None:
        across, up, hue = PLANES[self._model]
        drawn = self._model, self._now.share(hue)
        if drawn != self._drawn:
            self._drawn = drawn
            size = PLANE_PX // GRAIN_PX, HEIGHT_PX // GRAIN_PX
            pixels, shown = self._now.plane(self._model, *size)
            self.field.show_image(hatched(pixels, shown), bool(shown.all()))
        self.field.show_at(self._now.share(across), self._now.share(up))
        self.hue.show_at(0, self._now.share(hue))
        self.channels.show_mixed(self._now)
        self.compare.update()
