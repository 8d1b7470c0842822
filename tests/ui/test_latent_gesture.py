"""Gestures against a real worker that is slow on purpose: no answer comes too late or on a wrong picture."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.lunarcore import LunarCore
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.latent_panel import LatentPanel
from lunarcore_studio.ui.session import Session

LIMIT_MS = 20_000


class Gate:
    """Holds the worker before every edit until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.entered, self.opened = threading.Event(), threading.Event()
        self.opened.set()
        real = LunarCore.edit_raw

        def slow(*arguments: Any, **named: Any) -> Any:
            self.entered.set()
            assert self.opened.wait(20)
            return real(*arguments, **named)

        monkeypatch.setattr(LunarCore, "edit_raw", slow)

    def close(self) -> None:
        self.entered.clear()
        self.opened.clear()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


@pytest.fixture
def slow_session(qtbot: QtBot, tiny_model: Path, gate: Gate, drawings: np.ndarray) -> Iterator[Session]:
    client = EngineClient()
    session = Session(Document(Sprite.from_pixels(drawings[0])), client, Settings())
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        client.start(tiny_model, "cpu")
    yield session
    gate.opened.set()
    session.close()
    client.stop()


@pytest.fixture
def panel(slow_session: Session, qtbot: QtBot) -> LatentPanel:
    panel = LatentPanel(slow_session)
    qtbot.addWidget(panel)
    panel.resize(312, 640)
    with qtbot.waitSignal(panel.ends.drawn, timeout=LIMIT_MS):
        panel.show()
    qtbot.waitUntil(lambda: not panel.ends.waiting, timeout=LIMIT_MS)
    return panel


@pytest.fixture
def answer(slow_session: Session, panel: LatentPanel) -> np.ndarray:
    """What a slow gesture must end with: slider 1 at the far end, as the inline model draws it."""
    core = LunarCore.load(slow_session.client.facts.path, "cpu")  # type: ignore[union-attr]
    raw = core.edit_raw(
        slow_session.model_pixels(), np.array([[panel.latent.pulled(0, 99.0).offsets[0]]]), 1.0
    )
    return core.finish(raw[0], slow_session.model_pixels(), slow_session.projection_now())


def pull(panel: LatentPanel, *sigmas: float) -> None:
    panel.rows[0].slider.grabbed.emit()
    for sigma in sigmas:
        panel.rows[0].slider.pulled.emit(sigma)


def settle(session: Session, qtbot: QtBot) -> None:
    """Wait until a committed step is there."""
    qtbot.waitUntil(lambda: session.document.can_undo and not session.document.live, timeout=LIMIT_MS)


def test_a_release_before_the_answer_commits_the_final_picture(
    panel: LatentPanel, slow_session: Session, gate: Gate, qtbot: QtBot, answer: np.ndarray
) -> None:
    gate.close()
    pull(panel, 0.2, 0.5, -1.0, 99.0)
    panel.rows[0].slider.released.emit()
    assert not slow_session.document.can_undo
    gate.opened.set()
    settle(slow_session, qtbot)
    assert np.array_equal(slow_session.document.pixels, answer)
    slow_session.document.undo()
    assert not slow_session.document.can_undo


def test_two_quick_gestures_are_two_steps(
    panel: LatentPanel, slow_session: Session, gate: Gate, qtbot: QtBot, answer: np.ndarray
) -> None:
    gate.close()
    pull(panel, 99.0)
    panel.rows[0].slider.released.emit()
    qtbot.mouseClick(panel.dice, Qt.MouseButton.LeftButton)
    gate.opened.set()
    qtbot.waitUntil(lambda: slow_session.document.undo_label == "Dice", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: not slow_session.document.live, timeout=LIMIT_MS)
    slow_session.document.undo()
    assert np.array_equal(slow_session.document.pixels, answer)
    assert panel.rows[0].slider.sigma == pytest.approx(panel.latent.reach[0], abs=0.06)


def test_no_answer_comes_after_escape(
    panel: LatentPanel, slow_session: Session, gate: Gate, qtbot: QtBot, drawings: np.ndarray
) -> None:
    gate.close()
    pull(panel, 99.0)
    assert gate.entered.wait(20)
    panel.rows[0].slider.cancelled.emit()
    assert panel.rows[0].slider.sigma == 0.0
    with qtbot.waitSignal(slow_session.client.reconstructed, timeout=LIMIT_MS):
        gate.opened.set()
        slow_session.client.reconstruct(drawings[1], slow_session.projection_now())
    assert np.array_equal(slow_session.document.pixels, drawings[0])
    assert not slow_session.document.can_undo


def test_no_answer_overwrites_a_newer_stroke(
    panel: LatentPanel, slow_session: Session, gate: Gate, qtbot: QtBot, drawings: np.ndarray
) -> None:
    gate.close()
    pull(panel, 99.0)
    panel.rows[0].slider.released.emit()
    assert gate.entered.wait(20)
    slow_session.document.stroke_begin(slow_session.hand, (0, 0))
    slow_session.document.stroke_to((15, 0))
    drawn = slow_session.document.pixels.copy()
    with qtbot.waitSignal(slow_session.client.reconstructed, timeout=LIMIT_MS):
        gate.opened.set()
    slow_session.document.stroke_end()
    assert np.array_equal(slow_session.document.pixels, drawn)
    assert panel.latent.position.at_rest
    assert np.array_equal(panel.latent.position.base, drawn)
    slow_session.document.undo()
    assert np.array_equal(slow_session.document.pixels, drawings[0])


def test_a_stroke_during_a_drag_ends_the_drag(
    panel: LatentPanel, slow_session: Session, gate: Gate, qtbot: QtBot, drawings: np.ndarray
) -> None:
    with qtbot.waitSignal(slow_session.client.edited, timeout=LIMIT_MS):
        pull(panel, 99.0)
    slid = slow_session.document.pixels.copy()
    slow_session.document.stroke_begin(slow_session.hand, (0, 0))
    slow_session.document.stroke_to((15, 0))
    slow_session.document.stroke_end()
    panel.rows[0].slider.pulled.emit(0.5)
    panel.rows[0].slider.released.emit()
    slow_session.document.undo()
    assert np.array_equal(slow_session.document.pixels, slid)
    assert panel.rows[0].slider.sigma == pytest.approx(panel.latent.reach[0], abs=0.06)
    slow_session.document.undo()
    assert np.array_equal(slow_session.document.pixels, drawings[0])


def test_a_failed_engine_gives_the_drawing_back(
    panel: LatentPanel,
    slow_session: Session,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    drawings: np.ndarray,
) -> None:
    def broken(*arguments: Any, **named: Any) -> Any:
        raise RuntimeError("the machine is tired")

    monkeypatch.setattr(LunarCore, "edit_raw", broken)
    with qtbot.waitSignal(slow_session.client.failed, timeout=LIMIT_MS):
        pull(panel, 99.0)
        panel.rows[0].slider.released.emit()
    assert not slow_session.document.live
    assert np.array_equal(slow_session.document.pixels, drawings[0])
    assert panel.rows[0].slider.sigma == 0.0
