"""The loss of a batch as one module with all chance handed in; runs wherever the model runs.

Chance is drawn for a whole batch before it is cut, so that micro-batches (and the processes of a training by
several) see the same noise and the same dropped skips as one pass over all of it would.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.batches import Batch
from lunarcore_studio.vae.device import autocast
from lunarcore_studio.vae.losses import divergence, palette_error, reconstruction_error, saturating_error
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.plan import Recipe

LEVELS = 3


@dataclass(frozen=True, slots=True)
class Chance:
    """noise (N, L) float32 for the code; owners (N,) int64: with whose skips each sprite decodes, its own or
    its neighbour's in the pairs (0, 1), (2, 3), ...; kept (N, 3) float32: which skips it keeps, 1 or 0."""

    noise: Tensor
    owners: Tensor
    kept: Tensor

    def part(self, start: int, stop: int) -> Chance:
        """Sprites `start` to `stop` alone. start is even and stop even or the end: pairs stay together."""
        pick = slice(start, stop)
        return Chance(self.noise[pick], self.owners[pick] - start, self.kept[pick])

    def to(self, device: torch.device) -> Chance:
        """The same on another device."""
        return Chance(self.noise.to(device), self.owners.to(device), self.kept.to(device))


def draw_chance(count: int, latent: int, recipe: Recipe, seed: int) -> Chance:
    """The chance of one step of `count` sprites; the same on every device, since it is drawn on the CPU."""
    generator = torch.Generator().manual_seed(seed)

    def uniform(*shape: int) -> Tensor:
        return torch.rand(*shape, generator=generator)

    places = torch.arange(count)
    neighbours = (places ^ 1).clamp(max=count - 1)
    owners = torch.where(uniform(count) < recipe.skip_swap, neighbours, places)
    kept = (uniform(count, 1) >= recipe.skip_drop) & (uniform(count, LEVELS) >= recipe.level_drop)
    return Chance(torch.randn(count, latent, generator=generator), owners, kept.float())


class Objective(nn.Module):
    """The terms of the loss and their weighted sum. Holds the model it trains as `model`."""

    def __init__(self, model: LunarVAE, recipe: Recipe, precision: torch.dtype) -> None:
        super().__init__()
        self.model, self.recipe, self.precision = model, recipe, precision

    def terms(self, batch: Batch, chance: Chance) -> dict[str, Tensor]:
        """mse, kl (nats a sprite) and, where the recipe has it, palette (nats a pixel): scalar means."""
        x = batch.target.contiguous(memory_format=torch.channels_last)
        recipe = self.recipe
        with autocast(x.device, self.precision):
            posterior = self.model.encode(x, chance.noise)
            skips, detail = posterior.skips, 1.0
            if recipe.skip_swap:
                skips = tuple(skip[chance.owners] for skip in skips)
            gated = self.model.config.skip_gate and (recipe.skip_drop or recipe.level_drop)
            output = self.model.decode(posterior.at(chance.noise), skips, chance.kept if gated else detail)
        error = saturating_error if recipe.forgives_clamp else reconstruction_error
        terms = {
            "mse": error(output, batch.target),
            "kl": divergence(posterior.mean, posterior.logvar).mean(),
        }
        if recipe.palette_weight:
            terms["palette"] = palette_error(output, batch.colors, batch.counts, batch.index)
        return terms

    def forward(
        self, batch: Batch, chance: Chance, kl_weight: float, share: float, palette_share: float
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """This part's addition to the loss of the whole batch, and to each of its terms (detached).

        share: of the batch's sprites that are in this part; palette_share: of those that have a palette.
        """
        terms = self.terms(batch, chance)
        shares = {"mse": share, "kl": share, "palette": palette_share}
        weights = {"mse": 1.0, "kl": kl_weight, "palette": self.recipe.palette_weight}
        parts = {name: term * shares[name] for name, term in terms.items()}
        total = torch.stack([weights[name] * part for name, part in parts.items()]).sum()
        return total, {"total": total.detach()} | {name: part.detach() for name, part in parts.items()}
