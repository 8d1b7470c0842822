"""Training learns, can stop and go on bit for bit, disturbs nobody's chance and never swallows a NaN."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.trainer import Trainer, TrainingError, TrainingPlan

Sprites = NDArray[np.uint8]
STUDIO, SEED = VAEConfig.studio(width=8), VAEConfig.seed(width=8)


def plan(
    config: VAEConfig = STUDIO, recipe: str = "studio", steps: int = 8, **fields: object
) -> TrainingPlan:
    return TrainingPlan(config, recipe, steps=steps, batch_size=12, precision="float32", **fields)  # type: ignore[arg-type]


def weights(trainer: Trainer) -> list[torch.Tensor]:
    return [*trainer.network.state_dict().values(), *trainer.model.state_dict().values()]


def all_equal(first: Trainer, second: Trainer) -> bool:
    return all(torch.equal(a, b) for a, b in zip(weights(first), weights(second), strict=True))


def test_reports_tell_what_a_step_did(sprites: Sprites, unseen: Sprites) -> None:
    reports = list(Trainer(plan(steps=6, holdout_every=3), sprites, unseen))
    assert [report.step for report in reports] == [1, 2, 3, 4, 5, 6]
    assert [report.holdout_psnr_db is not None for report in reports] == [False, False, True] * 2
    assert reports[-1].fraction == 1
    assert set(reports[0].losses) == {"total", "mse", "kl", "palette"}
    assert reports[0].kl_weight == 0 < reports[-1].kl_weight
    assert all(report.grad_norm > 0 and report.sprites_per_s > 0 and report.lr > 0 for report in reports)
    assert all(report.steps_planned == 6 for report in reports)
    assert [report.micro_batch for report in reports] == [12] * 6
    assert reports[0].phase == "warm-up"
    assert reports[-1].phase == "annealing"
    assert reports[-1].seconds_left == 0 < (reports[0].seconds_left or 0)
    assert reports[1].best_psnr_db is None
    best = max(
        reports[2::3],
        key=lambda report: sum(filter(None, (report.holdout_psnr_db, report.holdout_detail_psnr_db))),
    )
    assert best.is_best
    assert reports[-1].best_psnr_db == best.holdout_psnr_db


def test_overfits_a_few_sprites_quickly(sprites: Sprites) -> None:
    few = sprites[:4]
    trainer = Trainer(plan(steps=100, flips=False), few)
    before = evaluate(Codec(trainer.model), sprites[4:])["latent"]["psnr_db"]
    first, *_, last = trainer
    assert last.losses["mse"] < first.losses["mse"] / 3
    learned = evaluate(Codec(trainer.model), few)
    assert learned["latent"]["psnr_db"] > before + 10
    assert learned["latent"]["exact"] > 0.99
    assert learned["detail"]["exact"] > 0.99


@pytest.mark.slow
def test_document_recipe_learns_the_document_network(sprites: Sprites) -> None:
    trainer = Trainer(plan(SEED, "seed", steps=60), sprites)
    first, *_, last = trainer
    assert last.losses["mse"] < first.losses["mse"] / 2
    assert set(first.losses) == {"total", "mse", "kl"}
    assert all(
        torch.equal(a, b)
        for a, b in zip(trainer.model.parameters(), trainer.network.parameters(), strict=True)
    )


@pytest.mark.parametrize(("config", "recipe"), [(STUDIO, "studio"), (SEED, "seed")])
@pytest.mark.usefixtures("one_thread")
def test_resumed_training_is_bit_equal(
    config: VAEConfig, recipe: str, sprites: Sprites, unseen: Sprites
) -> None:
    whole = Trainer(plan(config, recipe), sprites, unseen)
    told = list(whole)
    broken = Trainer(plan(config, recipe), sprites, unseen)
    for report in broken:
        if report.step == 3:
            break
    resumed = Trainer.resume(broken.state(), sprites, unseen)
    torch.manual_seed(99)
    told_again = list(resumed)
    assert [report.losses for report in told_again] == [report.losses for report in told[3:]]
    assert [report.holdout_psnr_db for report in told_again] == [
        report.holdout_psnr_db for report in told[3:]
    ]
    assert all_equal(whole, resumed)


@pytest.mark.usefixtures("one_thread")
def test_training_from_step_zero_can_be_resumed_too(sprites: Sprites) -> None:
    fresh = Trainer(plan(steps=2), sprites)
    resumed = Trainer.resume(fresh.state(), sprites)
    list(fresh), list(resumed)
    assert all_equal(fresh, resumed)


def test_training_leaves_the_random_numbers_of_others_alone(sprites: Sprites) -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    list(Trainer(plan(SEED, "seed", steps=2), sprites))
    assert torch.equal(torch.rand(3), expected)


def test_other_sprites_or_damaged_bytes_are_not_resumed(sprites: Sprites, unseen: Sprites) -> None:
    trainer = Trainer(plan(steps=2), sprites)
    next(iter(trainer))
    state = trainer.state()
    with pytest.raises(TrainingError, match="not the sprites"):
        Trainer.resume(state, unseen)
    name, data = next(iter(state.items()))
    for damaged in (b"", data[:40], data[:-8], b"\xff" * 64, data.replace(b"lunarcore", b"lunarcare", 1)):
        with pytest.raises(TrainingError, match="damaged"):
            Trainer.resume({name: damaged}, sprites)
    with pytest.raises(TrainingError, match="damaged"):
        Trainer.resume({}, sprites)


def test_by_the_clock_the_schedule_still_comes_to_its_end(sprites: Sprites) -> None:
    trainer = Trainer(TrainingPlan(STUDIO, minutes=0.01, batch_size=12, precision="float32"), sprites)
    reports = list(trainer)
    assert reports[-1].fraction == 1
    assert reports[-1].elapsed_s >= 0.6
    assert reports[-1].lr < max(report.lr for report in reports)
    assert reports[-1].steps_planned == len(reports)


def test_micro_batches_add_up_to_the_batch(sprites: Sprites) -> None:
    whole, parts = Trainer(plan(), sprites), Trainer(plan(micro_batch=5), sprites)
    one, other = next(iter(whole)), next(iter(parts))
    assert other.losses["mse"] == pytest.approx(one.losses["mse"], rel=0.2)
    assert other.losses["kl"] == pytest.approx(one.losses["kl"], rel=0.2)


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "steps"), [("bfloat16", 20), ("float16", 6)])
def test_half_precision_learns_as_well(precision: str, steps: int, sprites: Sprites) -> None:
    halves = TrainingPlan(STUDIO, steps=steps, batch_size=12, precision=precision)
    *_, half = Trainer(halves, sprites)
    *_, full = Trainer(plan(steps=steps), sprites)
    assert half.losses["mse"] == pytest.approx(full.losses["mse"], rel=0.3)


def test_continuing_keeps_the_weights_and_fits_the_pca_anew(trained: Trainer, unseen: Sprites) -> None:
    start = trained.model
    further = Trainer(plan(steps=1), unseen, start=start)
    assert torch.equal(further.model.stem.conv.weight, start.stem.conv.weight)
    assert further.model.eigen is not None
    assert start.eigen is not None
    assert torch.equal(further.model.eigen.reading, start.eigen.reading)
    assert not torch.equal(further.model.eigen.basis_components, start.eigen.basis_components)
    held = start.stem.conv.weight.clone()
    list(further)
    assert torch.equal(start.stem.conv.weight, held)
    assert not torch.equal(further.network.stem.conv.weight, held)


def test_continuing_from_another_network_is_refused(sprites: Sprites) -> None:
    with pytest.raises(TrainingError, match="width 4 and not 8"):
        Trainer(plan(), sprites, start=LunarVAE(VAEConfig.studio(4)))


@pytest.mark.parametrize("shape", [(0, 16, 16, 4), (3, 8, 8, 4), (3, 16, 16, 3), (16, 16, 4)])
def test_wrong_sprites_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(TrainingError, match=r"sprites"):
        Trainer(plan(), np.zeros(shape, np.uint8))


def test_one_sprite_is_enough_to_start(sprites: Sprites) -> None:
    reports = list(Trainer(plan(steps=2), sprites[:1]))
    assert len(reports) == 2
