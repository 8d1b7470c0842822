"""The engine's side of a training run: it begins, advances a step at a time, is steered and ends.

Worker thread; no Qt, no torch of its own. Whatever ends a run, what it had learned is on disk or still here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.snapping import finished, finite
from lunarcore_studio.engine.training_plans import plan_of
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    MeasurePace,
    Outcome,
    PaceMeasured,
    Pixels,
    SteerTraining,
    TrainingBegan,
    TrainingEnded,
    TrainingLooked,
    TrainingReply,
    TrainingTold,
)
from lunarcore_studio.engine.training_run import NO_MEMORY, TrainingRun, TrainingSet, picked, split_holdout
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.model_folder import remove_model_folder
from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.vae.checkpoint import CheckpointError
from lunarcore_studio.vae.device import DeviceError
from lunarcore_studio.vae.memory import ran_out_of_memory
from lunarcore_studio.vae.trainer import StepReport, Trainer, TrainingError

SHOWN: Final = 12  # held-out sprites that are shown while it learns
TOLD_EVERY_S: Final = 0.1
PACE_STEPS: Final = 3
OWN_COLOURS: Final = Projection("sprite")
NO_RUN = "There is no training to steer."
NOTHING_YET: Final = TrainingTold(0, 1, 0.0, {}, 0.0, 0.0, 0.0, None, None, None, 0, 0, False, "")


class TrainingDesk:
    """Holds the one run there can be. Every method raises FileError or EngineError with one sentence."""

    def __init__(self, breathe: Callable[[], None] | None = None) -> None:
        self._breathe = breathe
        self.name = ""  # of the run under way, for a person
        self._run: TrainingRun | None = None
        self._steps: Iterator[StepReport] = iter(())
        self._paused = False
        self._told_at = 0.0
        self._last = NOTHING_YET
        self._news: list[TrainingReply] = []
        self._before: Pixels = np.zeros((0, 1, 1, 4), np.uint8)

    @property
    def wants_time(self) -> bool:
        """Whether there is a step to take."""
        return self._run is not None and not self._paused

    def begin(self, request: BeginTraining) -> TrainingBegan:
        """Start a run, or the one whose checkpoint lies there again; `advance` has its first pictures."""
        if self._run is not None:
            raise EngineError("A training is under way already; end it before another begins.")
        try:
            run = self._opened(request)
        except (TrainingError, DeviceError) as error:
            raise EngineError(str(error)) from error
        trainer = run.trainer
        trainer.breathe = self._breathe
        self.name = request.name
        self._run, self._steps, self._paused = run, iter(run), False
        self._last = replace(NOTHING_YET, step=trainer.step)
        looked = self._look()
        self._before, self._news = looked.latent, [looked]
        return TrainingBegan(
            run.out, request.name, str(trainer.device), str(trainer.precision).removeprefix("torch."),
            len(run.sprites.pixels), len(run.sprites.holdout), trainer.step, trainer.pca_psnr_db,
        )  # fmt: skip

    def _opened(self, request: BeginTraining) -> TrainingRun:
        inside, outside = split_holdout(request.pixels, request.options.holdout)
        facts = dict(request.facts)
        tags = [request.tags[place] for place in inside] if request.tags else []
        sprites = TrainingSet(picked(request.pixels, inside), request.pixels[outside], facts, tags)
        if request.resume:
            return TrainingRun.resume(sprites, request.out, request.name)
        if request.out.exists():
            raise FileExists(f"{request.out.name} is there already; choose another name.", request.out)
        plan = plan_of(request.options, request.start)
        return TrainingRun.begin(plan, sprites, request.out, request.name, request.start)

    def advance(self) -> list[TrainingReply]:
        """Take one step -> what is new. Nothing may be new; the last reply of a run is a TrainingEnded.

        Whatever `breathe` raises comes out; the run is then as it was before the step.
        """
        run = self.running()
        if self._news:
            news, self._news = self._news, []
            return news
        try:
            report = next(self._steps, None)
        except TrainingError as error:
            return [self._end("failed", run.finish(best=True, resumable=True), str(error))]
        except BaseException:
            self._steps = iter(run)
            raise
        if report is None:
            return [self._finish("finished")]
        return self._told(report)

    def steer(self, request: SteerTraining) -> TrainingReply:
        """Do what a person wants of the run."""
        run = self.running()
        if request.action == "discard":
            run.settle()
            remove_model_folder(run.out)
            return self._end("discarded", {})
        if request.action == "keep":
            return self._finish("kept")
        self._paused = request.action == "pause"
        trouble = self._write_checkpoint() if self._paused else ""
        return self._rest(trouble)

    def give_up(self, sentence: str) -> TrainingEnded:
        """Something nobody foresaw: the run is over, what it learned is kept as far as the disk allows."""
        trouble = self._write_checkpoint()
        return self._end("failed", {}, " ".join(filter(None, (sentence, trouble))))

    def close(self) -> None:
        """The worker ends: a run under way leaves a checkpoint. A disk that refuses it is no error here."""
        if self._run is not None and self._run.trainer.step:
            self._trouble_of(self._run.leave)
        self._run = None

    def measure(self, request: MeasurePace, sprites: Pixels) -> PaceMeasured:
        """Take some real steps on uint8 `sprites` (N, R, R, 4) with a network that is thrown away."""
        plan = plan_of(request.options, request.start)
        try:
            trainer = Trainer(plan, sprites)
            trainer.breathe = self._breathe
            steps = iter(trainer)
            next(steps)  # the first step also sets things up
            began = trainer.elapsed_s
            for _ in range(PACE_STEPS):
                next(steps, None)
        except (TrainingError, DeviceError) as error:
            raise EngineError(str(error)) from error
        step_s = max((trainer.elapsed_s - began) / PACE_STEPS, 1e-6)
        return PaceMeasured(request.options, request.start, plan.batch_size / step_s, step_s)

    def running(self) -> TrainingRun:
        """The run under way."""
        if self._run is None:
            raise EngineError(NO_RUN)
        return self._run

    def _write_checkpoint(self) -> str:
        """Empty, or the sentence why it could not be written."""
        return self._trouble_of(self.running().checkpoint)

    def _trouble_of(self, write: Callable[[], None]) -> str:
        try:
            write()
        except (FileError, CheckpointError) as error:
            return str(error)
        except Exception as error:
            said = f"A checkpoint could not be written ({type(error).__name__}: {error})."
            return NO_MEMORY if ran_out_of_memory(error) else " ".join(said.split())
        return ""

    def _finish(self, outcome: Outcome) -> TrainingReply:
        """Write the model; where the disk refuses it the run rests, with all it learned in memory."""
        run = self.running()
        try:
            card = run.finish(best=True)
        except FileError as error:
            self._paused = True
            return self._rest(str(error))
        return self._end(outcome, card)

    def _end(self, outcome: Outcome, card: Mapping[str, Any], sentence: str = "") -> TrainingEnded:
        run = self.running()
        try:
            looked = self._look()
            pictures = looked.originals, self._before, looked.latent
        except Exception:
            # What ended the run may have broken the network too, or the program ends: no pictures then.
            none = self._before[:0]
            pictures = none, none, none
        self._run, self._steps = None, iter(())
        return TrainingEnded(outcome, run.out, self.name, card, *pictures, sentence)

    def _look(self) -> TrainingLooked:
        run = self.running()
        originals, detail, latent = run.trainer.look(SHOWN)
        return TrainingLooked(
            run.trainer.step, originals, _snapped(detail, originals), _snapped(latent, originals)
        )

    def _told(self, report: StepReport) -> list[TrainingReply]:
        has_looked, now = report.holdout_psnr_db is not None, time.monotonic()
        told = replace(
            self._last,
            step=report.step,
            steps_planned=report.steps_planned,
            fraction=report.fraction,
            losses=dict(report.losses),
            learning_rate=report.lr,
            sprites_per_s=report.sprites_per_s,
            elapsed_s=report.elapsed_s,
            seconds_left=report.seconds_left,
            best_step=report.step if report.is_best else self._last.best_step,
            paused=False,
            trouble=self.running().trouble or "",
        )
        if has_looked:
            latent, detail = report.holdout_psnr_db, report.holdout_detail_psnr_db
            told = replace(told, latent_db=latent, detail_db=detail, looked_at=report.step)
        self._last = told
        if not has_looked and report.fraction < 1 and now - self._told_at < TOLD_EVERY_S:
            return []
        self._told_at = now
        return [told, self._look()] if has_looked else [told]

    def _rest(self, trouble: str) -> TrainingTold:
        self._last = replace(self._last, paused=self._paused, trouble=trouble)
        return self._last


def _snapped(raw: Floats, originals: Pixels) -> Pixels:
    """Raw pictures (N, R, R, 4) in the colours of the sprites they were made of; EngineError where they are
    no numbers."""
    if not len(raw):
        return np.zeros(originals.shape, np.uint8)
    pairs = zip(finite(raw), originals, strict=True)
    return np.stack([finished(each, own, OWN_COLOURS) for each, own in pairs])
