"""The axes that a network starts on: those of its sprites, and a little of sprites that they might have been.

Of few sprites a PCA says exactly what these are and little of what the next one will be. The next one may
well stand a pixel further, or have its colours in other channels: so 15 % of the covariance is that of the
sprites moved by a pixel, 15 % that of their channels exchanged. Both only put the entries of the covariance
elsewhere, so they cost no look at a sprite. Measured on three sets by others, four splits of each, before any
training: unseen sprites are described 0.28 dB (136 characters), 0.20 dB (999 icons) and 0.35 dB (1,797 tiles)
better. With four tenths of moved ones alone the icons are described worse than with none.
"""

from __future__ import annotations

from itertools import permutations
from typing import Final

import torch

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.eigen import EigenBasis, Moments, basis_of

MOVED: Final = 0.15
EXCHANGED: Final = 0.15
COLOURS: Final = 3
SHIFTS: Final = ((1, 1), (1, -1), (2, 1), (2, -1))  # along an axis of (C, R, R), by so many pixels
ORDERS: Final = tuple(permutations(range(COLOURS)))[1:]


def start_basis(
    known: Moments, latent: int, shape: tuple[int, int, int], breathe: Breathe = no_breath
) -> EigenBasis:
    """The first `latent` axes to start on, of sprites of shape (C, R, R) of which `known` is known.

    More than the sprites themselves span, where these are few.   breathe: called after each step of mixing.
    """
    centre = known.centre.reshape(shape)
    whole = (known.covariance + torch.outer(known.centre, known.centre)).reshape(*shape, *shape)
    own = 1 - MOVED - EXCHANGED
    mean, moment = own * centre, own * whole
    for axis, step in SHIFTS:
        share = MOVED / len(SHIFTS)
        mean.add_(centre.roll(step, axis), alpha=share)
        moment.add_(whole.roll((step, step), (axis, axis + 3)), alpha=share)
        breathe()
    for colours in ORDERS:
        order = [*colours, *range(COLOURS, shape[0])]
        share = EXCHANGED / len(ORDERS)
        mean.add_(centre[order], alpha=share)
        moment.add_(whole[order][:, :, :, order], alpha=share)
        breathe()
    flat = mean.flatten()
    covariance = moment.reshape(len(flat), len(flat)) - torch.outer(flat, flat)
    return basis_of(Moments(known.count * (1 + len(SHIFTS) + len(ORDERS)), flat, covariance), latent)
