"""The wizard around its pages, and the window's way to it: nothing is left behind that nobody wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import BeginTraining, SteerTraining
from lunarcore_studio.files import paths
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.model_library import import_model
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import training_questions as questions
from lunarcore_studio.ui.training_wizard import MODEL, RESULT, RUN, SPRITES, Button, TrainingWizard
from tests.ui.studio import Studio
from tests.ui.training import answer, began, ended, looked, told

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def posted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the engine was told of trainings."""
    posted: list[Any] = []
    monkeypatch.setattr(studio.session.client.training, "_post", posted.append)
    return posted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "icons"
    folder.mkdir()
    for number, pixels in enumerate(draw_sprites(30, seed=3)):
        write_png(folder / f"{number:02}.png", pixels)
    return folder


@pytest.fixture
def wizard(studio: Studio, posted: list[Any], folder: Path, qtbot: QtBot) -> Iterator[TrainingWizard]:
    """Opened by a folder that was dropped on the window, and read."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    studio.drop(mime)
    wizard = studio.window.training.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.sprites.isComplete(), timeout=LIMIT_MS)
    yield wizard
    studio.session.client.training.receive(ended("discarded"))


def click(wizard: TrainingWizard, which: Button) -> None:
    button = wizard.button(which)
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def to_run(wizard: TrainingWizard, studio: Studio, posted: list[Any]) -> BeginTraining:
    """Next, Train, and the engine has begun."""
    click(wizard, Button.NextButton)
    click(wizard, Button.NextButton)
    request = posted[-1]
    assert isinstance(request, BeginTraining)
    studio.session.client.training.receive(began(request.out, name=request.name))
    return request


def test_a_dropped_folder_opens_it(wizard: TrainingWizard, studio: Studio, folder: Path) -> None:
    assert wizard.isVisible()
    assert not wizard.isModal()
    assert wizard.sprites.source is not None
    assert wizard.sprites.source.paths == (folder,)
    assert wizard.sprites.count == 30


def test_the_menu_opens_one_and_not_two(studio: Studio, posted: list[Any]) -> None:
    studio.window.actions_by_id["train"].trigger()
    first = studio.window.training.wizard
    studio.window.actions_by_id["train"].trigger()
    assert studio.window.training.wizard is first
    assert first is not None
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert studio.window.training.wizard is None


def test_what_was_chosen_is_asked_of_the_engine(
    wizard: TrainingWizard, studio: Studio, posted: list[Any]
) -> None:
    wizard.sprites.view.model.tick(0, 4, False)
    request = to_run(wizard, studio, posted)
    assert (request.name, request.out) == ("icons", paths.user_models_dir() / "icons")
    assert request.pixels.shape == (25, 16, 16, 4)
    assert not request.pixels.flags.writeable
    assert request.start == paths.shipped_model()
    assert request.options.minutes == 2
    assert request.facts["source"] == "icons"
    assert request.facts["files"][0]["name"] == "05.png"
    assert str(paths.user_models_dir().parent) not in str(request.facts)
    assert wizard.currentId() == RUN
    assert [wizard.rail.said(step) for step in (SPRITES, MODEL)] == ["25 sprites, 16x16", "icons"]


def test_what_can_not_begin_is_told_where_it_can_be_mended(
    wizard: TrainingWizard, studio: Studio, posted: list[Any]
) -> None:
    click(wizard, Button.NextButton)
    click(wizard, Button.NextButton)
    assert not wizard.button(Button.NextButton).isEnabled()
    studio.session.client.failed.emit(Failed(None, "BeginTraining", "There is no NVIDIA card here.", "none"))
    assert wizard.currentId() == MODEL
    assert wizard.model.remark.sentence.text() == "There is no NVIDIA card here."
    assert wizard.button(Button.NextButton).isEnabled()


def test_an_engine_that_stops_before_it_begins_is_told(
    wizard: TrainingWizard, studio: Studio, posted: list[Any]
) -> None:
    click(wizard, Button.NextButton)
    click(wizard, Button.NextButton)
    assert not wizard.button(Button.BackButton).isEnabled()
    studio.session.client.state_changed.emit(EngineState("failed", "The engine failed.", "restart"))
    assert "Try it again" in wizard.model.remark.sentence.text()
    assert wizard.button(Button.NextButton).isEnabled()
    assert wizard.button(Button.BackButton).isEnabled()


def test_a_second_folder_is_read_on_the_first_page_only(
    wizard: TrainingWizard, studio: Studio, folder: Path, qtbot: QtBot
) -> None:
    (folder / "00.png").unlink()
    studio.window.training.open_folder(folder)
    qtbot.waitUntil(lambda: wizard.sprites.count == 29, timeout=LIMIT_MS)
    click(wizard, Button.NextButton)
    studio.window.training.open_folder(folder.parent)
    assert wizard.currentId() == MODEL
    assert wizard.sprites.count == 29
    assert "still open" in studio.window.status.message.whole


def test_back_keeps_what_was_ticked(wizard: TrainingWizard) -> None:
    wizard.sprites.view.model.tick(3, 3, False)
    click(wizard, Button.NextButton)
    click(wizard, Button.BackButton)
    assert wizard.currentId() == SPRITES
    assert wizard.sprites.count == 29


def test_in_the_background_the_status_line_tells(
    wizard: TrainingWizard, studio: Studio, posted: list[Any]
) -> None:
    to_run(wizard, studio, posted)
    training, chip = studio.session.client.training, studio.window.status.training
    click(wizard, Button.CustomButton1)
    assert not wizard.isVisible()
    training.receive(told(248))
    assert chip.isVisible()
    assert chip.text().strip() == "Training icons, 62 %, 1 min 10 s"
    studio.drag([(1, 1), (6, 1)])
    assert studio.drawn()
    QTest.mouseClick(chip, LEFT)
    assert wizard.isVisible()
    assert wizard.currentId() == RUN


@pytest.mark.parametrize("page", [SPRITES, MODEL])
def test_cancel_before_it_trains(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], page: int
) -> None:
    if page == MODEL:
        click(wizard, Button.NextButton)
    click(wizard, Button.CancelButton)
    assert studio.window.training.wizard is None
    assert not any(isinstance(one, BeginTraining) for one in posted)
    assert not paths.user_models_dir().exists()
    assert not studio.window.status.training.isVisible()


def test_cancel_while_it_begins(wizard: TrainingWizard, studio: Studio, posted: list[Any]) -> None:
    click(wizard, Button.NextButton)
    click(wizard, Button.NextButton)
    click(wizard, Button.CancelButton)
    training, out = studio.session.client.training, posted[-1].out
    training.receive(began(out))
    assert posted[-1] == SteerTraining("discard")
    training.receive(ended("discarded", out, card={}))
    assert not studio.window.status.training.isVisible()


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


def test_everything_is_reached_by_tab(wizard: TrainingWizard, qtbot: QtBot) -> None:
    reached: set[object] = set()
    wizard.sprites.view.folder.setFocus()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or wizard, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    view = wizard.sprites.view
    wanted = {view.folder, view.files, view.drawing, view.kept, view.tick_all, view.tick_none}
    assert wanted | {wizard.button(Button.NextButton), wizard.button(Button.CancelButton)} <= reached


def test_every_control_has_a_name(wizard: TrainingWizard, studio: Studio, posted: list[Any]) -> None:
    to_run(wizard, studio, posted)
    for button in wizard.findChildren(QPushButton):
        if button.isVisible():
            assert button.text() or button.accessibleName()
    assert wizard.run.rows.accessibleName()
    assert wizard.rail.accessibleName() == "Step 3 of 4: Training"


def test_the_question_has_three_answers(studio: Studio, qtbot: QtBot) -> None:
    def reply(word: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        if word:
            answer(box, word)
        else:
            QTest.keyClick(box, Qt.Key.Key_Escape)

    given = []
    for word in ("Keep in background", "Stop and keep the best", "Discard", ""):
        QTimer.singleShot(0, lambda word=word: reply(word))
        given.append(questions.ask_what_now(studio.window, "Mine"))
    assert given == ["background", "keep", "discard", "background"]
    for word, expected in (("Discard", True), ("Cancel", False), ("", False)):
        QTimer.singleShot(0, lambda word=word: reply(word))
        assert questions.ask_to_discard(studio.window, "Mine", "It is lost.") is expected


def test_the_windows_start_does_not_pay_for_the_wizard() -> None:
    late = "sorted({'pyqtgraph', 'torch', 'lunarcore_studio.ui.training_wizard'} & set(sys.modules))"
    code = f"import sys, lunarcore_studio.ui.main_window; print({late})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
