"""One step of training: forward, losses, backward, clip, update; runs on the training thread.

All chance within a step comes from a generator seeded by (seed, step), put back afterwards, so that the run
neither depends on nor disturbs anyone else's random numbers and resumes bit-equal.
"""

from __future__ import annotations

import math
from contextlib import nullcontext
from itertools import pairwise
from typing import Any

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.batches import Batch, step_seed
from lunarcore_studio.vae.breathing import Breath
from lunarcore_studio.vae.memory import ran_out_of_memory, release_cached
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.objective import Chance, Objective, draw_chance
from lunarcore_studio.vae.plan import Recipe, TrainingError
from lunarcore_studio.vae.ranks import ALONE, Ranks
from lunarcore_studio.vae.shared_norm import norms_apart, share_norms

NOISE_PURPOSE = 2
# BatchNorm needs two sprites, and the pairs that swap skips stay together.
SMALLEST_PART = 2


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
    """Takes training steps of one model.

    `rate_factor` shrinks the learning rate after a step that failed; `micro_batch`, None for all of the batch
    at once, is halved whenever memory runs out.
    """

    def __init__(
        self,
        model: LunarVAE,
        recipe: Recipe,
        seed: int,
        precision: torch.dtype,
        micro_batch: int | None,
        breath: Breath | None = None,
        ranks: Ranks = ALONE,
    ) -> None:
        self.model, self.recipe, self.seed = model, recipe, seed
        self.micro_batch, self.breath, self.ranks = micro_batch, breath or Breath(), ranks
        self.device = next(model.parameters()).device
        if ranks.size > 1:
            share_norms(model)
        self._objective = Objective(model, recipe, precision)
        gates_unused = model.config.skip_gate and not (recipe.skip_drop or recipe.level_drop)
        self._together = ranks.together(self._objective, some_unused=gates_unused)
        self.optimiser = make_optimiser(model, recipe)
        self.scaler = torch.amp.GradScaler(self.device.type, enabled=precision == torch.float16)
        self.rate_factor = 1.0

    def make_room(self, batch: Batch) -> None:
        """Find parts that fit into every process' memory, by a step of `batch` that teaches nothing.

        Several processes can not go back within a step, where each waits for the others.
        """
        statistics = [buffer.clone() for buffer in self.model.buffers()]
        with norms_apart(self.model):
            self._gradients(batch, 0, 0.0, statistics, self._objective)
        self._restore(statistics)
        self.optimiser.zero_grad(set_to_none=True)
        count = len(batch.target)
        smallest = int(-self.ranks.most(-(self.micro_batch or count)))
        self.micro_batch = None if smallest >= count else smallest

    def take(self, batch: Batch, step: int, rate: float, kl_weight: float) -> tuple[dict[str, float], float]:
        """Learn from one batch -> (loss terms, gradient norm before clipping).

        batch: this process' share of it; terms and norm are those of the whole batch.
        Where a loss or gradient is not finite nothing is changed, BatchNorm's statistics included, and the
        norm is NaN (with float16 a single one is the scaler finding its range). Whatever is raised meanwhile
        (StepAbandoned by a breath) leaves everything as it was too. Raises TrainingError when not even two
        sprites at once fit into memory.
        """
        for group in self.optimiser.param_groups:
            group["lr"] = rate * self.rate_factor * group["share"]
        statistics = [buffer.clone() for buffer in self.model.buffers()]
        scale = self.scaler.state_dict()
        try:
            terms = self._gradients(batch, step, kl_weight, statistics, self._together)
            terms = dict(zip(terms, self._means(list(terms.values())), strict=True))
            self.scaler.unscale_(self.optimiser)
            norm = float(nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip_norm))
            self.breath()
        except BaseException:
            self._forget(statistics, scale)
            raise
        sound = math.isfinite(norm) and all(math.isfinite(term) for term in terms.values())
        if sound or self.scaler.is_enabled():
            self.scaler.step(self.optimiser)
            self.scaler.update()
        if not sound:
            self._restore(statistics)
        return terms, norm if sound else math.nan

    def _means(self, terms: list[float]) -> list[float]:
        return [term / self.ranks.size for term in self.ranks.sums(terms)]

    def _gradients(
        self, batch: Batch, step: int, kl_weight: float, statistics: list[Tensor], objective: nn.Module
    ) -> dict[str, float]:
        """The loss terms, with the gradients left at the parameters; in smaller parts if memory runs out."""
        seed = step_seed(self.seed, step, NOISE_PURPOSE)
        count = self.ranks.size * len(batch.target)
        own = self.ranks.share(count)
        chance = draw_chance(count, self.model.config.latent, self.recipe, seed).part(own.start, own.stop)
        while True:
            try:
                with (
                    self.breath.chance_of_its_own(seed, self.device),
                    self.breath.between_layers(self.model),
                ):
                    return self._accumulate(batch, chance.to(self.device), kl_weight, objective)
            except (RuntimeError, MemoryError) as error:
                if not ran_out_of_memory(error):
                    raise
                if objective is not self._objective:
                    raise TrainingError("One of the processes ran out of memory.") from error
            # outside of the handler, whose traceback would keep the features of the failed attempt alive
            self._halve(len(batch.target))
            self._restore(statistics)

    def _accumulate(
        self, batch: Batch, chance: Chance, kl_weight: float, objective: nn.Module
    ) -> dict[str, float]:
        self.optimiser.zero_grad(set_to_none=True)
        is_shared = objective is not self._objective
        count, with_palette = len(batch.target), float((batch.counts > 0).sum())
        if is_shared:
            with_palette = self._means([with_palette])[0]
        totals: dict[str, float] = {}
        for start, stop in parts_of(count, self.micro_batch):
            part = batch.part(start, stop)
            palettes = int((part.counts > 0).sum()) / max(with_palette, 1e-9)
            share = (stop - start) / count
            with objective.no_sync() if is_shared and stop < count else nullcontext():  # type: ignore[operator]
                loss, terms = objective(part, chance.part(start, stop), kl_weight, share, palettes)
                torch.autograd.backward(self.scaler.scale(loss))
            for name, value in terms.items():
                totals[name] = totals.get(name, 0.0) + float(value)
        return totals

    def _halve(self, count: int) -> None:
        size = min(self.micro_batch or count, count)
        if size <= SMALLEST_PART:
            raise TrainingError("There is not enough memory to train on even two sprites at once.")
        self.micro_batch = max(SMALLEST_PART, size // 4 * 2)
        self.optimiser.zero_grad(set_to_none=True)
        release_cached(self.device)

    def _restore(self, statistics: list[Tensor]) -> None:
        for buffer, before in zip(self.model.buffers(), statistics, strict=True):
            buffer.copy_(before)

    def _forget(self, statistics: list[Tensor], scale: dict[str, Any]) -> None:
        self.optimiser.zero_grad(set_to_none=True)
        self._restore(statistics)
        if self.scaler.is_enabled():
            # a scaler that has unscaled once refuses to do it again before its update
            self.scaler = torch.amp.GradScaler(self.device.type)
            self.scaler.load_state_dict(scale)


def parts_of(count: int, size: int | None) -> list[tuple[int, int]]:
    """Cut `count` sprites into parts of about `size`: like large, starting at even places, two at least."""
    pairs = max(1, count // 2)
    number = 1 if size is None else min(pairs, math.ceil(count / max(size // 2 * 2, SMALLEST_PART)))
    cuts = [2 * (pairs * each // number) for each in range(number)] + [count]
    return list(pairwise(cuts))
