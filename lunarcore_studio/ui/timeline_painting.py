"""Paints the parts of the timeline, each from the sprite and the geometry alone. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.sprite import Cel, Sprite
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import paint_checker, to_qimage
from lunarcore_studio.ui.timeline_geometry import HEAD_PX, NAMES_PX, ROW_PX, TimelineGeometry

THUMB_PX = 20
_ICON_PX = 16
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


@dataclass
class Look:
    """What is marked: the active cel, the frame that plays, and what a drag would do."""

    layer: int = 0
    frame: int = 0
    run: range = range(0)  # frames that are chosen together
    playing: int | None = None
    dropped_layer: int | None = None
    dropped_frame: int | None = None
    gap: int | None = None  # before which frame new ones come in
    focused: bool = False
    thumbs: WeakKeyDictionary[Cel, QImage] = field(default_factory=WeakKeyDictionary)


class TimelinePainting:
    """Paints `sprite` with a painter that covers `room`."""

    def __init__(
        self, painter: QPainter, room: QRect, sprite: Sprite, at: TimelineGeometry, look: Look
    ) -> None:
        self._painter, self._room, self._sprite, self._at, self._look = painter, room, sprite, at, look

    def paint(self) -> None:
        """All of it: the cels first, and over them what stays in sight."""
        painter = self._painter
        painter.fillRect(self._room, theme.color("well"))
        layers, frames = self._in_sight()
        self._paint_active_ground()
        for layer in layers:
            for frame in frames:
                self._paint_cel(layer, frame)
        self._mark_active()
        painter.fillRect(QRect(0, 0, NAMES_PX, self._room.height()), theme.color("panel"))
        for layer in layers:
            self._paint_layer(layer)
        painter.fillRect(QRect(0, 0, self._room.width(), self._at.top), theme.color("panel"))
        for frame in frames:
            self._paint_head(frame)
        for index in range(len(self._sprite.tags)):
            self._paint_tag(index)
        painter.fillRect(QRect(0, 0, NAMES_PX - 1, self._at.top), theme.color("panel"))
        self._paint_edges()
        self._paint_drop()

    def _in_sight(self) -> tuple[range, range]:
        at, room = self._at, self._room
        frames = range(at.frame_near(NAMES_PX), at.frame_near(room.width()) + 1)
        return range(at.layer_near(room.height()), at.layer_near(at.top) + 1), frames

    def _paint_active_ground(self) -> None:
        """The row and the column of the active cel, a shade lighter."""
        at, look = self._at, self._look
        shade = theme.color("panel")
        wide, high = at.size[0] - NAMES_PX, at.size[1] - at.top
        self._painter.fillRect(QRect(at.column(0), at.row(look.layer), wide, ROW_PX), shade)
        column = _rect(at.cel(at.layers - 1, look.frame))
        self._painter.fillRect(QRect(column.left(), column.top(), column.width(), high), shade)

    def _paint_cel(self, layer: int, frame: int) -> None:
        place = _rect(self._at.cel(layer, frame))
        painter = self._painter
        painter.fillRect(QRect(place.right(), place.top(), 1, place.height()), theme.color("line"))
        painter.fillRect(QRect(place.left(), place.bottom(), place.width(), 1), theme.color("line"))
        cel = self._sprite.cels.get((layer, frame))
        if cel is None or not cel.pixels[..., 3].any():
            dot = QRect(0, 0, 4, 4)
            dot.moveCenter(place.center())
            painter.fillRect(dot, theme.color("line"))
            return
        image = self._look.thumbs.get(cel)
        if image is None:
            image = self._look.thumbs[cel] = thumb(cel)
        spot = QRect(0, 0, image.width(), image.height())
        spot.moveCenter(place.adjusted(0, 0, -1, -1).center())
        paint_checker(painter, spot)
        if not self._sprite.layers[layer].visible:
            painter.setOpacity(0.35)
        painter.drawImage(spot, image)
        painter.setOpacity(1.0)

    def _mark_active(self) -> None:
        look = self._look
        place = _rect(self._at.cel(look.layer, look.frame)).adjusted(0, 0, -1, -1)
        for step in range(2 if look.focused else 1):
            self._painter.setPen(theme.color("accent"))
            self._painter.drawRect(place.adjusted(step, step, -step - 1, -step - 1))
        if not look.focused:
            self._painter.fillRect(
                QRect(place.left(), place.bottom() - 1, place.width(), 2), theme.color("accent")
            )

    def _paint_layer(self, layer: int) -> None:
        painter, facts, at = self._painter, self._sprite.layers[layer], self._at
        active = layer == self._look.layer
        row = QRect(0, at.row(layer), NAMES_PX, ROW_PX)
        if active:
            painter.fillRect(row, theme.color("chosen"))
        eye = ("eye", "text" if active else "quiet") if facts.visible else ("eye-slash", "faint")
        lock = ("lock-simple", "text") if facts.locked else ("lock-simple-open", "faint")
        for which, (glyph, role) in (("eye", eye), ("lock", lock)):
            spot = QRect(0, 0, _ICON_PX, _ICON_PX)
            spot.moveCenter(_rect(at.sign(layer, "eye" if which == "eye" else "lock")).center())
            theme.icon(glyph, role).paint(painter, spot)
        name = _rect(at.name(layer)).adjusted(theme.TIGHT, 0, -theme.GAP, 0)
        painter.setFont(theme.number_font())
        said = "" if facts.opacity == 255 else f"{round(facts.opacity / 2.55)} %"
        painter.setPen(theme.color("quiet"))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), said)
        room = name.width() - (painter.fontMetrics().horizontalAdvance(said) + theme.TIGHT if said else 0)
        painter.setPen(theme.color("text" if facts.visible else "quiet"))
        text = painter.fontMetrics().elidedText(facts.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(name, int(_LEFT), text)
        painter.fillRect(QRect(0, row.bottom(), NAMES_PX, 1), theme.color("line"))

    def _paint_head(self, frame: int) -> None:
        painter, place = self._painter, _rect(self._at.head(frame))
        look = self._look
        active, playing = frame == look.frame or frame in look.run, frame == look.playing
        if active or playing:
            painter.fillRect(place.adjusted(0, 0, -1, 0), theme.color("accent" if playing else "chosen"))
        upper = QRect(place.left(), place.top() + 1, place.width() - 1, HEAD_PX // 2)
        lower = upper.translated(0, HEAD_PX // 2 - 2)
        text = theme.color("on_accent" if playing else "text")
        painter.setFont(theme.number_font(theme.CAPTION_PX + 1))
        painter.setPen(text)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), str(frame + 1))
        painter.setFont(theme.number_font(10))
        painter.setPen(text if playing or active else theme.color("quiet"))
        duration = short_ms(self._sprite.frames[frame].duration_ms)
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignCenter), duration)
        painter.fillRect(QRect(place.right(), place.top(), 1, place.height()), theme.color("line"))

    def _paint_tag(self, index: int) -> None:
        painter, tag = self._painter, self._sprite.tags[index]
        place = _rect(self._at.tag(index)).adjusted(1, 1, -2, -1)
        tone = QColor(*tag.color[:3]) if any(tag.color[:3]) else theme.color("edge")  # black is said for none
        ground = theme.color("raised")
        painter.fillRect(place, ground)
        painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), tone)
        painter.fillRect(QRect(place.left(), place.bottom() - 1, place.width(), 2), tone)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.number_font(theme.CAPTION_PX))
        inside = place.adjusted(6, 0, -2, -1)
        inside.setLeft(max(inside.left(), NAMES_PX + theme.TIGHT))
        arrow = {"reverse": " ←", "ping-pong": " ↔", "ping-pong reverse": " ↔"}.get(tag.direction, "")
        times = f" ×{tag.repeats}" if tag.repeats else ""
        said = f"{tag.name}{arrow}{times}"
        text = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, max(0, inside.width()))
        painter.drawText(inside, int(_LEFT), text)

    def _paint_edges(self) -> None:
        tone = theme.color("line")
        self._painter.fillRect(QRect(NAMES_PX - 1, 0, 1, self._room.height()), tone)
        self._painter.fillRect(QRect(0, self._at.top - 1, self._room.width(), 1), tone)

    def _paint_drop(self) -> None:
        look, at, tone = self._look, self._at, theme.color("accent")
        if look.dropped_frame is not None:
            behind = look.dropped_frame > look.frame
            x = at.column(look.dropped_frame + behind) - 1
            self._painter.fillRect(QRect(x - 1, at.top - HEAD_PX, 3, self._room.height()), tone)
        if look.gap is not None:
            x = min(at.column(look.gap) - 1, self._room.right() - 1)
            top = at.top - HEAD_PX
            self._painter.fillRect(QRect(x - 1, top, 3, at.size[1] - at.scroll[1] - top), tone)
            self._painter.fillRect(QRect(x - 4, top, 9, 3), tone)
        if look.dropped_layer is not None:
            below = look.dropped_layer < look.layer
            y = at.row(look.dropped_layer) + (ROW_PX if below else 0)
            self._painter.fillRect(QRect(0, y - 2, self._room.width(), 3), tone)


def thumb(cel: Cel) -> QImage:
    """A cel within 20 pixels: as it is, or every so many pixels of it."""
    step = -(-max(cel.pixels.shape[:2]) // THUMB_PX)
    return to_qimage(np.ascontiguousarray(cel.pixels[step // 2 :: step, step // 2 :: step]))


def short_ms(duration_ms: int) -> str:
    """A duration as it goes into a column: "100", or "1.5s" from a second on."""
    return str(duration_ms) if duration_ms < 1000 else f"{duration_ms / 1000:.3g}s"


def _rect(rect: Rect) -> QRect:
    return QRect(*rect)
