"""How a layer's colours mix with what lies below it. Any thread; pure functions of arrays.

After "Compositing and Blending Level 1" (W3C, https://www.w3.org/TR/compositing-1/): the colour of a layer
gives way to the mixed one as far as something lies below it, and is then laid over by its own alpha.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Pixels, over

Blend = Literal["normal", "multiply", "screen", "add"]
BLENDS: tuple[Blend, ...] = get_args(Blend)
_WHOLE = 255 * 255
_HALF = _WHOLE // 2


def laid_over(below: Pixels, above: Pixels, opacity: int = 255, blend: Blend = "normal") -> Pixels:
    """`above` on `below`, both straight uint8 (..., 4); `opacity` 0..255 scales the alpha of `above`."""
    if blend == "normal":
        return over(below, above, opacity)
    backdrop = below[..., 3:].astype(np.int32)
    source = above[..., :3].astype(np.int32)
    mixed = _mixed(below[..., :3].astype(np.int32), source, blend)
    colored = above.copy()
    # in one go: each rounding on the way would be seen in the result
    colored[..., :3] = (255 * source * (255 - backdrop) + mixed * backdrop + _HALF) // _WHOLE
    return over(below, colored, opacity)


def _mixed(below: npt.NDArray[np.int32], above: npt.NDArray[np.int32], blend: Blend) -> npt.NDArray[np.int32]:
    """255 times the mixed colours of two opaque ones of 0..255."""
    if blend == "multiply":
        return below * above
    if blend == "screen":
        return 255 * (below + above) - below * above
    added: npt.NDArray[np.int32] = np.minimum(below + above, 255)
    return 255 * added
