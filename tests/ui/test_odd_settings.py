"""The window opens on whatever the settings say: what is gone or makes no sense is left aside or told."""

from __future__ import annotations

import random
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui import errors, theme
from tests.ui.studio import CTRL, Studio


@pytest.fixture(autouse=True)
def unsaved(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is drawn may go with the window."""
    monkeypatch.setattr(errors, "ask_to_save", lambda *_: "discard")


def opened(qtbot: QtBot, settings: Settings, inline: InlineEngineClient | None = None) -> Studio:
    """The studio on these settings, shown."""
    theme.apply_theme(QApplication.instance(), "dark")
    studio = Studio(inline, settings)
    qtbot.addWidget(studio.window)
    with qtbot.waitActive(studio.window):
        studio.window.show()
        studio.window.activateWindow()
    QApplication.processEvents()
    return studio


def test_everything_odd_at_once(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = str(tmp_path / "gone")
    studio = opened(
        qtbot,
        Settings(
            shortcuts=(("undo", "banana++"), ("no-such-action", "Ctrl+Q"), ("redo", "Ctrl+"), ("save", "😀")),
            recent=(gone, "", "\n", "a" * 5000, "relative.png"),
            recent_actions=("no-such-action", "", "undo"),
            library=gone,
            model=gone,
            last_folder=gone,
            palette="no such palette",
            window_geometry="not base64!",
            window_state="?" * 1000,
        ),
        InlineEngineClient(),
    )  # fmt: skip
    told: list[str] = []
    studio.session.told.connect(told.append)
    studio.window.start()
    qtbot.waitUntil(lambda: any("gone does not exist" in line for line in told), timeout=10_000)
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *more: (asked.append(more[2]), ([], ""))[1])
    studio.key(Qt.Key.Key_O, CTRL)
    assert asked == [gone]
    studio.window.files.reopen()
    assert "does not exist" in studio.window.notice.sentence.text()
    studio.window.close()


def test_only_an_arrangement_of_our_own_reaches_qt(qtbot: QtBot) -> None:
    first = opened(qtbot, Settings())
    first.window.layout_of_docks.docks["strip"].hide()
    kept = replace(Settings(), **first.window.layout_of_docks.kept())
    first.window.close()
    again = opened(qtbot, kept)
    assert again.window.layout_of_docks.docks["strip"].isHidden()
    again.window.close()
    chance = random.Random(5)
    state = kept.window_state
    for text in (
        state[:-1],
        state[:100] + ("A" if state[100] != "A" else "B") + state[101:],
        state.partition(":")[2],
        b64encode(chance.randbytes(500)).decode(),
        "00000000:" + b64encode(chance.randbytes(500)).decode(),
    ):
        layout = again.window.layout_of_docks
        layout.begin(replace(kept, window_state=text, window_geometry=text))
        assert layout._left is None
