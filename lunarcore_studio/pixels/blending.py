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


def laid_over(below: Pixels, above: Pixels, opacity: int = 255, blend: Blend = "normal") -> Pixels:
    """`above` on `below`, both straight uint8 (..., 4); `opacity` 0..255 scales the alpha of `above`."""
    if blend == "normal":
        return over(below, above, opacity)
    backdrop = below[..., 3:].astype(np.int32)
    source = above[..., :3].astype(np.int32)
    mixed = _mixed(below[..., :3].astype(np.int32), source, blend)
    colored = above.copy()
    colored[..., :3] = _scaled(source * (255 - backdrop) + mixed * backdrop)
    return over(below, colored, opacity)


def _mixed(below: npt.NDArray[np.int32], above: npt.NDArray[np.int32], blend: Blend) -> npt.NDArray[np.int32]:
    """The mixed colours of two opaque ones, 0..255."""
    if blend == "multiply":
        return _scaled(below * above)
    if blend == "screen":
        return below + above - _scaled(below * above)
    added: npt.NDArray[np.int32] = np.minimum(below + above, 255)
    return added


def _scaled(products: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Products of two numbers of 0..255, over 255 and rounded."""
    return (products + 127) // 255
