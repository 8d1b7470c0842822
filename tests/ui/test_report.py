"""A report is shown as it is, copied as it is, sent nowhere, and tells nothing that is not needed."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import lunarcore_studio
from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.logbook import Logbook
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui.report_dialog import ReportDialog
from lunarcore_studio.ui.report_text import LONGEST, report_text, without_home
from tests.ui.studio import LEFT, Studio

WITHOUT_TORCH = """
import sys
from PySide6.QtGui import QGuiApplication
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.ui.report_text import report_text
from lunarcore_studio.ui.session import Session
app = QGuiApplication([])
print(report_text(Session(Document(), EngineClient(), Settings())))
print("torch loaded:", "torch" in sys.modules)
"""


def report(settings: Settings) -> str:
    session = new_session(settings, EngineClient())
    try:
        return report_text(session)
    finally:
        session.close()


def test_it_names_versions_without_loading_torch(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_TORCH], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"LunarCore Studio {lunarcore_studio.__version__}\n")
    for word in ("Python 3.", "Qt 6.", "PySide6-Essentials 6.", "torch 2.", "numpy ", "platform offscreen"):
        assert word in done.stdout
    assert done.stdout.endswith("torch loaded: False\n")


def test_it_has_the_end_of_the_log(qapp: QApplication, tmp_path: Path) -> None:
    assert report(Settings()).endswith("Log:\nnothing was logged")
    book = Logbook.begin(tmp_path)
    logger = logging.getLogger("lunarcore_studio.test")
    for number in range(200):
        logger.info("line %s %s", number, "x y " * 400)
    text = report(Settings())
    book.close()
    assert "line 199" in text
    assert "line 119" not in text
    assert len(text) + 4 * text.count("\n") <= LONGEST


def test_it_tells_nothing_of_where_a_persons_files_are(qapp: QApplication) -> None:
    home = Path.home()
    text = report(
        Settings(
            recent=(f"{home}/secret/potion.lunar", "/mnt/other.png"),
            library=f"{home}/secret/sprites",
            model="/mnt/secret/models/mine",
            window_state="0123abcd:" + "A" * 3000,
        )
    )
    assert "library: …/sprites\n" in text
    assert "model: …/mine\n" in text
    assert "recent: 2 files\n" in text
    assert "window_state: 3,009 characters\n" in text
    assert "theme: dark\n" in text
    for word in ("secret", "potion", "AAAA"):
        assert word not in text


def test_the_home_folder_is_a_tilde(tmp_path: Path) -> None:
    (tmp_path / "jane").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "jane")
    text = f"{tmp_path}/link/a.png and {tmp_path}/jane/b.png, /elsewhere/c.png"
    assert without_home(text, tmp_path / "link") == "~/a.png and ~/b.png, /elsewhere/c.png"
    assert without_home("/a/b", Path("/")) == "/a/b"


def test_it_is_copied_as_it_is_shown(studio: Studio) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReportDialog)
        QTest.mouseClick(dialog.copy, LEFT)
        seen.extend((dialog.text.toPlainText(), dialog.copied.text()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    studio.window.actions_by_id["report"].trigger()
    assert seen == [QGuiApplication.clipboard().text(), "The report is on the clipboard."]
    assert seen[0].startswith("LunarCore Studio ")
    QGuiApplication.clipboard().clear()


def test_enter_copies_and_tab_leaves_the_text(qtbot: QtBot) -> None:
    dialog = ReportDialog("the report")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    assert dialog.focusWidget() is dialog.copy
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "the report"
    dialog.text.setFocus()
    QTest.keyClick(dialog.text, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is not dialog.text
    QGuiApplication.clipboard().clear()
