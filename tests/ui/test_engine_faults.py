"""Whatever befalls the engine: the hand draws on, the preview says it, one click brings it back.

The window, the worker thread and the network are real; the fault is put into the network itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine import watch
from lunarcore_studio.files import paths
from lunarcore_studio.vae import onnx_inference
from tests.ui.faults import Hang, break_passes, raise_error, spoil_weights, want_array, want_tensor
from tests.ui.studio import Studio

HARMS_MODELS = True
LIMIT_MS = 30_000
LEFT = Qt.MouseButton.LeftButton
OUT_OF_MEMORY = "The engine ran out of memory; close other programs and restart it."


@pytest.fixture
def own_model(tiny_model: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_model, tmp_path / "mine")


@pytest.fixture
def drawn_on(
    studio: Studio, own_model: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """A window that draws with a model of torch's, and has its picture of a stroke."""
    monkeypatch.setattr(onnx_inference, "available", lambda: False)
    client = studio.session.client
    studio.session.set_settings(model=str(own_model))
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        client.start(own_model, "cpu")
    stroke(studio, 1)
    qtbot.waitUntil(lambda: has_picture(studio), timeout=LIMIT_MS)
    yield studio
    client.stop()


def stroke(studio: Studio, row: int) -> None:
    """A stroke from the left to the right, which is there at once."""
    studio.drag([(1, row), (5, row), (14, row)])
    assert {(x, row) for x in range(1, 15)} <= studio.drawn()


def has_picture(studio: Studio) -> bool:
    """Whether the preview shows the model's picture of the drawing as it is."""
    preview, session = studio.window.preview, studio.session
    asked = session.client.reconstruct(session.model_pixels(), session.projection_now())
    answered = preview._answer is not None and preview._answer.stamp == asked
    return answered and preview.views["detail"].isVisible() and preview.picture is not None


def require_the_hand_is_free(studio: Studio) -> None:
    """Strokes commit and can be taken back."""
    before = studio.document.pixels.copy()
    stroke(studio, 9)
    stroke(studio, 11)
    for _ in range(2):
        studio.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(studio.document.pixels, before)


def require_it_says(studio: Studio, sentence: str) -> None:
    """Preview and status line say it and offer a new engine; nothing is under way or to be had."""
    preview, status = studio.window.preview, studio.window.status
    assert preview.notice.isVisible()
    assert preview.notice.sentence.text() == sentence
    assert preview.notice.button.text() == "Restart the engine"
    assert preview.notice.button.isVisible()
    assert not preview.views["detail"].isVisible()
    assert not preview.bar.busy
    assert not preview.take()
    assert (status.engine.whole, status.button.text()) == (sentence, "Restart engine")


def restart(studio: Studio, qtbot: QtBot) -> None:
    """One click, and the model's picture of the drawing as it is now is there."""
    with qtbot.waitSignal(studio.session.client.model_loaded, timeout=LIMIT_MS):
        QTest.mouseClick(studio.window.preview.notice.button, LEFT)
    qtbot.waitUntil(lambda: has_picture(studio), timeout=LIMIT_MS)
    assert studio.session.client.state.phase == "ready"
    assert not studio.window.status.button.isVisible()
    assert not studio.window.preview.bar.busy


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (raise_error, "The engine failed (RuntimeError: a kernel failed)."),
        (want_tensor, OUT_OF_MEMORY),
        pytest.param(want_array, OUT_OF_MEMORY, marks=pytest.mark.slow),
    ],
)
def test_a_pass_that_fails(
    drawn_on: Studio, qtbot: QtBot, fault: Callable[[], object], sentence: str
) -> None:
    break_passes(drawn_on.session.client, fault)
    with qtbot.waitSignal(drawn_on.session.client.failed, timeout=LIMIT_MS):
        stroke(drawn_on, 3)
    require_it_says(drawn_on, sentence)
    require_the_hand_is_free(drawn_on)
    restart(drawn_on, qtbot)
    assert drawn_on.session.client.facts.name == "Tiny"


def test_weights_that_stop_being_numbers(drawn_on: Studio, qtbot: QtBot) -> None:
    spoil_weights(drawn_on.session.client)
    with qtbot.waitSignal(drawn_on.session.client.failed, timeout=LIMIT_MS):
        stroke(drawn_on, 3)
    require_it_says(drawn_on, "The model's answer is not a number: its weights are damaged.")
    require_the_hand_is_free(drawn_on)
    restart(drawn_on, qtbot)


def test_a_worker_that_hangs(drawn_on: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "ANSWER_LIMIT_S", 2)
    hang = Hang(drawn_on.session.client)
    hung = drawn_on.session.client._workers.worker
    stroke(drawn_on, 3)
    assert hang.entered.wait(20)
    require_the_hand_is_free(drawn_on)
    assert drawn_on.window.preview.bar.busy
    qtbot.waitUntil(lambda: drawn_on.session.client.state.phase == "failed", timeout=LIMIT_MS)
    require_it_says(drawn_on, "The engine has not answered for more than 2 seconds.")
    require_the_hand_is_free(drawn_on)
    restart(drawn_on, qtbot)
    assert hung.isRunning()
    hang.end()
    assert hung.wait(LIMIT_MS)
    stroke(drawn_on, 5)
    qtbot.waitUntil(lambda: has_picture(drawn_on), timeout=LIMIT_MS)


def test_a_worker_that_was_only_slow(drawn_on: Studio, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "ANSWER_LIMIT_S", 1)
    hang = Hang(drawn_on.session.client)
    stroke(drawn_on, 3)
    qtbot.waitUntil(lambda: drawn_on.session.client.state.phase == "failed", timeout=LIMIT_MS)
    stroke(drawn_on, 5)
    hang.end()
    qtbot.waitUntil(lambda: drawn_on.session.client.state.phase == "ready", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: has_picture(drawn_on), timeout=LIMIT_MS)
    assert not drawn_on.window.status.button.isVisible()


def remove(model: Path) -> None:
    shutil.rmtree(model)


def damage(model: Path) -> None:
    weights = model / "weights.safetensors"
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 0x55
    weights.write_bytes(data)


@pytest.mark.parametrize("lost", [remove, pytest.param(damage, marks=pytest.mark.slow)])
def test_a_model_that_is_lost_under_it(
    drawn_on: Studio, own_model: Path, qtbot: QtBot, lost: Callable[[Path], None]
) -> None:
    """It draws on from memory; when the engine starts anew the shipped one stands in, until it is back."""
    kept = shutil.copytree(own_model, own_model.with_name("kept"))
    lost(own_model)
    stroke(drawn_on, 3)
    qtbot.waitUntil(lambda: has_picture(drawn_on), timeout=LIMIT_MS)
    break_passes(drawn_on.session.client, raise_error)
    with qtbot.waitSignal(drawn_on.session.client.failed, timeout=LIMIT_MS):
        stroke(drawn_on, 5)
    restart(drawn_on, qtbot)
    assert drawn_on.session.client.facts.path == paths.shipped_model()
    said = drawn_on.window.notice.sentence.text()
    assert "mine" in said
    assert said.endswith(" The shipped model draws instead.")
    assert drawn_on.session.settings.model == str(own_model)
    shutil.rmtree(own_model, ignore_errors=True)
    kept.rename(own_model)
    with qtbot.waitSignal(drawn_on.session.client.model_loaded, timeout=LIMIT_MS):
        drawn_on.window.model.restart()
    assert drawn_on.session.client.facts.path == own_model
