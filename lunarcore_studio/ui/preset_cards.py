"""Three lengths of a training side by side, each with what it comes to on this machine. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from lunarcore_studio.engine.training_protocol import PaceMeasured
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.tokens import tokens
from lunarcore_studio.ui.training_presets import PRESETS, Preset, length_text, yield_text

HEIGHT_PX = 112
PAD_PX = 14


class PresetCard(QAbstractButton):
    """One preset: name, how long it takes, what for, what is done in it."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self.preset = preset
        self._length, self._yield = length_text(preset, None), ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        self._tell()

    def show_pace(self, pace: PaceMeasured | None, sprites: int) -> None:
        """Say what this machine does in that time."""
        self._length = length_text(self.preset, pace)
        self._yield = yield_text(self.preset, pace, sprites)
        self._tell()
        self.update()

    @property
    def said(self) -> str:
        """All that the card says."""
        return f"{say(self.preset.name)}: {self._length}. {say(self.preset.promise)} {self._yield}".strip()

    def sizeHint(self) -> QSize:
        return QSize(180, HEIGHT_PX)

    def _tell(self) -> None:
        self.setAccessibleName(f"{say(self.preset.name)}, {self._length}")
        self.setAccessibleDescription(f"{say(self.preset.promise)} {self._yield}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, on = tokens(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = colors.chosen if on else colors.hover if self.underMouse() else colors.panel
        edge = colors.accent if on else colors.edge
        painter.setPen(QPen(QColor(edge), 1.0))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.text if on else colors.accent), 2.0))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        colors = tokens()
        room = self.rect().adjusted(PAD_PX, 12, -PAD_PX, -10)
        row = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        lines = (
            (strong, colors.text, say(self.preset.name), 0, 18),
            (theme.number_font(), colors.accent, self._length, 20, 18),
            (theme.number_font(theme.CAPTION_PX), colors.text, say(self.preset.promise), 44, 30),
            (theme.number_font(theme.CAPTION_PX), colors.quiet, self._yield, 76, 30),
        )
        for font, color, text, top, height in lines:
            painter.setFont(font)
            painter.setPen(QColor(color))
            place = QRect(room.x(), room.y() + top, room.width(), height)
            painter.drawText(place, row | Qt.TextFlag.TextWordWrap, text)


class PresetCards(QWidget):
    """The three; arrows walk. `changed` tells of another choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("How long it shall train"))
        self.cards = {preset.id: PresetCard(preset) for preset in PRESETS}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        for card in self.cards.values():
            self._group.addButton(card)
            row.addWidget(card, 1)
            card.toggled.connect(lambda on: self.changed.emit() if on else None)
        self.cards["sketch"].setChecked(True)

    @property
    def current(self) -> Preset:
        """The chosen preset."""
        return next(card.preset for card in self.cards.values() if card.isChecked())

    def show_pace(self, pace_of: Callable[[Preset], PaceMeasured | None], sprites: int) -> None:
        """Say on each card what this machine does in that time."""
        for card in self.cards.values():
            card.show_pace(pace_of(card.preset), sprites)
