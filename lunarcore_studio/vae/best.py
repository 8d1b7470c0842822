"""Remember the best averaged weights that a run has had; runs on the training thread.

The rule: the score of a look is the mean of latent mode's and detail mode's PSNR in dB on the held-out
sprites, with the averaged weights. What detail mode has beyond 36 dB does not count: the skips are polished
in the end (`skip_polish`), and a model that starts with such skips loses some of it while it gains in latent
mode what nothing gives it later. A look gains when it beats the best by GAIN_DB; the best itself is the
highest score, by however little. Without held-out sprites there is no best, and the last weights stand.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.blocks import AnyModule
from lunarcore_studio.vae.plan import TrainingError

GAIN_DB: Final = 0.01
GOOD_DETAIL_DB: Final = 36.0


@dataclass(frozen=True, slots=True)
class Score:
    """PSNR in dB of one look in both modes."""

    latent_db: float
    detail_db: float

    @property
    def mean_db(self) -> float:
        """What looks are compared by."""
        return (self.latent_db + min(self.detail_db, GOOD_DETAIL_DB)) / 2


@dataclass(slots=True)
class Best:
    """The best look so far: its score, its step and the averaged weights then, on the CPU (never changed)."""

    score: Score | None = None
    step: int = 0
    weights: Mapping[str, Tensor] = field(default_factory=dict)
    gained_db: float = -math.inf  # the score that the next gain is measured from

    def consider(self, score: Score, step: int, model: nn.Module) -> tuple[bool, bool]:
        """Take in a look at `model` -> (is it the best so far, is it a gain)."""
        is_best = self.score is None or score.mean_db > self.score.mean_db
        is_gain = score.mean_db >= self.gained_db + GAIN_DB
        if is_gain:
            self.gained_db = score.mean_db
        if is_best:
            self.score, self.step, self.weights = score, step, copied(model.state_dict())
        return is_best, is_gain

    def model(self, present: AnyModule) -> AnyModule:
        """A copy of `present` with the weights of the best look; as it is before any."""
        found = copy.deepcopy(present)
        if self.score is not None:
            found.load_state_dict(self.weights)
        return found

    def to_dict(self) -> dict[str, Any] | None:
        """The look as JSON values; None before the first."""
        if self.score is None:
            return None
        told = {"latent_db": self.score.latent_db, "detail_db": self.score.detail_db}
        return told | {"step": self.step, "gained_db": self.gained_db}

    def restore(self, values: Mapping[str, Any] | None, weights: Mapping[str, Tensor]) -> None:
        """Take back what `to_dict` gave and the weights of then. Raises TrainingError."""
        if values is None:
            return
        try:
            numbers = [float(values[name]) for name in ("latent_db", "detail_db", "gained_db")]
            self.step = int(values["step"])
        except (KeyError, TypeError, ValueError) as error:
            raise TrainingError(
                "The stored training is damaged: its best model is without a score."
            ) from error
        self.score, self.gained_db = Score(numbers[0], numbers[1]), numbers[2]
        self.weights = dict(weights)


@torch.no_grad()
def copied(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Copies on the CPU that later training does not change."""
    return {
        name: tensor.to("cpu", copy=True, memory_format=torch.contiguous_format)
        for name, tensor in tensors.items()
    }
