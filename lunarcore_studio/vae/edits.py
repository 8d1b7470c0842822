"""Change a drawing through its code and keep the hand's pixels; runs on the worker thread.

Source: lunarcore.md, section 4; the residual mask is that of Brock et al. 2016, "Neural photo editing with
introspective adversarial networks". All pictures here are float32 premultiplied RGBA in [0, 1].
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lunarcore_studio.vae.codec import Axes, Codec

# A change of this much in a channel replaces the hand's pixel by the model's own.
TAU: Final = 0.25
NEIGHBOURS: Final = 8

Pictures = NDArray[np.float32]


def displacement(axes: Axes, offsets_in_sigma: ArrayLike) -> Pictures:
    """The way from a code to where the sliders stand: offsets (K,) or (B, K) in sigma -> (L,) or (B, L).

    Fewer offsets than axes leave the rest at 0.
    """
    offsets = np.asarray(offsets_in_sigma, np.float32)
    count = offsets.shape[-1]
    return np.asarray((offsets * axes.sigma[:count]) @ axes.directions[:count], np.float32)


def edit(
    codec: Codec,
    pixels: NDArray[np.uint8],
    displacements: NDArray[np.float32],
    detail: float = 1.0,
    mask: NDArray[np.bool_] | None = None,
) -> Pictures:
    """The drawing (R, R, 4) with its code moved by each of displacements (B, L) -> (B, R, R, 4).

    out = D(z + d) + (1 - m) (x - D(z)),  m = clamp(|D(z + d) - D(z)| / tau, 0, 1) per pixel, largest channel.
    A row of zeros gives x exactly; mask (R, R) multiplies the change: x exactly where it is False.
    One decode for all rows.
    """
    code, rest = codec.at_rest(pixels[None], detail)
    x = codec.as_seen(pixels[None])
    moves = np.asarray(displacements, np.float32)
    moved = codec.decode(code.mean + moves, code.skips, detail)
    result = moved + (1 - _replaced(moved, rest)) * (x - rest)
    still: NDArray[np.bool_] = (moves == 0).all(axis=1)[:, None, None, None]
    if mask is not None:
        still = still | ~mask[None, :, :, None]
    return np.where(still, x, result.clip(0, 1)).astype(np.float32)


def interpolate(
    codec: Codec,
    a: NDArray[np.uint8],
    b: NDArray[np.uint8],
    frames: int,
    path: Literal["line", "sphere"] = "line",
    detail: float = 1.0,
) -> Pictures:
    """From drawing a to drawing b (R, R, 4) in `frames` >= 2 pictures (frames, R, R, 4); the ends are exact.

    Codes and skips go from A's to B's; at t the picture keeps (1 - t) of A's residual and t of B's, each
    masked as in `edit`. Raises ValueError for fewer than two frames or an unknown path.
    """
    if frames < 2 or path not in ("line", "sphere"):
        raise ValueError("An interpolation needs at least two frames, along a line or a sphere.")
    ends = np.stack([a, b])
    code = codec.encode(ends)
    x = codec.as_seen(ends)
    t = np.linspace(0, 1, frames, dtype=np.float32)
    walk = {"line": _line, "sphere": _sphere}[path](code.mean[0], code.mean[1], t)
    pictures = codec.decode(walk, codec.blended_skips(code, t) if detail > 0 else None, detail)
    return with_ends_kept(pictures, x)


def with_ends_kept(pictures: Pictures, ends: Pictures) -> Pictures:
    """A decoder's strip (frames, R, R, 4) from the picture it has of one drawing to that of another, made to
    begin and end with the drawings themselves, `ends` (2, R, R, 4): see `interpolate`."""
    t = np.linspace(0, 1, len(pictures), dtype=np.float32)
    result = pictures.copy()
    for end, share in ((0, 1 - t), (-1, t)):
        residual = ends[end] - pictures[end]
        result += share[:, None, None, None] * (1 - _replaced(pictures, pictures[end])) * residual
    result[0], result[-1] = ends
    return result.clip(0, 1)


def sample(
    codec: Codec,
    count: int,
    seed: int,
    near: NDArray[np.uint8] | None = None,
    sigma: float = 1.0,
) -> Pictures:
    """New pictures in latent mode (count, R, R, 4), the same for the same seed.

    near (R, R, 4): around that drawing's code.   None: between codes of the bank, since the codes of a
    folder are no standard normal and plain noise decodes to fog.   sigma >= 0: how far, in sigma of the axes.
    """
    rng = np.random.default_rng(seed)
    noise = np.float32(sigma) * rng.standard_normal((count, len(codec.axes.sigma)), dtype=np.float32)
    if near is not None:
        return codec.decode(codec.encode(near[None]).mean + displacement(codec.axes, noise))
    if not len(codec.bank):
        return codec.decode(displacement(codec.axes, noise))
    return codec.decode(_between_neighbours(codec.bank, count, rng) + displacement(codec.axes, noise / 4))


def _between_neighbours(bank: Pictures, count: int, rng: np.random.Generator) -> Pictures:
    """Codes (count, L) on the lines from codes of the bank to one of their nearest eight."""
    anchors = bank[rng.integers(len(bank), size=count)]
    distance = np.linalg.norm(anchors[:, None] - bank[None], axis=2)
    nearest = np.argsort(distance, axis=1)[:, 1 : NEIGHBOURS + 1]
    if not nearest.shape[1]:
        return anchors
    partners = bank[nearest[np.arange(count), rng.integers(nearest.shape[1], size=count)]]
    shares: Pictures = rng.uniform(0.2, 0.8, (count, 1)).astype(np.float32)
    return np.asarray(anchors + shares * (partners - anchors), np.float32)


def _replaced(moved: Pictures, rest: Pictures) -> Pictures:
    """m of `edit`, (..., R, R, 1): how far each pixel stopped being the hand's, 0..1."""
    change: Pictures = np.abs(moved - rest).max(axis=-1, keepdims=True)
    return np.asarray(np.clip(change / TAU, 0, 1), np.float32)


def _line(start: Pictures, end: Pictures, t: Pictures) -> Pictures:
    return start + t[:, None] * (end - start)


def _sphere(start: Pictures, end: Pictures, t: Pictures) -> Pictures:
    """Directions along the great arc, lengths along the line (Shoemake 1985); a line without an arc."""
    lengths = np.linalg.norm(start), np.linalg.norm(end)
    if min(lengths) < 1e-6:
        return _line(start, end, t)
    unit_start, unit_end = start / lengths[0], end / lengths[1]
    angle = np.arccos(np.clip(unit_start @ unit_end, -1, 1))
    if np.sin(angle) < 1e-4:
        return _line(start, end, t)
    weights = np.stack([np.sin((1 - t) * angle), np.sin(t * angle)], axis=1) / np.sin(angle)
    length = lengths[0] + t * (lengths[1] - lengths[0])
    walk: Pictures = length[:, None] * (weights @ np.stack([unit_start, unit_end]))
    return walk.astype(np.float32)
