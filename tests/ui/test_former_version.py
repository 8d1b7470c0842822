"""What a file held before it was saved last comes back as one step, or as a drawing of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.backup import find_backup
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.former_version import FormerVersionDialog
from tests.ui.desk import Desk
from tests.ui.studio import CTRL, LEFT, Studio, await_active


def drawing(tone: int, side: int = 16) -> Sprite:
    return Sprite.from_pixels(np.full((side, side, 4), (tone, tone, tone, 255), np.uint8))


def act(what: Callable[[FormerVersionDialog], None]) -> list[str]:
    """Do something with the dialog that is about to come; gives its title."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormerVersionDialog)
        seen.append(dialog.windowTitle())
        what(dialog)

    QTimer.singleShot(0, look)
    return seen


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """potion.lunar is open; it was saved with a dark drawing, then with a point in it."""
    path = tmp_path / "potion.lunar"
    save_document(path, drawing(10))
    desk = Desk()
    desk.files.open_path(path)
    desk.draw((1, 1))
    assert desk.files.save()
    yield desk
    desk.close()


def test_the_former_version_comes_back_as_one_step(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "potion.lunar"
    save_document(path, drawing(10))
    studio.window.open_path(path)
    studio.drag([(1, 1)])
    studio.key(Qt.Key.Key_S, CTRL)
    present = studio.document.sprite
    seen = act(lambda dialog: QTest.mouseClick(dialog.restore_button, LEFT))
    studio.window.actions_by_id["former-version"].trigger()
    assert seen == ["Former version of potion.lunar"]
    assert studio.document.sprite == drawing(10)
    assert studio.document.modified
    assert open_document(path) == present
    studio.window.activateWindow()
    await_active(studio.window)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.sprite == present
    studio.key(Qt.Key.Key_Y, CTRL)
    studio.key(Qt.Key.Key_S, CTRL)
    assert open_document(path) == drawing(10)
    kept = find_backup(path)
    assert kept is not None
    assert open_document(kept.path) == present


def test_the_former_version_opens_beside(desk: Desk) -> None:
    present = desk.document.sprite
    act(lambda dialog: QTest.mouseClick(dialog.beside_button, LEFT))
    assert desk.former.restore()
    assert desk.document.sprite == drawing(10)
    assert desk.document.path is None
    assert [one.sprite for one in desk.session.drawings.all] == [present, drawing(10)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_leaves_all_and_enter_restores(desk: Desk, key: Qt.Key) -> None:
    present = desk.document.sprite
    act(lambda dialog: QTest.keyClick(dialog, key))
    assert desk.former.restore() is (key == Qt.Key.Key_Return)
    assert desk.document.sprite == (present if key == Qt.Key.Key_Escape else drawing(10))


def test_a_former_version_of_another_size_comes_back(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "door.lunar"
    save_document(path, drawing(10, 600))
    desk.files.open_path(path)
    desk.document.apply(drawing(20), "Smaller")
    assert desk.files.save()
    act(lambda dialog: QTest.mouseClick(dialog.restore_button, LEFT))
    assert desk.former.restore()
    assert desk.document.sprite == drawing(10, 600)


def test_where_there_is_none_that_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.files.begin(16, 16)
    assert not desk.former.restore()
    assert desk.files.save_path(tmp_path / "new.png")
    assert not desk.former.restore()
    assert [line for line in desk.told if line.startswith("There is no")] == [
        f"There is no former version of {name}: no save has replaced its file yet."
        for name in ("Untitled", "new.png")
    ]


def test_a_damaged_one_is_told(desk: Desk) -> None:
    path = desk.document.path
    assert path is not None
    kept = find_backup(path)
    assert kept is not None
    kept.path.write_bytes(b"dust")
    assert not desk.former.restore()
    said = desk.notice.sentence.text()
    assert said == "The former version of potion.lunar can not be read: it is damaged or cut short."
