"""Go back to where training was sound when a loss is not a number; runs on the training thread.

The weights, their average and the optimiser go back to the last copy that was taken of them, the learning
rate is halved, and the count of steps goes on: the batch that broke it is not dealt again.
"""

from __future__ import annotations

from typing import Final

from torch import nn

from lunarcore_studio.vae import training_state
from lunarcore_studio.vae.plan import TrainingError
from lunarcore_studio.vae.step import StepMaker
from lunarcore_studio.vae.training_state import Snapshot

EVERY: Final = 100  # steps between two copies, each about a fifth of a step's time at full width
FAILED_STEPS_ALLOWED: Final = 2
# float16 scaling looks for its range by failing a few steps at the start.
SCALER_FAILURES_ALLOWED: Final = 24


class Recovery:
    """`good` is the last sound state, taken every EVERY steps and at every checkpoint; `failures` counts the
    steps whose loss was not a number."""

    def __init__(self) -> None:
        self.good: Snapshot | None = None
        self.failures = 0

    def is_due(self, step: int) -> bool:
        """Whether a copy should be taken before step `step`."""
        return self.good is None or step - self.good.step >= EVERY

    def go_back(self, maker: StepMaker, average: nn.Module, step: int) -> str | None:
        """After a failed step: back to the last sound state -> a sentence about it; None where float16's
        scaler only looks for its range. The third time raises TrainingError, the sound state restored."""
        self.failures += 1
        if maker.scaler.is_enabled() and self.failures <= SCALER_FAILURES_ALLOWED:
            return None
        assert self.good is not None
        training_state.put_back(self.good.tensors, maker.model, average, maker.optimiser)
        if self.failures > FAILED_STEPS_ALLOWED:
            raise TrainingError(
                f"The loss stopped being a number at step {step}; the best model of the steps before is kept."
            )
        maker.rate_factor /= 2
        return (
            f"The loss of step {step} was not a number: back to step {self.good.step} "
            "with half the learning rate."
        )
