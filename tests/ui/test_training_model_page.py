"""The wizard's second page: a name, a beginning, and lengths measured on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import MeasurePace, PaceMeasured
from lunarcore_studio.files import paths
from lunarcore_studio.files.model_library import import_model
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.training_advanced import KL_HINT
from lunarcore_studio.ui.training_model_page import ModelPage

LEFT = Qt.MouseButton.LeftButton
SCRATCH = "Nothing: a new network"


@pytest.fixture
def asked(unready: Session, monkeypatch: pytest.MonkeyPatch) -> list[MeasurePace]:
    """The paces that the engine was asked for."""
    asked: list[MeasurePace] = []
    monkeypatch.setattr(unready.client.training, "measure_pace", asked.append)
    return asked


@pytest.fixture
def page(unready: Session, asked: list[MeasurePace], qtbot: QtBot) -> ModelPage:
    page = ModelPage(unready)
    qtbot.addWidget(page)
    page.resize(720, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.take_sprites("silk", 640, 16)
    return page


def answer(page: ModelPage, session: Session, request: MeasurePace, step_s: float = 0.5) -> None:
    batch = request.options.batch_size
    session.client.training.receive(PaceMeasured(request.options, request.start, batch / step_s, step_s))


def write(field: QWidget, text: str) -> None:
    """Type into a field and go on to the next."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_the_name_is_the_sources_and_free(page: ModelPage) -> None:
    assert page.name == "silk"
    assert page.out == paths.user_models_dir() / "silk"
    assert "silk" in page.place.whole
    assert page.isComplete()
    write(page.name_field, "   ")
    assert not page.isComplete()


def test_a_taken_name_is_told_and_another_proposed(page: ModelPage, tiny_model: Path) -> None:
    import_model(tiny_model, lambda _files: None)
    page.take_sprites("silk", 640, 16)
    write(page.name_field, "TINY")
    assert not page.isComplete()
    assert "“TINY 2” is free" in page.place.whole
    page.take_sprites("Tiny", 640, 16)
    assert page.name == "Tiny 2"
    assert page.isComplete()
    assert not page.out.exists()


def test_beginnings_are_the_shipped_mine_and_none(page: ModelPage, tiny_model: Path) -> None:
    kept = import_model(tiny_model, lambda _files: None)
    page.take_sprites("silk", 640, 16)
    names = [page.start_box.itemText(row) for row in range(page.start_box.count())]
    assert names == ["lunarcore-16, as shipped", "Tiny", SCRATCH]
    assert page.start == paths.shipped_model()
    page.start_box.setFocus()
    QTest.keyClick(page.start_box, Qt.Key.Key_Down)
    assert page.start == kept
    QTest.keyClick(page.start_box, Qt.Key.Key_Down)
    assert page.start is None


def test_another_size_begins_from_scratch(page: ModelPage) -> None:
    page.take_sprites("small", 40, 8)
    assert page.start_box.currentText() == SCRATCH
    assert page.start_box.count() == 1
    assert page.options.resolution == 8


def test_each_width_of_a_new_network_is_measured(
    page: ModelPage, unready: Session, asked: list[MeasurePace]
) -> None:
    page.start_box.setCurrentText(SCRATCH)
    answer(page, unready, asked[0])  # of the shipped model, which was asked before
    assert [request.options.width for request in asked[1:]] == [24]
    answer(page, unready, asked[1], step_s=0.5)
    assert page.cards.cards["sketch"].said.endswith("240 steps, each sprite 24 times")
    assert "steps" not in page.cards.cards["solid"].said
    assert "as long as it improves" in page.cards.cards["thorough"].said
    assert page.busy.isVisible()
    assert [request.options.width for request in asked[1:]] == [24, 32]
    answer(page, unready, asked[2], step_s=0.8)
    assert page.cards.cards["thorough"].said.startswith("Thorough: 10 min or more")
    assert not page.busy.isVisible()
    page.cards.cards["thorough"].click()
    assert page.options.width == 32
    assert len(asked) == 3


def test_a_width_that_can_not_be_measured_does_not_hide_the_others(
    page: ModelPage, unready: Session, asked: list[MeasurePace]
) -> None:
    answer(page, unready, asked[0])
    page.start_box.setCurrentText(SCRATCH)
    failure = Failed(None, MeasurePace.__name__, "There is not enough memory.", "none")
    answer(page, unready, asked[1])
    unready.client.failed.emit(failure)
    assert page.remark.isHidden()
    assert page.cards.cards["sketch"].said.endswith("240 steps, each sprite 24 times")
    assert not page.busy.isVisible()
    page.cards.cards["thorough"].click()
    unready.client.failed.emit(failure)
    assert page.remark.sentence.text() == failure.sentence
    assert len(asked) == 4


def test_presets_are_measured_and_not_guessed(
    page: ModelPage, unready: Session, asked: list[MeasurePace]
) -> None:
    assert len(asked) == 1
    assert page.busy.isVisible()
    assert "steps" not in page.cards.cards["sketch"].said
    answer(page, unready, asked[0])
    assert not page.busy.isVisible()
    assert page.cards.cards["sketch"].said.endswith("240 steps, each sprite 24 times")
    assert page.cards.cards["solid"].said.endswith("1,200 steps, each sprite 120 times")
    assert page.cards.cards["thorough"].said.startswith("Thorough: 6 min or more")
    assert page.pace_line.text() == "Measured just now: 128 sprites a second."


def test_the_beginning_is_told_and_is_no_warning(page: ModelPage) -> None:
    page.show_beginning(True)
    assert page.remark.sentence.text() == "Beginning: fitting the first sliders."
    assert page.remark.glyph == "info"
    page.show_beginning(False, "The disk is full.")
    assert page.remark.glyph == "warning-circle"
    page.show_beginning(False)
    assert page.remark.isHidden()


def test_the_newest_choice_is_measured(page: ModelPage, unready: Session, asked: list[MeasurePace]) -> None:
    page.start_box.setCurrentText(SCRATCH)
    QTest.mouseClick(page.more, LEFT)
    write(page.advanced.width_box, "16")
    assert len(asked) == 1
    answer(page, unready, asked[0])
    assert len(asked) == 2
    assert (asked[1].options.width, asked[1].start) == (16, None)
    assert page.busy.isVisible()
    answer(page, unready, asked[1])
    assert not page.busy.isVisible()
    page.cards.cards["solid"].click()
    assert len(asked) == 2


def test_a_pace_that_can_not_be_measured_is_told(
    page: ModelPage, unready: Session, asked: list[MeasurePace]
) -> None:
    unready.client.failed.emit(Failed(None, "MeasurePace", "There is no NVIDIA card here.", "none"))
    assert page.remark.sentence.text() == "There is no NVIDIA card here."
    assert not page.busy.isVisible()
    page.advanced.batch_box.setValue(32)
    assert page.remark.isHidden()
    assert len(asked) == 2


def test_a_new_engine_is_asked_again(page: ModelPage, unready: Session, asked: list[MeasurePace]) -> None:
    client = unready.client
    client.state_changed.emit(EngineState("failed", "The engine failed.", "restart"))
    assert not page.busy.isVisible()
    client.state_changed.emit(EngineState("starting"))
    assert len(asked) == 1
    client.state_changed.emit(EngineState("ready"))
    assert len(asked) == 2
    assert page.busy.isVisible()


def test_the_presets_are_lengths(page: ModelPage) -> None:
    lengths = []
    for name in ("sketch", "solid", "thorough"):
        QTest.mouseClick(page.cards.cards[name], LEFT)
        lengths.append(page.options.minutes)
    assert lengths == [2, 10, None]
    QTest.keyClick(page.cards.cards["thorough"], Qt.Key.Key_Left)
    assert page.cards.current.id == "solid"


def test_the_knobs_are_what_is_trained_with(page: ModelPage, unready: Session, asked: list[object]) -> None:
    page.start_box.setCurrentText(SCRATCH)
    QTest.mouseClick(page.more, LEFT)
    knobs = page.advanced
    assert knobs.isVisible()
    for field, text in (
        (knobs.width_box, "10"), (knobs.batch_box, "32"), (knobs.steps_box, "90"), (knobs.seed_box, "7"),
        (knobs.holdout_box, "20"), (knobs.rate_field, "1e-3"), (knobs.kl_field, "2e-6"),
    ):  # fmt: skip
        write(field, text)
    knobs.recipe_box.setCurrentIndex(1)
    knobs.device_box.setCurrentIndex(1)
    options = page.options
    assert (options.width, options.batch_size, options.steps, options.seed) == (8, 32, 90, 7)
    assert (options.holdout, options.learning_rate, options.kl_weight) == (0.2, 1e-3, 2e-6)
    assert (options.recipe, options.device, options.minutes) == ("seed", "cpu", None)
    assert not page.cards.isEnabled()
    page.start_box.setCurrentIndex(0)
    assert page.options.width is None
    assert not knobs.width_box.isEnabled()


def test_left_alone_the_recipe_decides(page: ModelPage) -> None:
    options = page.options
    assert (options.width, options.learning_rate, options.kl_weight, options.steps) == (None,) * 4


def test_the_documents_advice_on_kl_is_put_right(page: ModelPage) -> None:
    assert "wrong way round" in KL_HINT
    assert page.advanced.kl_field.toolTip().endswith(KL_HINT)
    assert page.advanced.kl_field.accessibleDescription() == KL_HINT
