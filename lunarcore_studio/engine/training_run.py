"""One training run with a folder to its name: sprites in, a model folder out, nothing lost in between.

Runs on the thread that iterates. A checkpoint with the whole training state is written at most
`CHECKPOINT_S` seconds of training apart; the finished folder holds weights and card alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.engine.model_opening import open_model
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import TRAINING, read_model_folder, write_model_folder
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.trainer import StepReport, Trainer, TrainingError, TrainingPlan

CHECKPOINT_S: Final = 60.0
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class TrainingSet:
    """What a run sees: sprites uint8 (N, R, R, 4), the held-out ones, and what the card says of them."""

    pixels: Pixels
    holdout: Pixels
    facts: dict[str, Any] = field(default_factory=dict)


class TrainingRun:
    """Iterate to train; leave the loop to stop early; `finish` writes the model."""

    def __init__(self, trainer: Trainer, sprites: TrainingSet, out: Path, name: str, origin: str) -> None:
        self.trainer, self.sprites, self.out = trainer, sprites, out
        self.trouble: str | None = None  # why the last checkpoint could not be written
        self._card: dict[str, Any] = {"name": name, "started_from": origin, "trained_on": sprites.facts}

    @classmethod
    def begin(
        cls, plan: TrainingPlan, sprites: TrainingSet, out: Path, name: str, start: Path | None = None
    ) -> TrainingRun:
        """A new run; with `start` it goes on from that model's weights.

        Raises FileError, EngineError or TrainingError, each one sentence.
        """
        model = None if start is None else open_model(start)[0]
        trainer = Trainer(plan, sprites.pixels, sprites.holdout, model)
        return cls(trainer, sprites, out, name, start.name if start else "scratch")

    @classmethod
    def resume(cls, sprites: TrainingSet, out: Path, name: str) -> TrainingRun:
        """The run whose checkpoint lies in `out`, where it stopped. Raises as `begin`."""
        card = open_model(out)[3]
        files = read_model_folder(out, with_training=True)
        if TRAINING not in files:
            raise FileError(f"{out.name} holds no training that could be resumed.")
        trainer = Trainer.resume({TRAINING: files[TRAINING]}, sprites.pixels, sprites.holdout)
        return cls(trainer, sprites, out, name, str(card.get("started_from", "scratch")))

    def __iter__(self) -> Iterator[StepReport]:
        written = self.trainer.elapsed_s
        for report in self._steps():
            yield report
            if report.elapsed_s - written >= CHECKPOINT_S and report.fraction < 1:
                self._checkpoint_if_possible()
                written = report.elapsed_s

    def _steps(self) -> Iterator[StepReport]:
        try:
            yield from self.trainer
        except TrainingError:
            # the loss stopped being a number: what was learned before is good
            self.finish(resumable=True)
            raise

    def _checkpoint_if_possible(self) -> None:
        """A full disk does not end the training: what was learned is in memory, and `trouble` says why."""
        try:
            self.checkpoint()
            self.trouble = None
        except FileError as error:
            self.trouble = str(error)

    def checkpoint(self) -> None:
        """Write the model as it is and all that `resume` needs. Raises FileError.

        The slider axes are the latent's own: to fit them takes seconds at full width.
        """
        codec = Codec(self.trainer.model, self.trainer.device)
        files = self._model_files(codec, self._card_now({}), half=False)
        write_model_folder(self.out, files | self.trainer.state(), overwrite=True)

    def finish(self, half: bool = True, resumable: bool = False) -> dict[str, Any]:
        """Measure on the held-out sprites, write the finished model folder, return its card.

        half: convolution weights as float16.   resumable: keep the training state beside the model, for a run
        that was stopped early. Raises FileError.
        """
        codec = self.trainer.codec()
        holdout = self.sprites.holdout
        card = self._card_now(evaluate(codec, holdout) if len(holdout) else {})
        state = self.trainer.state() if resumable else {}
        write_model_folder(self.out, self._model_files(codec, card, half) | state, overwrite=True)
        return card

    def _model_files(self, codec: Codec, card: dict[str, Any], half: bool) -> dict[str, bytes]:
        return checkpoint.pack(self.trainer.model, codec.axes, codec.bank, card, half)

    def _card_now(self, metrics: dict[str, Any]) -> dict[str, Any]:
        plan = self.trainer.plan.to_dict()
        return self._card | {
            "recipe": plan["recipe"], "plan": plan, "seed": plan["seed"], "steps": self.trainer.step,
            "sprites": len(self.sprites.pixels), "held_out": len(self.sprites.holdout),
            "training_s": round(self.trainer.elapsed_s, 1), "metrics": metrics,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip


def split_holdout(pixels: Pixels, share: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the sprites to train on and of those kept unseen, `share` of all, in [0, 1).

    By digest, so that the split depends on the sprites alone; a picture and its mirror image always fall on
    the same side, since training flips.
    """
    keys = np.array([_mirror_digest(sprite) for sprite in pixels])
    distinct = np.unique(keys)
    kept_out = set(distinct[: round(share * len(distinct))].tolist())
    outside = np.array([key in kept_out for key in keys], bool)
    return np.flatnonzero(~outside), np.flatnonzero(outside)


def unlike(pixels: Pixels, holdout: Pixels) -> NDArray[np.intp]:
    """Indices of the sprites that are neither one of `holdout` nor the mirror image of one."""
    unseen = {_mirror_digest(sprite) for sprite in holdout}
    return np.array([i for i, sprite in enumerate(pixels) if _mirror_digest(sprite) not in unseen], np.intp)


def config_of(folder: Path) -> VAEConfig:
    """The network of the model in `folder`. Raises FileError or EngineError."""
    return open_model(folder)[0].config


def _mirror_digest(sprite: Pixels) -> str:
    both = (np.ascontiguousarray(sprite).tobytes(), np.ascontiguousarray(sprite[:, ::-1]).tobytes())
    return hashlib.sha256(min(both)).hexdigest()
