"""The messages of a training run in the engine: what the wizard asks and what it hears. Any thread; frozen.

Pictures are uint8 (N, R, R, 4) straight RGBA and read-only, R the resolution that is trained for, which need
not be that of the model in use. The worker trains only while no hand asks for an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Steering = Literal["pause", "continue", "keep", "discard"]
Outcome = Literal["finished", "kept", "discarded", "failed", "interrupted"]


@dataclass(frozen=True)
class TrainingOptions:
    """How a run trains. Length: `steps`, or `minutes`, or as long as it improves when both are None.

    None elsewhere leaves the value to the recipe or to the model that is gone on from. `holdout` is the share
    kept unseen, 0 to below 1.
    """

    recipe: Literal["studio", "seed"] = "studio"
    resolution: int = 16
    width: int | None = None
    batch_size: int = 64
    learning_rate: float | None = None
    kl_weight: float | None = None
    steps: int | None = None
    minutes: float | None = None
    seed: int = 0
    device: str = "auto"
    holdout: float = 0.1


@dataclass(frozen=True, eq=False)
class BeginTraining:
    """Train on `pixels` and write the model folder `out`; with `start` from that model's weights.

    `facts` go into the model's card: names and digests of the sprites, never paths; `tags`, of each sprite or
    none at all, are what new sprites can be asked to be. With `resume` the run
    whose checkpoint lies in `out` goes on with its own options, and `start` is ignored.
    """

    out: Path
    name: str
    pixels: Pixels
    facts: Mapping[str, Any] = field(default_factory=dict)
    options: TrainingOptions = TrainingOptions()
    start: Path | None = None
    resume: bool = False
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class SteerTraining:
    """pause: write a checkpoint and rest.   continue: go on.   keep: stop, the best so far becomes the model.
    discard: stop and leave nothing behind."""

    action: Steering


@dataclass(frozen=True)
class UseLearning:
    """Answer the hand with the network as it is now being trained (`live`), or with the model as before."""

    live: bool


@dataclass(frozen=True, eq=False)
class TrainingBegan:
    """A run is under way. `pca_psnr_db` is what a PCA of the sprites makes of the held-out ones, None when
    nothing is held out; `step` is above 0 for a resumed run."""

    out: Path
    name: str
    device: str
    precision: str
    sprites: int
    held_out: int
    step: int
    pca_psnr_db: float | None


@dataclass(frozen=True)
class TrainingTold:
    """How far a run is; at most ten a second, and one at every rest.

    losses: total, mse, kl, palette.   latent_db, detail_db: held-out PSNR of the averaged weights at step
    `looked_at`, the last look; None before the first.   seconds_left: None while unknown.   trouble: a
    sentence while checkpoints can not be written, else "".
    """

    step: int
    steps_planned: int
    fraction: float
    losses: Mapping[str, float]
    learning_rate: float
    sprites_per_s: float
    elapsed_s: float
    seconds_left: float | None
    latent_db: float | None
    detail_db: float | None
    looked_at: int
    best_step: int
    paused: bool
    trouble: str


@dataclass(frozen=True, eq=False)
class TrainingLooked:
    """Some held-out sprites and what the network makes of them now, snapped to each sprite's own colours."""

    step: int
    originals: Pixels
    detail: Pixels
    latent: Pixels


@dataclass(frozen=True, eq=False)
class TrainingEnded:
    """A run is over. `card` is the model's card (empty when discarded); `before` and `after` show held-out
    sprites by the model at the start and at the end, in latent mode, `originals` the sprites themselves.
    `sentence` says what happened where that is not plain, else ""."""

    outcome: Outcome
    out: Path
    name: str
    card: Mapping[str, Any]
    originals: Pixels
    before: Pixels
    after: Pixels
    sentence: str = ""


@dataclass(frozen=True)
class MeasurePace:
    """How fast would this machine train with `options`, going on from `start` (None: from scratch)?"""

    options: TrainingOptions
    start: Path | None = None


@dataclass(frozen=True)
class PaceMeasured:
    """The answer to MeasurePace, from real steps: `sprites_per_s` and how long one step takes."""

    options: TrainingOptions
    start: Path | None
    sprites_per_s: float
    step_s: float


TrainingCommand = BeginTraining | SteerTraining | UseLearning | MeasurePace
TrainingReply = TrainingBegan | TrainingTold | TrainingLooked | TrainingEnded | PaceMeasured
