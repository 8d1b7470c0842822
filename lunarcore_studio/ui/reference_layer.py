"""The reference behind, or above, the drawing on the canvas: one for each open drawing. GUI thread only.

It is scaled once for a view and kept: a stroke only lays a part of what is kept under its pixels.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from lunarcore_studio.ui.reference_image import Reference
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport

_Key = tuple[int, float, float, float, bool, QSize, float, QPointF, float]


class ReferenceLayer(QObject):
    """`changed` tells that the shown drawing has another reference, or another drawing is shown."""

    changed = Signal()

    def __init__(self, session: Session, viewport: Viewport, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._session, self._viewport, self._canvas = session, viewport, canvas
        self._by_key: dict[str, Reference] = {}
        self._shown_key = session.document.key
        self.shown = True
        self._kept: tuple[_Key, QPixmap] | None = None
        self._reduced: tuple[QImage, QImage] | None = None  # a reference, and it at the size of the screen
        session.drawings.changed.connect(self._prune)
        session.document_changed.connect(lambda _change: self._look())

    @property
    def current(self) -> Reference | None:
        """The reference of the drawing that is shown."""
        return self._by_key.get(self._session.document.key)

    def set_current(self, reference: Reference | None) -> None:
        """Give the drawing another reference, or none."""
        if reference is None:
            self._by_key.pop(self._session.document.key, None)
            self._kept = self._reduced = None
        else:
            self._by_key[self._session.document.key] = reference
        self._canvas.update()
        self.changed.emit()

    def paint(self, painter: QPainter, dirty: QRectF, above: bool) -> None:
        """Lay it over the ground, or `above` the drawing, where it is dirty; never beyond the drawing."""
        reference = self.current
        if reference is None or reference.above is not above or not self.shown:
            return
        painter.save()
        painter.setClipRect(dirty.intersected(self._viewport.area), Qt.ClipOperation.IntersectClip)
        painter.setOpacity(painter.opacity() * reference.percent / 100)
        painter.drawPixmap(QPoint(0, 0), self._picture(reference))
        painter.restore()

    def _picture(self, reference: Reference) -> QPixmap:
        """What is seen of it in the canvas, at this zoom and place."""
        view = self._viewport
        key: _Key = (
            reference.image.cacheKey(), reference.x, reference.y, reference.scale, reference.smooth,
            QSize(view.room), view.ratio, QPointF(view.origin), view.scale,
        )  # fmt: skip
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self._painted(reference)
        return self._kept[1]

    def _painted(self, reference: Reference) -> QPixmap:
        view, place = self._viewport, reference.place
        corner = view.origin + place.topLeft() * view.scale
        target = QRectF(corner.x(), corner.y(), place.width() * view.scale, place.height() * view.scale)
        pixmap = QPixmap(view.room * view.ratio)
        pixmap.setDevicePixelRatio(view.ratio)
        pixmap.fill(QColor(0, 0, 0, 0))
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, reference.smooth)
            painter.setClipRect(view.area)
            image = self._at(reference, target.size().toSize() * view.ratio)
            seen = target.intersected(view.area).intersected(QRectF(QPointF(0, 0), QSizeF(view.room)))
            if not seen.isEmpty():
                _draw_part(painter, target, seen, image)
        return pixmap

    def _at(self, reference: Reference, size: QSize) -> QImage:
        """The reference, averaged where the screen has fewer pixels than it: painting would skip some."""
        image = reference.image
        if not reference.smooth or size.width() * 2 > image.width() or size.isEmpty():
            return image
        kept = self._reduced
        if kept is None or kept[0].cacheKey() != image.cacheKey() or kept[1].size() != size:
            mode = Qt.TransformationMode.SmoothTransformation
            self._reduced = kept = image, image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
        return kept[1]

    def _prune(self) -> None:
        """Of a drawing that is closed, the reference goes too."""
        open_keys = {drawing.key for drawing in self._session.drawings.all}
        self._by_key = {key: one for key, one in self._by_key.items() if key in open_keys}
        self._look()

    def _look(self) -> None:
        if self._session.document.key != self._shown_key:
            self._shown_key = self._session.document.key
            self._kept = self._reduced = None
            self.changed.emit()


def _draw_part(painter: QPainter, target: QRectF, seen: QRectF, image: QImage) -> None:
    """What of an image at `target` falls into `seen`: at a large zoom the whole is more than Qt can count."""
    across, down = target.width() / image.width(), target.height() / image.height()
    left, top = (seen.left() - target.left()) / across, (seen.top() - target.top()) / down
    width, height = seen.width() / across, seen.height() / down
    # a pixel more on each side, of which smoothing needs the colour
    part = (
        QRectF(left, top, width, height)
        .toAlignedRect()
        .adjusted(-1, -1, 1, 1)
        .intersected(QRect(QPoint(0, 0), image.size()))
    )
    corner = QPointF(target.left() + part.x() * across, target.top() + part.y() * down)
    painter.drawImage(
        QRectF(corner, QSizeF(part.width() * across, part.height() * down)), image, QRectF(part)
    )
