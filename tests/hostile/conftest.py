"""The hostile folder, made once for all tests of a file, and the widgets that list what is in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.session import Session
from tests.hostile.folder import make_folder
from tests.ui.conftest import drawings, page, unready

__all__ = ["drawings", "hostile", "library", "page", "unready"]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("hostile") / "folder")


@pytest.fixture
def library(unready: Session, qtbot: QtBot) -> Iterator[LibraryPanel]:
    """The library, shown and empty."""
    panel = LibraryPanel(unready)
    qtbot.addWidget(panel)
    panel.resize(1200, 400)
    panel.show()
    yield panel
    panel.stop()
