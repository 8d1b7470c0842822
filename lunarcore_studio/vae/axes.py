"""Find the directions that the sliders pull along, and how far; runs on the worker thread after training.

A slider's range is chosen by effect: small axes hardly show at three sigma, so their ends lie further out.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.rows import Sprites

MAX_CODES: Final = 4096
BANK_SIZE: Final = 512
QUICK_CODES: Final = 64
PROBES: Final = 24
PASS: Final = 32
# Codes that are decoded at once where axes are measured.
MOVED: Final = 48
REACH: Final = (1.5, 8.0)
# The strongest axis ends at this many sigma; beyond it codes are unlike any sprite.
STRONGEST_REACH: Final = 2.0


def training_codes(
    codec: Codec, pixels: Sprites, seed: int, most: int = MAX_CODES, breathe: Breathe = no_breath
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Codes (M, L) of at most `most` training sprites, drawn by `seed`, and the first 512 as a bank."""
    order = np.random.default_rng(seed).permutation(len(pixels))[:most]
    codes = []
    for part in np.array_split(order, max(1, len(order) // PASS)):
        codes.append(codec.encode(np.asarray(pixels[part])).mean)
        breathe()
    together = np.concatenate(codes)
    return together, together[:BANK_SIZE].copy()


def quick_axes(codec: Codec, codes: NDArray[np.float32], writing: NDArray[np.float32] | None) -> Axes:
    """The axes in a moment, for a model that still learns, from a few codes (M, L).

    writing: the eigen path's way from the latent to the picture (L, D). The effect of one sigma is taken to
    be the path's own, the mean absolute entry of a row (pictures span 2 in the network, hence the half);
    what the convolutions add is left to `fit_axes`. Without an eigen path (None) one code is moved one way.
    """
    sigma = _deviations(codes)
    if writing is not None:
        return _by_effect(sigma, sigma * np.abs(writing).mean(axis=1) / 2)
    centre = codes.mean(axis=0, keepdims=True)
    pictures = codec.decode(np.concatenate([centre, centre + np.diag(sigma)]))
    return _by_effect(sigma, np.abs(pictures[1:] - pictures[:1]).mean(axis=(1, 2, 3)))


def fitted_codec(
    model: LunarVAE,
    device: torch.device,
    pixels: Sprites,
    seed: int,
    count: int | None = None,
    breathe: Breathe = no_breath,
) -> Codec:
    """A codec of `model` with axes and bank fitted to (at most 4096 of) its training sprites."""
    codec = Codec(model, device)
    codes, bank = training_codes(codec, pixels, seed, breathe=breathe)
    return codec.with_axes(fit_axes(codec, codes, count, breathe), bank)


def quick_codec(
    model: LunarVAE, device: torch.device, pixels: Sprites, seed: int, breathe: Breathe = no_breath
) -> Codec:
    """A codec of `model` with `quick_axes` and a bank of 64 codes: an eighth of a second at full width."""
    codec = Codec(model, device)
    codes, bank = training_codes(codec, pixels, seed, QUICK_CODES, breathe)
    writing = None if model.eigen is None else model.eigen.writing.detach().cpu().numpy()
    return codec.with_axes(quick_axes(codec, codes, writing), bank)


def fit_axes(
    codec: Codec, codes: NDArray[np.float32], count: int | None = None, breathe: Breathe = no_breath
) -> Axes:
    """The latent's own dimensions, ordered by how much one sigma of each changes the picture.

    codes: (M, L) of training sprites.   count: how many of the strongest to keep (None: all L).
    The effect is measured in latent mode, both ways, as a mean over a sample of the codes.
    Other directions were measured on the first shipped model: the twelve strongest latent dimensions change
    the picture by 0.491 in sum for one sigma each, the twelve strongest of a PCA of the codes by 0.347, those
    of the decoder's mean squared slope by 0.496, for which a mixture of dimensions is not worth keeping.
    """
    sigma = _deviations(codes)
    probes = codes[:PROBES]
    effect = []
    steps = np.diag(sigma)
    together = max(1, MOVED // max(1, 2 * len(probes)))
    for start in range(0, len(steps), together):
        effect.append(step_effects(codec, probes, steps[start : start + together]))
        breathe()
    return _by_effect(sigma, np.concatenate(effect), count)


def _deviations(codes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The standard deviation of each dimension; the prior's, 1, where all codes are the same one."""
    sigma = codes.std(axis=0).astype(np.float32)
    return sigma if sigma.any() else np.ones_like(sigma)


def _by_effect(
    sigma: NDArray[np.float32], effect: NDArray[np.floating[Any]], count: int | None = None
) -> Axes:
    order = np.argsort(-effect, kind="stable")[:count]
    effect = effect[order].astype(np.float32)
    reach = STRONGEST_REACH * effect.max() / np.maximum(effect, 1e-9)
    directions = np.eye(len(sigma), dtype=np.float32)[order]
    return Axes(directions, sigma[order], reach.clip(*REACH).astype(np.float32), effect)


def step_effects(codec: Codec, codes: NDArray[np.float32], steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean absolute change of the picture (0..1) per step (K, L) away from codes (M, L), both ways: (K,)."""
    ways = np.stack([codes - steps[:, None], codes + steps[:, None]], axis=1)
    pictures = codec.decode(ways.reshape(-1, codes.shape[1]))
    back, forth = np.moveaxis(pictures.reshape(*ways.shape[:3], -1), 1, 0)
    return np.asarray(np.abs(forth - back).mean(axis=(1, 2)) / 2, np.float32)


def step_effect(codec: Codec, codes: NDArray[np.float32], step: NDArray[np.float32]) -> float:
    """`step_effects` of a single step (L,)."""
    return float(step_effects(codec, codes, step[None])[0])
