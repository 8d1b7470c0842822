"""The part of the drawing that the model sees and edits: where it lies, and what moves it. GUI thread only.

It follows the hand from cell to cell of a grid of its own size, until a hand puts it somewhere: then it is
pinned, and stays there as long as it fits. A cell moves by being replaced.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from lunarcore_studio.pixels.change import Point, Rect


def is_apart(size: Point, side: int) -> bool:
    """Whether a drawing of `size` is larger than the cell of `side`, so that it can lie here or there."""
    return max(size) > side


@dataclass(frozen=True)
class ModelCell:
    """`origin` is its corner, in pixels of the drawing; `side` below is how wide and high the model sees."""

    origin: Point = (0, 0)
    is_pinned: bool = False

    def rect(self, size: Point, side: int) -> Rect:
        """As (x, y, width, height), cut at the edge of a drawing of `size`."""
        x, y = self.origin
        return x, y, min(side, size[0] - x), min(side, size[1] - y)

    def towards(self, point: Point, size: Point, side: int) -> ModelCell:
        """The cell of the grid around a point; itself for one beside the drawing, and when pinned."""
        x, y = point
        if self.is_pinned or not (0 <= x < size[0] and 0 <= y < size[1]):
            return self
        return ModelCell((x // side * side, y // side * side))

    def put(self, spot: tuple[float, float], size: Point, side: int, step: int) -> ModelCell:
        """Pinned with its corner near `spot`: by whole steps, or as far as the drawing goes."""
        x, y = (
            min(max(round(at / step) * step, 0), max(all_of_it - side, 0))
            for at, all_of_it in zip(spot, size, strict=True)
        )
        return ModelCell((x, y), is_pinned=True)

    def fitting(self, size: Point, side: int) -> ModelCell:
        """On a drawing of `size` a pinned cell stays, if it lies within; any other begins at the corner."""
        fits = self.put(self.origin, size, side, step=1) == self
        return self if fits and is_apart(size, side) else ModelCell()

    def of_side(self, size: Point, side: int) -> ModelCell:
        """For a model that sees `side` pixels."""
        return self.fitting(size, side) if self.is_pinned else self.towards(self.origin, size, side)

    def pinned(self, on: bool) -> ModelCell:
        """Where it is, but pinned or no longer."""
        return replace(self, is_pinned=on)
