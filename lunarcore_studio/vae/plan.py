"""Say what a training run is going to be, as a frozen value that travels in checkpoints; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Final, Literal

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.device import DEVICES, PRECISIONS


class TrainingError(Exception):
    """Training can not start or go on; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is trained; every number is one to be changed by itself.

    schedule: "one-cycle" or "step" (see schedules).   warm_up_share, kl_warm_up_share: of the run.
    kl_weight: on the per-sprite sum in nats.   palette_weight: on the palette cross-entropy.
    skip_drop: chance that a sprite decodes without its skips.   level_drop: chance that a sprite which keeps
    them loses each level by itself.   skip_swap: chance that a sprite decodes with another sprite's skips,
    which teaches the decoder to believe the code where the two disagree.   ema_decay: 0 is no averaging.
    eigen_rate: learning rate of the eigen path as a share of the network's.
    forgives_clamp: whether overshooting an end of the range is no error, for outputs clamped at use.
    Raising the KL weight against posterior collapse, as the document advises, makes it worse: a larger
    weight pushes the code towards the prior.
    """

    schedule: Literal["one-cycle", "step"]
    learning_rate: float
    warm_up_share: float
    kl_weight: float
    kl_warm_up_share: float
    palette_weight: float
    skip_drop: float
    level_drop: float
    skip_swap: float
    ema_decay: float
    eigen_rate: float
    weight_decay: float = 1e-5
    clip_norm: float = 1.0
    forgives_clamp: bool = False


MOST_MINUTES: Final = 10 * 366 * 24 * 60
RECIPES: Final[Mapping[str, Recipe]] = {
    "studio": Recipe(
        "one-cycle", 2e-3, 0.15, 1e-5, 0.2, 0.02, 0.8, 0.0, 0.0, 0.995, 0.15, forgives_clamp=True
    ),
    "seed": Recipe("step", 1e-3, 0.02, 1e-5, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """One run of training. Exactly one of `steps` and `minutes` is set; minutes count training time only.

    patience: None for a run of that length. A number makes the run open-ended, "as long as it improves", and
    steps or minutes its cap: it learns at the full rate until so many looks in a row brought no gain on the
    held-out sprites, then lets the rate fall over half the time used so far, and ends (see `course`).
    recipe: "studio" or "seed".   changes: fields of the recipe to replace, e.g. {"learning_rate": 1e-3}.
    micro_batch: sprites that go through the network at once (None: all of the batch); BatchNorm sees each
    part alone.   holdout_every: steps between two looks at the held-out sprites (0: only at the end).
    prior_share: what the prior over the codes may take at the end, as a share of the training time (0: none).
    Raises TrainingError for an impossible plan.
    """

    config: VAEConfig = field(default_factory=VAEConfig.studio)
    recipe: str = "studio"
    steps: int | None = None
    minutes: float | None = None
    batch_size: int = 64
    seed: int = 0
    device: str = "auto"
    precision: str = "auto"
    flips: bool = True
    micro_batch: int | None = None
    holdout_every: int = 50
    patience: int | None = None
    prior_share: float = 0.1
    changes: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.recipe not in RECIPES:
            raise TrainingError(f"There is no recipe {self.recipe!r}; choose studio or seed.")
        if (self.steps is None) == (self.minutes is None):
            raise TrainingError("A training plan needs either a number of steps or a number of minutes.")
        if self.steps is not None and self.steps < 1:
            raise TrainingError("A training plan needs at least one step.")
        if self.minutes is not None and not 0 < self.minutes <= MOST_MINUTES:
            raise TrainingError("The minutes of a training plan must be from more than none to ten years.")
        if self.batch_size < 2 or (self.micro_batch is not None and self.micro_batch < 2):
            raise TrainingError("BatchNorm needs at least two sprites in a batch.")
        if self.patience is not None and (self.patience < 1 or self.holdout_every < 1):
            raise TrainingError("Training as long as it improves needs patience and looks of one or more.")
        if self.device not in DEVICES or self.precision not in PRECISIONS:
            raise TrainingError(f"There is no device {self.device!r} or precision {self.precision!r}.")
        if not 0 <= self.prior_share <= 1:
            raise TrainingError("The prior's share of the training time is a number from 0 to 1.")
        unknown = set(self.changes) - {each.name for each in fields(Recipe)}
        if unknown:
            raise TrainingError(f"A recipe has no field {sorted(unknown)[0]!r}.")

    @property
    def recipe_values(self) -> Recipe:
        """The recipe with this plan's changes."""
        return replace(RECIPES[self.recipe], **self.changes)

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON values."""
        return asdict(self) | {"changes": dict(self.changes)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TrainingPlan:
        """The plan that `to_dict` gave. Raises TrainingError or ConfigError."""
        try:
            return cls(**{**values, "config": VAEConfig.from_dict(values["config"])})
        except (KeyError, TypeError) as error:
            raise TrainingError("The stored training plan is not one of this program.") from error
