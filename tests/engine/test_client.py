"""The client with its real worker thread: waits on signals, leaves nothing behind, drops what is stale."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineClient, EngineState
from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.engine.protocol import Edit, Failed, Reconstruct
from lunarcore_studio.files import paths
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

NONE = Projection("none")
A, B = draw_sprites(2, seed=9)
LIMIT_MS = 20_000


@pytest.fixture
def client(qapp: object) -> Iterator[EngineClient]:
    client = EngineClient()
    yield client
    client.stop()


@pytest.fixture
def ready(client: EngineClient, qtbot: QtBot, tiny_model: Path) -> EngineClient:
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        client.start(tiny_model, "cpu")
    return client


class Gate:
    """Holds the worker in the middle of an answer until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()
        real = LunarCore.edit_raw

        def slow(*arguments: Any, **named: Any) -> Any:
            self.entered.set()
            assert self.opened.wait(20)
            return real(*arguments, **named)

        monkeypatch.setattr(LunarCore, "edit_raw", slow)


def test_start_and_stop_leave_no_thread(client: EngineClient, qtbot: QtBot, tiny_model: Path) -> None:
    states: list[EngineState] = []
    client.state_changed.connect(states.append)
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        client.start(tiny_model, "cpu")
    thread = client._workers.worker
    assert thread is not None
    assert client.facts is not None
    client.stop()
    assert thread.isFinished()
    assert client.facts is None
    assert [state.phase for state in states] == ["starting", "ready", "stopped"]
    assert states[1].sentence == "Tiny on cpu"


def test_stop_twice_and_stop_before_start_are_harmless(client: EngineClient) -> None:
    client.stop()
    client.stop()
    assert client.state == EngineState("stopped")


def test_the_answer_comes_in_the_gui_thread(ready: EngineClient, qtbot: QtBot) -> None:
    threads = []
    ready.reconstructed.connect(lambda reply: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS) as got:
        stamp = ready.reconstruct(A, NONE)
    assert got.args[0].stamp == stamp
    assert threads == [ready.thread()]


def test_what_is_asked_before_the_model_is_there_is_answered_once_it_is(
    client: EngineClient, qtbot: QtBot, tiny_model: Path
) -> None:
    edits: list[int] = []
    client.edited.connect(lambda reply: edits.append(reply.stamp))
    client.edit(A, (9.0,), NONE)
    newest = client.edit(A, (1.0,), NONE)
    with qtbot.waitSignals([client.reconstructed, client.edited, client.sampled], timeout=LIMIT_MS):
        client.start(tiny_model, "cpu")
        client.reconstruct(A, NONE)
        client.sample(2, 0, NONE)
    assert edits == [newest]


def test_the_same_picture_is_not_sent_again(ready: EngineClient, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS):
        stamp = ready.reconstruct(A, NONE)
    assert ready.reconstruct(A.copy(), NONE) == stamp
    assert ready.reconstruct(B, NONE) > stamp


def test_a_hand_that_is_faster_than_the_model_is_answered_for_its_newest(
    ready: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, shown = Gate(monkeypatch), []
    ready.edited.connect(lambda reply: shown.append(reply.stamp))
    first = ready.edit(A, (0.1,), NONE)
    assert gate.entered.wait(10)
    stamps = [ready.edit(A, (0.1 * step,), NONE) for step in range(2, 30)]
    gate.opened.set()
    qtbot.waitUntil(lambda: stamps[-1] in shown, timeout=LIMIT_MS)
    assert shown == [first, stamps[-1]]


def test_withdrawn_requests_are_never_shown(
    ready: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, shown = Gate(monkeypatch), []
    ready.edited.connect(lambda reply: shown.append(reply.stamp))
    ready.edit(A, (1.0,), NONE)
    assert gate.entered.wait(10)
    ready.edit(A, (2.0,), NONE)
    ready.withdraw(Edit)
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS):
        gate.opened.set()
        ready.reconstruct(A, NONE)
    assert shown == []
    with qtbot.waitSignal(ready.edited, timeout=LIMIT_MS):
        ready.edit(A, (2.0,), NONE)


def test_a_request_that_fails_leaves_the_engine_ready(ready: EngineClient, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ready.failed, timeout=LIMIT_MS) as got:
        stamp = ready.edit(np.zeros((8, 8, 4), np.uint8), (), NONE)
    assert (got.args[0].stamp, got.args[0].way_out) == (stamp, "none")
    assert ready.state.phase == "ready"


def test_where_the_shipped_model_is_gone_too_another_has_to_be_chosen(
    client: EngineClient, qtbot: QtBot, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "shipped_model", lambda: tmp_path / "no installation")
    with qtbot.waitSignal(client.failed, timeout=LIMIT_MS):
        client.start(tmp_path / "nowhere", "cpu")
    assert client.state.phase == "failed"
    assert "nowhere" in client.state.sentence
    assert client.state.way_out == "choose_model"
    client.reconstruct(A, NONE)
    with qtbot.waitSignals([client.model_loaded, client.reconstructed], timeout=LIMIT_MS):
        client.load_model(tiny_model)
    assert client.state.phase == "ready"


def test_a_bad_model_does_not_cost_the_good_one(ready: EngineClient, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(ready.failed, timeout=LIMIT_MS):
        ready.load_model(tmp_path / "nowhere")
    assert ready.state == EngineState("ready", "Tiny on cpu")
    with qtbot.waitSignal(ready.edited, timeout=LIMIT_MS):
        ready.edit(A, (1.0,), NONE)


def test_another_model_draws_the_shown_picture_again(
    ready: EngineClient, qtbot: QtBot, tiny_model: Path
) -> None:
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS):
        ready.reconstruct(A, NONE)
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS) as got:
        ready.load_model(tiny_model)
    assert got.args[0].epoch == 2


def test_restart_replaces_a_worker_that_hangs(
    ready: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, shown = Gate(monkeypatch), []
    ready.edited.connect(lambda reply: shown.append(reply.stamp))
    stamp = ready.edit(A, (1.0,), NONE)
    assert gate.entered.wait(10)
    hung = ready._workers.worker
    assert hung is not None
    with qtbot.waitSignal(ready.model_loaded, timeout=LIMIT_MS):
        ready.restart()
    assert ready._workers.worker is not hung
    gate.opened.set()
    qtbot.waitUntil(lambda: shown == [stamp], timeout=LIMIT_MS)
    assert hung.wait(10_000)
    ready.stop()
    assert shown == [stamp]


def test_after_a_failure_that_needs_it_restart_brings_the_last_good_model_back(
    ready: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with qtbot.waitSignal(ready.failed, timeout=LIMIT_MS):
        ready.load_model(tmp_path / "nowhere")
    with monkeypatch.context() as broken:
        broken.setattr(LunarCore, "reconstruct", lambda *_: 1 / 0)
        with qtbot.waitSignal(ready.failed, timeout=LIMIT_MS):
            ready.reconstruct(A, NONE)
    assert ready.state.phase == "failed"
    assert ready.state.way_out == "restart"
    with qtbot.waitSignal(ready.model_loaded, timeout=LIMIT_MS) as got:
        ready.restart()
    assert got.args[0].name == "Tiny"
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS):
        ready.reconstruct(A, NONE)
    assert ready.state.phase == "ready"


def test_a_worker_that_can_not_import_torch_says_so(
    client: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_torch(name: str, *rest: Any, **named: Any) -> Any:
        if name == "lunarcore_studio.engine.core":
            raise ImportError("libtorch.so is missing", name="torch")
        return real(name, *rest, **named)

    monkeypatch.delitem(sys.modules, "lunarcore_studio.engine.core")
    monkeypatch.setattr(builtins, "__import__", without_torch)
    with qtbot.waitSignal(client.failed, timeout=LIMIT_MS) as got:
        client.start(None, "cpu")
    sentence = "The engine can not start because torch can not be loaded; install it and restart."
    assert got.args[0] == Failed(None, "Engine", sentence, "restart")
    assert client.state == EngineState("failed", sentence, "restart")


def test_a_worker_that_dies_says_so(
    client: EngineClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EngineCore, "handle", lambda *_: 1 / 0)
    with qtbot.waitSignal(client.failed, timeout=LIMIT_MS):
        client.start(None, "cpu")
    assert client.state.way_out == "restart"
    assert "division by zero" in client.state.sentence


def test_a_worker_that_never_ends_does_not_take_the_program_down_with_it(tiny_model: Path) -> None:
    script = f"""
import sys, threading
from pathlib import Path
import numpy as np
from PySide6.QtCore import QCoreApplication
from lunarcore_studio.engine import client as module
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.pixels.projection import Projection

app = QCoreApplication([])
client = module.EngineClient()
hung = threading.Event()
LunarCore.edit_raw = lambda *_: (hung.set(), threading.Event().wait())

def hang_and_leave(facts):
    client.edit(np.zeros((16, 16, 4), np.uint8), (1.0,), Projection("none"))
    assert hung.wait(20)
    client.stop()
    app.exit(0)

client.model_loaded.connect(hang_and_leave)
client.start(Path({str(tiny_model)!r}), "cpu")
sys.exit(app.exec())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_worker_that_ends_without_a_word_is_told(ready: EngineClient, qtbot: QtBot) -> None:
    worker = ready._workers.worker
    assert worker is not None
    with qtbot.waitSignal(ready.state_changed, timeout=LIMIT_MS) as got:
        worker.mailbox.stop()
    assert got.args[0] == EngineState("failed", "The engine stopped unexpectedly.", "restart")
    with qtbot.waitSignals([ready.model_loaded, ready.reconstructed], timeout=LIMIT_MS):
        ready.reconstruct(A, NONE)
        ready.restart()


def test_a_model_that_never_answered_is_not_what_a_restart_brings_back(
    ready: EngineClient, qtbot: QtBot, tiny_model: Path, tmp_path: Path
) -> None:
    other = shutil.copytree(tiny_model, tmp_path / "other")
    with qtbot.waitSignal(ready.reconstructed, timeout=LIMIT_MS):
        ready.reconstruct(A, NONE)
    ready.withdraw(Reconstruct)
    with qtbot.waitSignal(ready.model_loaded, timeout=LIMIT_MS):
        ready.load_model(other)
    with qtbot.waitSignal(ready.model_loaded, timeout=LIMIT_MS) as got:
        ready.restart()
    assert got.args[0].path == tiny_model
    with qtbot.waitSignals([ready.model_loaded, ready.reconstructed], timeout=LIMIT_MS):
        ready.load_model(other)
        ready.reconstruct(A, NONE)
    with qtbot.waitSignal(ready.model_loaded, timeout=LIMIT_MS) as got:
        ready.restart()
    assert got.args[0].path == other
