"""A picture to draw after, as a value: where it lies on a drawing, how faint, on which side. GUI thread only.

It is no part of the drawing, of its history, of any file, or of what the model sees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

SMALLEST, LARGEST = 0.001, 64.0  # pixels of the drawing to a pixel of the reference


@dataclass(frozen=True)
class Reference:
    """`image` with its corner at (`x`, `y`) in pixels of the drawing, one of its own pixels `scale` wide.

    `percent` is its opacity; `above` puts it over the drawing; `locked` leaves the mouse to the hand.
    """

    image: QImage
    name: str
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    percent: int = 60
    above: bool = False
    smooth: bool = True
    locked: bool = False

    @property
    def place(self) -> QRectF:
        """Where it lies, in pixels of the drawing."""
        return QRectF(self.x, self.y, self.image.width() * self.scale, self.image.height() * self.scale)

    def fitted(self, size: tuple[int, int]) -> Reference:
        """As large as a drawing of `size` (width, height) holds it, in the middle."""
        scale = min(size[0] / self.image.width(), size[1] / self.image.height())
        scale = min(max(scale, SMALLEST), LARGEST)
        width, height = self.image.width() * scale, self.image.height() * scale
        return replace(self, scale=scale, x=(size[0] - width) / 2, y=(size[1] - height) / 2)

    def moved(self, dx: float, dy: float) -> Reference:
        """Moved by some pixels of the drawing."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def scaled(self, scale: float, about: QPointF | None = None) -> Reference:
        """At another scale, within bounds, with the point `about` of the drawing, or its middle, in place."""
        scale = min(max(scale, SMALLEST), LARGEST)
        spot, grown = about if about is not None else self.place.center(), scale / self.scale
        x, y = spot.x() + (self.x - spot.x()) * grown, spot.y() + (self.y - spot.y()) * grown
        return replace(self, scale=scale, x=x, y=y)
