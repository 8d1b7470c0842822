"""Know how far a run is, when it ends and how fast it learns just now; pure counting, any thread.

A run of a planned length follows its recipe's schedule by the share of it that is done. An open-ended run
(`TrainingPlan.patience`) does not know its length, so it has three phases:

    warm-up     the rate rises and the KL weight grows over the recipe's shares of OPEN_NOMINAL_STEPS
    learning    the rate stays at its peak until `patience` looks in a row brought no gain (see `best`), or
                until the cap leaves just enough room for the tail
    annealing   the rate falls by half a cosine to one-cycle's end, over half the time used so far

so that the drop in which a one-cycle run makes its last gains comes at the end of an open-ended one too.
"""

from __future__ import annotations

from typing import Any, Final

from lunarcore_studio.vae.plan import TrainingError, TrainingPlan
from lunarcore_studio.vae.reports import Phase
from lunarcore_studio.vae.schedules import ONE_CYCLE_START, falling, one_cycle_rate, step_rate, warm_up

OPEN_NOMINAL_STEPS: Final = 2000
TAIL: Final = 0.5  # of the time that was used before it


class Course:
    """One run's way through its plan; `stale_looks` in a row brought no gain, `tail_from` is a share of the
    cap."""

    def __init__(self, plan: TrainingPlan) -> None:
        self.plan, self.recipe = plan, plan.recipe_values
        self.stale_looks = 0
        self.tail_from: float | None = None

    def fraction(self, step: int, elapsed_s: float) -> float:
        """How much is done, 0..1, after `step` steps that took `elapsed_s`; until its tail of the cap."""
        return min(1.0, self._used(step, elapsed_s) / self._end)

    def _used(self, step: int, elapsed_s: float) -> float:
        """The share of the plan's steps or minutes that is used up."""
        if self.plan.steps is not None:
            return step / self.plan.steps
        assert self.plan.minutes is not None
        return elapsed_s / (60 * self.plan.minutes)

    @property
    def _end(self) -> float:
        return 1.0 if self.tail_from is None else min(1.0, self.tail_from * (1 + TAIL))

    def rates(self, step: int, elapsed_s: float) -> tuple[float, float]:
        """Learning rate and KL weight of step `step` (from 0), `elapsed_s` into the run."""
        recipe, used = self.recipe, self._used(step, elapsed_s)
        if self.plan.patience is None:
            curve = one_cycle_rate if recipe.schedule == "one-cycle" else step_rate
            rate, kl_share = (
                curve(min(1.0, used), recipe.warm_up_share),
                warm_up(used, recipe.kl_warm_up_share),
            )
        else:
            nominal = max(used, step / OPEN_NOMINAL_STEPS)
            rate = max(ONE_CYCLE_START, warm_up(nominal, recipe.warm_up_share)) * falling(
                self._tail_done(used)
            )
            kl_share = warm_up(nominal, recipe.kl_warm_up_share)
        return recipe.learning_rate * rate, recipe.kl_weight * kl_share

    def _tail_done(self, used: float) -> float:
        if self.tail_from is None:
            return 0.0
        return min(1.0, (used - self.tail_from) / max(self._end - self.tail_from, 1e-9))

    def go_on(self, step: int, elapsed_s: float) -> None:
        """Before a step: start the tail of an open-ended run where its cap leaves just enough room for it."""
        used = self._used(step, elapsed_s)
        if self.plan.patience is not None and self.tail_from is None and used >= 1 / (1 + TAIL):
            self.tail_from = used

    def looked(self, gained: bool, step: int, elapsed_s: float) -> None:
        """Count a look at the held-out sprites. Without any, no look brings a gain, so that the run ends."""
        nominal = max(self._used(step, elapsed_s), step / OPEN_NOMINAL_STEPS)
        if self.plan.patience is None or self.tail_from is not None:
            return
        self.stale_looks = 0 if gained or nominal < self.recipe.warm_up_share else self.stale_looks + 1
        if self.stale_looks >= self.plan.patience:
            self.tail_from = self._used(step, elapsed_s)

    def phase(self, step: int, elapsed_s: float) -> Phase:
        """What a person would call the part of the run that step `step` is in."""
        used = self._used(step, elapsed_s)
        if self.plan.patience is None:
            annealing = self.recipe.schedule == "one-cycle" and used >= (1 + self.recipe.warm_up_share) / 2
        else:
            annealing = self.tail_from is not None
            used = max(used, step / OPEN_NOMINAL_STEPS)
        if annealing:
            return "annealing"
        return "warm-up" if used < self.recipe.warm_up_share else "learning"

    @property
    def is_open(self) -> bool:
        """Whether nobody knows yet when the run will end."""
        return self.plan.patience is not None and self.tail_from is None

    @property
    def looks_left(self) -> int | None:
        """Looks without a gain until the tail begins; None for a run of a planned length or in its tail."""
        return self.plan.patience - self.stale_looks if self.plan.patience and self.is_open else None

    def steps_planned(self, step: int, elapsed_s: float) -> int:
        """Steps of the whole run; what the pace so far makes of it where it is not planned in steps."""
        if self.plan.steps is not None:
            return max(step, round(self.plan.steps * self._end))
        fraction = self.fraction(step, elapsed_s)
        return max(step, round(step / fraction)) if fraction else 1

    def seconds_left(self, step: int, elapsed_s: float, step_s: float) -> float | None:
        """Training time to the end, at `step_s` seconds a step; None while the run is open."""
        if self.is_open:
            return None
        if self.plan.steps is not None:
            return step_s * (self.steps_planned(step, elapsed_s) - step)
        assert self.plan.minutes is not None
        return max(0.0, 60 * self.plan.minutes * self._end - elapsed_s)

    def to_dict(self) -> dict[str, Any]:
        """What a resumed run has to know, as JSON values."""
        return {"stale_looks": self.stale_looks, "tail_from": self.tail_from}

    def restore(self, values: dict[str, Any]) -> None:
        """Take back what `to_dict` gave. Raises TrainingError."""
        looks, tail = values.get("stale_looks"), values.get("tail_from")
        if not isinstance(looks, int) or not (tail is None or (isinstance(tail, float) and 0 < tail <= 1)):
            raise TrainingError("The stored training is damaged: its progress is not a number.")
        self.stale_looks, self.tail_from = looks, tail
