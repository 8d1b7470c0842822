"""What a person does to see what became of a folder: drop it, wait, and ask for the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.left_out_dialog import LeftOutDialog
from lunarcore_studio.ui.library_panel import LibraryPanel
from tests.ui.drops import drop


def drop_folder(widget: QWidget, folder: Path) -> bool:
    """Drop a folder on a widget; whether it was let in."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    return drop(widget, mime)


def open_left_out(library: LibraryPanel, qtbot: QtBot) -> LeftOutDialog:
    """Click on how many were left out."""
    qtbot.mouseClick(library.controls.left_out, Qt.MouseButton.LeftButton)
    dialog = library.findChild(LeftOutDialog)
    assert dialog is not None
    return dialog
