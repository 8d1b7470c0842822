"""A person trains a model of their own sprites and draws in the middle of it: whole window, every page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_folder import TRAINING
from lunarcore_studio.files.model_library import look_at
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui.main_window import MainWindow
from lunarcore_studio.ui.training_wizard import MODEL, RESULT, RUN, SPRITES, Button, TrainingWizard
from tests.journeys.conftest import ENGINE_MS, Person
from tests.ui.drops import drop
from tests.ui.training import answer

LEFT = Qt.MouseButton.LeftButton
LONG_MS = 120_000


def drop_folder(widget: QWidget, folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    assert drop(widget, mime)


def opened(person: Person) -> TrainingWizard:
    wizard = person.window.training.wizard
    assert wizard is not None
    person.qtbot.waitUntil(wizard.isVisible, timeout=ENGINE_MS)
    return wizard


def press(person: Person, button: QWidget) -> None:
    person.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=LONG_MS)
    QTest.mouseClick(button, LEFT, pos=QPoint(10, button.height() // 2))


def type_in(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def choose_small(person: Person, wizard: TrainingWizard, steps: int) -> None:
    """A new network of width 8, so that a journey takes seconds."""
    wizard.activateWindow()
    person.qtbot.waitUntil(wizard.isActiveWindow, timeout=ENGINE_MS)
    page = wizard.model
    page.start_box.setFocus()
    QTest.keyClick(page.start_box, Qt.Key.Key_End)
    assert page.start is None
    press(person, page.more)
    type_in(page.advanced.width_box, "8")
    type_in(page.advanced.batch_box, "16")
    type_in(page.advanced.steps_box, str(steps))
    person.qtbot.waitUntil(
        lambda: page.pace_line.text().startswith(f"{steps:,} steps: about"), timeout=LONG_MS
    )


def to_run(person: Person, wizard: TrainingWizard, steps: int) -> None:
    press(person, wizard.button(Button.NextButton))
    assert wizard.currentId() == MODEL
    choose_small(person, wizard, steps)
    press(person, wizard.button(Button.NextButton))
    person.qtbot.waitUntil(lambda: wizard.currentId() == RUN, timeout=LONG_MS)


def models() -> list[Path]:
    folder = paths.user_models_dir()
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_from_a_dropped_folder_to_use_now_with_a_drawing_in_between(person: Person) -> None:
    drop_folder(person.window, paths.starter_dir())
    wizard = opened(person)
    person.qtbot.waitUntil(wizard.sprites.isComplete, timeout=ENGINE_MS)
    assert wizard.sprites.count == 256
    to_run(person, wizard, 2000)
    person.qtbot.waitUntil(lambda: wizard.run.rows.count > 0, timeout=LONG_MS)

    press(person, wizard.button(Button.CustomButton1))
    assert not wizard.isVisible()
    before = person.document.pixels.copy()
    with person.qtbot.waitSignal(person.client.reconstructed, timeout=ENGINE_MS):
        person.drag([(2, 2), (12, 2), (12, 12)])
    assert (person.document.pixels != before).any()
    assert person.client.training.state is not None
    chip = person.window.status.training
    person.qtbot.waitUntil(lambda: " %" in chip.text(), timeout=ENGINE_MS)
    press(person, chip)
    assert wizard.isVisible()

    mine = person.document.pixels.copy()
    with person.qtbot.waitSignal(person.client.model_loaded, timeout=ENGINE_MS):
        press(person, wizard.run.live)
    slider = person.window.latent.rows[0].slider
    middle = slider.height() // 2
    person.qtbot.waitUntil(slider.isEnabled, timeout=ENGINE_MS)
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.x_at(0), middle))
    with person.qtbot.waitSignal(person.client.edited, timeout=ENGINE_MS):
        QTest.mouseMove(slider, QPoint(slider.x_at(slider.maximum() / 10), middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.x_at(slider.maximum() / 10), middle))
    person.qtbot.waitUntil(lambda: not person.document.live, timeout=ENGINE_MS)
    assert (person.document.pixels != mine).any()
    assert person.client.training.state is not None

    press(person, wizard.run.stop)
    person.qtbot.waitUntil(lambda: wizard.currentId() == RESULT, timeout=LONG_MS)
    assert wizard.result_page.heading.text() == "starter is ready"
    with person.qtbot.waitSignal(person.client.model_loaded, timeout=ENGINE_MS):
        press(person, wizard.button(Button.FinishButton))
    facts = person.client.facts
    assert facts is not None
    assert (facts.name, facts.learning) == ("starter", False)
    assert models() == [facts.path]
    assert not (facts.path / TRAINING).exists()
    assert person.window.training.wizard is None
    with person.qtbot.waitSignal(person.client.reconstructed, timeout=ENGINE_MS):
        person.drag([(4, 4), (4, 9)])


@pytest.mark.slow
def test_a_folder_of_real_sprites_to_its_end(person: Person, real_sprites: Path) -> None:
    person.window.actions_by_id["train"].trigger()
    wizard = opened(person)
    drop_folder(wizard.sprites, real_sprites / "dungeon0x72-16")
    person.qtbot.waitUntil(wizard.sprites.isComplete, timeout=ENGINE_MS)
    known = wizard.sprites.count
    first = wizard.sprites.view.kept.visualRect(wizard.sprites.view.model.index(0, 0)).center()
    QTest.mouseClick(wizard.sprites.view.kept.viewport(), LEFT, pos=first)
    to_run(person, wizard, 120)
    press(person, wizard.run.pause)
    person.qtbot.waitUntil(lambda: wizard.run.pause.text() == "Continue", timeout=ENGINE_MS)
    person.drag([(1, 1), (9, 1)])
    press(person, wizard.run.pause)
    person.qtbot.waitUntil(lambda: wizard.currentId() == RESULT, timeout=LONG_MS)
    out = models()[0]
    card = look_at(out, "mine").card
    assert card is not None
    assert (card.sprites + card.held_out, card.steps) == (known - 1, 120)
    assert len(wizard.run.plot.loss) > 0
    np.testing.assert_array_equal(wizard.result_page.rows.rows[0].shape[1:], (16, 16, 4))
    with person.qtbot.waitSignal(person.client.model_loaded, timeout=ENGINE_MS):
        press(person, wizard.button(Button.FinishButton))
    assert person.window.session.settings.model == str(out)


@pytest.mark.slow  # two windows, two engines, half a minute
def test_a_training_goes_on_at_the_next_start(person: Person) -> None:
    drop_folder(person.window, paths.starter_dir())
    wizard = opened(person)
    person.qtbot.waitUntil(wizard.sprites.isComplete, timeout=ENGINE_MS)
    to_run(person, wizard, 150)
    person.qtbot.waitUntil(lambda: len(wizard.run.plot.loss) > 2, timeout=LONG_MS)
    person.document.mark_saved()
    assert person.window.close()
    (out,) = models()
    assert look_at(out, "mine").is_unfinished

    session = new_session(Settings(), EngineClient())
    window = MainWindow(session)
    person.qtbot.addWidget(window, before_close_func=lambda _: session.document.mark_saved())
    window.show()
    with person.qtbot.waitSignals([session.client.model_loaded, window.models.listed], timeout=ENGINE_MS):
        window.start([])
    assert "stands still: unfinished, " in window.notice.sentence.text()
    with person.qtbot.waitSignal(session.client.training.began, timeout=LONG_MS) as begun:
        QTest.mouseClick(window.notice.button, LEFT)
    again = window.training.wizard
    assert again is not None
    assert again.isVisible()
    assert again.currentId() == RUN
    assert begun.args[0].step > 0
    person.qtbot.waitUntil(lambda: again.currentId() == RESULT, timeout=LONG_MS)
    press(person, again.button(Button.CustomButton2))
    found = look_at(out, "mine")
    assert not found.is_unfinished
    assert found.card is not None
    assert found.card.steps == 150
    assert window.training.wizard is None


@pytest.mark.parametrize(
    "page", [SPRITES, RUN, *(pytest.param(page, marks=pytest.mark.slow) for page in (MODEL, RESULT))]
)
def test_cancel_on_every_page_leaves_nothing_behind(person: Person, page: int) -> None:
    model, drawing = person.client.facts, person.document.sprite
    drop_folder(person.window, paths.starter_dir())
    wizard = opened(person)
    if page > SPRITES:
        person.qtbot.waitUntil(wizard.sprites.isComplete, timeout=ENGINE_MS)
        press(person, wizard.button(Button.NextButton))
    if page > MODEL:
        choose_small(person, wizard, 2 if page == RESULT else 2000)
        press(person, wizard.button(Button.NextButton))
        person.qtbot.waitUntil(lambda: wizard.currentId() == page, timeout=LONG_MS)
    if page < RUN:
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
    else:
        discards = wizard.run.discard if page == RUN else wizard.button(Button.CustomButton3)
        QTimer.singleShot(0, confirm)
        press(person, discards)
    person.qtbot.waitUntil(lambda: person.window.training.wizard is None, timeout=LONG_MS)
    assert models() == []
    assert person.client.training.state is None
    assert person.client.facts == model
    assert person.document.sprite == drawing
    assert not person.window.status.training.isVisible()


def confirm() -> None:
    """Say yes to the question, once it is there."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        answer(box, "Discard")
    else:
        QTimer.singleShot(10, confirm)
