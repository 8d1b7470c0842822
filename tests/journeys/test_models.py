"""A person's way with models: take one in from a folder, draw with it, rename, duplicate, delete."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from lunarcore_studio.files import paths
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.models_panel import ModelsPanel
from tests.journeys.conftest import ENGINE_MS, Person

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(person: Person) -> ModelsPanel:
    """The tab of the models, in front."""
    panel = person.window.models
    with person.qtbot.waitSignal(panel.listed, timeout=ENGINE_MS):
        person.window.layout_of_docks.docks["models"].raise_()
    return panel


def press(person: Person, panel: ModelsPanel, word: str) -> None:
    with person.qtbot.waitSignal(panel.listed, timeout=ENGINE_MS):
        QTest.mouseClick(panel.controls.buttons[word], LEFT)


def names(panel: ModelsPanel) -> list[str]:
    return [panel.model.model(row).name for row in range(panel.model.rowCount())]


def test_import_use_rename_duplicate_delete(
    person: Person, panel: ModelsPanel, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names(panel) == ["lunarcore-16"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tiny_model))
    press(person, panel, "import")
    assert panel.chosen is not None
    assert panel.chosen.name == "Tiny"

    with person.qtbot.waitSignals([person.client.model_loaded, panel.listed], timeout=ENGINE_MS):
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert person.client.facts.path == paths.user_models_dir() / "tiny"
    person.drag([(2, 2), (9, 9)])
    person.qtbot.waitUntil(lambda: person.window.preview.picture is not None, timeout=ENGINE_MS)
    assert person.window.session.settings.model == str(paths.user_models_dir() / "tiny")

    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    editor = panel.view.viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "My monsters")
    with person.qtbot.waitSignal(panel.listed, timeout=ENGINE_MS):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert panel.chosen.name == "My monsters"
    assert person.window.status.engine.whole.startswith("My monsters")

    press(person, panel, "duplicate")
    assert names(panel) == ["lunarcore-16", "My monsters", "My monsters copy"]
    assert panel.chosen.name == "My monsters copy"

    monkeypatch.setattr(errors, "ask_to_trash", lambda *_: True)
    with person.qtbot.waitSignal(panel.listed, timeout=ENGINE_MS):
        QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    assert names(panel) == ["lunarcore-16", "My monsters"]

    panel.view.setCurrentIndex(panel.model.index(1))
    with person.qtbot.waitSignal(person.client.model_loaded, timeout=ENGINE_MS):
        QTest.mouseClick(panel.controls.buttons["delete"], LEFT)
    person.qtbot.waitUntil(lambda: names(panel) == ["lunarcore-16"], timeout=ENGINE_MS)
    assert person.client.facts.path == paths.shipped_model()
    assert list(paths.user_models_dir().iterdir()) == []


def test_the_nearest_starter_sprite_stands_beside_the_models_picture(person: Person) -> None:
    line, library = person.window.preview.nearest, person.window.library
    middle = library.view.visualRect(library.model.index(7)).center()
    QTest.mouseClick(library.view.viewport(), LEFT, pos=middle)
    QTest.mouseDClick(library.view.viewport(), LEFT, pos=middle)
    person.qtbot.waitUntil(lambda: "potion 8" in line.words.whole, timeout=ENGINE_MS)
    assert line.words.whole == "nearest starter: potion 8"
    assert "%" in line.toolTip()
