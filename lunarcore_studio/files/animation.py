"""How an animation's partial frames become whole pictures, as browsers show GIF and APNG. Any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels, over

_MAX_MIXED = 1 << 22  # half transparent pixels that are laid over others: about a second's work
_BAND = 64  # rows mixed at once: half transparent pixels take twenty times their size


@dataclass(frozen=True)
class Patch:
    """One frame's own rectangle: uint8 (h, w, 4) at (x, y), and what happens before and after it is shown.

    `blend` lays it over what is there, else it replaces it; `after` is what the next frame begins with: this
    frame ("keep"), its rectangle made transparent ("clear") or the picture before it ("restore").
    """

    pixels: Pixels
    x: int
    y: int
    duration_ms: int
    blend: bool
    after: Literal["keep", "clear", "restore"]


def composed(
    size: tuple[int, int], patches: Iterable[Patch], name: Path | str
) -> tuple[list[Pixels], list[int]]:
    """Whole frames uint8 (H, W, 4) of `size` (width, height) and their durations in milliseconds.

    Patches may reach over the edge; what lies outside is not shown. FileError, about `name`, when mixing half
    transparent ones would take seconds.
    """
    width, height = size
    canvas = np.zeros((height, width, 4), np.uint8)
    frames, durations_ms, mixed = [], [], 0
    for patch in patches:
        inside = patch.pixels[: max(0, height - patch.y), : max(0, width - patch.x)]
        where = np.s_[patch.y : patch.y + inside.shape[0], patch.x : patch.x + inside.shape[1]]
        before = canvas[where].copy() if patch.after == "restore" else None
        if patch.blend:
            mixed += _blend(canvas[where], inside)
            if mixed > _MAX_MIXED:
                raise FileError.about(name, "is too large: too many of its large frames shine through")
        else:
            canvas[where] = inside
        frames.append(canvas.copy())
        durations_ms.append(patch.duration_ms)
        if patch.after == "clear":
            canvas[where] = 0
        elif before is not None:
            canvas[where] = before
    return frames, durations_ms


def _blend(canvas: Pixels, pixels: Pixels) -> int:
    """Lay pixels on a canvas of their size; how many had to be mixed."""
    mixed = 0
    for start in range(0, len(pixels), _BAND):
        band, above = canvas[start : start + _BAND], pixels[start : start + _BAND]
        alpha = above[..., 3]
        shines = (alpha != 0) & (alpha != 255)
        mixed += int(np.count_nonzero(shines))
        if mixed > _MAX_MIXED:
            break
        if shines.any():
            band[shines] = over(band[shines], above[shines])
        # what covers whole keeps its bytes, as `over` would have it, in a fifth of the time
        np.copyto(band.view(np.uint32), above.view(np.uint32), where=alpha[..., None] == 255)
    return mixed
