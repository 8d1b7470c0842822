"""A step that breathes learns the same to the bit, and one that is abandoned learned nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.breathing import Breath, StepAbandoned
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

Sprites = NDArray[np.uint8]
STUDIO, SEED = VAEConfig.studio(width=8), VAEConfig.seed(width=8)


def plan(config: VAEConfig = STUDIO, recipe: str = "studio", precision: str = "float32") -> TrainingPlan:
    return TrainingPlan(config, recipe, steps=4, batch_size=8, precision=precision, holdout_every=2)


def everything(trainer: Trainer) -> list[torch.Tensor]:
    moments = [t for state in trainer._maker.optimiser.state.values() for t in state.values()]
    return [*trainer.network.state_dict().values(), *trainer.model.state_dict().values(), *moments]


def same(first: list[torch.Tensor], second: list[torch.Tensor]) -> bool:
    return len(first) == len(second) and all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.fixture
def busy(sprites: Sprites) -> Callable[[], None]:
    """Runs another model, draws torch's random numbers and asks what the world looks like."""
    with torch.random.fork_rng(devices=[]):
        other = Codec(LunarVAE(VAEConfig.studio(width=4)).eval())

    def breathe() -> None:
        assert not torch.is_autocast_enabled("cpu")
        assert torch.is_grad_enabled()
        assert not torch.is_inference_mode_enabled()
        other.decode(other.encode(sprites[:1]).mean)
        with torch.inference_mode():
            torch.rand(7)

    return breathe


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize(
    ("config", "recipe", "precision"),
    [
        (STUDIO, "studio", "float32"),
        pytest.param(SEED, "seed", "float32", marks=pytest.mark.slow),
        pytest.param(STUDIO, "studio", "bfloat16", marks=pytest.mark.slow),
    ],
)
def test_breathing_changes_no_bit(
    config: VAEConfig,
    recipe: str,
    precision: str,
    sprites: Sprites,
    unseen: Sprites,
    busy: Callable[[], None],
) -> None:
    quiet = Trainer(plan(config, recipe, precision), sprites, unseen)
    told = list(quiet)
    breathing = Trainer(plan(config, recipe, precision), sprites, unseen, breathe=busy)
    told_breathing = list(breathing)
    assert breathing.breath.spent_s > 0
    assert [report.losses for report in told] == [report.losses for report in told_breathing]
    assert [report.holdout_psnr_db for report in told] == [
        report.holdout_psnr_db for report in told_breathing
    ]
    assert same(everything(quiet), everything(breathing))


def test_the_worlds_random_numbers_go_on_in_the_breath(sprites: Sprites) -> None:
    drawn: list[float] = []
    trainer = Trainer(plan(SEED, "seed"), sprites)
    trainer.breathe = lambda: drawn.append(float(torch.rand(())))
    torch.manual_seed(3)
    next(iter(trainer))
    after = float(torch.rand(()))
    torch.manual_seed(3)
    assert len(drawn) > 60
    assert [*drawn, after] == [float(torch.rand(())) for _ in range(len(drawn) + 1)]


def test_there_is_a_breath_between_all_layers_and_before_the_update(sprites: Sprites) -> None:
    trainer = Trainer(plan(), sprites)
    layers = sum(
        isinstance(m, (torch.nn.Conv2d, torch.nn.ConvTranspose2d)) for m in trainer.network.modules()
    )
    count = 0

    def breathe() -> None:
        nonlocal count
        count += 1

    trainer.breathe = breathe
    next(iter(trainer))
    assert count > 2 * layers
    trainer.breathe = None
    stopped = count
    next(iter(trainer))
    assert count == stopped


def test_time_in_a_breath_is_not_training_time(sprites: Sprites, unseen: Sprites) -> None:
    calls = 0

    def breathe() -> None:
        nonlocal calls
        calls += 1
        if calls % 40 == 0:
            time.sleep(0.1)

    trainer = Trainer(plan(), sprites, unseen, breathe=breathe)
    began = time.perf_counter()
    *_, last = trainer
    took = time.perf_counter() - began
    slept = calls // 40 * 0.1
    assert slept >= 0.5
    assert last.elapsed_s <= took - slept
    assert trainer.breath.longest_s < took - slept


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("precision", ["float32", pytest.param("float16", marks=pytest.mark.slow)])
@pytest.mark.parametrize("at", [3, 70, "last"])
def test_an_abandoned_step_learned_nothing(precision: str, at: int | str, sprites: Sprites) -> None:
    whole = Trainer(plan(precision=precision), sprites)
    list(whole)
    trainer = Trainer(plan(precision=precision), sprites)
    steps = iter(trainer)
    next(steps)
    before, calls = [tensor.clone() for tensor in everything(trainer)], 0
    counted = breaths_of_a_step(precision, sprites) if at == "last" else at

    def breathe() -> None:
        nonlocal calls
        calls += 1
        if calls == counted:
            raise StepAbandoned

    trainer.breathe = breathe
    with pytest.raises(StepAbandoned):
        next(steps)
    assert calls == counted
    assert (trainer.step, trainer.course.fraction(trainer.step, 0)) == (1, 0.25)
    assert same(before, everything(trainer))
    trainer.breathe = None
    assert [report.step for report in trainer] == [2, 3, 4]
    assert same(everything(whole), everything(trainer))


def breaths_of_a_step(precision: str, sprites: Sprites) -> int:
    trainer, count = Trainer(plan(precision=precision), sprites), 0

    def breathe() -> None:
        nonlocal count
        count += 1

    next(iter(trainer))
    trainer.breathe = breathe
    next(iter(trainer))
    return count


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_an_abandoned_look_is_looked_again_and_survives_a_resume(sprites: Sprites, unseen: Sprites) -> None:
    told = list(Trainer(plan(), sprites, unseen))
    trainer = Trainer(plan(), sprites, unseen)
    steps = iter(trainer)
    next(steps)

    def abandon_looks() -> None:
        if trainer.step == 2:
            raise StepAbandoned

    trainer.breathe = abandon_looks
    with pytest.raises(StepAbandoned):
        next(steps)
    assert trainer.step == 2
    for again in (Trainer.resume(trainer.state(), sprites, unseen), trainer):
        again.breathe = None
        reports = list(again)
        assert [report.step for report in reports] == [2, 3, 4]
        assert reports[0].losses == told[1].losses
        assert [r.holdout_psnr_db for r in reports] == [r.holdout_psnr_db for r in told[1:]]


def test_a_breath_in_a_breath_is_held() -> None:
    calls = 0
    breath = Breath()

    def breathe() -> None:
        nonlocal calls
        calls += 1
        breath()

    breath.breathe = breathe
    breath()
    assert calls == 1
