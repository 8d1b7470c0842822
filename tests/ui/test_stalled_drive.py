"""The window and a drive that does not answer: it draws on, tells of it, and can be told not to wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import giving_up
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.pixels.sprite import Sprite
from tests.stalled_drive import StalledDrive, stalled_drive
from tests.ui.studio import LEFT, Studio

CANCELLED = "potion.lunar was not read: you did not want to wait for it."
LATE = "potion.lunar could not be read within 0.8 seconds: see whether its drive answers, then try again."


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[StalledDrive]:
    """With potion.lunar, which is not given to who reads it."""
    path = tmp_path / "potion.lunar"
    save_document(path, Sprite.from_pixels(np.full((16, 16, 4), (10, 10, 10, 255), np.uint8)))
    with stalled_drive(tmp_path / "drive", {path.name: path.read_bytes()}, path.name) as drive:
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
