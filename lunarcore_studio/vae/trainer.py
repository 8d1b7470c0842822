"""Train a LunarVAE as an iterable of step reports; runs on the thread that iterates, and stops when it does.

Leaving the loop stops training and loses nothing: `model` is the averaged network, `state()` all that a later
`Trainer.resume` needs. The clock counts only time spent inside steps, so a pause costs no minutes.

Continuing from a model (`start`) keeps all of its weights, the eigen path's included, since encoder and
decoder have grown around them; the stored PCA is fitted anew to the new sprites, so that "beats PCA" always
means the PCA of what this training saw.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae import training_state
from lunarcore_studio.vae.axes import fit_axes, training_codes
from lunarcore_studio.vae.batches import Batches, sprites_digest, to_model_bytes
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.device import choose_device, choose_precision
from lunarcore_studio.vae.eigen import fit_basis
from lunarcore_studio.vae.ema import WeightAverage
from lunarcore_studio.vae.metrics import mean_psnr
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.plan import RECIPES, Recipe, TrainingError, TrainingPlan
from lunarcore_studio.vae.schedules import one_cycle_rate, step_rate, warm_up
from lunarcore_studio.vae.step import StepMaker

__all__ = ["RECIPES", "Recipe", "StepReport", "Trainer", "TrainingError", "TrainingPlan"]

MAX_HOLDOUT_LOOK = 256
FAILED_STEPS_ALLOWED = 2
# float16 scaling looks for its range by failing a few steps at the start.
SCALER_FAILURES_ALLOWED = 24


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step did. steps_planned is an estimate when the plan is in minutes.

    losses: total, mse ([-1, 1] squared), kl (nats a sprite), palette (nats a pixel) where the recipe has it.
    holdout_psnr_db: latent mode, holdout_detail_psnr_db: detail mode, averaged weights, on up to 256 held-out
    sprites; None at steps that do not look.   fraction: of the run that is done, 0..1.
    """

    step: int
    steps_planned: int
    losses: dict[str, float]
    lr: float
    kl_weight: float
    grad_norm: float
    sprites_per_s: float
    elapsed_s: float
    holdout_psnr_db: float | None
    holdout_detail_psnr_db: float | None
    fraction: float


class Trainer:
    """Iterate over it to train; every iteration is one step. A finished trainer yields nothing more."""

    def __init__(
        self,
        plan: TrainingPlan,
        pixels: NDArray[np.uint8],
        holdout: NDArray[np.uint8] | None = None,
        start: LunarVAE | None = None,
    ) -> None:
        """pixels, holdout: straight RGBA uint8 (N, R, R, 4). Raises TrainingError or DeviceError."""
        self._check(plan, pixels, holdout, start)
        self.plan, self.recipe = plan, plan.recipe_values
        self.device = choose_device(plan.device)
        self.precision = choose_precision(self.device, plan.precision)
        self.pixels, self.holdout = pixels, holdout
        sprites = to_model_bytes(pixels, plan.config.channels)
        self.batches = Batches(sprites, plan.batch_size, plan.seed, plan.flips, self.device)
        network = self._first_network(start).to(self.device)
        self._maker = StepMaker(network, self.recipe, plan.seed, self.precision, plan.micro_batch)
        self._average = WeightAverage(network, self.recipe.ema_decay)
        self.step, self.elapsed_s, self.failures = 0, 0.0, 0
        self._rate = 0.0

    @staticmethod
    def _check(
        plan: TrainingPlan,
        pixels: NDArray[np.uint8],
        holdout: NDArray[np.uint8] | None,
        start: LunarVAE | None,
    ) -> None:
        side = plan.config.resolution
        for sprites in (pixels,) if holdout is None else (pixels, holdout):
            if sprites.dtype != np.uint8 or sprites.ndim != 4 or sprites.shape[1:] != (side, side, 4):
                raise TrainingError(f"Training needs sprites of {side}x{side} RGBA pixels.")
        if len(pixels) < 1:
            raise TrainingError("There are no sprites to train on.")
        if start is not None and start.config != plan.config:
            differences = _differences(start.config, plan.config)
            raise TrainingError(f"The model to continue from differs from the plan: {differences}.")

    def _first_network(self, start: LunarVAE | None) -> LunarVAE:
        if start is not None:
            network = copy.deepcopy(start).cpu().requires_grad_(True)
        else:
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(self.plan.seed)
                network = LunarVAE(self.plan.config)
        if network.eigen is not None:
            basis = fit_basis(self.batches.sprites, self.plan.config.latent)
            remember = network.eigen.start_from if start is None else network.eigen.remember
            remember(basis)
        return network.train()

    def __iter__(self) -> Iterator[StepReport]:
        while self.fraction < 1:
            yield self._one_step()

    @property
    def fraction(self) -> float:
        """How much of the run is done, 0..1, by steps or by minutes as planned."""
        if self.plan.steps is not None:
            return min(1.0, self.step / self.plan.steps)
        assert self.plan.minutes is not None
        return min(1.0, self.elapsed_s / (60 * self.plan.minutes))

    @property
    def steps_planned(self) -> int:
        """Steps of the whole run; by minutes, what the pace so far makes of them."""
        if self.plan.steps is not None:
            return self.plan.steps
        return max(self.step, round(self.step / self.fraction)) if self.fraction else 1

    @property
    def model(self) -> LunarVAE:
        """The averaged network in eval mode; it goes on changing while training goes on."""
        return self._average.model

    @property
    def network(self) -> LunarVAE:
        """The network as the last step left it, in training mode."""
        return self._maker.model

    def _one_step(self) -> StepReport:
        began = time.perf_counter()
        fraction = self.fraction
        rate, kl_weight = self._schedule(fraction)
        terms, norm = self._maker.take(self.batches.deal(self.step), self.step, rate, kl_weight)
        self.step += 1
        if math.isfinite(norm):
            self._average.follow(self._maker.model, self.step)
        else:
            self._fail()
        took = time.perf_counter() - began
        pace = self.plan.batch_size / took
        self._rate = pace if self._rate == 0 else 0.9 * self._rate + 0.1 * pace
        self.elapsed_s += took
        latent_db, detail_db = self._look_at_holdout()
        return StepReport(
            self.step, self.steps_planned, terms, rate * self._maker.rate_factor, kl_weight, norm,
            self._rate, self.elapsed_s, latent_db, detail_db, self.fraction,
        )  # fmt: skip

    def _schedule(self, fraction: float) -> tuple[float, float]:
        recipe = self.recipe
        curve = one_cycle_rate if recipe.schedule == "one-cycle" else step_rate
        rate = recipe.learning_rate * curve(fraction, recipe.warm_up_share)
        return rate, recipe.kl_weight * warm_up(fraction, recipe.kl_warm_up_share)

    def _fail(self) -> None:
        """A loss was not a number: nothing was learned from that step; go on slower, or stop."""
        self.failures += 1
        if self._maker.scaler.is_enabled() and self.failures <= SCALER_FAILURES_ALLOWED:
            return
        if self.failures > FAILED_STEPS_ALLOWED:
            raise TrainingError(
                f"The loss stopped being a number at step {self.step}; the model of the steps before is kept."
            )
        self._maker.rate_factor /= 2

    def _look_at_holdout(self) -> tuple[float | None, float | None]:
        every = self.plan.holdout_every
        due = self.fraction >= 1 or (every > 0 and self.step % every == 0)
        if self.holdout is None or not len(self.holdout) or not due:
            return None, None
        began = time.perf_counter()
        sprites = self.holdout[:MAX_HOLDOUT_LOOK]
        codec = Codec(self.model, self.device)
        code = codec.encode(sprites)
        latent = mean_psnr(codec, codec.decode(code.mean), sprites)
        detail = mean_psnr(codec, codec.decode(code.mean, code.skips), sprites)
        self.elapsed_s += time.perf_counter() - began
        return latent, detail

    def codec(self, axis_count: int | None = None) -> Codec:
        """A codec of the averaged network as it is now, its axes and bank fitted to the training sprites."""
        codec = Codec(self.model, self.device)
        codes, bank = training_codes(codec, self.pixels, self.plan.seed)
        return codec.with_axes(fit_axes(codec, codes, axis_count), bank)

    def state(self) -> dict[str, bytes]:
        """All that `resume` needs, as one file: {"training.safetensors": bytes}."""
        values = {
            "plan": self.plan.to_dict(), "step": self.step, "elapsed_s": self.elapsed_s,
            "failures": self.failures, "rate_factor": self._maker.rate_factor,
            "sprites_per_s": self._rate, "precision": str(self.precision).removeprefix("torch."),
            "sprites_sha256": sprites_digest(self.batches.sprites),
            "scaler": self._maker.scaler.state_dict(),
        }  # fmt: skip
        return training_state.pack(self._maker.model, self._average.model, self._maker.optimiser, values)

    @classmethod
    def resume(
        cls,
        state: dict[str, bytes],
        pixels: NDArray[np.uint8],
        holdout: NDArray[np.uint8] | None = None,
        device: str | None = None,
    ) -> Trainer:
        """The trainer that `state()` was taken of, at the step it had reached; bit-equal on the same CPU.

        Raises TrainingError when the state is damaged or the sprites are not those it was trained on.
        """
        values = training_state.read_values(state)
        plan = TrainingPlan.from_dict(values["plan"] | {"precision": values["precision"]})
        if device is not None:
            plan = TrainingPlan.from_dict(plan.to_dict() | {"device": device})
        trainer = cls(plan, pixels, holdout)
        if sprites_digest(trainer.batches.sprites) != values["sprites_sha256"]:
            raise TrainingError("These are not the sprites that the stored training was run on.")
        training_state.restore(state, trainer._maker.model, trainer.model, trainer._maker.optimiser)
        trainer.step, trainer.elapsed_s = values["step"], values["elapsed_s"]
        trainer.failures, trainer._rate = values["failures"], values["sprites_per_s"]
        trainer._maker.rate_factor = values["rate_factor"]
        trainer._maker.scaler.load_state_dict(values["scaler"])
        return trainer


def _differences(model: VAEConfig, plan: VAEConfig) -> str:
    ours, theirs = model.to_dict(), plan.to_dict()
    return ", ".join(
        f"{name} {ours[name]} and not {theirs[name]}" for name in ours if ours[name] != theirs[name]
    )
