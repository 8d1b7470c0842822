"""Paints the layers of the canvas, each from the viewport and the session alone. GUI thread only.

Nothing here is anti-aliased or smoothed; every line is one device pixel wide and lies on a pixel's edge.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import paint_checker
from lunarcore_studio.ui.viewport import Viewport

CLOSEST_PX = 8  # of the screen between the lines of a grid
PIXEL_GRID = QColor(128, 128, 128, 64)
TILE_GRID = QColor(128, 128, 128, 190)


def view_of(pixels: Pixels, rect: Rect) -> QImage:
    """The part `rect` of uint8 (H, W, 4) in the one format that Qt enlarges fast (a third of the time)."""
    x, y, width, height = rect
    part = np.ascontiguousarray(pixels[y : y + height, x : x + width])
    straight = QImage(part.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return straight.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def paint_ground(painter: QPainter, viewport: Viewport, dirty: QRectF) -> None:
    """The well around the drawing, its thin edge, and the checkerboard under it."""
    area, hair = viewport.area, 1 / viewport.ratio
    if not area.contains(dirty):
        painter.fillRect(dirty, theme.color("well"))
        painter.fillRect(area.adjusted(-hair, -hair, hair, hair), theme.color("line"))
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    paint_checker(painter, area.toAlignedRect())
    painter.restore()


def paint_picture(painter: QPainter, viewport: Viewport, pixels: Pixels, dirty: QRectF) -> None:
    """The part of uint8 (H, W, 4) that a dirty region shows, by nearest neighbour."""
    rect = viewport.pixels_in(dirty)
    if rect[2] > 0 and rect[3] > 0:
        painter.drawImage(viewport.screen_rect(rect), view_of(pixels, rect))


def paint_bare(painter: QPainter, viewport: Viewport, rect: Rect) -> None:
    """The checkerboard alone at `rect` of the sprite, in place of what is painted there."""
    painter.save()
    painter.setClipRect(viewport.screen_rect(rect), Qt.ClipOperation.IntersectClip)
    paint_checker(painter, viewport.area.toAlignedRect())
    painter.restore()


def paint_patch(
    painter: QPainter, viewport: Viewport, pixels: Pixels, rect: Rect, skin: Pixels | None
) -> None:
    """Contiguous uint8 (h, w, 4) at `rect` of the sprite, on the onion skin it lies on."""
    place = viewport.screen_rect(rect)
    if skin is not None:
        painter.drawImage(place, view_of(skin, rect))
    painter.drawImage(place, view_of(pixels, (0, 0, *rect[2:])))


def paint_grid(painter: QPainter, viewport: Viewport, step: int, color: QColor, dirty: QRectF) -> None:
    """Lines between every `step` pixels, inside of the drawing; none where they would be too close."""
    if step * viewport.zoom < CLOSEST_PX:
        return
    area, hair = viewport.area, 1 / viewport.ratio
    x, y, width, height = viewport.pixels_in(dirty)
    for column in range(math.ceil(max(x, 1) / step) * step, min(x + width + 1, viewport.size[0]), step):
        left = area.left() + column * viewport.scale
        painter.fillRect(QRectF(left, area.top(), hair, area.height()), color)
    for row in range(math.ceil(max(y, 1) / step) * step, min(y + height + 1, viewport.size[1]), step):
        top = area.top() + row * viewport.scale
        painter.fillRect(QRectF(area.left(), top, area.width(), hair), color)


def paint_frame(painter: QPainter, place: QRectF, color: QColor, width: float) -> None:
    """A frame of `width` logical pixels just outside of `place`, without blurred corners."""
    left, top, right, bottom = place.left(), place.top(), place.right(), place.bottom()
    painter.fillRect(QRectF(left - width, top - width, place.width() + 2 * width, width), color)
    painter.fillRect(QRectF(left - width, bottom, place.width() + 2 * width, width), color)
    painter.fillRect(QRectF(left - width, top, width, place.height()), color)
    painter.fillRect(QRectF(right, top, width, place.height()), color)


def paint_word(painter: QPainter, place: QRectF, word: str) -> None:
    """The accent frame of a picture that is not the drawing's, and above it the word for what it is."""
    accent = theme.color("accent")
    paint_frame(painter, place, accent, 2)
    font = theme.number_font(theme.CAPTION_PX)
    painter.save()
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(word) + 12
    tag = QRectF(place.left() - 2, place.top() - 20, width, 18)
    if tag.top() < 0:
        tag.moveTop(max(place.top(), 0))
    painter.fillRect(tag, accent)
    painter.setPen(theme.color("on_accent"))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), word)
    painter.restore()


def patched(pixels: Pixels, patch: Pixels, rect: Rect) -> Pixels:
    """uint8 (H, W, 4) with the corner of `patch` laid into `rect`, contiguous."""
    x, y, width, height = rect
    out = np.array(pixels, order="C")
    out[y : y + height, x : x + width] = patch[:height, :width]
    return out
