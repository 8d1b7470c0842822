"""One axis of the model: its two ends, its slider, its value and its lock. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.latent_slider import LatentSlider, sigma_text
from lunarcore_studio.ui.pixel_view import PixelView
from lunarcore_studio.ui.theme import CAPTION_PX, PANEL_MARGIN, TIGHT, icon, number_font, set_role

ROW_PX = 36
THUMBNAIL_ZOOM = 2
_NUMBER_PX = 20
_VALUE_PX = 40
_LOCK_PX = 24


class LatentRow(QWidget):
    """Shows one axis; `end_asked` carries -1 or 1 when a thumbnail is clicked. `title` is its name."""

    end_asked = Signal(int)
    lock_toggled = Signal()

    def __init__(self, axis: int, title: str = "") -> None:
        super().__init__()
        self.axis = axis
        self.label = title or mark(f"Slider {axis + 1}")  # in the name of a step
        self.title = title or say("Slider {number}").format(number=axis + 1)
        self._spoken = title or say("slider {number}").format(number=axis + 1)  # within a sentence
        self.number = QLabel(str(axis + 1))
        self.low, self.high = (self._thumbnail(end) for end in (-1, 1))
        self.slider = LatentSlider()
        self.value = QLabel(sigma_text(0.0))
        self._shown_sigma: float | None = None
        self.lock = IconButton(
            "lock-simple-open", say("Lock {slider}").format(slider=self._spoken), checkable=True
        )
        self.setFixedHeight(ROW_PX)
        self._lay_out()
        self._dress()

    def _thumbnail(self, end: int) -> PixelView:
        view = PixelView(zoom=THUMBNAIL_ZOOM)
        low, high = say("{slider} low end"), say("{slider} high end")
        view.name = (low if end < 0 else high).format(slider=self.title)
        view.setAccessibleName(view.name)
        view.draggable = True
        view.clicked.connect(lambda: self.end_asked.emit(end))
        return view

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setSpacing(TIGHT)
        for part in (self.number, self.low, self.slider, self.high, self.value, self.lock):
            row.addWidget(part)
        row.setStretchFactor(self.slider, 1)
        row.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)

    def _dress(self) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for label, width in ((self.number, _NUMBER_PX), (self.value, _VALUE_PX)):
            label.setFixedWidth(width)
            label.setAlignment(right)
            label.setFont(number_font(CAPTION_PX))
        self.slider.setAccessibleName(self.title)
        self.lock.setFixedSize(_LOCK_PX, _LOCK_PX)
        self.lock.setIconSize(QSize(14, 14))
        self.lock.clicked.connect(lambda: self.lock_toggled.emit())
        self.show_locked(False)

    def set_reach(self, reach: float) -> None:
        """Take over the range of the model's axis."""
        self.slider.set_reach(reach)
        low, high = sigma_text(-reach), sigma_text(reach)
        self.slider.setToolTip(
            say(
                "{title}, {low} to {high}\nArrows 0.1σ, PgUp and PgDn 1σ\nHome or double click: to "
                "rest, Esc: take back"
            ).format(title=self.title, low=low, high=high)
        )
        self.low.setToolTip(say("Click: {slider} to {low}").format(slider=self._spoken, low=low))
        self.high.setToolTip(say("Click: {slider} to {high}").format(slider=self._spoken, high=high))

    def show_sigma(self, sigma: float) -> None:
        """Show the slider's position."""
        if sigma == self._shown_sigma == self.slider.sigma:
            return
        self._shown_sigma = sigma
        self.slider.show_sigma(sigma)
        self.value.setText(sigma_text(sigma))
        role = "" if self.slider.value() else "quiet"
        if self.value.property("role") != role:
            set_role(self.value, role)

    def show_locked(self, locked: bool) -> None:
        """Show whether the axis stays where it is."""
        self.slider.set_locked(locked)
        self.lock.setChecked(locked)
        self.lock.setIcon(icon("lock-simple") if locked else icon("lock-simple-open", "faint"))
        told = (
            say("Unlock {slider}: dice and reset pass it over")
            if locked
            else say("Lock {slider}: dice and reset pass it over")
        )
        self.lock.setToolTip(told.format(slider=self._spoken))

    def show_ends(self, low: np.ndarray | None, high: np.ndarray | None) -> None:
        """Show the pictures at both ends, uint8 (R, R, 4)."""
        self.low.show_pixels(low)
        self.high.show_pixels(high)
