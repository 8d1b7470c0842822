"""Refuse what can not be trained, and make the network that training starts from; on the training thread."""

from __future__ import annotations

import copy

import numpy as np
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.batches import Batches
from lunarcore_studio.vae.breathing import Breathe
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.device import choose_precision
from lunarcore_studio.vae.eigen import CHUNK, EigenBasis, basis_of
from lunarcore_studio.vae.leaning import look_at
from lunarcore_studio.vae.model import LunarVAE, on_device
from lunarcore_studio.vae.plan import TrainingError, TrainingPlan
from lunarcore_studio.vae.ranks import Ranks
from lunarcore_studio.vae.rebasing import better_start, rebased
from lunarcore_studio.vae.rows import Sprites
from lunarcore_studio.vae.start_basis import start_basis

# A second of fitting on one core. More sprites hardly change 128 axes; an even sample of them is taken.
MOST_FOR_PCA = 20_000


def check(
    plan: TrainingPlan, pixels: Sprites, holdout: NDArray[np.uint8] | None, start: LunarVAE | None
) -> None:
    """Sprites of the plan's size, at least one, and a model of the plan's config. Raises TrainingError."""
    side = plan.config.resolution
    for sprites in (pixels,) if holdout is None else (pixels, holdout):
        if sprites.dtype != np.uint8 or sprites.ndim != 4 or sprites.shape[1:] != (side, side, 4):
            raise TrainingError(f"Training needs sprites of {side}x{side} RGBA pixels.")
    if len(pixels) < 1:
        raise TrainingError("There are no sprites to train on.")
    if start is not None and start.config != plan.config:
        differences = _differences(start.config, plan.config)
        raise TrainingError(f"The model to continue from differs from the plan: {differences}.")


def first_network(
    plan: TrainingPlan,
    batches: Batches,
    start: LunarVAE | None,
    breathe: Breathe,
    unseen: NDArray[np.uint8],
    kin: EigenBasis | None = None,
) -> LunarVAE:
    """A copy of `start`, or a network made by the plan's seed, with its PCA fitted; on the batches' device.

    Where its axes describe sprites `unseen` (N, R, R, 4), which neither has seen, better than `start` does,
    the copy is put on it (see `rebasing`); N may be 0, which tells nothing.   kin: a PCA of other sprites for
    the axes to lean on; where there is a `start`, its own.
    """
    if start is not None:
        network = copy.deepcopy(start).cpu().requires_grad_(True)
    else:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(plan.seed)
            network = LunarVAE(plan.config)
    if network.eigen is not None:
        known = look_at(batches.model_bytes(CHUNK, MOST_FOR_PCA), breathe)
        pca = basis_of(known.whole, plan.config.latent)
        basis = start_basis(known, plan.config, kin if start is None else network.eigen.basis, breathe)
        if start is None:
            network.eigen.start_from(basis, pca)
        else:
            network.eigen.remember(pca)
            network = better_start(network, rebased(network, basis, pca), unseen)
    return on_device(network.train(), batches.device)


def agreed_precision(device: torch.device, name: str, ranks: Ranks) -> torch.dtype:
    """What rank 0 takes `name` for ("auto" is measured, and must not come out differently elsewhere)."""
    kinds = [torch.float32, torch.bfloat16, torch.float16]
    chosen = kinds.index(choose_precision(device, name)) if ranks.is_first or name != "auto" else 0
    return kinds[int(ranks.firsts([chosen])[0])]


def _differences(model: VAEConfig, plan: VAEConfig) -> str:
    ours, theirs = model.to_dict(), plan.to_dict()
    return ", ".join(
        f"{name} {ours[name]} and not {theirs[name]}" for name in ours if ours[name] != theirs[name]
    )
