"""The wizard around its pages, and the window's way to it: nothing is left behind that nobody wanted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import BeginTraining, SteerTraining
from lunarcore_studio.files import paths
from lunarcore_studio.ui import training_questions as questions
from lunarcore_studio.ui.training_wizard import MODEL, RUN, SPRITES, Button, TrainingWizard
from tests.ui.studio import Studio
from tests.ui.training import answer, began, click, ended, to_run, told

ONE_WINDOW = True

LIMIT_MS = 20_000
LEFT = Qt.MouseButton.LeftButton


def test_a_dropped_folder_opens_it(wizard: TrainingWizard, studio: Studio, icons: Path) -> None:
    assert wizard.isVisible()
    assert not wizard.isModal()
    assert wizard.sprites.source is not None
    assert wizard.sprites.source.paths == (icons,)
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
    wizard: TrainingWizard, studio: Studio, icons: Path, qtbot: QtBot
) -> None:
    (icons / "00.png").unlink()
    studio.window.training.open_folder(icons)
    qtbot.waitUntil(lambda: wizard.sprites.count == 29, timeout=LIMIT_MS)
    click(wizard, Button.NextButton)
    studio.window.training.open_folder(icons.parent)
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


@pytest.mark.slow
def test_the_windows_start_does_not_pay_for_the_wizard() -> None:
    late = "sorted({'pyqtgraph', 'torch', 'lunarcore_studio.ui.training_wizard'} & set(sys.modules))"
    code = f"import sys, lunarcore_studio.ui.main_window; print({late})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
