"""Put what a model has learnt on the PCA of other sprites; on the training thread, before the first step.

A model of other sprites knows shapes, and its linear way knows the wrong axes. `rebased` takes the axes of
the new sprites for the linear way, turns the codes that the decoder is used to into those of the new axes,
and lets the convolutions start near silence, as in a new network: what they know stays, what they say is new.
"""

from __future__ import annotations

import copy
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.vae.batches import to_model_bytes
from lunarcore_studio.vae.eigen import EigenBasis
from lunarcore_studio.vae.losses import saturating_error
from lunarcore_studio.vae.model import LunarVAE

PASS: Final = 64


@torch.no_grad()
def rebased(model: LunarVAE, basis: EigenBasis, pca: EigenBasis | None = None) -> LunarVAE:
    """A copy of `model`, which has an eigen path, whose codes are whitened scores on `basis`.

    Its former codes are taken to be W (x - mu) of the new linear pictures: z = M z' + b.
    pca: of the sprites, to be remembered (None: `basis`).
    """
    network = copy.deepcopy(model)
    eigen, start = network.eigen, network.from_latent
    assert eigen is not None
    reading, centre = eigen.reading.clone(), eigen.centre.clone()
    eigen.start_from(basis, pca)
    offset = reading @ (eigen.centre - centre)  # (L,)
    start.bias.add_(start.weight @ offset)
    start.weight.copy_(start.weight @ (reading @ eigen.writing.T))
    network.quieten_heads()
    return network


def better_start(kept: LunarVAE, changed: LunarVAE, unseen: NDArray[np.uint8]) -> LunarVAE:
    """Of two networks the one whose codes describe sprites better, straight RGBA uint8 (N, R, R, 4).

    `kept` where they are alike, as without any sprites. Sprites that were trained on can not tell: of few
    sprites a PCA describes those it was made of exactly.
    """
    x = torch.from_numpy(to_model_bytes(unseen, kept.config.channels)).float() / 127.5 - 1
    return changed if latent_error(changed, x) < latent_error(kept, x) else kept


@torch.no_grad()
def latent_error(model: LunarVAE, x: Tensor) -> float:
    """The mean squared error of latent mode, of pictures clamped at use; `model` is left in its mode."""
    was_training = model.training
    model.eval()
    errors = [
        len(part) * float(saturating_error(model.decode(model.encode(part).mean), part))
        for part in torch.split(x, PASS)
    ]
    model.train(was_training)
    return sum(errors) / max(1, len(x))
