"""The shortcut editor: every action with its keys, found by name or by key. GUI thread only.

A change holds at once, in menus and tooltips too; the settings keep it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.files.shortcut_file import Shortcuts, read_shortcuts, write_shortcuts
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import shown_key
from lunarcore_studio.ui.file_kinds import file_kinds
from lunarcore_studio.ui.key_change import KeyChange, line_button
from lunarcore_studio.ui.key_field import KeyField
from lunarcore_studio.ui.keymap import Changes, own_keys, packed
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.patient_writing import write_patiently
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.shortcut_rows import ShortcutTable, shortcut_rows

PROFILES = (
    ("aseprite", mark("Aseprite"), mark("[ and ] change the colour, + and - the brush")),
    ("brackets", mark("Brackets"), mark("[ and ] change the size of the brush")),
)
KINDS = (mark("Shortcuts"), (".json",))


def changes_of(shortcuts: Shortcuts) -> Changes:
    """What a file brings, as this machine writes keys; what is no key, or no action here, is left out."""
    own = {
        name: tuple(text for key in held if (text := QKeySequence(key).toString()))
        for name, held in shortcuts.keys.items()
    }
    return packed(own_keys(packed(own)))


class ShortcutDialog(QDialog):
    """Changes the settings of a session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Keyboard shortcuts"))
        self.resize(760, 560)
        self._session = session
        self._key = ""
        self.profile = Segments(PROFILES, say("Profile of keys"))
        self.profile.chosen.connect(lambda name: session.set_settings(profile=name))
        self.name = QLineEdit()
        self.name.setPlaceholderText(say("Search by name or menu"))
        self.name.setClearButtonEnabled(True)
        describe(self.name, say("Search by name"))
        self.name.textEdited.connect(lambda _text: self._find_by_name())
        self.key = KeyField(
            say("Search by key"), say("Shows what this key runs; Escape shows everything again")
        )
        self.key.setFixedWidth(160)
        self.key.pressed.connect(self._find_by_key)
        self.key.left.connect(self._leave_key)
        self.table = ShortcutTable()
        self.table.installEventFilter(self)
        self.line = KeyChange(session)
        self.told = QLabel()
        theme.set_role(self.told, "caption")
        self._place()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.table.doubleClicked.connect(lambda _index: self.line.listen(False))
        self.line.ended.connect(self.table.setFocus)
        session.settings_changed.connect(self._show)
        self._show(session.settings)
        self.name.setFocus()

    def _place(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(theme.GAP)
        head.addWidget(self.profile)
        head.addWidget(self.name, 1)
        head.addWidget(self.key)
        for text, hint, act in (
            (say("Import…"), say("Take the keys of a file"), self._import),
            (say("Export…"), say("Write the keys into a file"), self._export),
            (say("Reset all"), say("Give every action the profile's keys"), self._reset_all),
        ):
            foot.addWidget(line_button(text, hint, act))
        foot.addWidget(self.told, 1)
        foot.addWidget(line_button(say("Close"), say("Back to the drawing"), self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(2 * theme.PANEL_MARGIN,) * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.line)
        column.addLayout(foot)

    def _find_by_name(self) -> None:
        self._key = ""
        self.key.clear()
        self._show(self._session.settings)

    def _find_by_key(self, key: str) -> None:
        self._key = key
        self.name.clear()
        self.key.setText(shown_key(key))
        self._show(self._session.settings)

    def _leave_key(self) -> None:
        self._find_by_name()
        self.table.setFocus()

    def _show(self, settings: Settings) -> None:
        self.profile.show_current(settings.profile)
        self.table.show_rows(shortcut_rows(settings.profile, settings.shortcuts, self.name.text(), self._key))
        self._show_chosen()
        changed = len(own_keys(settings.shortcuts))
        self.told.setText(say("{count} changed").format(count=changed) if changed else "")

    def _show_chosen(self) -> None:
        self.line.show_row(self.table.chosen)

    def _reset_all(self) -> None:
        self._session.set_settings(shortcuts=())

    def _export(self) -> None:
        settings = self._session.settings
        start = str(Path(settings.last_folder) / "shortcuts.json")
        chosen, _ = QFileDialog.getSaveFileName(self, say("Export shortcuts"), start, file_kinds(KINDS))
        if chosen:
            path = Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(".json")
            self.export_path(path)

    def export_path(self, path: Path) -> None:
        """Write profile and changed keys into a file; what goes wrong is told."""
        settings = self._session.settings
        shortcuts = Shortcuts(settings.profile, own_keys(settings.shortcuts))
        try:
            write_patiently(path, partial(write_shortcuts, path, shortcuts), self)
        except FileError as error:
            self.told.setText(say_filled(str(error)))
        else:
            self.told.setText(say("Written to {name}.").format(name=path.name))

    def _import(self) -> None:
        folder = self._session.settings.last_folder
        chosen, _ = QFileDialog.getOpenFileName(self, say("Import shortcuts"), folder, file_kinds(KINDS))
        if chosen:
            self.import_path(Path(chosen))

    def import_path(self, path: Path) -> None:
        """Take profile and keys of a file in place of the present ones; what goes wrong is told."""
        try:
            shortcuts = read_patiently(path, lambda: read_shortcuts(path), self)
        except FileError as error:
            self.told.setText(say_filled(str(error)))
            return
        self._session.set_settings(profile=shortcuts.profile, shortcuts=changes_of(shortcuts))
        self.told.setText(say("Taken from {name}.").format(name=path.name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                self.line.listen(False)
                return True
            if event.key() == Qt.Key.Key_Delete:
                self.line.remove.click()
                return True
        return super().eventFilter(watched, event)
