"""A training run writes whole folders, resumes where it stopped and never lets a mirror image leak."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet, split_holdout
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import CARD, TRAINING, WEIGHTS, read_model_folder
from lunarcore_studio.vae import checkpoint
from lunarcore_studio.vae.config import VAEConfig
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
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [CARD, WEIGHTS]
    stored = checkpoint.unpack(read_model_folder(tmp_path / "mine"))[3]
    assert stored == card
    assert card["metrics"]["sprites"] == 4
    assert card["trained_on"] == {"source": "noise"}


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
