"""Two studios and other programs at one file: nobody's drawing is written over unasked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.backup import find_backup
from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.pixels.sprite import Sprite
from tests.files.test_document_lock import another_studio
from tests.ui.desk import Desk
from tests.ui.studio import CTRL, LEFT, Studio, await_active

ONE_WINDOW = True

ELSEWHERE = "potion.lunar is open in another window of the studio: this one can only be saved elsewhere."


def drawing(tone: int) -> Sprite:
    return Sprite.from_pixels(np.full((16, 16, 4), (tone, tone, tone, 255), np.uint8))


@pytest.fixture
def potion(tmp_path: Path) -> Path:
    path = tmp_path / "potion.lunar"
    save_document(path, drawing(10))
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The titles of the file dialogs that were shown; each is answered with elsewhere.lunar."""
    titles: list[str] = []

    def choose(_parent: object, title: str, *_more: object) -> tuple[str, str]:
        titles.append(title)
        return str(tmp_path / "elsewhere.lunar"), "LunarCore sprite (*.lunar)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return titles


def answer(text: str) -> list[str]:
    """Click a button of the next question; gives what it asked and which button Enter would press."""
    seen: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((box.text(), box.defaultButton().text()))
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, click)
    return seen


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.close()


def test_a_document_of_another_studio_can_only_be_saved_elsewhere(
    studio: Studio, potion: Path, asked: list[str], tmp_path: Path
) -> None:
    with another_studio(potion):
        assert studio.window.open_path(potion)
        assert studio.window.windowTitle() == "potion.lunar (read-only)[*] - LunarCore Studio"
        assert studio.window.notice.sentence.text() == ELSEWHERE
        studio.drag([(1, 1)])
        studio.key(Qt.Key.Key_S, CTRL)
        assert asked == ["Save as"]
        assert open_document(potion) == drawing(10)
        assert open_document(tmp_path / "elsewhere.lunar") == studio.document.sprite
        assert studio.window.windowTitle() == "elsewhere.lunar[*] - LunarCore Studio"
        assert not studio.document.modified


def test_when_the_other_studio_is_gone_saving_works_again(desk: Desk, potion: Path, asked: list[str]) -> None:
    with another_studio(potion) as other:
        desk.files.open_path(potion)
        desk.come_back()
        assert desk.files.guard.is_read_only(desk.document.key)
        other.kill()
        other.wait()
        desk.come_back()
        assert not desk.files.guard.is_read_only(desk.document.key)
        assert desk.told[-1] == "potion.lunar can be saved in its place again."
        assert not desk.notice.isVisible()
    desk.draw((1, 1))
    desk.files.save()
    assert asked == []
    assert open_document(potion) == desk.document.sprite


def test_saving_asks_for_the_lock_again_by_itself(desk: Desk, potion: Path, asked: list[str]) -> None:
    with another_studio(potion) as other:
        desk.files.open_path(potion)
        other.kill()
        other.wait()
        desk.draw((1, 1))
        desk.files.save()
    assert asked == []
    assert open_document(potion) == desk.document.sprite
    assert not desk.files.guard.is_read_only(desk.document.key)


def test_what_another_studio_saved_meanwhile_is_asked_about(desk: Desk, potion: Path) -> None:
    with another_studio(potion) as other:
        desk.files.open_path(potion)
        save_document(potion, drawing(20))
        other.kill()
        other.wait()
        desk.draw((1, 1))
        seen = answer("Cancel")
        assert not desk.files.save_path(potion)
    assert seen == ["potion.lunar was changed by another program.", "Save as…"]
    assert open_document(potion) == drawing(20)


def test_a_file_that_is_open_elsewhere_is_no_place_to_save(
    desk: Desk, potion: Path, asked: list[str], tmp_path: Path
) -> None:
    desk.draw((1, 1))
    with another_studio(potion):
        assert desk.files.save_path(potion)
    assert asked == ["Save as"]
    assert open_document(potion) == drawing(10)
    assert desk.document.path == tmp_path / "elsewhere.lunar"


def test_a_file_of_another_tab_is_no_place_to_save(
    desk: Desk, potion: Path, asked: list[str], tmp_path: Path
) -> None:
    desk.files.open_path(potion)
    desk.files.begin(16, 16)
    desk.draw((1, 1))
    assert desk.files.save_path(potion)
    assert "open in another tab" in desk.notice.sentence.text()
    assert open_document(potion) == drawing(10)
    assert desk.document.path == tmp_path / "elsewhere.lunar"


def test_a_closed_drawing_gives_its_file_back(desk: Desk, potion: Path) -> None:
    desk.files.open_path(potion)
    desk.files.close()
    with another_studio(potion):
        pass


def test_a_file_that_another_program_wrote_is_asked_about(
    studio: Studio, potion: Path, asked: list[str]
) -> None:
    studio.window.open_path(potion)
    studio.drag([(1, 1)])
    save_document(potion, drawing(20))
    seen = answer("Save over it")
    studio.key(Qt.Key.Key_S, CTRL)
    assert seen == ["potion.lunar was changed by another program.", "Save as…"]
    assert open_document(potion) == studio.document.sprite
    kept = find_backup(potion)
    assert kept is not None
    assert open_document(kept.path) == drawing(20)
    studio.window.activateWindow()
    await_active(studio.window)
    studio.drag([(2, 2)])
    studio.key(Qt.Key.Key_S, CTRL)
    assert not studio.document.modified
    assert asked == []


@pytest.mark.parametrize("text", ["Save as…", "Cancel"])
def test_what_another_program_wrote_stays(
    desk: Desk, potion: Path, asked: list[str], text: str, tmp_path: Path
) -> None:
    desk.files.open_path(potion)
    desk.draw((1, 1))
    save_document(potion, drawing(20))
    answer(text)
    assert desk.files.save() is (text == "Save as…")
    assert desk.document.modified is (text == "Cancel")
    assert open_document(potion) == drawing(20)
    assert (tmp_path / "elsewhere.lunar").exists() is (text == "Save as…")


def test_a_touched_or_vanished_file_is_saved_without_a_question(desk: Desk, potion: Path) -> None:
    desk.files.open_path(potion)
    os.utime(potion, (1, 1))
    for point in ((1, 1), (2, 2)):
        desk.draw(point)
        desk.files.save()
        assert not desk.document.modified
        assert open_document(potion) == desk.document.sprite
        potion.unlink()


def test_coming_back_to_a_changed_file_offers_to_reload_it(studio: Studio, potion: Path) -> None:
    window, notice = studio.window, studio.window.notice
    window.open_path(potion)
    os.utime(potion, (1, 1))
    QApplication.sendEvent(studio.window, QEvent(QEvent.Type.WindowActivate))
    assert not notice.isVisible()
    save_document(potion, drawing(20))
    QApplication.sendEvent(studio.window, QEvent(QEvent.Type.WindowActivate))
    assert notice.sentence.text() == "potion.lunar was changed by another program."
    assert studio.pixel(0, 0) == (10, 10, 10, 255)
    assert not notice.other.isVisible()
    QTest.mouseClick(notice.button, LEFT)
    assert studio.document.sprite == drawing(20)
    assert not studio.document.modified
    QApplication.sendEvent(studio.window, QEvent(QEvent.Type.WindowActivate))
    assert not notice.isVisible()
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.document.sprite == drawing(10)
    assert studio.document.modified


@pytest.mark.parametrize("way", ["Reload", "Save as…"])
def test_a_changed_file_of_an_unsaved_drawing_has_two_ways_out(
    desk: Desk, potion: Path, asked: list[str], way: str
) -> None:
    notice = desk.notice
    desk.files.open_path(potion)
    desk.draw((1, 1))
    drawn = desk.document.sprite
    save_document(potion, drawing(20))
    desk.come_back()
    assert [button.text() for button in (notice.button, notice.other) if button.isVisible()] == [
        "Reload", "Save as…",
    ]  # fmt: skip
    QTest.mouseClick(notice.button if way == "Reload" else notice.other, LEFT)
    assert desk.document.sprite == (drawing(20) if way == "Reload" else drawn)
    assert asked == (["Save as"] if way == "Save as…" else [])
    assert open_document(potion) == drawing(20)
    if way == "Reload":
        desk.document.undo()
        assert desk.document.sprite == drawn


def test_a_file_that_can_not_be_reloaded_is_told(desk: Desk, potion: Path) -> None:
    desk.files.open_path(potion)
    potion.write_bytes(b"no drawing")
    desk.come_back()
    QTest.mouseClick(desk.notice.button, LEFT)
    assert desk.notice.sentence.text() == "potion.lunar is damaged or cut short."
    assert desk.document.sprite == drawing(10)


def test_a_drawing_that_is_opened_again_is_told_of_a_change(desk: Desk, potion: Path) -> None:
    desk.files.open_path(potion)
    desk.files.close()
    save_document(potion, drawing(20))
    desk.files.reopen()
    assert desk.document.path == potion
    assert "was changed by another program" in desk.notice.sentence.text()


def test_a_save_that_fails_names_the_way_out(
    studio: Studio, potion: Path, asked: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    path = potion.rename(folder / "potion.lunar")
    studio.window.open_path(path)
    studio.drag([(1, 1)])
    folder.rename(tmp_path / "pulled out")
    studio.key(Qt.Key.Key_S, CTRL)
    notice = studio.window.notice
    assert notice.sentence.text() == (
        f"potion.lunar can not be written: there is no folder {folder}. "
        "The drawing is not saved: choose another place for it."
    )
    assert studio.document.modified
    assert open_document(tmp_path / "pulled out" / "potion.lunar") == drawing(10)
    assert notice.button.text() == "Save as…"
    QTest.mouseClick(notice.button, LEFT)
    assert asked == ["Save as"]
    assert not studio.document.modified
    assert open_document(tmp_path / "elsewhere.lunar") == studio.document.sprite
