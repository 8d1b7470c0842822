"""True pixel art, always: what the model proposes is brought to it before a hand can take it. Any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from lunarcore_studio.pixels.color import Floats, Pixels, premultiply, unpremultiply
from lunarcore_studio.pixels.palette import Palette

# A byte and a half: float noise and one rounding of a premultiplied byte do not count as a change.
_SAME = np.float32(1.5 / 255)


def project(
    raw: Floats, palette: Palette | None, original: Pixels | None = None, soft_alpha: bool = False
) -> Pixels:
    """The true pixel art nearest to `raw`, as uint8 straight RGBA of the same shape.

    `raw` is premultiplied float32 (..., H, W, 4) in [0, 1]. Alpha becomes 0 or 255 (from one half on), or is
    rounded with `soft_alpha`; every colour becomes the palette's nearest in OKLab, or is rounded for None or
    a palette without a visible colour. Where `raw` equals the premultiplied `original` uint8 (H, W, 4) within
    1.5/255 in all four channels, the original's bytes are kept, also off-palette.
    """
    out = unpremultiply(raw)
    if not soft_alpha:
        out[..., 3] = np.where(raw[..., 3] >= 0.5, 255, 0)
    if palette is not None and palette.has_visible:
        visible = out[..., 3] > 0
        out[visible, :3] = palette.array[palette.nearest(out[visible]), :3]
    out[out[..., 3] == 0] = 0
    if original is not None:
        kept = (np.abs(raw - premultiply(original)) <= _SAME).all(axis=-1)
        out = np.where(kept[..., None], original, out)
    return out


def uses_soft_alpha(pixels: Pixels) -> bool:
    """Whether any pixel of uint8 (..., 4) is neither opaque nor empty."""
    alpha = pixels[..., 3]
    return bool(((alpha > 0) & (alpha < 255)).any())


@dataclass(frozen=True)
class Projection:
    """Which palette the model's pictures are brought to.

    "document": `palette`, the document's own; "sprite": the original's colours; "extract": the `count`
    colours that stand best for the model's picture; "none": no palette, hard alpha only. With `keeps_own`
    the original's colours are allowed beside the document's.
    """

    kind: Literal["document", "sprite", "extract", "none"]
    palette: Palette | None = None
    count: int = 16
    keeps_own: bool = False

    def palette_for(self, raw: Floats, original: Pixels | None = None) -> Palette | None:
        """The palette for one `raw` (..., H, W, 4); an empty or missing original falls back to `palette`."""
        if self.kind == "none":
            return None
        if self.kind == "sprite" and original is not None and original[..., 3].any():
            return Palette.of(original)
        if self.kind == "extract":
            return Palette.extract(unpremultiply(raw[raw[..., 3] >= 0.5]), self.count)
        if self.keeps_own and original is not None and self.palette is not None and self.palette.has_visible:
            return _joined(self.palette, Palette.of(original))
        return self.palette


def _joined(palette: Palette, more: Palette) -> Palette:
    """The palette, and after it what it has not of the other; itself when that is nothing."""
    new = tuple(color for color in more if color not in palette.colors)
    return replace(palette, colors=palette.colors + new) if new else palette
