"""Out of memory makes parts smaller; a loss that is no number goes back, twice at most; nothing is lost."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.memory import ran_out_of_memory
from lunarcore_studio.vae.objective import Objective
from lunarcore_studio.vae.step import parts_of
from lunarcore_studio.vae.trainer import StepReport, Trainer, TrainingError, TrainingPlan

Sprites = NDArray[np.uint8]
TINY = VAEConfig.studio(width=8)
Forward = Callable[..., Any]


def plan(**fields: Any) -> TrainingPlan:
    return TrainingPlan(
        **{"config": TINY, "steps": 6, "batch_size": 12, "precision": "float32", "holdout_every": 2} | fields
    )


def tensors(trainer: Trainer) -> list[torch.Tensor]:
    return [t.clone() for t in (*trainer.network.state_dict().values(), *trainer.model.state_dict().values())]


def same(first: list[torch.Tensor], second: list[torch.Tensor]) -> bool:
    return all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.fixture
def small_memory(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, BaseException], None]:
    """Memory for so many sprites at once from now on; for more, the error, after the network has run."""
    forward: Forward = Objective.forward

    def allow(most: int, error: BaseException) -> None:
        def limited(self: Objective, batch: Any, *others: Any) -> Any:
            result = forward(self, batch, *others)
            if len(batch.target) > most:
                raise error
            return result

        monkeypatch.setattr(Objective, "forward", limited)

    return allow


@pytest.fixture
def broken_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[set[int]], None]:
    """From now on the steps of these numbers, counted from 1, have a loss that is not a number."""
    terms: Forward = Objective.terms

    def break_at(steps: set[int]) -> None:
        taken = 0

        def broken(self: Objective, *arguments: Any) -> dict[str, torch.Tensor]:
            nonlocal taken
            taken += 1
            told: dict[str, torch.Tensor] = terms(self, *arguments)
            return told | {"mse": told["mse"] * (math.nan if taken in steps else 1)}

        monkeypatch.setattr(Objective, "terms", broken)

    return break_at


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        pytest.param(MemoryError(), marks=pytest.mark.slow),
        pytest.param(RuntimeError("can't allocate memory: 9"), marks=pytest.mark.slow),
    ],
)
def test_out_of_memory_halves_the_parts_and_goes_on(
    error: BaseException, sprites: Sprites, small_memory: Callable[[int, BaseException], None]
) -> None:
    planned = Trainer(plan(micro_batch=6), sprites)
    expected = list(planned)
    small_memory(7, error)
    trainer = Trainer(plan(), sprites)
    reports = list(trainer)
    assert [report.micro_batch for report in reports] == [6] * 6
    assert [report.note for report in reports] == ["Memory ran out: 6 sprites at once now."] + [None] * 5
    assert [report.losses for report in reports] == [report.losses for report in expected]
    assert same(tensors(planned), tensors(trainer))


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_smaller_parts_are_remembered_in_the_state(
    sprites: Sprites, small_memory: Callable[[int, BaseException], None]
) -> None:
    small_memory(3, MemoryError())
    trainer = Trainer(plan(), sprites)
    steps = iter(trainer)
    assert next(steps).micro_batch == 2
    assert Trainer.resume(trainer.state(), sprites).micro_batch == 2


def test_no_memory_for_two_sprites_is_the_end_and_changes_nothing(
    sprites: Sprites, small_memory: Callable[[int, BaseException], None]
) -> None:
    trainer = Trainer(plan(), sprites)
    before = tensors(trainer)
    small_memory(1, MemoryError())
    with pytest.raises(TrainingError, match="not enough memory"):
        next(iter(trainer))
    assert same(before, tensors(trainer))


def test_other_errors_are_not_taken_for_a_lack_of_memory() -> None:
    assert not ran_out_of_memory(RuntimeError("shapes do not fit"))
    assert not ran_out_of_memory(ValueError("out of memory"))


@pytest.mark.parametrize("count", [2, 3, 7, 12, 64])
@pytest.mark.parametrize("size", [None, 2, 5, 32])
def test_parts_keep_pairs_together_and_leave_no_sprite_alone(count: int, size: int | None) -> None:
    parts = parts_of(count, size)
    assert [start for start, _ in parts] == [0, *(stop for _, stop in parts[:-1])]
    assert parts[-1][1] == count
    assert all(start % 2 == 0 and stop - start >= 2 for start, stop in parts)
    assert max(stop - start for start, stop in parts) <= (count if size is None else max(3, size))


def test_a_loss_that_is_no_number_goes_back_with_half_the_rate(
    sprites: Sprites, broken_at: Callable[[set[int]], None]
) -> None:
    sound = [report.lr for report in Trainer(plan(), sprites)]
    broken_at({3, 5})
    trainer = Trainer(plan(), sprites)
    steps = iter(trainer)
    next(steps)
    good = Trainer.resume(trainer.state(), sprites)
    next(steps)
    failed = next(steps)
    assert math.isnan(failed.losses["mse"])
    assert math.isnan(failed.grad_norm)
    assert failed.note == "The loss of step 3 was not a number: back to step 1 with half the learning rate."
    assert same(tensors(trainer), tensors(good))
    reports = [failed, *steps]
    assert [report.step for report in reports] == [3, 4, 5, 6]
    halved = [sound[2], sound[3] / 2, sound[4] / 2, sound[5] / 4]
    assert [report.lr for report in reports] == pytest.approx(halved)
    assert math.isfinite(reports[-1].losses["mse"])


def test_the_third_time_is_the_end_and_the_best_is_kept(
    sprites: Sprites, unseen: Sprites, broken_at: Callable[[set[int]], None]
) -> None:
    broken_at({4, 5, 6})
    trainer = Trainer(plan(), sprites, unseen)
    told: list[StepReport] = []
    with pytest.raises(TrainingError, match=r"stopped being a number at step 6; the best model .* is kept"):
        told.extend(trainer)
    best = trainer.best_model()
    assert trainer.best.score is not None
    assert all(
        bool(torch.isfinite(tensor).all()) for tensor in [*best.state_dict().values(), *tensors(trainer)]
    )
