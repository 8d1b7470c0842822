"""The commands that are about the studio itself: finding actions, keys, preferences. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from lunarcore_studio.language import say
from lunarcore_studio.ui.about_dialog import AboutDialog
from lunarcore_studio.ui.action_table import TABLE
from lunarcore_studio.ui.actions import REASON
from lunarcore_studio.ui.command_palette import CommandPalette
from lunarcore_studio.ui.found_rows import Row
from lunarcore_studio.ui.fuzzy import Candidate, ranked
from lunarcore_studio.ui.keymap import ENTRIES
from lunarcore_studio.ui.preferences_dialog import PreferencesDialog
from lunarcore_studio.ui.report_dialog import ReportDialog
from lunarcore_studio.ui.report_text import report_text
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.shortcut_dialog import ShortcutDialog

if TYPE_CHECKING:
    from lunarcore_studio.ui.main_window import MainWindow

MOST_RECENT = 8
PANEL_ID = "panel: "  # before the name of one


class StudioCommands:
    """Opens the dialogs over a window whose menus are there already."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        self._session, self._window = session, window
        self.palette = CommandPalette(self._found, window)
        self.palette.chosen.connect(self._run)
        self.palette.refused.connect(lambda row: session.tell(f"{row.name}: {row.more}."))

    def find_action(self) -> None:
        """Find any action by a few letters of its name."""
        self.palette.open()

    def edit_shortcuts(self) -> None:
        """Change the keys."""
        self._ask(ShortcutDialog(self._session, self._window))

    def edit_preferences(self) -> None:
        """Change what the studio remembers."""
        dialog = PreferencesDialog(self._session, self._window.views, self._window)
        dialog.shortcuts_asked.connect(self.edit_shortcuts)
        self._ask(dialog)

    def show_about(self) -> None:
        """What the studio is."""
        self._ask(AboutDialog(self._session.client.facts, self._window))

    def report_problem(self) -> None:
        """Show what a report would say."""
        self._ask(ReportDialog(report_text(self._session), self._window))

    def _ask(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def _actions(self) -> Iterator[tuple[str, QAction, str]]:
        """Every action with its id and where it stands in the menus."""
        for entry in TABLE:
            if entry.id:
                yield entry.id, self._window.actions_by_id[entry.id], entry.place
        for action in self._window.menus.panels.actions():
            if not action.isSeparator():
                yield PANEL_ID + action.text(), action, f"{say('View')} › {say('Panels')}"

    def _found(self, query: str) -> list[Row]:
        rows = {name: self._row(name, action, path) for name, action, path in self._actions()}
        candidates = [
            Candidate(row.id, row.name, f"{row.path} {row.keys} {_in_english(row)}") for row in rows.values()
        ]
        return [
            replace(rows[found.candidate.id], places=found.places)
            for found in ranked(query, candidates, self._session.settings.recent_actions)
        ]

    def _row(self, name: str, action: QAction, path: str) -> Row:
        text = action.text().split("\t")[0].replace("&", "")
        keys, icon = self._window.actions_by_id.keys_text(name), action.icon()
        reason = action.property(REASON) or ""
        return Row(name, text, path, keys, (), icon, action.isChecked(), action.isEnabled(), reason)

    def _run(self, name: str) -> None:
        recent = self._session.settings.recent_actions
        others = [other for other in recent if other != name]
        self._session.set_settings(recent_actions=(name, *others)[:MOST_RECENT])
        next(action for one, action, _path in self._actions() if one == name).trigger()


def _in_english(row: Row) -> str:
    """The name in the source, by which an action is found in any language; nothing where it is the same."""
    entry = ENTRIES.get(row.id)
    return entry.text if entry is not None and entry.name != entry.text.rstrip("… ") else ""
