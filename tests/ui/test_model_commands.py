"""The model's picture in place of mine, taken, thrown and loaded: by keys, with a real small model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import theme
from tests.ui.studio import CTRL, Studio


@pytest.fixture
def ready(qtbot: QtBot, tiny_model: Path, drawings: np.ndarray) -> Iterator[Studio]:
    """The window with a model that answers at once, on a real sprite."""
    theme.apply_theme(QApplication.instance(), "dark")
    studio = Studio(InlineEngineClient())
    window = studio.window
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    studio.session.client.start(tiny_model, "cpu")
    studio.document.replace(Sprite.from_pixels(drawings[0]), None)
    yield studio
    studio.document.mark_saved()
    window.close()
    window.deleteLater()


def shown(studio: Studio, x: int, y: int) -> tuple[int, ...]:
    image = studio.canvas.grab().toImage()
    return tuple(image.pixelColor(studio.at((x, y)) + QPoint(2, 2)).getRgb())


def test_holding_t_shows_the_models_picture_and_never_touches_mine(ready: Studio) -> None:
    before, picture = ready.document.sprite, ready.window.preview.picture
    assert picture is not None
    ys, xs = np.nonzero((picture[..., 3] == 255) & (picture != ready.document.pixels).any(axis=-1))
    x, y = int(xs[0]), int(ys[0])
    QTest.keyPress(ready.canvas, Qt.Key.Key_T)
    assert shown(ready, x, y) == tuple(picture[y, x].tolist())
    ready.drag([(x, y)])
    assert ready.document.sprite is before
    assert "let go of its key" in ready.window.status.message.whole
    QTest.keyRelease(ready.canvas, Qt.Key.Key_T)
    assert ready.canvas.model_picture is None
    if before.pixels()[y, x, 3] == 255:
        assert shown(ready, x, y) == tuple(before.pixels()[y, x].tolist())


def test_t_has_nothing_to_show_without_a_model(studio: Studio) -> None:
    QTest.keyPress(studio.canvas, Qt.Key.Key_T)
    assert studio.canvas.model_picture is None
    assert "no picture" in studio.window.status.message.whole
    QTest.keyRelease(studio.canvas, Qt.Key.Key_T)


def test_take_is_one_step(ready: Studio) -> None:
    before, picture = ready.document.pixels.copy(), ready.window.preview.picture
    assert picture is not None
    ready.key(Qt.Key.Key_R, CTRL)
    np.testing.assert_array_equal(ready.document.pixels, picture)
    ready.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(ready.document.pixels, before)


def test_dice_is_one_step(ready: Studio) -> None:
    before = ready.document.pixels.copy()
    ready.key(Qt.Key.Key_D)
    assert ready.document.undo_label == "Dice"
    ready.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(ready.document.pixels, before)


def test_every_stroke_is_answered(ready: Studio) -> None:
    answers = []
    ready.session.client.reconstructed.connect(answers.append)
    ready.drag([(1, 1), (2, 1), (3, 1)])
    assert len(answers) == 3
    assert answers[-1].stamp > answers[0].stamp


def test_the_status_line_names_model_and_device(ready: Studio) -> None:
    assert ready.window.status.engine.whole == "Tiny  ·  cpu"
    assert not ready.window.status.button.isVisible()


def test_a_folder_that_is_no_model_is_a_sentence_and_the_model_stays(ready: Studio, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    ready.window.model.load(tmp_path / "nothing")
    assert ready.window.notice.isVisible()
    assert "nothing" in ready.window.notice.sentence.text()
    assert ready.window.notice.button.text() == "Choose a model…"
    assert ready.window.status.engine.whole == "Tiny  ·  cpu"
    ready.drag([(1, 1)])
    assert ready.document.undo_label == "Pencil"
