"""One training run with a folder to its name: sprites in, a model folder out, nothing lost in between.

Runs on the thread that iterates. A checkpoint with the whole training state is taken every `CHECKPOINT_S`
seconds and written by a thread of its own, since the disk would keep a drawing hand waiting; the finished
folder holds weights, card and thumbnails alone.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.engine.model_opening import open_model, shipped_axes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import THUMBNAILS, TRAINING, read_model_folder, write_model_folder
from lunarcore_studio.files.thumbnails import LARGEST_SPRITE, thumbnails_png
from lunarcore_studio.files.trained_sets import KEPT, keep_set
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.codec import Axes
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.prior_learning import MOST_S, learned
from lunarcore_studio.vae.rows import Rows, Sprites
from lunarcore_studio.vae.trainer import ALONE, Ranks, StepReport, Trainer, TrainingPlan
from lunarcore_studio.vae.training_state import Snapshot

# With a step, a look and the writing itself still under a minute.
CHECKPOINT_S: Final = 45.0
MAX_MEASURED: Final = 4096
NO_MEMORY: Final = "There is no memory left to write a checkpoint with."
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class TrainingSet:
    """What a run sees: sprites uint8 (N, R, R, 4), the held-out ones, and what the card says of them.

    pixels may be mapped from a file, or Rows of such a map (`picked`): then they never are in memory at once.
    tags: of each of `pixels`, such as the names of its folders; or none at all.
    """

    pixels: Sprites
    holdout: Pixels
    facts: dict[str, Any] = field(default_factory=dict)
    tags: Sequence[Sequence[str]] = ()


class TrainingRun:
    """Iterate to train; leave the loop to stop early; `finish` writes the model. Iterating again goes on.

    name: what the card calls the model.   trouble: why the last checkpoint could not be written, or None.
    trained_on: what the card says of the sprites, and where this machine keeps them.
    """

    def __init__(self, trainer: Trainer, sprites: TrainingSet, out: Path, name: str, origin: str) -> None:
        self.trainer, self.sprites, self.out, self.name = trainer, sprites, out, name
        self.trouble: str | None = None
        kept = keep_set(sprites.pixels)
        self.trained_on: dict[str, Any] = sprites.facts | ({KEPT: kept} if kept else {})
        self._card: dict[str, Any] = {"name": name, "started_from": origin, "trained_on": self.trained_on}
        fits = trainer.plan.config.resolution <= LARGEST_SPRITE
        self._pictures = {THUMBNAILS: thumbnails_png(sprites.pixels)} if fits else {}
        self._written_at = time.monotonic()
        self._writing: threading.Thread | None = None

    @classmethod
    def begin(
        cls,
        plan: TrainingPlan,
        sprites: TrainingSet,
        out: Path,
        name: str,
        start: Path | None = None,
        ranks: Ranks = ALONE,
    ) -> TrainingRun:
        """A new run; with `start` it goes on from that model's weights.

        Raises FileError, EngineError or TrainingError, each one sentence.
        """
        trainer = new_trainer(plan, sprites, start, ranks)
        return cls(trainer, sprites, out, name, start.name if start else "scratch")

    @classmethod
    def resume(cls, sprites: TrainingSet, out: Path, name: str, ranks: Ranks = ALONE) -> TrainingRun:
        """The run whose checkpoint lies in `out`, where it stopped. Raises as `begin`."""
        card = open_model(out)[3]
        trainer = stopped_trainer(sprites, out, ranks)
        return cls(trainer, sprites, out, name, str(card.get("started_from", "scratch")))

    def __iter__(self) -> Iterator[StepReport]:
        for report in self.trainer:
            if time.monotonic() - self._written_at >= CHECKPOINT_S and report.fraction < 1:
                self._checkpoint_meanwhile()
            yield report

    def _checkpoint_meanwhile(self) -> None:
        """Write a checkpoint on a thread of its own, unless the last one is still being written.

        A full disk does not end the training: what was learned is in memory, and `trouble` says why.
        """
        if self._writing is not None and self._writing.is_alive():
            return
        self._written_at = time.monotonic()
        taken, card = self.trainer.snapshot(), self._card_now({})
        self._writing = threading.Thread(target=self._try_to_write, args=(taken, card), name="checkpoint")
        self._writing.start()

    def _try_to_write(self, taken: Snapshot, card: dict[str, Any]) -> None:
        try:
            self._write(taken, card)
            self.trouble = None
        except (FileError, checkpoint.CheckpointError) as error:
            self.trouble = str(error)
        except MemoryError:
            self.trouble = NO_MEMORY

    def _write(self, taken: Snapshot, card: dict[str, Any]) -> None:
        config = self.trainer.plan.config
        axes, bank = Axes.plain(config.latent), np.zeros((0, config.latent), np.float32)
        files = checkpoint.pack_state(config, taken.average(), axes, bank, card, half=True)
        write_model_folder(self.out, files | self._pictures | taken.pack(), overwrite=True)

    def settle(self) -> None:
        """Wait until nothing is being written any more. Before the folder is read, moved or removed."""
        if self._writing is not None:
            self._writing.join()
            self._writing = None

    def checkpoint(self) -> None:
        """Write the model as it is and all that `resume` needs, now: at a pause. Raises FileError.

        The slider axes are the latent's own: to fit them takes seconds at full width.
        """
        self.settle()
        self._written_at = time.monotonic()
        self._write(self.trainer.snapshot(), self._card_now({}))
        self.trouble = None

    def leave(self) -> None:
        """The program ends: a checkpoint that is being written is enough, else one is. Raises FileError."""
        if self._writing is not None and self._writing.is_alive():
            self.settle()
            if self.trouble is None:
                return
        self.checkpoint()

    def finish(self, half: bool = True, resumable: bool = False, best: bool = False) -> dict[str, Any]:
        """Measure on the held-out sprites, learn a prior, write the finished model folder, return its card.

        half: convolution weights as float16.   resumable: keep the training state beside the model, for a run
        that was stopped early.   best: the weights that scored best so far (see `vae.best`; the present ones
        are looked at too) instead of the last ones. Raises FileError; it may then be called again.
        """
        self.settle()
        trainer, holdout = self.trainer, self.sprites.holdout[:MAX_MEASURED]
        state = trainer.state() if resumable else {}
        model = trainer.finished(best)
        codec = trainer.codec(model)
        metrics = evaluate(codec, holdout, trainer.breath) if len(holdout) else {}
        kept = trainer.best.step if best and trainer.best.score is not None else trainer.step
        plan = trainer.plan
        limit_s = min(MOST_S, plan.prior_share * trainer.elapsed_s)
        prior, told = learned(
            codec, self.sprites.pixels, holdout, self.sprites.tags, plan.seed, limit_s, trainer.breath
        )
        card = self._card_now(metrics) | {"kept_step": kept, "prior": told}
        files = checkpoint.pack(model, codec.axes, codec.bank, card, half, prior)
        write_model_folder(self.out, files | self._pictures | state, overwrite=True)
        return card

    def _card_now(self, metrics: dict[str, Any]) -> dict[str, Any]:
        plan = self.trainer.plan.to_dict()
        return self._card | {
            "recipe": plan["recipe"], "plan": plan, "seed": plan["seed"], "steps": self.trainer.step,
            "sprites": len(self.sprites.pixels), "held_out": len(self.sprites.holdout),
            "training_s": round(self.trainer.elapsed_s, 1), "metrics": metrics,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip


def new_trainer(
    plan: TrainingPlan, sprites: TrainingSet, start: Path | None, ranks: Ranks = ALONE
) -> Trainer:
    """What `TrainingRun.begin` iterates; the processes beside the first have it without a run to write."""
    model = None if start is None else open_model(start)[0]
    kin = shipped_axes(plan.config) if model is None else None
    return Trainer(plan, sprites.pixels, sprites.holdout, model, ranks=ranks, kin=kin)


def stopped_trainer(sprites: TrainingSet, out: Path, ranks: Ranks = ALONE) -> Trainer:
    """What `TrainingRun.resume` iterates, from the checkpoint in `out`. Raises FileError or TrainingError."""
    files = read_model_folder(out, with_training=True)
    if TRAINING not in files:
        raise FileError(f"{out.name} holds no training that could be resumed.")
    return Trainer.resume({TRAINING: files[TRAINING]}, sprites.pixels, sprites.holdout, ranks=ranks)


def split_holdout(pixels: Pixels, share: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Indices of the sprites to train on and of those kept unseen, `share` of all, in [0, 1).

    By digest, so that the split depends on the sprites alone; a picture and its mirror image always fall on
    the same side, since training flips. At least one sprite is left to train on; of very few, none is kept
    unseen.
    """
    keys = np.array([int(_mirror_digest(sprite)[:16], 16) for sprite in pixels], np.uint64)
    distinct = np.unique(keys)
    count = min(round(share * len(distinct)), max(0, len(distinct) - 1))
    outside = np.isin(keys, distinct[:count])
    return np.flatnonzero(~outside), np.flatnonzero(outside)


def picked(pixels: Pixels, places: NDArray[np.intp]) -> Sprites:
    """The sprites at `places`: a copy, or where they are mapped from a file, Rows that read it when asked."""
    return Rows(pixels, places) if _is_mapped(pixels) else pixels[places]


def _is_mapped(pixels: object) -> bool:
    """Whether an array lies in a file: it is a map of one, or a view of such a map."""
    while isinstance(pixels, np.ndarray):
        if isinstance(pixels, np.memmap):
            return True
        pixels = pixels.base
    return False


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
