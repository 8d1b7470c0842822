"""The axes that a network starts on: those of its sprites, and a little of sprites that they might have been.

Of few sprites a PCA says exactly what these are and little of what the next one will be. The next one may
well stand a pixel further, or have its colours in other channels: so 15 % of the covariance is that of the
sprites moved by a pixel, 15 % that of their channels exchanged. Both only put the entries of the covariance
elsewhere, so they cost no look at a sprite. Measured on three sets by others, four splits of each, before any
training: unseen sprites are described 0.28 dB (136 characters), 0.20 dB (999 icons) and 0.35 dB (1,797 tiles)
better. Half of either is worse than none.
"""

from __future__ import annotations

from itertools import permutations
from typing import Final

import torch
from torch import Tensor

from lunarcore_studio.vae.eigen import EigenBasis, Moments, basis_of

MOVED: Final = 0.15
EXCHANGED: Final = 0.15
COLOURS: Final = 3


def start_basis(known: Moments, latent: int, shape: tuple[int, int, int]) -> EigenBasis:
    """The first `latent` axes to start on, of sprites of shape (C, R, R) of which `known` is known.

    More than the sprites themselves span, where these are few.
    """
    places = torch.arange(known.centre.numel()).reshape(shape)
    moved = [places.roll(step, axis).flatten() for axis in (1, 2) for step in (1, -1)]
    alpha = list(range(COLOURS, shape[0]))
    exchanged = [places[[*order, *alpha]].flatten() for order in permutations(range(COLOURS))][1:]
    return basis_of(_mixed(known, [(MOVED, moved), (EXCHANGED, exchanged)]), latent)


def _mixed(known: Moments, shares: list[tuple[float, list[Tensor]]]) -> Moments:
    """`known`, of which each share is that of the sprites with their values in other places."""
    whole = known.covariance + torch.outer(known.centre, known.centre)
    own = 1 - sum(share for share, _orders in shares)
    centre, moment = own * known.centre, own * whole
    for share, orders in shares:
        for order in orders:
            centre += share / len(orders) * known.centre[order]
            moment += share / len(orders) * whole[order][:, order]
    count = known.count * (1 + sum(len(orders) for _share, orders in shares))
    return Moments(count, centre, moment - torch.outer(centre, centre))
