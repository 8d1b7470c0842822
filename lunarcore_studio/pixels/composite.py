"""A drawing as it is seen, all layers together, made anew only where it changed. One thread at a time."""

from __future__ import annotations

from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.sprite import Sprite


class Composite:
    """One frame of a sprite, flattened: whoever paints at every point of a stroke asks here."""

    def __init__(self) -> None:
        self._followed: Sprite | None = None  # what `follow` was told of last
        self._sprite: Sprite | None = None  # whose frame `_pixels` is
        self._frame = 0
        self._pixels: Pixels | None = None

    def of(self, sprite: Sprite, frame: int) -> Pixels:
        """As `sprite.flatten(frame)`: read-only, contiguous uint8 (H, W, 4), straight RGBA."""
        if self._pixels is None or sprite is not self._sprite or frame != self._frame:
            self._sprite, self._frame, self._pixels = sprite, frame, sprite.flatten(frame)
        return self._pixels

    def follow(self, sprite: Sprite, frame: int, rect: Rect | None) -> None:
        """`sprite` came in place of what was followed last, and differs within `rect`, None for nowhere.

        With another active frame or another size the rect is all of it.
        """
        before, self._followed = self._followed, sprite
        known = self._pixels
        if known is None or before is not self._sprite or frame != self._frame:
            return
        if known.shape[:2] != (sprite.height, sprite.width):
            return
        if rect is not None:
            x, y, width, height = rect
            known = known.copy()
            known[y : y + height, x : x + width] = sprite.flatten(frame, rect)
            known.setflags(write=False)
        self._sprite, self._pixels = sprite, known
