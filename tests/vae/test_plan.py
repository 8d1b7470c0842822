"""An impossible plan is refused in one sentence; a possible one survives JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.plan import TrainingError, TrainingPlan


def test_survives_json() -> None:
    plan = TrainingPlan(VAEConfig.seed(8), "seed", minutes=2.5, changes={"learning_rate": 0.01})
    again = TrainingPlan.from_dict(json.loads(json.dumps(plan.to_dict())))
    assert again == plan
    assert again.recipe_values.learning_rate == 0.01


@pytest.mark.parametrize(
    "fields",
    [
        {}, {"steps": 1, "minutes": 1.0}, {"steps": 0}, {"minutes": 0.0}, {"minutes": float("inf")},
        {"minutes": 10**400},
        {"steps": 1, "batch_size": 1}, {"steps": 1, "micro_batch": 1}, {"steps": 1, "recipe": "soup"},
        {"steps": 1, "device": "abacus"}, {"steps": 1, "changes": {"salt": 1}},
    ],
)  # fmt: skip
def test_impossible_plans_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(TrainingError, match=r"\.$"):
        TrainingPlan(**fields)


@pytest.mark.parametrize("values", [{}, {"config": VAEConfig().to_dict(), "surprise": 1}])
def test_foreign_plans_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TrainingError):
        TrainingPlan.from_dict(values)
