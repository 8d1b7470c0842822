"""Let a finished model's skips learn to say exactly what is missing; on the training thread, at its end.

While all of a network learns, its skips follow a decoder that never stands still, and see a fifth of the
sprites. Here nothing but the convolutions of the skips of the rest learns, from every sprite: latent mode
stays as it is, to the bit, and a step costs half of one of training. Measured in detail mode on unseen
sprites: +6 dB on game tiles (60 steps after 300 of training), +3 dB on icons (50 after 250) and on characters
(12 after 60).
"""

from __future__ import annotations

import copy
import math
from typing import Final

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.batches import Batch, Batches, step_seed
from lunarcore_studio.vae.breathing import Breath
from lunarcore_studio.vae.losses import reconstruction_error, saturating_error
from lunarcore_studio.vae.memory import ran_out_of_memory, release_cached
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.plan import Recipe
from lunarcore_studio.vae.schedules import one_cycle_rate

# Of the steps of the training before, up to so many.
SHARE: Final = 0.2
MOST_STEPS: Final = 400
RATE: Final = 6e-3
WARM_UP_SHARE: Final = 0.1
NOISE_PURPOSE: Final = 3


def polished(
    model: LunarVAE, recipe: Recipe, batches: Batches, trained_steps: int, together: int, breath: Breath
) -> LunarVAE:
    """A copy of `model`, in eval mode on the batches' device, with skips that learned from the batches after
    those of `trained_steps`. As it was where it has no skips of the rest, where there is not enough memory,
    and where a gradient is no number.

    together: sprites of a batch that are looked at.   breath: breathes between the layers of a step.
    """
    network = copy.deepcopy(model).to(batches.device).eval().requires_grad_(False)
    if network.rest_skips is None:
        return network
    before = copy.deepcopy(network.rest_skips.state_dict())
    steps = range(trained_steps, trained_steps + min(MOST_STEPS, round(SHARE * trained_steps)))
    try:
        has_learned = _learn(network, network.rest_skips, recipe, batches, steps, together, breath)
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        has_learned = False
    if not has_learned:
        network.rest_skips.load_state_dict(before)
        release_cached(batches.device)
    return network.requires_grad_(False)


def _learn(
    network: LunarVAE,
    skips: nn.Module,
    recipe: Recipe,
    batches: Batches,
    steps: range,
    together: int,
    breath: Breath,
) -> bool:
    """Take the steps; False where one of them has a gradient that is no number."""
    learning = list(skips.requires_grad_(True).parameters())
    optimiser = torch.optim.AdamW(learning, lr=RATE, weight_decay=0.0)
    error = saturating_error if recipe.forgives_clamp else reconstruction_error
    for step in steps:
        for group in optimiser.param_groups:
            group["lr"] = RATE * one_cycle_rate((step - steps.start) / len(steps), WARM_UP_SHARE)
        batch, seed = batches.deal(step).part(0, together), step_seed(batches.seed, step, NOISE_PURPOSE)
        optimiser.zero_grad(set_to_none=True)
        with breath.chance_of_its_own(seed, batches.device), breath.between_layers(network):
            torch.autograd.backward(error(*_seen(network, batch)))
        if not math.isfinite(float(nn.utils.clip_grad_norm_(learning, recipe.clip_norm))):
            return False
        optimiser.step()
    return True


def _seen(network: LunarVAE, batch: Batch) -> tuple[Tensor, Tensor]:
    """Sprites as drawn codes and their skips show them, and as they are."""
    x = batch.target.contiguous(memory_format=torch.channels_last)
    posterior = network.encode(x, noise := torch.randn(len(x), network.config.latent, device=x.device))
    return network.decode(posterior.at(noise), posterior.skips), batch.target
