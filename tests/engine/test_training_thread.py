"""Training beside a hand, on the real worker thread: the hand is answered in the middle of a step."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.training_protocol import BeginTraining, MeasurePace, TrainingOptions
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.objective import Objective

SPRITES = draw_sprites(60, seed=32)
NONE = Projection("none")
LIMIT_MS = 20_000


@pytest.fixture
def client(qapp: object, qtbot: QtBot, tiny_model: Path) -> Iterator[EngineClient]:
    client = EngineClient()
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        client.start(tiny_model, "cpu")
    yield client
    client.stop()


def request(out: Path, steps: int = 10_000) -> BeginTraining:
    wanted = TrainingOptions(width=8, batch_size=8, steps=steps, device="cpu")
    return BeginTraining(out, "Mine", SPRITES, {}, wanted)


def test_a_run_to_its_end(client: EngineClient, qtbot: QtBot, tmp_path: Path) -> None:
    training, told = client.training, []
    training.told.connect(told.append)
    with qtbot.waitSignals([training.began, training.looked, training.ended], timeout=LIMIT_MS):
        training.begin(request(tmp_path / "mine", 30))
    assert told[-1].fraction == 1
    assert training.state is None


def test_a_hand_is_answered_in_the_middle_of_a_step(
    client: EngineClient, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go, inside = threading.Event(), threading.Event(), threading.Event()
    answered_inside: list[bool] = []
    step, answer = Objective.__call__, LunarCore.reconstruct

    def watched_step(objective: Objective, *arguments: Any) -> Any:
        inside.set()
        entered.set()
        assert go.wait(20)
        try:
            return step(objective, *arguments)
        finally:
            inside.clear()

    def watched_answer(core: LunarCore, pixels: Any) -> Any:
        answered_inside.append(inside.is_set())
        return answer(core, pixels)

    monkeypatch.setattr(Objective, "__call__", watched_step)
    monkeypatch.setattr(LunarCore, "reconstruct", watched_answer)
    client.training.begin(request(tmp_path / "mine"))
    assert entered.wait(20)
    with qtbot.waitSignal(client.reconstructed, timeout=LIMIT_MS):
        client.reconstruct(SPRITES[0], NONE)
        go.set()
    assert answered_inside == [True]
    with qtbot.waitSignal(client.training.ended, timeout=LIMIT_MS):
        client.training.steer("discard")
    assert not (tmp_path / "mine").exists()


def test_stopping_in_the_middle_of_a_step_leaves_a_checkpoint(
    client: EngineClient, qtbot: QtBot, tmp_path: Path
) -> None:
    ended: list[Any] = []
    client.training.ended.connect(ended.append)
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
        client.training.begin(request(tmp_path / "mine"))
    client.stop()
    assert (tmp_path / "mine" / TRAINING).is_file()
    assert [each.outcome for each in ended] == ["interrupted"]
    assert client.training.state is None


def test_a_run_that_was_interrupted_goes_on(client: EngineClient, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
        client.training.begin(request(out, 400))
    thread = client._workers.worker
    client.restart()
    assert thread.wait(LIMIT_MS)
    with qtbot.waitSignal(client.training.began, timeout=LIMIT_MS) as got:
        client.training.begin(BeginTraining(out, "Mine", SPRITES, {}, resume=True))
    assert got.args[0].step > 0
    with qtbot.waitSignal(client.training.ended, timeout=LIMIT_MS):
        client.training.steer("discard")


def test_a_pause_rests(client: EngineClient, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
        client.training.begin(request(tmp_path / "mine"))
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS, check_params_cb=lambda told: told.paused):
        client.training.steer("pause")
    with qtbot.waitSignal(client.reconstructed, timeout=LIMIT_MS):
        client.reconstruct(SPRITES[1], NONE)
    told = client.training.state.told
    with qtbot.waitSignal(client.reconstructed, timeout=LIMIT_MS):
        client.reconstruct(SPRITES[2], NONE)
    assert client.training.state.told is told
    with qtbot.waitSignal(client.training.ended, timeout=LIMIT_MS):
        client.training.steer("discard")


def test_the_learning_network_is_not_what_a_restart_brings_back(
    client: EngineClient, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
        client.training.begin(request(tmp_path / "mine"))
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS) as got:
        client.training.use_learning(True)
    assert got.args[0].learning
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS) as got:
        client.restart()
    assert got.args[0].name == "Tiny"
    assert not client.training.using


def test_the_pace_is_answered(client: EngineClient, qtbot: QtBot) -> None:
    with qtbot.waitSignal(client.training.pace_measured, timeout=LIMIT_MS) as got:
        client.training.measure_pace(
            MeasurePace(TrainingOptions(width=8, batch_size=8, device="cpu", steps=9))
        )
    assert got.args[0].sprites_per_s > 0


def test_a_run_that_can_not_begin_says_why(client: EngineClient, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(client.failed, timeout=LIMIT_MS) as got:
        client.training.begin(BeginTraining(tmp_path / "mine", "Mine", SPRITES[:0], {}))
    assert got.args[0].request == "BeginTraining"
    assert client.state.phase == "ready"


def test_without_a_model_a_hand_waits_for_one_also_beside_a_training(
    qapp: object, qtbot: QtBot, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_model", lambda: tmp_path / "no installation")
    client, refused = EngineClient(), []
    with qtbot.waitSignal(client.failed, timeout=LIMIT_MS):
        client.start(tmp_path / "nowhere", "cpu")
    client.failed.connect(refused.append)
    with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
        client.training.begin(request(tmp_path / "mine"))
    client.reconstruct(SPRITES[0], NONE)
    for _ in range(2):
        with qtbot.waitSignal(client.training.told, timeout=LIMIT_MS):
            pass
    with qtbot.waitSignal(client.reconstructed, timeout=LIMIT_MS):
        client.load_model(tiny_model)
    assert refused == []
    client.stop()
