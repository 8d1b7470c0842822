"""An open-ended run goes on while it improves, then anneals over half the time used, within its cap."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.course import OPEN_NOMINAL_STEPS, TAIL, Course
from lunarcore_studio.vae.plan import TrainingError, TrainingPlan
from lunarcore_studio.vae.trainer import Trainer

Sprites = NDArray[np.uint8]
TINY = VAEConfig.studio(width=8)


def plan(**fields: Any) -> TrainingPlan:
    return TrainingPlan(
        **{"config": TINY, "batch_size": 12, "precision": "float32", "holdout_every": 2} | fields
    )


def walk(course: Course, gains: int, every: int) -> tuple[int, list[float]]:
    """Step until the end; the first `gains` looks bring a gain -> (steps, learning rates)."""
    step, rates, looks = 0, [], 0
    while course.fraction(step, 0.0) < 1:
        course.go_on(step, 0.0)
        rates.append(course.rates(step, 0.0)[0])
        step += 1
        if step % every == 0:
            looks += 1
            course.looked(looks <= gains, step, 0.0)
    return step, rates


def test_it_learns_at_the_full_rate_until_patience_is_out_and_then_anneals() -> None:
    course = Course(plan(steps=100_000, patience=3, holdout_every=100))
    peak = course.recipe.learning_rate
    steps, rates = walk(course, gains=10, every=100)
    warm = round(course.recipe.warm_up_share * OPEN_NOMINAL_STEPS)
    assert steps == round(1300 * (1 + TAIL))
    assert rates[:warm] == sorted(rates[:warm])
    assert set(rates[warm:1301]) == {peak}
    assert rates[1300:] == sorted(rates[1300:], reverse=True)
    assert rates[-1] < peak / 100


def test_the_cap_leaves_room_for_the_tail() -> None:
    course = Course(plan(steps=3000, patience=3))
    steps, rates = walk(course, gains=10**6, every=100)
    assert steps == 3000
    assert rates[1999] == course.recipe.learning_rate
    assert rates[-1] < course.recipe.learning_rate / 100
    assert course.tail_from == pytest.approx(1 / (1 + TAIL), abs=1e-3)


def test_looks_during_the_warm_up_cost_no_patience() -> None:
    course = Course(plan(steps=100_000, patience=1))
    course.looked(False, 100, 0.0)
    assert (course.looks_left, course.is_open) == (1, True)
    course.looked(False, OPEN_NOMINAL_STEPS, 0.0)
    assert (course.looks_left, course.is_open) == (None, False)


def test_progress_and_estimates() -> None:
    course = Course(plan(minutes=10.0, patience=2))
    assert course.seconds_left(50, 60.0, 0.5) is None
    assert course.phase(50, 60.0) == "warm-up"
    assert course.phase(400, 120.0) == "learning"
    course.looked(False, 400, 120.0)
    course.looked(False, 600, 240.0)
    assert course.phase(600, 240.0) == "annealing"
    assert course.fraction(600, 240.0) == pytest.approx(1 / (1 + TAIL))
    assert course.seconds_left(600, 240.0, 0.5) == pytest.approx(240.0 * TAIL)
    planned = Course(plan(steps=100))
    assert planned.seconds_left(40, 9.0, 0.5) == pytest.approx(30.0)
    assert planned.looks_left is None


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_a_resumed_open_ended_run_ends_where_the_whole_one_does(sprites: Sprites, unseen: Sprites) -> None:
    open_ended = plan(steps=30, patience=1)
    whole = Trainer(open_ended, sprites, unseen)
    told = list(whole)
    assert told[-1].fraction == 1
    assert [r.fraction for r in told] == sorted(r.fraction for r in told)
    broken = Trainer(open_ended, sprites, unseen)
    for report in broken:
        if report.step == len(told) - 3:
            break
    resumed = Trainer.resume(broken.state(), sprites, unseen)
    assert resumed.course.to_dict() == broken.course.to_dict()
    assert [r.losses for r in resumed] == [r.losses for r in told[-3:]]


def test_without_held_out_sprites_it_ends_too(sprites: Sprites) -> None:
    *_, last = Trainer(plan(steps=40, patience=2), sprites)
    assert last.fraction == 1
    assert last.step < 40


@pytest.mark.parametrize("fields", [{"patience": 0}, {"patience": 3, "holdout_every": 0}])
def test_patience_needs_looks(fields: dict[str, int]) -> None:
    with pytest.raises(TrainingError, match="patience"):
        plan(steps=10, **fields)


@pytest.mark.parametrize(
    "values", [{}, {"stale_looks": 1, "tail_from": 7.0}, {"stale_looks": None, "tail_from": None}]
)
def test_damaged_progress_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TrainingError, match="damaged"):
        Course(plan(steps=10)).restore(values)
