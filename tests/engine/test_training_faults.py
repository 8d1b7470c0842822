"""What befalls a training costs neither what it has learned nor the model in use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from torch import nn

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.protocol import LoadModel, ModelLoaded, Reconstruct, Reconstructed, Reply
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    SteerTraining,
    TrainingBegan,
    TrainingEnded,
    TrainingOptions,
    TrainingTold,
    UseLearning,
)
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

SPRITES = draw_sprites(60, seed=32)
NONE = Projection("none")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "mine"


@pytest.fixture
def core(tiny_model: Path, out: Path) -> EngineCore:
    """A training that has taken some steps."""
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    options = TrainingOptions(width=8, batch_size=8, steps=10_000, device="cpu")
    assert isinstance(core.handle(BeginTraining(out, "Mine", SPRITES, {}, options)), TrainingBegan)
    for _ in range(4):
        core.train()
    return core


def until_news(core: EngineCore, kind: type[Reply]) -> list[Reply]:
    """Train until there is such news -> all of that turn."""
    for _ in range(400):
        news = core.train()
        if any(isinstance(each, kind) for each in news):
            return news
    raise AssertionError(f"no {kind.__name__}")


def until(core: EngineCore, kind: type[Reply]) -> Reply:
    """The first such reply of a training."""
    return next(each for each in until_news(core, kind) if isinstance(each, kind))


def require_an_answer(core: EngineCore) -> None:
    assert isinstance(core.handle(Reconstruct(1, SPRITES[0], NONE)), Reconstructed)


def test_a_folder_that_is_deleted_meanwhile_is_there_again_at_the_next_checkpoint(
    core: EngineCore, out: Path
) -> None:
    for _ in range(2):
        told = core.handle(SteerTraining("pause"))
        assert isinstance(told, TrainingTold)
        assert told.trouble == ""
        assert (out / TRAINING).is_file()
        shutil.rmtree(out)
        core.handle(SteerTraining("continue"))
        core.train()
    core.close()
    assert (out / TRAINING).is_file()


def test_a_folder_that_becomes_something_else_is_told_and_learning_goes_on(
    core: EngineCore, out: Path
) -> None:
    out.write_text("in the way")
    told = core.handle(SteerTraining("pause"))
    assert "mine can not be written" in told.trouble
    core.handle(SteerTraining("continue"))
    assert until(core, TrainingTold).step > told.step
    assert out.read_text() == "in the way"
    out.unlink()
    assert core.handle(SteerTraining("pause")).trouble == ""
    assert (out / TRAINING).is_file()


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_step_that_fails_ends_it_with_a_checkpoint(core: EngineCore, out: Path, everywhere: bool) -> None:
    """Also where not even a picture can be made any more."""
    trainer = core._desk.running().trainer

    def fail(*_: object) -> None:
        raise RuntimeError("a kernel failed")

    for network in (trainer.network, trainer.model) if everywhere else (trainer.network,):
        next(each for each in network.modules() if isinstance(each, nn.Conv2d)).register_forward_pre_hook(
            fail
        )
    ended = until(core, TrainingEnded)
    assert (ended.outcome, ended.sentence) == ("failed", "The engine failed (RuntimeError: a kernel failed).")
    assert (len(ended.originals) == 0) == everywhere
    assert len(ended.originals) == len(ended.before) == len(ended.after)
    assert (out / TRAINING).is_file()
    assert not core.trains
    require_an_answer(core)


@pytest.mark.slow
def test_a_lent_network_that_stops_being_numbers_gives_way_to_the_model_before(core: EngineCore) -> None:
    assert core.handle(UseLearning(True)).facts.learning
    with torch.no_grad():
        for weight in core._desk.running().trainer.model.parameters():
            weight.fill_(float("nan"))
    ended, back = until_news(core, TrainingEnded)
    assert ended.sentence.startswith("The model's answer is not a number")
    assert isinstance(back, ModelLoaded)
    assert not back.facts.learning
    assert back.facts.name == "Tiny"
    require_an_answer(core)


def test_a_network_that_is_no_number_is_not_lent(core: EngineCore) -> None:
    with torch.no_grad():
        for weight in core._desk.running().trainer.model.parameters():
            weight.fill_(float("nan"))
    refused = core.handle(UseLearning(True))
    assert "not a number" in refused.sentence
    assert refused.way_out == "none"
    require_an_answer(core)
