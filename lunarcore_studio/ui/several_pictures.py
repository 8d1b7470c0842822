"""Several pictures in one drag, frames with their durations: how they are packed and read. GUI thread.

They travel as an animated PNG, so what another program may put in their place goes through the reader that
bounds every picture file. Programs, and parts of the window, that know one picture alone take the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import decode, encode_apng
from lunarcore_studio.files.png_reading import SIGNATURE

FRAMES_MIME: Final = "application/x-lunarcore-frames"
MOST_FRAMES: Final = 256
MOST_BYTES: Final = 16 << 20
_MOST_PIXELS: Final = 1 << 22  # of all frames together


@dataclass(frozen=True)
class Several:
    """Frames of one size, uint8 (H, W, 4) each, with as many durations in milliseconds."""

    pictures: tuple[np.ndarray, ...]
    durations_ms: tuple[int, ...]

    @classmethod
    def of(cls, pictures: Sequence[np.ndarray], duration_ms: int) -> Several | None:
        """Frames of one duration; None for what a drag can not carry: one, too many, different sizes."""
        count = len(pictures)
        if not 2 <= count <= MOST_FRAMES or len({picture.shape for picture in pictures}) != 1:
            return None
        if sum(picture.shape[0] * picture.shape[1] for picture in pictures) > _MOST_PIXELS:
            return None
        return cls(tuple(pictures), (duration_ms,) * count)


def put_several(mime: QMimeData, several: Several) -> None:
    """Let a drag carry frames too."""
    mime.setData(FRAMES_MIME, QByteArray(encode_apng(several.pictures, several.durations_ms)))


def several_in(mime: QMimeData) -> Several | None:
    """The frames that a drag carries; None where it has none, or what is no honest animation of them."""
    if not mime.hasFormat(FRAMES_MIME):
        return None
    data = bytes(mime.data(FRAMES_MIME).data())
    if len(data) > MOST_BYTES or not data.startswith(SIGNATURE):
        return None
    try:
        found = decode(data, "the drag")
    except FileError:
        return None
    if len(found.frames) > MOST_FRAMES:
        return None
    return Several(found.frames, found.durations_ms)
