"""A strip from one drawing to another as true pixel art, and how evenly it goes. On the model's thread."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.engine.protocol import WalkPath
from lunarcore_studio.engine.snapping import with_alpha
from lunarcore_studio.pixels.color import Floats, Pixels, premultiply
from lunarcore_studio.pixels.projection import Projection, project, uses_soft_alpha
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.smoothness import largest_over_mean, ways


def finished_strip(raw: Floats, a: Pixels, b: Pixels, channels: int, projection: Projection) -> Pixels:
    """True pixel art of a raw strip (frames, R, R, 4) from a to b (R, R, 4), as uint8 of the same shape.

    "sprite" means the colours of both.   channels: of the model; one of three knows no alpha, and the
    drawings' own is faded.
    """
    raw = _with_alpha(raw, a, b, channels)
    both, soft = np.concatenate([a, b]), uses_soft_alpha(np.stack([a, b]))
    pictures = [
        project(each, projection.palette_for(each, both), a if 2 * index < len(raw) else b, soft)
        for index, each in enumerate(raw)
    ]
    return np.stack(pictures)


def smoothness(
    codec: Codec, a: Pixels, b: Pixels, frames: int, path: WalkPath, projection: Projection
) -> dict[str, dict[str, float]]:
    """The largest step over the mean step from a to b (R, R, 4), `raw` and `projected`, of each way.

    The ways are `model`, `cross_fade` and, for a model with an eigen path, `pca`: see `vae.smoothness`.
    """
    channels, told = codec.config.channels, {}
    for name, strip in ways(codec, a, b, frames, path).items():
        art = finished_strip(strip, a, b, channels, projection)
        raw = _with_alpha(strip, a, b, channels)
        told[name] = {"raw": largest_over_mean(raw), "projected": largest_over_mean(premultiply(art))}
    return told


def _with_alpha(raw: Floats, a: Pixels, b: Pixels, channels: int) -> Floats:
    if channels != 3:
        return raw
    alphas = np.linspace(premultiply(a), premultiply(b), len(raw), dtype=np.float32)[..., 3]
    return with_alpha(raw, alphas)
