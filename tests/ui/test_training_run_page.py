"""The wizard's third and fourth pages: pictures and curves while it learns, words when it is done."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.training_client import TrainingClient
from lunarcore_studio.engine.training_protocol import SteerTraining, UseLearning
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.images import from_qimage
from lunarcore_studio.ui.training_result_page import ResultPage
from lunarcore_studio.ui.training_run_page import ENDING, LEARNED, PAUSED, WATCH, RunPage
from lunarcore_studio.ui.training_words import NONE_HELD_OUT
from tests.ui.training import CARD, NO_PICTURES, SPRITES, began, ended, looked, told

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def posted() -> list[Any]:
    """What the engine was told."""
    return []


@pytest.fixture
def training(qapp: object, posted: list[Any]) -> TrainingClient:
    return TrainingClient(posted.append)


@pytest.fixture
def page(training: TrainingClient, qtbot: QtBot) -> RunPage:
    theme.apply_theme(QApplication.instance(), "dark")
    page = RunPage(training)
    qtbot.addWidget(page)
    training.began.connect(page.show_run)
    page.resize(720, 600)
    page.show()
    training.receive(began())
    return page


def test_numbers_say_how_far_it_is(page: RunPage, training: TrainingClient) -> None:
    assert page.readings.said("step") == "–"
    training.receive(told(248))
    assert page.readings.said("step") == "248 of 400"
    assert page.readings.said("pace") == "312"
    assert page.readings.said("left") == "1 min 10 s"
    assert page.readings.said("best") == "24.5 dB, best at 200"
    assert page.progress.value() == 620
    assert page.heading.text() == "Mine is learning"


def test_an_open_end_is_said(page: RunPage, training: TrainingClient) -> None:
    training.receive(told(248, seconds_left=None))
    assert page.readings.said("left") == "as long as it improves"
    assert page.readings.said("step") == "248"


def test_unseen_sprites_stand_under_each_other(page: RunPage, training: TrainingClient) -> None:
    training.receive(looked())
    assert page.rows.count == 12
    np.testing.assert_array_equal(page.rows.rows[0], SPRITES)
    QApplication.processEvents()
    shown = from_qimage(page.rows.grab().toImage())
    zoom, step = page.rows.zoom, 16 * page.rows.zoom + 4
    assert zoom == 4
    opaque = np.argwhere(SPRITES[1, ..., 3] == 255)
    for y, x in opaque[:: len(opaque) // 9].tolist():
        for row in range(2):
            at = shown[row * step + y * zoom + 1, 72 + step + x * zoom + 1]
            np.testing.assert_array_equal(at, SPRITES[1, y, x])
    training.receive(looked(200))
    assert page.rows.accessibleDescription() == "12 sprites in rows: Unseen, Detail, Latent"


def test_nothing_unseen_is_said(training: TrainingClient, page: RunPage) -> None:
    training.receive(began(held_out=0, pca_psnr_db=None))
    training.receive(told(50))
    assert page.rows.count == 0
    assert "Too few sprites" in page.rows.placeholder


def test_curves_grow(page: RunPage, training: TrainingClient) -> None:
    for step in (1, 50, 100, 150, 200):
        training.receive(told(step))
    assert page.plot.loss.steps == [1, 50, 100, 150, 200]
    assert page.plot.latent.steps == [100, 200]
    assert page.plot.detail.values == [31.0, 31.0]
    assert page.plot.said == "loss 0.0100, latent 24.5 dB, detail 31.0 dB, PCA 23.5 dB"
    before = page.plot.canvas.grab().toImage()
    training.receive(told(300, latent_db=29.0))
    assert page.plot.canvas.grab().toImage() != before


def test_curves_follow_the_theme(page: RunPage, training: TrainingClient) -> None:
    training.receive(told(100))
    dark = page.plot.canvas.grab().toImage().pixelColor(QPoint(2, 2))
    theme.apply_theme(QApplication.instance(), "light")
    light = page.plot.canvas.grab().toImage().pixelColor(QPoint(2, 2))
    theme.apply_theme(QApplication.instance(), "dark")
    assert (dark.name(), light.name()) == ("#262626", "#ececec")


def test_pause_and_continue(page: RunPage, training: TrainingClient, posted: list[Any]) -> None:
    training.receive(told(100))
    QTest.mouseClick(page.pause, LEFT)
    assert posted == [SteerTraining("pause")]
    training.receive(told(101))
    assert not page.pause.isEnabled()
    training.receive(told(101, paused=True))
    assert page.pause.text() == "Continue"
    assert page.line.text() == PAUSED
    QTest.mouseClick(page.pause, LEFT)
    assert posted[-1] == SteerTraining("continue")
    training.receive(told(102))
    assert page.pause.text() == "Pause"
    assert page.line.text() == WATCH


def test_stop_and_keep_waits_for_the_end(page: RunPage, training: TrainingClient, posted: list[Any]) -> None:
    training.receive(told(100))
    QTest.mouseClick(page.stop, LEFT)
    assert posted == [SteerTraining("keep")]
    training.receive(told(101))
    assert page.line.text() == ENDING
    assert not page.discard.isEnabled()
    assert not page.live.isEnabled()
    assert page.readings.said("left") == "–"


def test_a_run_at_its_end_says_what_is_still_to_come(page: RunPage, training: TrainingClient) -> None:
    training.receive(told(400))
    assert page.line.text() == LEARNED
    assert not page.pause.isEnabled()
    assert not page.stop.isEnabled()


def test_a_full_disk_brings_the_buttons_back(page: RunPage, training: TrainingClient) -> None:
    training.receive(told(100))
    QTest.mouseClick(page.stop, LEFT)
    training.receive(told(101, paused=True, trouble="mine can not be written: the disk is full."))
    assert page.remark.sentence.text() == "mine can not be written: the disk is full."
    assert page.stop.isEnabled()
    assert page.pause.text() == "Continue"


def test_its_sliders_can_be_pulled(page: RunPage, training: TrainingClient, posted: list[Any]) -> None:
    QTest.mouseClick(page.live, LEFT, pos=QPoint(8, page.live.height() // 2))
    assert posted == [UseLearning(True)]
    QTest.mouseClick(page.live, LEFT, pos=QPoint(8, page.live.height() // 2))
    assert posted[1:] == [UseLearning(False)]


def test_a_run_that_stopped_can_go_on(page: RunPage, training: TrainingClient, qtbot: QtBot) -> None:
    training.receive(told(200))
    training.ended.connect(page.show_stopped)
    training.receive(ended("failed", sentence="The loss is no number any more."))
    assert page.heading.text() == "Mine has stopped"
    assert page.remark.sentence.text() == "The loss is no number any more."
    assert page.is_over
    assert not page.live.isEnabled()
    with qtbot.waitSignal(page.continue_asked):
        QTest.mouseClick(page.pause, LEFT)
    training.receive(began(step=200))
    assert page.plot.loss.steps == [200]
    assert not page.is_over
    training.receive(ended("interrupted"))
    with qtbot.waitSignal(page.keep_asked):
        QTest.mouseClick(page.stop, LEFT)


@pytest.fixture
def result(qtbot: QtBot) -> ResultPage:
    page = ResultPage()
    qtbot.addWidget(page)
    page.resize(720, 600)
    page.show()
    return page


def words(page: ResultPage) -> list[str]:
    return [label.text() for label in page.findings.findChildren(QLabel) if label.text()]


def test_before_and_after_with_words_and_numbers(result: ResultPage) -> None:
    result.show_end(ended())
    assert result.heading.text() == "Mine is ready"
    assert result.line.text().startswith("108 sprites")
    assert result.rows.count == 12
    said = words(result)
    assert len(said) == 8
    assert said[1] == "latent mode: 86 % of pixels exact, 25.3 dB"


def test_without_unseen_sprites_that_is_said(result: ResultPage) -> None:
    none = ended(card=CARD | {"metrics": {}}, originals=NO_PICTURES, before=NO_PICTURES, after=NO_PICTURES)
    result.show_end(none)
    assert result.rows.count == 0
    assert words(result) == [NONE_HELD_OUT]


def test_a_second_result_takes_the_place_of_the_first(result: ResultPage, qtbot: QtBot) -> None:
    result.show_end(ended())
    result.show_end(ended(card=CARD | {"metrics": {}}))
    qtbot.waitUntil(lambda: words(result) == [NONE_HELD_OUT])


@pytest.mark.parametrize(
    ("low", "high"), [(0.0158, 0.0342), (0.0078, 0.0195), (0.02, 0.021), (1e-6, 1.0), (0.5, 30.0)]
)
def test_a_log_axis_has_marks_that_can_be_read(page: RunPage, low: float, high: float) -> None:
    axis = page.plot.loss_axis
    ((_, marks),) = axis.tickValues(math.log10(low), math.log10(high), 200)
    said = axis.tickStrings(marks, 1.0, 1.0)
    assert 2 <= len(marks) <= 7
    reach = [math.log10(low), *marks, math.log10(high)]
    assert max(np.diff(reach)) <= 0.5 * math.log10(high / low)
    assert len(set(said)) == len(said)
    assert all(low <= float(one) <= high for one in said)


@pytest.mark.parametrize("last", [1, 2, 7, 50, 4000])
def test_only_whole_steps_are_marked(page: RunPage, last: int) -> None:
    levels = page.plot.step_axis.tickValues(0.0, float(last), 280)
    assert all(mark == int(mark) for _, marks in levels for mark in marks)
    assert sum(len(marks) for _, marks in levels) >= 2
