"""A person's way over two evenings: draw, save, come back, undo what was drawn the evening before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.backup import find_backup
from lunarcore_studio.files.documents import open_document
from lunarcore_studio.ui import errors, theme
from tests.ui.studio import CTRL, Studio


def evening(qtbot: QtBot, path: Path) -> Studio:
    """The studio is started with a file."""
    theme.apply_theme(QApplication.instance(), "dark")
    studio = Studio()
    qtbot.addWidget(studio.window)
    with qtbot.waitActive(studio.window):
        studio.window.show()
        studio.window.activateWindow()
    if path.exists():
        assert studio.window.open_path(path)
    return studio


def test_undo_goes_on_after_the_drawing_was_saved_and_opened_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "ask_to_save", lambda *_: pytest.fail("all was saved"))
    path = tmp_path / "potion.lunar"
    first = evening(qtbot, path)
    sprites = [first.document.sprite]
    for row in range(3):
        first.drag([(1, row), (9, row)])
        sprites.append(first.document.sprite)
        assert first.save(path) if row == 0 else True
        first.key(Qt.Key.Key_S, CTRL)
    first.window.close()

    second = evening(qtbot, path)
    assert second.document.sprite == sprites[3]
    assert not second.document.modified
    for sprite in reversed(sprites[:3]):
        second.key(Qt.Key.Key_Z, CTRL)
        assert second.document.sprite == sprite
    second.key(Qt.Key.Key_Y, CTRL)
    second.drag([(12, 12)])
    second.key(Qt.Key.Key_S, CTRL)
    second.window.close()
    assert open_document(path).pixels()[12, 12, 3] == 255
    kept = find_backup(path)
    assert kept is not None
    assert open_document(kept.path) == sprites[3]
