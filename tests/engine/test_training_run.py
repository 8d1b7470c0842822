"""A training run writes whole folders, resumes where it stopped and never lets a mirror image leak."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.engine import training_run
from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet, picked, split_holdout
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import CARD, THUMBNAILS, TRAINING, WEIGHTS, read_model_folder
from lunarcore_studio.files.trained_sets import kept_set
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.rows import Rows
from lunarcore_studio.vae.trainer import TrainingPlan

PLAN = TrainingPlan(
    config=VAEConfig.studio(width=8), steps=4, batch_size=8, device="cpu", precision="float32"
)


@pytest.fixture
def sprites() -> TrainingSet:
    pixels = np.random.default_rng(3).integers(0, 256, (24, 16, 16, 4), np.uint8)
    pixels[..., 3] = 255
    return TrainingSet(pixels[:20], pixels[20:], {"source": "noise"})


def weights_of(folder: Path) -> NDArray[np.float32]:
    model = checkpoint.unpack(read_model_folder(folder))[0]
    return np.concatenate(
        [tensor.numpy().ravel() for tensor in model.state_dict().values() if tensor.dim() > 1]
    )


def test_a_finished_run_is_a_model_with_its_card(tmp_path: Path, sprites: TrainingSet) -> None:
    run = TrainingRun.begin(PLAN, sprites, tmp_path / "mine", "mine")
    assert [report.step for report in run] == [1, 2, 3, 4]
    card = run.finish()
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [CARD, THUMBNAILS, WEIGHTS]
    stored = checkpoint.unpack(read_model_folder(tmp_path / "mine"))[3]
    assert stored == card
    assert card["metrics"]["sprites"] == 4
    assert card["trained_on"]["source"] == "noise"
    kept = kept_set(card["trained_on"], 16)
    assert kept is not None
    assert np.array_equal(kept.pixels, sprites.pixels), "of those held out there are none"


def test_a_resumed_run_ends_where_an_unbroken_one_does(tmp_path: Path, sprites: TrainingSet) -> None:
    unbroken = TrainingRun.begin(PLAN, sprites, tmp_path / "whole", "whole")
    list(unbroken)
    unbroken.finish(half=False)
    broken = TrainingRun.begin(PLAN, sprites, tmp_path / "halves", "halves")
    next(iter(broken))
    broken.checkpoint()
    assert (tmp_path / "halves" / TRAINING).exists()
    resumed = TrainingRun.resume(sprites, tmp_path / "halves", "halves")
    assert [report.step for report in resumed] == [2, 3, 4]
    resumed.finish(half=False)
    np.testing.assert_array_equal(weights_of(tmp_path / "whole"), weights_of(tmp_path / "halves"))


def test_a_finished_model_can_not_be_resumed(tmp_path: Path, sprites: TrainingSet) -> None:
    run = TrainingRun.begin(PLAN, sprites, tmp_path / "mine", "mine")
    list(run)
    run.finish()
    with pytest.raises(FileError, match="no training that could be resumed"):
        TrainingRun.resume(sprites, tmp_path / "mine", "mine")


def test_the_best_weights_can_be_kept(tmp_path: Path, sprites: TrainingSet) -> None:
    run = TrainingRun.begin(replace(PLAN, holdout_every=1), sprites, tmp_path / "mine", "mine")
    reports = list(run)
    card = run.finish(best=True, half=False)
    kept = next(report.step for report in reversed(reports) if report.is_best)
    assert (card["kept_step"], card["steps"]) == (kept, 4)
    assert card["metrics"]["latent"]["psnr_db"] == pytest.approx(reports[-1].best_psnr_db, abs=1e-3)
    stored = checkpoint.unpack(read_model_folder(tmp_path / "mine"))[0].state_dict()
    for name, tensor in run.trainer.best_model().state_dict().items():
        if tensor.dim() > 1 and not name.startswith("rest_skips"):  # those go on learning
            np.testing.assert_array_equal(stored[name], tensor)


@pytest.mark.slow
def test_checkpoints_are_written_meanwhile(
    tmp_path: Path, sprites: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_run, "CHECKPOINT_S", 0.0)
    whole = TrainingRun.begin(PLAN, sprites, tmp_path / "whole", "whole")
    told = [report.losses for report in whole]
    whole.settle()
    run = TrainingRun.begin(PLAN, sprites, tmp_path / "mine", "mine")
    for report in run:
        run.settle()
        assert checkpoint.unpack(read_model_folder(run.out))[3]["steps"] == report.step
        if report.step == 2:
            break
    resumed = TrainingRun.resume(sprites, run.out, "mine")
    assert [report.losses for report in resumed] == told[2:]
    resumed.settle()
    pairs = zip(whole.trainer.model.parameters(), resumed.trainer.model.parameters(), strict=True)
    assert all(np.array_equal(one.numpy(), other.numpy()) for one, other in pairs)


def test_a_full_disk_keeps_training_in_memory_and_says_so(
    tmp_path: Path, sprites: TrainingSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_run, "CHECKPOINT_S", 0.0)
    run = TrainingRun.begin(PLAN, sprites, tmp_path / "mine", "mine")
    steps = iter(run)
    next(steps)
    run.settle()
    before = {path.name: path.read_bytes() for path in run.out.iterdir()}
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        next(steps)
        run.settle()
        assert run.trouble == "weights.safetensors can not be written: the disk is full."
        assert {path.name: path.read_bytes() for path in run.out.iterdir()} == before
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
        with pytest.raises(FileError, match="the disk is full"):
            run.checkpoint()
        assert {path.name: path.read_bytes() for path in run.out.iterdir()} == before
    next(steps)
    run.settle()
    assert run.trouble is None
    assert [report.step for report in steps] == [4]
    assert run.finish()["steps"] == 4


def full(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(("count", "kept_out"), [(1, 0), (2, 0), (5, 0), (23, 2)])
def test_very_few_sprites_are_split_sensibly(count: int, kept_out: int) -> None:
    sprites = np.random.default_rng(8).integers(0, 256, (count, 16, 16, 4), np.uint8)
    inside, outside = split_holdout(sprites, 0.1)
    assert (len(inside), len(outside)) == (count - kept_out, kept_out)
    assert len(split_holdout(sprites, 0.99)[0]) >= 1
    assert [len(each) for each in split_holdout(sprites[:0], 0.1)] == [0, 0]


@pytest.mark.parametrize("count", [1, 2])
def test_very_few_sprites_make_a_model(tmp_path: Path, sprites: TrainingSet, count: int) -> None:
    few = TrainingSet(sprites.pixels[:count], sprites.holdout[:0])
    run = TrainingRun.begin(replace(PLAN, steps=2), few, tmp_path / "mine", "mine")
    assert [report.holdout_psnr_db for report in run] == [None, None]
    card = run.finish(best=True)
    assert (card["metrics"], card["kept_step"]) == ({}, 2)
    assert checkpoint.unpack(read_model_folder(run.out))[3] == card


def test_a_mapped_set_trains_like_one_in_memory(tmp_path: Path, sprites: TrainingSet) -> None:
    np.save(tmp_path / "sprites.npy", np.concatenate([sprites.pixels, sprites.holdout]))
    mapped = np.load(tmp_path / "sprites.npy", mmap_mode="r")
    inside = np.arange(20)
    assert isinstance(picked(mapped, inside), Rows)
    assert isinstance(picked(np.asarray(mapped)[2:], inside), Rows)
    assert isinstance(picked(sprites.pixels, inside), np.ndarray)
    few = TrainingSet(picked(mapped, inside), sprites.holdout)
    told = [
        [report.losses for report in TrainingRun.begin(PLAN, each, tmp_path / "no", "no")]
        for each in (sprites, few)
    ]
    assert told[0] == told[1]


def test_mirror_images_fall_on_the_same_side() -> None:
    sprites = np.random.default_rng(5).integers(0, 256, (40, 16, 16, 4), np.uint8)
    both = np.concatenate([sprites, sprites[:, :, ::-1]])
    inside, outside = split_holdout(both, 0.25)
    assert len(outside) == 20
    assert sorted(inside.tolist() + outside.tolist()) == list(range(80))
    assert {index % 40 for index in inside}.isdisjoint({index % 40 for index in outside})


def test_the_split_does_not_depend_on_the_order() -> None:
    sprites = np.random.default_rng(6).integers(0, 256, (30, 16, 16, 4), np.uint8)
    order = np.random.default_rng(7).permutation(30)
    kept = {sprites[index].tobytes() for index in split_holdout(sprites, 0.2)[1]}
    assert kept == {sprites[order][index].tobytes() for index in split_holdout(sprites[order], 0.2)[1]}
