"""One step of training: forward, losses, backward, clip, update; runs on the training thread.

All chance within a step comes from a generator seeded by (seed, step), put back afterwards, so that the run
neither depends on nor disturbs anyone else's random numbers and resumes bit-equal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.batches import Batch, step_seed
from lunarcore_studio.vae.device import autocast
from lunarcore_studio.vae.losses import divergence, palette_error, reconstruction_error
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.plan import Recipe
from lunarcore_studio.vae.skip_gate import Skips

NOISE_PURPOSE = 2


def make_optimiser(model: LunarVAE, recipe: Recipe) -> torch.optim.AdamW:
    """AdamW in two groups: the network, and the eigen path at its own share of the rate ("share")."""
    eigen = [] if model.eigen is None else list(model.eigen.parameters())
    ours = {id(parameter) for parameter in eigen}
    network = [parameter for parameter in model.parameters() if id(parameter) not in ours]
    groups: list[dict[str, Any]] = [{"params": network, "share": 1.0}]
    if eigen:
        groups.append({"params": eigen, "share": recipe.eigen_rate, "weight_decay": 0.0})
    fused = next(model.parameters()).device.type in ("cpu", "cuda")
    return torch.optim.AdamW(
        groups, lr=recipe.learning_rate, weight_decay=recipe.weight_decay, fused=fused or None
    )


class StepMaker:
    """Takes training steps of one model. `scale_rate` shrinks the learning rate after a step that failed."""

    def __init__(
        self, model: LunarVAE, recipe: Recipe, seed: int, precision: torch.dtype, micro_batch: int | None
    ) -> None:
        self.model, self.recipe, self.seed = model, recipe, seed
        self.precision, self.micro_batch = precision, micro_batch
        self.device = next(model.parameters()).device
        self.optimiser = make_optimiser(model, recipe)
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=precision == torch.float16)
        self.rate_factor = 1.0

    def take(self, batch: Batch, step: int, rate: float, kl_weight: float) -> tuple[dict[str, float], float]:
        """Learn from one batch -> (loss terms, gradient norm before clipping).

        Where a loss or gradient is not finite nothing is changed, BatchNorm's statistics included, and the
        norm is NaN (with float16 a single one is the scaler finding its range).
        """
        for group in self.optimiser.param_groups:
            group["lr"] = rate * self.rate_factor * group["share"]
        statistics = [buffer.clone() for buffer in self.model.buffers()]
        self.optimiser.zero_grad(set_to_none=True)
        with _own_chance(step_seed(self.seed, step, NOISE_PURPOSE), self.device):
            terms = self._accumulate(batch, kl_weight)
        self.scaler.unscale_(self.optimiser)
        norm = float(nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip_norm))
        sound = math.isfinite(norm) and all(math.isfinite(term) for term in terms.values())
        if sound or self.scaler.is_enabled():
            self.scaler.step(self.optimiser)
            self.scaler.update()
        if not sound:
            for buffer, before in zip(self.model.buffers(), statistics, strict=True):
                buffer.copy_(before)
        return terms, norm if sound else math.nan

    def _accumulate(self, batch: Batch, kl_weight: float) -> dict[str, float]:
        count = len(batch.target)
        size = self.micro_batch or count
        totals: dict[str, float] = {}
        for start in range(0, count, size):
            part = batch.part(start, min(start + size, count))
            share = len(part.target) / count
            losses = self.losses(part, kl_weight)
            torch.autograd.backward(self.scaler.scale(losses["total"] * share))
            for name, value in losses.items():
                totals[name] = totals.get(name, 0.0) + float(value.detach()) * share
        return totals

    def losses(self, batch: Batch, kl_weight: float) -> dict[str, Tensor]:
        """The terms of the loss for a batch, scalars: total, mse, kl (nats a sprite), palette."""
        x = batch.target.contiguous(memory_format=torch.channels_last)
        with autocast(self.device, self.precision):
            posterior = self.model.encode(x)
            skips, detail = self._through_gate(posterior.skips, len(x))
            output = self.model.decode(posterior.sample(), skips, detail)
        mse = reconstruction_error(output, batch.target)
        kl = divergence(posterior.mean, posterior.logvar).mean()
        losses = {"mse": mse, "kl": kl}
        total = mse + kl_weight * kl
        if self.recipe.palette_weight:
            losses["palette"] = palette_error(output, batch.colors, batch.counts, batch.index)
            total = total + self.recipe.palette_weight * losses["palette"]
        return {"total": total} | losses

    def _through_gate(self, skips: Skips, count: int) -> tuple[Skips, float | Tensor]:
        """Whose skips each sprite decodes with, and which of them (N, 3): 1 kept, 0 dropped."""
        recipe = self.recipe
        if recipe.skip_swap:
            swapped = torch.rand(count, device=self.device) < recipe.skip_swap
            owners = torch.arange(count, device=self.device)
            owners = torch.where(swapped, owners.roll(1), owners)
            skips = tuple(skip[owners] for skip in skips)
        if not self.model.config.skip_gate or not (recipe.skip_drop or recipe.level_drop):
            return skips, 1.0
        kept = torch.rand(count, 1, device=self.device) >= recipe.skip_drop
        levels = torch.rand(count, len(skips), device=self.device) >= recipe.level_drop
        return skips, (kept & levels).float()


@contextmanager
def _own_chance(seed: int, device: torch.device) -> Iterator[None]:
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed)
        yield
