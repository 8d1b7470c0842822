"""Train a LunarVAE as an iterable of step reports; runs on the thread that iterates, and stops when it does.

Leaving the loop stops training and loses nothing: `model` is the averaged network, `state()` all that a later
`Trainer.resume` needs. The clock counts only time spent inside steps, so a pause costs no minutes.

Continuing from a model (`start`) keeps all of its weights, the eigen path's included, since encoder and
decoder have grown around them; the stored PCA is fitted anew to the new sprites, so that "beats PCA" always
means the PCA of what this training saw.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.vae import training_state
from lunarcore_studio.vae.axes import fitted_codec, quick_codec
from lunarcore_studio.vae.batches import Batches
from lunarcore_studio.vae.best import Best, Score
from lunarcore_studio.vae.breathing import Breath, Breathe, StepAbandoned
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.course import Course
from lunarcore_studio.vae.device import choose_device
from lunarcore_studio.vae.eigen import EigenBasis
from lunarcore_studio.vae.ema import WeightAverage
from lunarcore_studio.vae.holdout import Holdout, Pictures
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.plan import RECIPES, Recipe, TrainingError, TrainingPlan
from lunarcore_studio.vae.ranks import ALONE, Ranks
from lunarcore_studio.vae.recovery import Recovery
from lunarcore_studio.vae.reports import StepReport
from lunarcore_studio.vae.rows import Rows, Sprites
from lunarcore_studio.vae.skip_polish import polished
from lunarcore_studio.vae.starting import agreed_precision, check, first_network
from lunarcore_studio.vae.step import StepMaker
from lunarcore_studio.vae.threads import threads_of
from lunarcore_studio.vae.training_state import Snapshot

__all__ = [
    "ALONE", "RECIPES", "Ranks", "Recipe", "Rows", "StepAbandoned", "StepReport", "Trainer", "TrainingError",
    "TrainingPlan",
]  # fmt: skip


class Trainer:
    """Iterate over it to train; every iteration is one step. A finished trainer yields nothing more.

    `breathe`, also settable later, is called between the layers of a step on a CPU and the passes of a look,
    outside of training time; it may run other models, or raise (StepAbandoned, say): the step is taken again.
    """

    def __init__(
        self,
        plan: TrainingPlan,
        pixels: Sprites,
        holdout: NDArray[np.uint8] | None = None,
        start: LunarVAE | None = None,
        breathe: Breathe | None = None,
        ranks: Ranks = ALONE,
        kin: EigenBasis | None = None,
    ) -> None:
        """pixels, holdout: straight RGBA uint8 (N, R, R, 4); pixels may be mapped from a file larger than
        memory, or Rows of one.   ranks: the processes that train together, each with the same arguments.
        kin: for a new network, see `first_network`.   Raises TrainingError or DeviceError."""
        check(plan, pixels, holdout, start)
        self.plan, self.recipe, self.ranks = plan, plan.recipe_values, ranks
        self.device = choose_device(plan.device)
        self.precision = agreed_precision(self.device, plan.precision, ranks)
        self.pixels, self._share = pixels, ranks.share(plan.batch_size)
        self.breath = Breath(breathe)
        self.holdout = Holdout(pixels[:0] if holdout is None else holdout, self.breath)
        channels = plan.config.channels
        self.batches = Batches(pixels, channels, plan.batch_size, plan.seed, plan.flips, self.device)
        network = first_network(plan, self.batches, start, self.breath, self.holdout.sprites, kin)
        self._average = WeightAverage(network, self.recipe.ema_decay)
        self._maker = StepMaker(
            network, self.recipe, plan.seed, self.precision, plan.micro_batch, self.breath, ranks
        )
        self._recovery, self._threads = Recovery(), threads_of(self.device)
        self.course, self.best = Course(plan), Best()
        self.step, self.elapsed_s, self._rate, self._looks_s = 0, 0.0, 0.0, 0.0
        self._began_at, self.assessed_at = 0, -1
        self._pending: StepReport | None = None

    @property
    def breathe(self) -> Breathe | None:
        """What a step calls between its layers; None is nothing."""
        return self.breath.breathe

    @breathe.setter
    def breathe(self, breathe: Breathe | None) -> None:
        self.breath.breathe = breathe

    def __iter__(self) -> Iterator[StepReport]:
        if self.ranks.size > 1 and self.fraction < 1:
            with self.ranks.one_sentence():
                self._maker.make_room(self.batches.deal(self.step, self._share))
        while self.fraction < 1 or self._pending is not None:
            with self.ranks.one_sentence():
                report = self._one_step()
            yield report

    @property
    def fraction(self) -> float:
        """How much of the run is done, 0..1, by steps or by minutes as planned (of the cap, see `course`)."""
        return self.course.fraction(self.step, self.elapsed_s)

    @property
    def steps_planned(self) -> int:
        """Steps of the whole run; by minutes, what the pace so far makes of them."""
        return self.course.steps_planned(self.step, self.elapsed_s)

    @property
    def model(self) -> LunarVAE:
        """The averaged network in eval mode; it goes on changing while training goes on."""
        return self._average.model

    @property
    def network(self) -> LunarVAE:
        """As the last step left it, in training mode."""
        return self._maker.model

    def best_model(self) -> LunarVAE:
        """A copy of the averaged network as it scored best (see `best`); as it is now before any look."""
        return self.best.model(self.model)

    def _one_step(self) -> StepReport:
        if self._pending is None:
            self._pending = self._learn()
        report = self._look_if_due(self._pending)
        self._pending = None
        return report

    def _learn(self) -> StepReport:
        began, breathed = time.perf_counter(), self.breath.spent_s
        self.course.go_on(self.step, self.elapsed_s)
        if self._recovery.is_due(self.step):
            self.snapshot()
        rate, kl_weight = self.course.rates(self.step, self.elapsed_s)
        phase, size = self.course.phase(self.step, self.elapsed_s), self.micro_batch
        batch = self.batches.deal(self.step, self._share)
        with self._threads.in_use():
            terms, norm = self._maker.take(batch, self.step, rate, kl_weight)
        used_rate = rate * self._maker.rate_factor
        self.step += 1
        halved = self.micro_batch != size
        note = f"Memory ran out: {self.micro_batch} sprites at once now." if halved else None
        if norm == norm:
            self._average.follow(self._maker.model, self.step)
        else:
            note = self._recovery.go_back(self._maker, self._average.model, self.step)
        took = time.perf_counter() - began - (self.breath.spent_s - breathed)
        self._threads.took(took)
        pace = self.plan.batch_size / took
        self._rate = 0.9 * (self._rate or pace) + 0.1 * pace
        self.elapsed_s = self.ranks.firsts([self.elapsed_s + took])[0]
        return StepReport(
            self.step, self.steps_planned, terms, used_rate, kl_weight, norm, self._rate, self.elapsed_s,
            None, None, self.fraction, phase=phase, micro_batch=self.micro_batch, note=note,
        )  # fmt: skip

    @property
    def micro_batch(self) -> int:
        """Sprites that go through the network at once, in each process."""
        most = self.plan.batch_size // self.ranks.size
        return min(self._maker.micro_batch or most, most)

    def _look_if_due(self, report: StepReport) -> StepReport:
        every, score, is_best = self.plan.holdout_every, None, False
        if self.fraction >= 1 or (every > 0 and self.step % every == 0):
            score, is_best, is_gain = self.assess()
            self.course.looked(is_gain, self.step, self.elapsed_s)
        best = self.best.score
        return replace(
            report,
            elapsed_s=self.elapsed_s,
            fraction=self.fraction,
            steps_planned=self.steps_planned,
            holdout_psnr_db=None if score is None else score.latent_db,
            holdout_detail_psnr_db=None if score is None else score.detail_db,
            best_psnr_db=None if best is None else best.latent_db,
            best_detail_psnr_db=None if best is None else best.detail_db,
            is_best=is_best,
            seconds_left=self._seconds_left(),
            looks_left=self.course.looks_left,
        )

    def _seconds_left(self) -> float | None:
        step_s = self.plan.batch_size / self._rate + self._looks_s / max(1, self.step - self._began_at)
        return self.course.seconds_left(self.step, self.elapsed_s, step_s)

    def assess(self, alone: bool = False) -> tuple[Score | None, bool, bool]:
        """Look at the held-out sprites now -> (score, whether it is the best so far, whether it is a gain).

        None where there are none. The time is training time: it belongs to the curve that is shown.
        alone: the other processes, if any, do not come here (the training is over).
        """
        if not len(self.holdout):
            return None, False, False
        began, breathed = time.perf_counter(), self.breath.spent_s
        ranks = ALONE if alone else self.ranks
        score = self.holdout.score(Codec(self.model, self.device)) if ranks.is_first else Score(0.0, 0.0)
        score = Score(*ranks.firsts([score.latent_db, score.detail_db]))
        self.assessed_at = self.step
        is_best, is_gain = self.best.consider(score, self.step, self.model)
        took = time.perf_counter() - began - (self.breath.spent_s - breathed)
        self._looks_s += took
        self.elapsed_s = ranks.firsts([self.elapsed_s + took])[0]
        return score, is_best, is_gain

    def look(self, count: int) -> tuple[NDArray[np.uint8], Pictures, Pictures]:
        """The first `count` held-out sprites (n, R, R, 4) as they are (straight RGBA uint8), and as averaged
        weights draw them in detail mode and in latent mode (float32 premultiplied, 0..1)."""
        return self.holdout.pictures(Codec(self.model, self.device), count)

    @cached_property
    def pca_psnr_db(self) -> float | None:
        """What latent mode has to beat: the PSNR in dB of the training sprites' PCA on the held-out ones."""
        return self.holdout.pca_psnr_db(Codec(self.model, self.device))

    def finished(self, best: bool = False) -> LunarVAE:
        """The averaged network, or as it scored best so far, once its skips are polished (`skip_polish`)."""
        if best and self.assessed_at != self.step:
            self.assess(alone=True)
        chosen = self.best_model() if best else self.model
        with self._threads.in_use():
            return polished(chosen, self.recipe, self.batches, self.step, self.micro_batch, self.breath)

    def codec(self, model: LunarVAE | None = None) -> Codec:
        """Of `model`, else of the averaged network, its axes and bank fitted to the training sprites."""
        return fitted_codec(model or self.model, self.device, self.pixels, self.plan.seed, None, self.breath)

    def quick_codec(self) -> Codec:
        """Of the averaged network as it is now, to be tried while it learns; see `quick_axes`."""
        return quick_codec(self.model, self.device, self.pixels, self.plan.seed, self.breath)

    def snapshot(self) -> Snapshot:
        """Everything that a resumed training needs, copied at once; `Snapshot.pack` may wait for later."""
        maker = self._maker
        values = {
            "plan": self.plan.to_dict(), "step": self.step, "elapsed_s": self.elapsed_s,
            "failures": self._recovery.failures, "rate_factor": maker.rate_factor,
            "micro_batch": maker.micro_batch, "sprites_per_s": self._rate,
            "precision": str(self.precision).removeprefix("torch."), "sprites_sha256": self.batches.digest,
            "scaler": maker.scaler.state_dict(), "course": self.course.to_dict(), "best": self.best.to_dict(),
            "pending": self._pending and self._pending.to_dict(),
        }  # fmt: skip
        tensors = training_state.collect(maker.model, self.model, maker.optimiser)
        taken = Snapshot(tensors, self.best.weights, values)
        self._recovery.good = taken
        return taken

    def state(self) -> dict[str, bytes]:
        """All that `resume` needs, as one file: {"training.safetensors": bytes}."""
        return self.snapshot().pack()

    @classmethod
    def resume(
        cls,
        state: dict[str, bytes],
        pixels: Sprites,
        holdout: NDArray[np.uint8] | None = None,
        device: str | None = None,
        breathe: Breathe | None = None,
        ranks: Ranks = ALONE,
    ) -> Trainer:
        """The trainer that `state()` was taken of, at the step it had reached; bit-equal on the same CPU.

        Raises TrainingError when the state is damaged or the sprites are not those it was trained on.
        """
        values = training_state.read_values(state)
        plan = TrainingPlan.from_dict(values["plan"] | {"precision": values["precision"]})
        if device is not None:
            plan = TrainingPlan.from_dict(plan.to_dict() | {"device": device})
        trainer = cls(plan, pixels, holdout, breathe=breathe, ranks=ranks)
        if trainer.batches.digest != values["sprites_sha256"]:
            raise TrainingError("These are not the sprites that the stored training was run on.")
        trainer._restore(values, *training_state.read_tensors(state))
        return trainer

    def _restore(self, values: dict[str, Any], tensors: dict[str, Tensor], best: dict[str, Tensor]) -> None:
        maker = self._maker
        training_state.put_back(tensors, maker.model, self.model, maker.optimiser)
        if best or values["best"]:
            training_state.require_like(best, self.model.state_dict())
        self.best.restore(values["best"], best)
        self.course.restore(values["course"])
        self.step, self.elapsed_s = values["step"], values["elapsed_s"]
        self._began_at, self._rate = self.step, values["sprites_per_s"]
        self._recovery.failures = values["failures"]
        maker.rate_factor, maker.micro_batch = values["rate_factor"], values["micro_batch"]
        maker.scaler.load_state_dict(values["scaler"])
        self._pending = StepReport.from_dict(values["pending"])
