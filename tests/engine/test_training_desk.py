"""A run in the worker: it begins, tells, rests, goes on, ends or is given up, and nothing is left half."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.protocol import (
    Failed,
    LoadModel,
    ModelLoaded,
    ModelRefreshed,
    Reconstruct,
    Reply,
)
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    MeasurePace,
    PaceMeasured,
    SteerTraining,
    TrainingBegan,
    TrainingEnded,
    TrainingLooked,
    TrainingOptions,
    TrainingTold,
    UseLearning,
)
from lunarcore_studio.engine.training_run import TrainingRun
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

SPRITES = draw_sprites(60, seed=31)
NONE = Projection("none")


def options(steps: int = 30, **named: object) -> TrainingOptions:
    return TrainingOptions(width=8, batch_size=8, steps=steps, device="cpu", **named)  # type: ignore[arg-type]


@pytest.fixture
def core(tiny_model: Path) -> Iterator[EngineCore]:
    core = EngineCore()
    core.handle(LoadModel(tiny_model, "cpu"))
    yield core
    core.close()


def begin(core: EngineCore, out: Path, **named: object) -> Reply:
    return core.handle(BeginTraining(out, "Mine", SPRITES, {"source": "mine"}, options(**named)))  # type: ignore[arg-type]


def all_news(core: EngineCore) -> list[Reply]:
    news: list[Reply] = []
    while core.trains:
        news += core.train()
    return news


def test_a_run_from_its_first_look_to_its_model(core: EngineCore, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    began = begin(core, out)
    assert isinstance(began, TrainingBegan)
    assert (began.name, began.device, began.sprites + began.held_out) == ("Mine", "cpu", 60)
    assert began.held_out == 6
    assert began.pca_psnr_db is not None
    news = all_news(core)
    first, last = news[0], news[-1]
    assert isinstance(first, TrainingLooked)
    assert first.step == 0
    assert first.originals.shape == first.latent.shape == first.detail.shape == (6, 16, 16, 4)
    told = [each for each in news if isinstance(each, TrainingTold)]
    assert told[-1].fraction == 1
    assert told[-1].looked_at == 30
    assert told[-1].latent_db is not None
    assert isinstance(last, TrainingEnded)
    assert (last.outcome, last.sentence) == ("finished", "")
    assert last.card["steps"] == 30
    assert last.card["trained_on"]["source"] == "mine"
    assert last.before.shape == last.after.shape == last.originals.shape
    assert not (out / TRAINING).exists()
    loaded = core.handle(LoadModel(out, "cpu"))
    assert isinstance(loaded, ModelLoaded)
    assert loaded.facts.name == "Mine"


def test_what_is_shown_is_in_the_colours_of_each_sprite(core: EngineCore, tmp_path: Path) -> None:
    begin(core, tmp_path / "mine")
    (looked,) = core.train()
    assert isinstance(looked, TrainingLooked)
    for original, seen in zip(looked.originals, looked.latent, strict=True):
        own = {tuple(color) for color in original.reshape(-1, 4).tolist()} | {(0, 0, 0, 0)}
        assert {tuple(color) for color in seen.reshape(-1, 4).tolist()} <= own


def test_a_pause_rests_with_a_checkpoint_and_goes_on(core: EngineCore, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    begin(core, out)
    for _ in range(5):
        core.train()
    told = core.handle(SteerTraining("pause"))
    assert isinstance(told, TrainingTold)
    assert told.paused
    assert not core.trains
    assert (out / TRAINING).exists()
    told = core.handle(SteerTraining("continue"))
    assert isinstance(told, TrainingTold)
    assert not told.paused
    assert isinstance(all_news(core)[-1], TrainingEnded)


def test_stop_and_keep_makes_a_model_of_what_there_is(core: EngineCore, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    begin(core, out, steps=10_000)
    for _ in range(5):
        core.train()
    ended = core.handle(SteerTraining("keep"))
    assert isinstance(ended, TrainingEnded)
    assert ended.outcome == "kept"
    assert not core.trains
    assert isinstance(core.handle(LoadModel(out, "cpu")), ModelLoaded)


def test_discard_leaves_nothing(core: EngineCore, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    begin(core, out)
    core.train()
    core.handle(SteerTraining("pause"))
    ended = core.handle(SteerTraining("discard"))
    assert isinstance(ended, TrainingEnded)
    assert ended.outcome == "discarded"
    assert not (tmp_path / "mine").exists()


def test_a_closed_worker_leaves_a_run_that_goes_on(core: EngineCore, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    begin(core, out)
    for _ in range(7):
        core.train()
    core.close()
    assert not core.trains
    again = core.handle(BeginTraining(out, "Mine", SPRITES, {}, options(), resume=True))
    assert isinstance(again, TrainingBegan)
    assert again.step == 6
    assert isinstance(all_news(core)[-1], TrainingEnded)


def test_a_second_run_and_a_taken_name_are_refused(core: EngineCore, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    refused = begin(core, tmp_path / "mine")
    assert isinstance(refused, Failed)
    assert "there already" in refused.sentence
    begin(core, tmp_path / "other")
    refused = begin(core, tmp_path / "third")
    assert isinstance(refused, Failed)
    assert (refused.request, refused.way_out) == ("BeginTraining", "none")


@pytest.mark.parametrize(
    ("named", "word"), [({"resolution": 32}, "32x32"), ({"width": 12}, "width 8")], ids=["size", "width"]
)
def test_a_start_that_does_not_fit_is_refused(
    core: EngineCore, tmp_path: Path, tiny_model: Path, named: dict[str, int], word: str
) -> None:
    wanted = TrainingOptions(**({"width": None} | named), steps=3, device="cpu")  # type: ignore[arg-type]
    side = wanted.resolution
    sprites = np.full((4, side, side, 4), 255, np.uint8)
    reply = core.handle(BeginTraining(tmp_path / "mine", "Mine", sprites, {}, wanted, tiny_model))
    assert isinstance(reply, Failed)
    assert word in reply.sentence


def test_steering_nothing_is_a_sentence(core: EngineCore) -> None:
    assert isinstance(core.handle(SteerTraining("pause")), Failed)
    assert isinstance(core.handle(UseLearning(True)), Failed)


def test_the_learning_network_answers_and_the_former_one_comes_back(core: EngineCore, tmp_path: Path) -> None:
    begin(core, tmp_path / "mine")
    core.train()
    learning = core.handle(UseLearning(True))
    assert isinstance(learning, ModelLoaded)
    assert (learning.facts.name, learning.facts.learning) == ("Mine", True)
    assert learning.facts.axis_count > 12
    answer = core.handle(Reconstruct(1, SPRITES[0], NONE))
    assert answer.epoch == learning.epoch
    news = all_news(core)
    assert any(isinstance(each, ModelRefreshed) for each in news)
    back = news[-1]
    assert isinstance(back, ModelLoaded)
    assert (back.facts.name, back.facts.learning) == ("Tiny", False)


@pytest.mark.slow
def test_a_learning_network_that_can_not_be_used_gives_way_to_the_model_before(
    core: EngineCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(core, tmp_path / "mine")
    core.train()
    core.handle(UseLearning(True))

    def refuse(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("lunarcore_studio.engine.core.LunarCore", refuse)
    news = all_news(core)
    (back,) = (each for each in news if isinstance(each, ModelLoaded))
    assert (back.facts.name, back.facts.learning) == ("Tiny", False)
    assert isinstance(news[-1], TrainingEnded)


def test_without_a_model_the_learning_one_is_refused(tmp_path: Path) -> None:
    core = EngineCore()
    begin(core, tmp_path / "mine")
    assert isinstance(core.handle(UseLearning(True)), Failed)
    core.handle(SteerTraining("discard"))


def test_a_checkpoint_without_memory_is_a_sentence(
    core: EngineCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(core, tmp_path / "mine")
    core.train()

    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(TrainingRun, "checkpoint", refuse)
    told = core.handle(SteerTraining("pause"))
    assert isinstance(told, TrainingTold)
    assert "no memory" in told.trouble


@pytest.mark.slow
def test_a_run_can_be_left_alone_again(core: EngineCore, tmp_path: Path) -> None:
    begin(core, tmp_path / "mine")
    core.handle(UseLearning(True))
    back = core.handle(UseLearning(False))
    assert isinstance(back, ModelLoaded)
    assert back.facts.name == "Tiny"
    assert not any(isinstance(each, ModelRefreshed | ModelLoaded) for each in all_news(core))


def test_a_full_disk_at_the_end_keeps_what_was_learned(
    core: EngineCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "mine"
    begin(core, out, steps=4)
    with monkeypatch.context() as full:

        def refuse(*_: object, **__: object) -> None:
            raise FileError("mine can not be written: the disk is full.")

        full.setattr(TrainingRun, "finish", refuse)
        told = all_news(core)[-1]
        assert isinstance(told, TrainingTold)
        assert told.paused
        assert "the disk is full" in told.trouble
    ended = core.handle(SteerTraining("keep"))
    assert isinstance(ended, TrainingEnded)
    assert ended.card["steps"] == 4


def test_an_error_nobody_foresaw_ends_the_run_with_a_checkpoint(
    core: EngineCore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "mine"
    begin(core, out)
    for _ in range(4):
        core.train()
    run = core._desk.running()
    monkeypatch.setattr(run.trainer.batches, "deal", lambda *_: 1 / 0)
    ended = core.train()[-1]
    assert isinstance(ended, TrainingEnded)
    assert ended.outcome == "failed"
    assert ended.sentence.startswith("The engine failed (ZeroDivisionError")
    assert (out / TRAINING).exists()
    assert not core.trains


def test_the_pace_comes_from_real_steps(core: EngineCore) -> None:
    answer = core.handle(MeasurePace(options()))
    assert isinstance(answer, PaceMeasured)
    assert answer.step_s > 0
    assert answer.sprites_per_s == pytest.approx(8 / answer.step_s)
    assert not core.trains
