"""Two whole windows on one document: one writes, the other says why it does not, until the first lets go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QTabBar
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.documents import open_document, save_document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import errors
from tests.files.test_document_lock import another_studio
from tests.ui.studio import CTRL, LEFT, RED, SHIFT, Studio, await_active

ELSEWHERE = "potion.lunar is open in another window of the studio: this one can only be saved elsewhere."
READ_ONLY = "potion.lunar (read-only)[*] - LunarCore Studio"
OWN = "potion.lunar[*] - LunarCore Studio"


@pytest.fixture
def potion(tmp_path: Path) -> Path:
    path = tmp_path / "potion.lunar"
    save_document(path, Sprite.from_pixels(np.full((16, 16, 4), (10, 10, 10, 255), np.uint8)))
    return path


@pytest.fixture
def second(studio: Studio, potion: Path) -> Iterator[Studio]:
    """Another window with a session of its own. Both have opened the potion, this one as the second."""
    assert studio.window.open_path(potion)
    second = Studio()
    second.window.resize(1440, 900)
    second.window.show()
    assert second.window.open_path(potion)
    turn_to(second)
    yield second
    second.mark_all_saved()
    second.window.close()
    second.window.deleteLater()


def turn_to(studio: Studio) -> None:
    studio.window.activateWindow()
    await_active(studio.window)


def test_the_second_window_says_why_it_may_not_write(studio: Studio, second: Studio) -> None:
    assert studio.window.windowTitle() == OWN
    assert second.window.windowTitle() == READ_ONLY
    assert second.window.notice.sentence.text() == ELSEWHERE
    assert not studio.window.notice.isVisible()


def test_it_draws_and_saves_as_another_file_which_is_its_own(
    studio: Studio, second: Studio, potion: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(tmp_path / "elixir.lunar"), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    before = potion.read_bytes()
    second.drag([(1, 1), (3, 1)])
    QTest.mouseClick(second.window.notice.button, LEFT)
    assert second.window.windowTitle() == "elixir.lunar[*] - LunarCore Studio"
    assert open_document(tmp_path / "elixir.lunar").pixels()[1, 2].tolist() == list(RED)
    second.drag([(5, 5)])
    second.key(Qt.Key.Key_S, CTRL)
    assert open_document(tmp_path / "elixir.lunar") == second.document.sprite
    assert potion.read_bytes() == before
    turn_to(studio)
    studio.drag([(2, 2)])
    studio.key(Qt.Key.Key_S, CTRL)
    assert open_document(potion) == studio.document.sprite


def test_when_the_first_window_closes_it_the_second_one_writes(
    studio: Studio, second: Studio, potion: Path, qtbot: QtBot
) -> None:
    studio.window.files.close()
    qtbot.waitUntil(lambda: second.window.windowTitle() == OWN, timeout=10_000)
    assert not second.window.notice.isVisible()
    second.drag([(1, 1)])
    second.key(Qt.Key.Key_S, CTRL)
    assert open_document(potion) == second.document.sprite
    assert not second.document.modified
    turn_to(studio)
    assert studio.window.open_path(potion)
    assert studio.window.windowTitle() == READ_ONLY


def test_what_the_first_one_saved_before_is_offered_and_not_written_over(
    studio: Studio, second: Studio, potion: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_to(studio)
    studio.drag([(2, 2)])
    studio.key(Qt.Key.Key_S, CTRL)
    theirs = studio.document.sprite
    turn_to(second)
    second.drag([(1, 1)])
    studio.window.files.close()
    qtbot.waitUntil(lambda: second.window.windowTitle() == OWN, timeout=10_000)
    asked: list[str] = []
    monkeypatch.setattr(errors, "ask_about_changed", lambda _window, name: asked.append(name) or "cancel")
    second.key(Qt.Key.Key_S, CTRL)
    assert asked == ["potion.lunar"]
    assert open_document(potion) == theirs
    QTest.mouseClick(second.window.notice.button, LEFT)
    assert second.document.sprite == theirs
    second.key(Qt.Key.Key_Z, CTRL)
    assert second.pixel(1, 1) == RED


def test_tabs_mark_what_is_another_studios(studio: Studio, potion: Path, qtbot: QtBot) -> None:
    bar, side = studio.window.tabs, QTabBar.ButtonPosition.LeftSide
    with another_studio(potion) as other:
        assert studio.window.open_path(potion)
        studio.window.files.begin(16, 16)
        QApplication.processEvents()
        lock = bar.tabButton(0, side)
        assert lock is not None
        assert lock.isVisible()
        assert lock.accessibleName() == "Read-only"
        assert bar.tabToolTip(0).splitlines()[0] == f"{potion}, read-only here: it is open in another window"
        assert bar.tabButton(1, side) is None
        studio.key(Qt.Key.Key_Tab, CTRL | SHIFT)
        assert studio.window.windowTitle() == READ_ONLY
        other.kill()
        other.wait()
        qtbot.waitUntil(lambda: bar.tabButton(0, side) is None, timeout=10_000)
    assert bar.tabToolTip(0).splitlines()[0] == str(potion)
    assert studio.window.windowTitle() == OWN
