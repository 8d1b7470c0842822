"""The one door to Pillow's decoders: named formats only, every complaint a sentence. Any thread."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels

_BAND = 1 << 18  # pixels converted at once: Pillow needs several copies of what it hands over


def opened(data: bytes, kind: str, name: Path | str) -> Image.Image:
    """The first frame, decoded by the plug-in `kind` ("PNG", "GIF", "WEBP", "BMP") and no other.

    Sizes must have been checked: here memory is allocated for what the header says.
    """
    try:
        image = Image.open(io.BytesIO(data), formats=(kind,))
        image.load()
    # a plug-in raises whatever a broken field made it stumble on, down to AttributeError and struct.error
    except Exception as error:
        raise complaint(name, error) from error
    return image


def rgba(image: Image.Image) -> Pixels:
    """The frame that an image shows: writeable uint8 (H, W, 4)."""
    width, height = image.size
    out = np.empty((height, width, 4), np.uint8)
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        band = image.crop((0, top, width, min(height, top + step)))
        out[top : top + step] = np.asarray(band.convert("RGBA"))
    return out


def complaint(name: Path | str, error: Exception) -> FileError:
    """What Pillow raised as a sentence."""
    if isinstance(error, MemoryError):
        return FileError.about(name, "is too large: there is not enough memory to decode it")
    if isinstance(error, EOFError) or "truncated" in str(error):
        return FileError.about(name, "is cut short: its picture data ends before the last row")
    return FileError.about(name, "is damaged: its picture data can not be decoded")
