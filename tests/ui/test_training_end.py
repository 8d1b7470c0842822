"""How a training in the wizard ends: kept, discarded, failed, or gone on with another day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.training_protocol import SteerTraining
from lunarcore_studio.files.model_library import import_model
from lunarcore_studio.ui import training_questions as questions
from lunarcore_studio.ui.training_wizard import RESULT, RUN, Button, TrainingWizard
from tests.ui.studio import Studio
from tests.ui.training import began, click, ended, looked, to_run, told

ONE_WINDOW = True

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("word", "steered"),
    [("background", []), ("keep", [SteerTraining("keep")]), ("discard", [SteerTraining("discard")])],
)
def test_escape_asks_what_becomes_of_the_run(
    wizard: TrainingWizard,
    studio: Studio,
    posted: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    word: str,
    steered: list[Any],
) -> None:
    to_run(wizard, studio, posted)
    monkeypatch.setattr(questions, "ask_what_now", lambda *_: word)
    before = len(posted)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert posted[before:] == steered
    assert wizard.isVisible() == bool(steered)


def test_a_discarded_run_closes_it(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = to_run(wizard, studio, posted)
    monkeypatch.setattr(questions, "ask_to_discard", lambda *_: False)
    QTest.mouseClick(wizard.run.discard, LEFT)
    assert not isinstance(posted[-1], SteerTraining)
    monkeypatch.setattr(questions, "ask_to_discard", lambda *_: True)
    QTest.mouseClick(wizard.run.discard, LEFT)
    assert posted[-1] == SteerTraining("discard")
    studio.session.client.training.receive(ended("discarded", request.out, card={}))
    assert studio.window.training.wizard is None
    assert not studio.window.status.training.isVisible()


def finished(wizard: TrainingWizard, studio: Studio, posted: list[Any], model: Path) -> Path:
    """A run to its end, with a model in its folder."""
    to_run(wizard, studio, posted)
    out = import_model(model, lambda _files: None)
    training = studio.session.client.training
    training.receive(looked())
    training.receive(told(400))
    training.receive(ended("finished", out))
    assert wizard.currentId() == RESULT
    return out


def test_use_it_now(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], tiny_model: Path, qtbot: QtBot
) -> None:
    client = studio.session.client
    client.start(tiny_model, "cpu")
    qtbot.waitUntil(lambda: client.facts is not None, timeout=LIMIT_MS)
    out = finished(wizard, studio, posted, tiny_model)
    with qtbot.waitSignal(client.model_loaded, timeout=LIMIT_MS):
        click(wizard, Button.FinishButton)
    assert client.facts is not None
    assert client.facts.path == out
    assert studio.session.settings.model == str(out)
    assert studio.window.training.wizard is None


def test_keep_for_later_changes_nothing(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], tiny_model: Path
) -> None:
    out = finished(wizard, studio, posted, tiny_model)
    assert studio.window.status.training.text().strip() == "Mine is ready"
    click(wizard, Button.CustomButton2)
    assert out.is_dir()
    assert studio.session.settings.model is None
    assert not studio.window.status.training.isVisible()


@pytest.mark.parametrize("trash", [True, False])
def test_a_discarded_result_goes(
    wizard: TrainingWizard,
    studio: Studio,
    posted: list[Any],
    tiny_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    trash: bool,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(questions, "ask_to_discard", lambda *_: True)
    monkeypatch.setattr(questions, "ask_to_delete", lambda _parent, name: bool(asked.append(name) or True))
    if not trash:
        monkeypatch.setattr("lunarcore_studio.ui.training_commands.QFile.moveToTrash", lambda _path: False)
    out = finished(wizard, studio, posted, tiny_model)
    click(wizard, Button.CustomButton3)
    assert not out.exists()
    assert asked == ([] if trash else [out.name])


def test_a_run_that_failed_goes_on_from_its_checkpoint(
    wizard: TrainingWizard, studio: Studio, posted: list[Any]
) -> None:
    request = to_run(wizard, studio, posted)
    request.out.mkdir(parents=True)
    training = studio.session.client.training
    training.receive(ended("interrupted", request.out, sentence="The engine was stopped."))
    assert wizard.currentId() == RUN
    assert studio.window.status.training.text().strip() == "Mine has stopped"
    QTest.mouseClick(wizard.run.pause, LEFT)
    again = posted[-1]
    assert (again.resume, again.out) == (True, request.out)
    assert again.pixels is request.pixels
    training.receive(began(request.out, step=120))
    assert wizard.run.heading.text() == "Mine is learning"
    assert not wizard.run.is_over


def test_closing_the_window_asks_nothing(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], qtbot: QtBot
) -> None:
    to_run(wizard, studio, posted)
    before = len(posted)
    studio.document.mark_saved()
    assert studio.window.close()
    assert studio.window.training.wizard is None
    assert posted[before:] == []


def test_an_unfinished_model_goes_on(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], tiny_model: Path
) -> None:
    request = to_run(wizard, studio, posted)
    training = studio.session.client.training
    training.receive(ended("interrupted", request.out))
    click(wizard, Button.CustomButton1)
    studio.window.training.stop()
    unfinished = with_facts(import_model(tiny_model, lambda _files: None), request.facts)
    studio.window.training.resume(unfinished)
    again = posted[-1]
    assert (again.resume, again.out, again.name) == (True, unfinished, "Tiny")
    np.testing.assert_array_equal(again.pixels, request.pixels)
    assert again.options.holdout == request.options.holdout
    training.receive(began(unfinished, step=50))
    other = studio.window.training.wizard
    assert other is not None
    assert other.currentId() == RUN
    assert other.isVisible()


def test_sprites_that_are_not_known_any_more_are_told(
    studio: Studio, posted: list[Any], tiny_model: Path
) -> None:
    studio.window.training.resume(import_model(tiny_model, lambda _files: None))
    assert studio.window.training.wizard is None
    assert "not in the cache any more" in studio.window.status.message.whole


def with_facts(folder: Path, trained_on: dict[str, Any]) -> Path:
    """The model with what its card would say of its sprites."""
    card = folder / "model.json"
    facts = json.loads(card.read_text())
    facts["card"]["trained_on"] = trained_on
    card.write_text(json.dumps(facts))
    return folder
