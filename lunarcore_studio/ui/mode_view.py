"""One picture of the model with the word for what it is and what it changes. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.difference import count_text, difference_picture, differing
from lunarcore_studio.ui.pixel_view import FRAME_PX, PixelView
from lunarcore_studio.ui.tokens import CAPTION_PX, TIGHT, tokens

PICTURE_ZOOM = 8
LEAST_ZOOM = 3
SIDE = 16
FULL_PX = SIDE * PICTURE_ZOOM + 2 * FRAME_PX
_TAG_PX = 16


class WordTag(QWidget):
    """The word on a picture that is not in the drawing: accent on nothing, or on accent when chosen."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word
        self._chosen = False
        font = self.font()
        font.setPixelSize(CAPTION_PX)
        self.setFont(font)
        self.setFixedHeight(_TAG_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, word: str, chosen: bool) -> None:
        """Show `word`, and whether its picture is the chosen one."""
        if (word, chosen) != (self._word, self._chosen):
            self._word, self._chosen = word, chosen
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._word) + 12, _TAG_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = tokens()
        painter = QPainter(self)
        if self._chosen:
            painter.fillRect(self.rect(), QColor(colors.accent))
        painter.setPen(QColor(colors.on_accent if self._chosen else colors.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._word)
        painter.end()


class ModeView(QWidget):
    """The model's picture in one mode, in one of three looks: as it is, its difference, its raw."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word
        self.tag = WordTag(word)
        self.picture = PixelView(zoom=PICTURE_ZOOM)
        self.picture.name = say("Model, {mode}").format(mode=word)
        self.picture.set_focusable()
        self.count = QLabel(" ")
        self.count.setProperty("role", "caption")
        self.count.setContentsMargins(0, 0, TIGHT, 0)  # beside small pictures the words of both meet
        self.differs = 0
        self.picture.set_least_zoom(LEAST_ZOOM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(self.tag)
        column.addWidget(self.picture)
        column.addWidget(self.count)

    @property
    def least_px(self) -> int:
        """How high it is at the smallest zoom."""
        return self._words_px + self.picture.minimumSizeHint().height()

    @property
    def _words_px(self) -> int:
        return self.tag.sizeHint().height() + self.count.sizeHint().height() + 2 * TIGHT

    def fit(self, room: QSize) -> None:
        """Take the largest whole-number zoom at which the picture and its two words go into `room`."""
        side = min(room.width(), room.height() - self._words_px) - 2 * FRAME_PX
        zoom = max(LEAST_ZOOM, side // SIDE)
        self.picture.setFixedSize(SIDE * zoom + 2 * FRAME_PX, SIDE * zoom + 2 * FRAME_PX)

    def show_answer(
        self, look: str, chosen: bool, mine: np.ndarray, picture: np.ndarray | None, raw: np.ndarray | None
    ) -> None:
        """Show what the model made of `mine`; all are uint8 (R, R, 4), None before the first answer."""
        raw_word = say("{mode}, raw").format(mode=self.word)
        self.tag.say(raw_word if look == "raw" else self.word, chosen)
        self.picture.set_role(framed=picture is not None, chosen=chosen)
        self.picture.draggable = look != "raw"
        if picture is None or picture.shape != mine.shape:
            self.picture.show_pixels(None)
            self.count.setText(" ")
            return
        marks = differing(mine, picture)
        self.differs = int(marks.sum())
        self.count.setText(count_text(self.differs))
        if look == "difference":
            self.picture.show_pixels(difference_picture(mine, picture), marks, dragged=picture)
        else:
            self.picture.show_pixels(raw if look == "raw" else picture)
        told = (
            say("The model's picture in {mode} mode, chosen")
            if chosen
            else say("The model's picture in {mode} mode")
        )
        self.picture.setAccessibleName(told.format(mode=self.word))
        self.picture.setAccessibleDescription(self.count.text())
