"""Reads a picture to draw after: what the studio reads, and photographs, made smaller. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import READABLE, decode
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.language import mark
from lunarcore_studio.ui.images import to_qimage

PICTURES = (mark("Pictures"), READABLE | {".jpg", ".jpeg"})
LARGEST_SIDE = 4096  # of what is kept of a photograph
_LARGEST_PHOTOGRAPH = 1 << 27  # pixels as they lie in the file
_JPEG = b"\xff\xd8\xff"


def read_reference(path: Path) -> QImage:
    """The first frame of any picture that is read, or a JPEG of sides up to 4096, larger ones made smaller.

    FileError with one sentence.
    """
    data = read_bytes(path)
    if not data.startswith(_JPEG):
        return to_qimage(decode(data, path).pixels)
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _LARGEST_PHOTOGRAPH:
        raise FileError.about(path, "is too large or damaged: its size can not be read")
    if max(size.width(), size.height()) > LARGEST_SIDE:
        reader.setScaledSize(
            size.scaled(QSize(LARGEST_SIDE, LARGEST_SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    buffer.close()
    if image.isNull():
        raise FileError.about(path, "is a damaged JPEG picture")
    return image.convertToFormat(QImage.Format.Format_RGBA8888)
