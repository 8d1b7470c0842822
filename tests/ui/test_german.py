"""The whole window in German: nothing is left in English, nothing is cut off, and files stay English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.files.documents import open_layered
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import errors, language_choice, theme, training_questions
from lunarcore_studio.ui.language_choice import speak, system_language
from lunarcore_studio.ui.training_wizard import TrainingWizard
from tests.ui.reading import cut_off, unsaid
from tests.ui.studio import CTRL, Studio
from tests.ui.training import ended, looked, to_run, told

# In the list of languages each has its own name; the other is of a menu of pyqtgraph that is never shown.
LEFT_ALONE = {"English", "Export"}


@pytest.fixture(autouse=True)
def german(qapp: QApplication) -> Iterator[None]:
    assert speak(qapp, "de") == "de"
    yield
    assert speak(qapp, "en") == "en"


@pytest.fixture
def full(qtbot: QtBot, inline: InlineEngineClient) -> Iterator[Studio]:
    """The window with a model, a drawing and a frame to look at."""
    theme.apply_theme(QApplication.instance(), "dark")
    studio = Studio(inline)
    studio.window.resize(1280, 800)
    with qtbot.waitActive(studio.window):
        studio.window.show()
        studio.window.activateWindow()
    studio.drag([(2, 2), (9, 9)])
    studio.key(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    yield studio
    studio.mark_all_saved()
    studio.window.close()
    studio.window.deleteLater()


def read(root: Any) -> None:
    QApplication.processEvents()
    assert not unsaid(root) - LEFT_ALONE
    assert not cut_off(root)


def read_modal(open_it: Callable[[], object]) -> None:
    """Read the dialog that a command opens, and close it."""
    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.append(dialog)
        if isinstance(dialog, QDialog):
            read(dialog)
            dialog.reject()

    QTimer.singleShot(0, look)
    open_it()
    assert isinstance(seen[0], QDialog)


def test_the_window_speaks_german(full: Studio) -> None:
    for dock in full.window.layout_of_docks.docks.values():
        dock.show()
        dock.raise_()
        read(full.window)


def test_the_dialogs_speak_german(full: Studio, qtbot: QtBot, tmp_path: Path) -> None:
    window = full.window
    commands = window.studio
    for open_it in (
        commands.edit_preferences, commands.edit_shortcuts, commands.show_about, commands.report_problem,
        window.files.new, window.adjusting.hue,
    ):  # fmt: skip
        read_modal(open_it)
    for ask in (errors.ask_to_save, errors.ask_to_replace, errors.ask_about_changed, errors.ask_to_trash):
        read_modal(lambda ask=ask: ask(window, "trank.png"))
    read_modal(lambda: training_questions.ask_what_now(window, "Meine"))
    commands.find_action()
    read(commands.palette)
    commands.palette.hide()
    sheet = tmp_path / "bogen.png"
    write_png(sheet, draw_sprites(2, seed=3).reshape(32, 16, 4))
    window.references.open_path(sheet)
    window.references.open_popup()
    read(window.references.popup)
    window.files.sheets.open_path(sheet)
    qtbot.waitUntil(lambda: window.files.sheets.dialog is not None)
    read(window.files.sheets.dialog)
    window.files.sheets.dialog.reject()


def test_the_wizard_speaks_german(
    wizard: TrainingWizard, studio: Studio, posted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(wizard)
    to_run(wizard, studio, posted)
    client = studio.session.client.training
    client.receive(told())
    client.receive(looked())
    read(wizard)
    client.receive(ended())
    read(wizard)


def test_a_morning_in_german(full: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Draw, take it back and again, save, and be asked: read in German, kept in English."""
    window, document = full.window, full.document
    full.key(Qt.Key.Key_B)
    full.drag([(3, 3), (3, 9)])
    assert document.undo_label == "Pencil"
    assert window.actions_by_id["undo"].text() == "Rückgängig: Stift"
    full.key(Qt.Key.Key_Z, CTRL)
    assert window.status.message.text() == "Rückgängig gemacht: Stift."
    assert window.actions_by_id["redo"].text() == "Wiederholen: Stift"
    full.key(Qt.Key.Key_Y, CTRL)
    full.key(Qt.Key.Key_H, Qt.KeyboardModifier.ShiftModifier)
    assert window.actions_by_id["undo"].text() == "Rückgängig: Waagerecht spiegeln"
    asked: list[tuple[str, list[str]]] = []

    def answer(box: QMessageBox, choices: Any, enter: str, escape: str) -> str:
        asked.append((box.text(), [text for _, text, _ in choices]))
        return escape

    monkeypatch.setattr(errors, "answer_to", answer)
    assert not window.close()
    assert asked == [
        ("Die Änderungen an Unbenannt speichern?", ["Speichern", "Nicht speichern", "Abbrechen"])
    ]
    path = tmp_path / "trank.lunar"
    assert full.save(path)
    history = open_layered(path)[2]
    assert history is not None
    assert [step.label for step in history.steps][-2:] == ["Pencil", "Flip horizontally"]
    (tmp_path / "none.png").write_bytes(b"")
    window.open_path(tmp_path / "none.png")
    assert window.notice.sentence.text() == "none.png ist leer."


def test_actions_are_found_in_german_and_in_english(studio: Studio) -> None:
    studio.window.studio.find_action()
    palette = studio.window.studio.palette
    for query in ("umkehren", "invert", "auswahl umk"):
        palette.field.setText(query)
        assert palette.rows.rows[0].name == "Umkehren"
    palette.hide()


def test_the_systems_language_is_taken_where_it_is_known(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert system_language(["en", "de"]) == "en"
    austrian = QLocale(QLocale.Language.German, QLocale.Country.Austria)
    monkeypatch.setattr(language_choice.QLocale, "system", lambda: austrian)
    assert system_language(["en", "de"]) == "de"
    assert speak(qapp) == "de"
    assert speak(qapp, "tlh") == "en"
