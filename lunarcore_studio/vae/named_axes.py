"""Find the direction from one set of sprites to another, and how far a slider goes along it; worker thread.

A direction is the difference of two means in code space, as in Larsen et al. 2016, "Autoencoding beyond
pixels using a learned similarity metric", section 4.2. Its sigma, effect and reach are measured as those of
the model's own axes are, so that its slider feels like theirs.
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.axes import MAX_CODES, PASS, PROBES, REACH, STRONGEST_REACH, step_effect
from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.rows import Sprites

# Means nearer to each other than this are the same: float noise of one code is a tenth of it.
SAME: Final = 1e-3
# Between two groups many dimensions differ a little: on the shipped model "swords against all others" changes
# a picture by 0.14 at 8 sigma and by 0.22, as the strongest axis does, at 12.5. Beyond 16 shapes dissolve.
FURTHEST: Final = 16.0


def difference(codec: Codec, these: Sprites, those: Sprites, breathe: Breathe = no_breath) -> Axes:
    """The one axis from those to these sprites, uint8 (N, R, R, 4) each: up is more of these.

    ValueError for no sprites on a side, or for two sides that the model can not tell apart.
    """
    if not len(these) or not len(those):
        raise ValueError("A slider needs at least one sprite on each side.")
    codes = [sprite_codes(codec, sprites, MAX_CODES, breathe) for sprites in (these, those)]
    way = codes[0].mean(axis=0) - codes[1].mean(axis=0)
    length = float(np.linalg.norm(way))
    if not length >= SAME:
        raise ValueError("The two selections are the same to the model; choose others.")
    known = codec.bank if len(codec.bank) > 1 else np.concatenate(codes)
    return _measured(codec, (way / length).astype(np.float32), known)


def sprite_codes(
    codec: Codec, sprites: Sprites, most: int, breathe: Breathe = no_breath
) -> NDArray[np.float32]:
    """Codes (M, L) of at most `most` sprites, evenly drawn from all of them."""
    order = evenly(len(sprites), most)
    parts = []
    for rows in np.array_split(order, max(1, len(order) // PASS)):
        parts.append(codec.encode(np.asarray(sprites[rows])).mean)
        breathe()
    return np.concatenate(parts)


def evenly(count: int, most: int) -> NDArray[np.intp]:
    """At most `most` of the numbers below `count`, evenly spaced and always the same."""
    return np.linspace(0, count - 1, min(count, most)).round().astype(np.intp)


def network_digest(model: LunarVAE) -> str:
    """SHA-256 of what the network has learned, hexadecimal: the same after a copy in half precision.

    Axes, bank and prior are not in it: a direction in code space is as good with others of these.
    """
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        if tensor.is_floating_point():
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().half().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _measured(codec: Codec, direction: NDArray[np.float32], codes: NDArray[np.float32]) -> Axes:
    sigma = float((codes @ direction).std()) or 1.0
    effect = step_effect(codec, codes[evenly(len(codes), PROBES)], np.float32(sigma) * direction)
    strongest = max(float(codec.axes.effect.max(initial=0)), effect)
    reach = np.clip(STRONGEST_REACH * strongest / max(effect, 1e-9), REACH[0], FURTHEST)
    row = (np.array([value], np.float32) for value in (sigma, reach, effect))
    return Axes(direction[None], *row)
