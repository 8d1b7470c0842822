"""How evenly a strip goes from one sprite to another, beside the plainest ways; on the model's thread.

A walk through a latent space that means something changes the picture a little at every step; one that does
not stands still and then jumps. All pictures are float32 premultiplied RGBA in [0, 1].
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.edits import interpolate, with_ends_kept

Pictures = NDArray[np.float32]


def largest_over_mean(frames: Pictures) -> float:
    """The largest step over the mean step of frames (N, R, R, 4), N >= 2: 1 is even, N - 1 a single jump.

    A step is the mean absolute change of all channels from a frame to the next; a strip that stands still is
    even. Raises ValueError for fewer than two frames.
    """
    if len(frames) < 2:
        raise ValueError("A strip has at least two frames.")
    steps = np.abs(np.diff(frames.astype(np.float64), axis=0)).mean(axis=(1, 2, 3))
    return float(steps.max() / steps.mean()) if steps.any() else 1.0


def ways(
    codec: Codec,
    a: NDArray[np.uint8],
    b: NDArray[np.uint8],
    frames: int,
    path: Literal["line", "sphere"] = "line",
) -> dict[str, Pictures]:
    """Strips (frames, R, R, 4) from drawing a to b (R, R, 4), ends exact: "model", "cross_fade" and "pca".

    pca: the line between the codes of the training's PCA, which treats the ends as the model's strip does;
    not there without an eigen path. Raises ValueError as `edits.interpolate`.
    """
    strips = {"model": interpolate(codec, a, b, frames, path)}
    both = np.stack([a, b])
    ends = codec.as_seen(both)
    strips["cross_fade"] = _faded(ends, frames)
    fitted = codec.pca(both)
    if fitted is not None:
        # Decoding is linear, so the line between two codes is the line between their two pictures.
        strips["pca"] = with_ends_kept(_faded(fitted, frames), ends)
    return strips


def _faded(ends: Pictures, frames: int) -> Pictures:
    return np.linspace(ends[0], ends[1], frames, dtype=np.float32)
