"""What one training step tells, as a frozen value that crosses threads and travels in the training state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from lunarcore_studio.vae.plan import TrainingError

Phase = Literal["warm-up", "learning", "annealing"]


@dataclass(frozen=True, slots=True)
class StepReport:
    """What one step did. steps_planned is an estimate unless the plan is in steps alone.

    losses: total, mse ([-1, 1] squared), kl (nats a sprite), palette (nats a pixel) where the recipe has it.
    losses and grad_norm are NaN for a step that failed; `note` says then what was done about it.
    holdout_psnr_db: latent mode, holdout_detail_psnr_db: detail mode, averaged weights, on up to 256 held-out
    sprites; None at steps that do not look.   fraction: of the run that is done, 0..1.
    seconds_left: training time to the end at the measured pace; None while an open-ended run still improves.
    best_psnr_db, best_detail_psnr_db: of the best look so far (see `best`), None before the first.
    is_best: this step's look is the best so far.   looks_left: looks without a gain that an open-ended run
    still allows (None for others).   micro_batch: sprites that go through the network at once.
    note: one sentence for the person, where something happened that they should know.
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
    seconds_left: float | None = None
    best_psnr_db: float | None = None
    best_detail_psnr_db: float | None = None
    is_best: bool = False
    phase: Phase = "learning"
    looks_left: int | None = None
    micro_batch: int = 0
    note: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON values (Python's JSON, which knows NaN)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any] | None) -> StepReport | None:
        """The report that `to_dict` gave; None of None. Raises TrainingError."""
        try:
            return None if values is None else cls(**values)
        except TypeError as error:
            raise TrainingError(
                "The stored training is damaged: its last report has other fields."
            ) from error
