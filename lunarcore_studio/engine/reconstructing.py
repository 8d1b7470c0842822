"""The answer to a drawing, from what the model makes of it. Any thread; values in, values out."""

from __future__ import annotations

from lunarcore_studio.engine.protocol import Reconstruct, Reconstructed, frozen
from lunarcore_studio.engine.snapping import finished
from lunarcore_studio.pixels.color import Floats, unpremultiply


def reconstructed(
    request: Reconstruct, epoch: int, mean: Floats, detail: Floats, latent: Floats
) -> Reconstructed:
    """The code (L,) and the raw pictures (R, R, 4) of both modes, as a reply of the model of that epoch."""
    drawing, projection = request.pixels, request.projection
    return Reconstructed(
        request.stamp,
        epoch,
        frozen(mean),
        frozen(finished(detail, drawing, projection)),
        frozen(finished(latent, drawing, projection)),
        frozen(unpremultiply(detail)),
        frozen(unpremultiply(latent)),
    )
