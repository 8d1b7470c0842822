"""The window and a drive that does not answer: it draws on, tells of it, and can be told not to wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import giving_up
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.files.images import encode_png, read_pixels
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui.training_sprites_page import SpritesPage
from tests.stalled_drive import StalledDrive, stalled_drive
from tests.ui.drops import drop
from tests.ui.studio import CTRL, LEFT, Studio, await_active

SLOW_DRIVES = True

CANCELLED = "potion.lunar was not read: you did not want to wait for it."
LEFT_OUT = [
    ("potion.lunar", "not a picture"),
    ("coin.png", "took longer than 0.8 seconds and was left out"),
]
LATE = "potion.lunar could not be read within 0.8 seconds: see whether its drive answers, then try again."


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[StalledDrive]:
    """With potion.lunar and two sprites, of which only gem.png is given to who reads it."""
    path = tmp_path / "potion.lunar"
    save_document(path, Sprite.from_pixels(np.full((16, 16, 4), (10, 10, 10, 255), np.uint8)))
    files = {path.name: path.read_bytes()}
    files |= {
        f"{name}.png": encode_png(pixels)
        for name, pixels in zip(("coin", "gem"), draw_sprites(2, seed=3), strict=True)
    }
    with stalled_drive(tmp_path / "drive", files, "potion.lunar", "coin.png") as drive:
        yield drive


class Waiting:
    """What a person sees of the dialog that waits, and does as soon as it is there."""

    def __init__(self, act: Callable[[QProgressDialog], object]) -> None:
        self.seen: list[str] = []
        self.turns = 0  # of the event loop, in which the window paints and the journal is asked
        self._act: Callable[[QProgressDialog], object] | None = act
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QProgressDialog) and dialog.isVisible():
            self.turns += 1
            if self._act is not None:
                act, self._act = self._act, None
                self.seen.append(dialog.labelText())
                act(dialog)

    def end(self) -> None:
        self._timer.stop()


def cancel(dialog: QProgressDialog) -> None:
    QTest.mouseClick(dialog.findChild(QPushButton), LEFT)


@pytest.fixture
def waiting(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Waiting]:
    waiting = Waiting(request.param)
    yield waiting
    waiting.end()


@pytest.mark.parametrize("waiting", [cancel], indirect=True)
def test_opening_a_file_that_is_not_given_can_be_cancelled(
    studio: Studio, drive: StalledDrive, waiting: Waiting
) -> None:
    began = time.monotonic()
    assert not studio.window.open_path(drive.folder / "potion.lunar")
    assert time.monotonic() - began < 10
    assert waiting.seen == ["Reading potion.lunar…"]
    assert studio.window.notice.sentence.text() == CANCELLED
    assert QApplication.activeModalWidget() is None
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}


@pytest.mark.parametrize("waiting", [lambda _dialog: None], indirect=True)
def test_a_file_that_is_never_given_is_given_up(
    studio: Studio, drive: StalledDrive, waiting: Waiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_up, "LIMIT_S", 0.8)
    assert not studio.window.open_path(drive.folder / "potion.lunar")
    assert waiting.turns > 5
    assert studio.window.notice.sentence.text() == LATE


@pytest.mark.parametrize("waiting", [lambda _dialog: None], indirect=True)
def test_a_drive_that_answers_late_gives_its_file(
    studio: Studio, drive: StalledDrive, waiting: Waiting
) -> None:
    waker = threading.Timer(0.6, drive.wake_up)
    waker.start()
    assert studio.window.open_path(drive.folder / "potion.lunar")
    waker.join()
    assert waiting.seen == ["Reading potion.lunar…"]
    assert studio.pixel(0, 0) == (10, 10, 10, 255)


@pytest.mark.parametrize("waiting", [cancel], indirect=True)
def test_what_is_dropped_from_such_a_drive_can_be_cancelled(
    studio: Studio, drive: StalledDrive, waiting: Waiting
) -> None:
    drive.is_gone = True
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(drive.folder / "potion.lunar"))])
    studio.drop(mime)
    assert waiting.seen == ["Reading potion.lunar…"]
    assert studio.window.notice.sentence.text() == CANCELLED


def test_coming_back_to_a_drawing_whose_drive_is_gone_does_not_stop_the_window(
    studio: Studio, drive: StalledDrive, qtbot: QtBot
) -> None:
    drive.wake_up()
    path = drive.folder / "potion.lunar"
    assert studio.window.open_path(path)
    drive.is_gone = True
    guard = studio.window.files.guard
    began = time.monotonic()
    for _ in range(5):
        QApplication.sendEvent(studio.window, QEvent(QEvent.Type.WindowActivate))
    assert time.monotonic() - began < 5
    assert guard.standing(studio.document.key) == "unknown"
    studio.drag([(1, 1)])
    assert studio.pixel(1, 1) != (10, 10, 10, 255)
    drive.wake_up()
    qtbot.waitUntil(lambda: guard.standing(studio.document.key) == "same")
    assert open_document(path).pixels()[0, 0].tolist() == [10, 10, 10, 255]


@pytest.mark.parametrize("waiting", [cancel], indirect=True)
def test_a_save_that_the_drive_does_not_take_can_be_cancelled_and_goes_elsewhere(
    studio: Studio,
    drive: StalledDrive,
    waiting: Waiting,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drive.wake_up()
    path, notice = drive.folder / "potion.lunar", studio.window.notice
    assert studio.window.open_path(path)
    studio.drag([(1, 1)])
    drive.is_gone = True
    studio.key(Qt.Key.Key_S, CTRL)
    assert waiting.seen == ["Saving potion.lunar…"]
    assert notice.sentence.text() == (
        "potion.lunar is not written: you did not want to wait for its drive. "
        "The drawing is not saved: choose another place for it."
    )
    assert studio.document.modified
    studio.window.activateWindow()
    await_active(studio.window)
    studio.key(Qt.Key.Key_S, CTRL)
    assert "its drive has not answered the last save" in notice.sentence.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "safe.lunar"), ""))
    QTest.mouseClick(notice.button, LEFT)
    assert not studio.document.modified
    assert open_document(tmp_path / "safe.lunar") == studio.document.sprite
    drive.wake_up()
    qtbot.waitUntil(lambda: not studio.window.save_path(path) and "last save" not in notice.sentence.text())
    assert notice.sentence.text().startswith("potion.lunar can not be written: it is read-only.")


@pytest.mark.parametrize("waiting", [cancel], indirect=True)
def test_an_export_that_the_drive_does_not_take_can_be_cancelled_and_goes_elsewhere(
    studio: Studio, drive: StalledDrive, waiting: Waiting, tmp_path: Path
) -> None:
    studio.drag([(1, 1)])
    exports = studio.window.files.exports
    exports.ask()
    dialog = exports.dialog
    assert dialog is not None
    dialog.file.setText(str(drive.folder / "gem.png"))
    drive.is_gone = True
    QTest.mouseClick(dialog.export, LEFT)
    assert waiting.seen == ["Reading gem.png…"]
    assert dialog.line.text() == "gem.png was not read: you did not want to wait for it."
    dialog.file.setText(str(tmp_path / "gem.png"))
    QTest.mouseClick(dialog.export, LEFT)
    assert exports.dialog is None
    np.testing.assert_array_equal(read_pixels(tmp_path / "gem.png"), studio.document.sprite.pixels())


@pytest.mark.parametrize("waiting", [cancel], indirect=True)
def test_writing_that_hangs_can_be_cancelled(
    studio: Studio, drive: StalledDrive, waiting: Waiting, qtbot: QtBot
) -> None:
    told: list[str] = []
    studio.session.told.connect(told.append)
    drive.is_gone = True
    path = drive.folder / "mine.gpl"
    palettes = studio.window.palette_panel.files
    assert not palettes.save_path(path)
    assert waiting.seen == ["Saving mine.gpl…"]
    assert told[-1] == "mine.gpl is not written: you did not want to wait for its drive."
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}


def test_the_library_shows_what_the_drive_gives_and_names_the_rest(
    studio: Studio, drive: StalledDrive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_up, "LIMIT_S", 0.8)
    library = studio.window.library
    with qtbot.waitSignal(library.scanned, timeout=20_000):
        library.show_folder(drive.folder)
    assert library.model.rowCount() == 1
    assert [(one.path.name, one.reason) for one in library.left_out] == LEFT_OUT


def test_a_window_closes_at_once_though_its_library_is_on_such_a_drive(
    studio: Studio, drive: StalledDrive, qtbot: QtBot
) -> None:
    studio.window.library.show_folder(drive.folder)
    qtbot.waitUntil(lambda: bool(drive.asked))
    began = time.monotonic()
    studio.mark_all_saved()
    assert studio.window.close()
    assert time.monotonic() - began < 5


def test_a_window_closes_though_a_model_is_being_taken_from_such_a_drive(
    studio: Studio, drive: StalledDrive, qtbot: QtBot
) -> None:
    panel = studio.window.models
    qtbot.waitUntil(lambda: not panel.busy)
    drive.is_gone = True
    panel.commands.import_from(drive.folder / "coin.png")
    qtbot.waitUntil(lambda: bool(drive.asked))
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}
    began = time.monotonic()
    studio.mark_all_saved()
    assert studio.window.close()
    assert time.monotonic() - began < 5


def test_the_wizard_trains_on_what_the_drive_gives(
    page: SpritesPage, drive: StalledDrive, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_up, "LIMIT_S", 0.8)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(drive.folder))])
    with qtbot.waitSignal(page.scanned, timeout=20_000):
        assert drop(page, mime)
    assert len(page.found.sprites) == 1
    assert [(one.path.name, one.reason) for one in page.found.left_out] == LEFT_OUT
