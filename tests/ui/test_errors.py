"""Trouble is told as a sentence; questions have the answers they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from lunarcore_studio.ui.about_dialog import AboutDialog
from tests.ui.studio import LEFT, Studio


def answer(text: str) -> None:
    """Click a button of the question that is about to be asked."""

    def click() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, click)


def test_a_notice_has_a_way_out_and_can_be_dismissed(studio: Studio) -> None:
    notice, acted = studio.window.notice, []
    notice.say("It broke.", "Mend it", lambda: acted.append(True))
    QTest.mouseClick(notice.button, LEFT)
    assert acted == [True]
    assert not notice.isVisible()
    notice.say("It broke again.")
    assert not notice.button.isVisible()
    QTest.mouseClick(notice.dismiss, LEFT)
    assert not notice.isVisible()


@pytest.mark.parametrize(("text", "replaces"), [("Replace", True), ("Cancel", False)])
def test_a_suffix_that_was_not_typed_replaces_no_file_unasked(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, replaces: bool
) -> None:
    old = tmp_path / "knight.png"
    old.write_bytes(b"old")
    chosen = (str(tmp_path / "knight"), "PNG picture (*.png)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    studio.drag([(1, 1)])
    answer(text)
    assert studio.window.files.save_as() is replaces
    assert (old.read_bytes() != b"old") is replaces


def test_the_about_page_names_version_and_model(studio: Studio) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, AboutDialog)
        dialog.close()
        seen.append(dialog.windowTitle())

    seen: list[str] = []
    QTimer.singleShot(0, look)
    studio.window.actions_by_id["about"].trigger()
    assert seen == ["About LunarCore Studio"]
