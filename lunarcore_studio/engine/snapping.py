"""From the model's raw pictures to ones that a hand may take. Any thread; values in, values out.

Raw pictures are float32 premultiplied RGBA in [0, 1].
"""

from __future__ import annotations

from typing import Final

import numpy as np

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.pixels.color import Floats, Pixels, premultiply
from lunarcore_studio.pixels.projection import Projection, project, uses_soft_alpha

NO_NUMBER: Final = "The model's answer is not a number: its weights are damaged."


def finite(raw: Floats) -> Floats:
    """The raw pictures themselves; EngineError when there is anything in them that is no number."""
    if not np.isfinite(raw).all():
        raise EngineError(NO_NUMBER, "restart")
    return raw


def finished(raw: Floats, original: Pixels | None, projection: Projection) -> Pixels:
    """True pixel art of one raw picture (R, R, 4), as uint8; where it is the original's, the original's
    bytes."""
    soft_alpha = original is not None and uses_soft_alpha(original)
    return project(raw, projection.palette_for(raw, original), original, soft_alpha)


def seen_through(raw: Floats, pixels: Pixels, channels: int) -> Floats:
    """Raw pictures (..., R, R, 4) with the alpha of the drawings (..., R, R, 4), for a model that knows none.

    A model of three channels sees a sprite on black and answers without alpha; the drawing's is laid over.
    """
    if channels != 3:
        return raw
    return with_alpha(raw, premultiply(pixels)[..., 3])


def with_alpha(raw: Floats, alpha: Floats) -> Floats:
    """Raw pictures (..., R, R, 4) with another alpha (..., R, R); no colour exceeds it."""
    veil = np.broadcast_to(alpha, raw.shape[:-1])[..., None]
    return np.concatenate([np.minimum(raw[..., :3], veil), veil], axis=-1)
