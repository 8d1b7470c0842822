"""Small pictures of the steps of the history, made while the hand rests. GUI thread only.

A row that comes into sight asks for its picture and is painted without it; the picture comes a moment later.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from lunarcore_studio.pixels.history import Step
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite
from lunarcore_studio.ui.images import to_qimage

THUMB_PX = 20
MOST = 512  # pictures of 1.6 KB each; the steps in sight are some tens
_GO_MS = 3  # of work before the hand is heard again
_Key = tuple[str, int]  # digest of the sprite, frame


class HistoryThumbs(QObject):
    """`made` tells that pictures which were asked for are there now. Holds no sprite longer than it must."""

    made = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._images: OrderedDict[_Key, QImage] = OrderedDict()
        self._asked: dict[_Key, Step] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._make)

    def __len__(self) -> int:
        return len(self._images)

    def of(self, step: Step) -> QImage | None:
        """What the step led to, in the frame where the hand was then; None as long as it is not made."""
        key = step.state.sprite.digest, step.ended[1]
        image = self._images.get(key)
        if image is None:
            self._asked[key] = step
            self._soon.start()
        else:
            self._images.move_to_end(key)
        return image

    def forget_asked(self) -> None:
        """Other rows are in sight: those that were asked for before need not be made."""
        self._asked.clear()

    def _make(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._asked and clock.elapsed() < _GO_MS:
            key, step = self._asked.popitem()
            self._images[key] = small(step.state.sprite, key[1])
        while len(self._images) > MOST:
            self._images.popitem(last=False)
        if self._asked:
            self._soon.start()
        else:
            self.made.emit()


def small(sprite: Sprite, frame: int) -> QImage:
    """A frame within 20 pixels: as it is, or every so many pixels of it."""
    step = -(-max(sprite.size) // THUMB_PX)
    across, down = (slice(min(step // 2, side - 1), None, step) for side in sprite.size)
    frame = min(frame, len(sprite.frames) - 1)
    cels = {
        (layer, 0): Cel(np.ascontiguousarray(sprite.cels[layer, frame].pixels[down, across]))
        for layer in range(len(sprite.layers))
        if (layer, frame) in sprite.cels
    }
    width, height = (len(range(side)[part]) for side, part in zip(sprite.size, (across, down), strict=True))
    return to_qimage(Sprite(width, height, layers=sprite.layers, frames=(Frame(),), cels=cels).flatten())
