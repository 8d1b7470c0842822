"""Carries pixel arrays over to Qt: every widget paints and drags the same uint8 RGBA. GUI thread only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QRect
from PySide6.QtGui import QBrush, QColor, QImage, QImageWriter, QPainter, QPixmap

from lunarcore_studio.ui.tokens import tokens

SPRITE_MIME = "application/x-lunarcore-sprite"
PNG_MIME = "image/png"
CHECKER_PX = 8
_LONGEST_NAME = 200

_checker_brushes: dict[tuple[str, str], QBrush] = {}


def to_qimage(pixels: np.ndarray) -> QImage:
    """A QImage of its own memory, Format_RGBA8888, from uint8 (H, W, 4) straight RGBA."""
    height, width = pixels.shape[:2]
    straight = np.ascontiguousarray(pixels, dtype=np.uint8)
    return QImage(straight.data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def from_qimage(image: QImage) -> np.ndarray:
    """uint8 (H, W, 4) straight RGBA of its own memory from any QImage; (0, 0, 4) from a null one."""
    if image.isNull():
        return np.zeros((0, 0, 4), np.uint8)
    straight = image.convertToFormat(QImage.Format.Format_RGBA8888)
    height, width, stride = straight.height(), straight.width(), straight.bytesPerLine()
    rows = np.frombuffer(straight.constBits(), np.uint8).reshape(height, stride)
    return rows[:, : 4 * width].reshape(height, width, 4).copy()


def paint_checker(painter: QPainter, rect: QRect, colors: tuple[str, str] | None = None) -> None:
    """Fill `rect` with the 8-pixel checkerboard that stands for transparency, anchored at its corner.

    Without `colors` (two "#rrggbb") it is the theme's.
    """
    chosen = colors or (tokens().checker_a, tokens().checker_b)
    if chosen not in _checker_brushes:
        _checker_brushes[chosen] = _checker_brush(*chosen)
    painter.save()
    painter.setBrushOrigin(rect.topLeft())
    painter.fillRect(rect, _checker_brushes[chosen])
    painter.restore()


def _checker_brush(first: str, second: str) -> QBrush:
    """Far wider than its two squares: Qt fills a canvas with that in half of the time."""
    tile = QPixmap(64 * CHECKER_PX, 2 * CHECKER_PX)
    tile.fill(QColor(first))
    with QPainter(tile) as squares:
        for column in range(64):
            top = 0 if column % 2 else CHECKER_PX
            squares.fillRect(column * CHECKER_PX, top, CHECKER_PX, CHECKER_PX, QColor(second))
    return QBrush(tile)


def whole_zoom(width: int, height: int, room_width: int, room_height: int) -> int:
    """The largest whole number of screen pixels a sprite pixel may have in the room; at least 1."""
    return max(1, min(room_width // max(1, width), room_height // max(1, height)))


def paint_pixels(painter: QPainter, target: QRect, pixels: np.ndarray, zoom: int) -> QRect:
    """Paint uint8 (H, W, 4) by nearest neighbour at a whole-number zoom in the middle of `target`.

    Gives the rect it covered.
    """
    height, width = pixels.shape[:2]
    left = target.x() + (target.width() - width * zoom) // 2
    top = target.y() + (target.height() - height * zoom) // 2
    place = QRect(left, top, width * zoom, height * zoom)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawImage(place, to_qimage(pixels))
    painter.restore()
    return place


def pixmap_at(pixels: np.ndarray, zoom: int, checker: bool = True) -> QPixmap:
    """A pixmap of uint8 (H, W, 4) at a whole-number zoom, on the checkerboard or on nothing."""
    height, width = pixels.shape[:2]
    pixmap = QPixmap(width * zoom, height * zoom)
    pixmap.fill(QColor(0, 0, 0, 0))
    with QPainter(pixmap) as painter:
        if checker:
            paint_checker(painter, pixmap.rect())
        paint_pixels(painter, pixmap.rect(), pixels, zoom)
    return pixmap


def sprite_mime(pixels: np.ndarray, name: str) -> QMimeData:
    """What a drag or a copy carries: a PNG any program reads, and the sprite's name for this one."""
    image = to_qimage(pixels)
    packed = QByteArray()
    buffer = QBuffer(packed)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    mime = QMimeData()
    mime.setImageData(image)
    mime.setData(PNG_MIME, packed)
    mime.setData(SPRITE_MIME, QByteArray(json.dumps({"version": 1, "name": name}).encode()))
    return mime


def local_files(mime: QMimeData) -> list[Path]:
    """The local files and folders that a drop carries.

    A sprite of this program is none: the file that it has with it is for other programs alone.
    """
    if mime.hasFormat(SPRITE_MIME):
        return []
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def dropped_file(mime: QMimeData) -> Path | None:
    """The one local file that a drop carries; None for none or several."""
    local = local_files(mime)
    return local[0] if len(local) == 1 else None


def holds_pixels(mime: QMimeData) -> bool:
    """Whether `pixels_from_mime` has a picture to read, told without decoding it."""
    return mime.hasFormat(PNG_MIME) or mime.hasImage()


def pixels_from_mime(mime: QMimeData) -> tuple[np.ndarray, str] | None:
    """(uint8 (H, W, 4), name) of a drag or the clipboard; name "" from other programs.

    None when there is no picture in it, or one that can not be decoded.
    """
    image = QImage()
    if mime.hasFormat(PNG_MIME):
        image.loadFromData(mime.data(PNG_MIME))
    if image.isNull() and mime.hasImage():
        held = mime.imageData()
        image = held.toImage() if isinstance(held, QPixmap) else held
    if not isinstance(image, QImage) or image.isNull():
        return None
    return from_qimage(image), _name_in(mime)


def _name_in(mime: QMimeData) -> str:
    if not mime.hasFormat(SPRITE_MIME):
        return ""
    try:
        said = json.loads(bytes(mime.data(SPRITE_MIME).data()))
    except (ValueError, RecursionError):  # any program may say that it drags one of ours
        return ""
    return str(said.get("name", ""))[:_LONGEST_NAME] if isinstance(said, dict) else ""
