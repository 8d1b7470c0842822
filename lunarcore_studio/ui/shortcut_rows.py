"""The rows of the shortcut editor: every action with its menu and its keys. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import shown_keys
from lunarcore_studio.ui.fuzzy import Candidate, ranked
from lunarcore_studio.ui.keymap import ENTRIES, Keys, keymap
from lunarcore_studio.ui.rows_table import Index, RowsModel, RowsTable

COLUMNS = (mark("Action"), mark("Menu"), mark("Keys"), "")
WIDTHS = (250, 150, 190)


@dataclass(frozen=True)
class ShortcutRow:
    """An action's id, and its present keys; `changed` where they are not the profile's."""

    id: str
    keys: Keys
    changed: bool

    @property
    def name(self) -> str:
        """What the action is called."""
        return ENTRIES[self.id].name

    @property
    def menu(self) -> str:
        """The menu it stands in."""
        return ENTRIES[self.id].place

    @property
    def source(self) -> str:
        """What it is called in English, by which it is found in any language."""
        return ENTRIES[self.id].text


def shortcut_rows(
    profile: str, changes: Iterable[tuple[str, str]], query: str = "", key: str = ""
) -> list[ShortcutRow]:
    """The actions that a name or a key finds, all without either, in the order of the menus or of fitness."""
    rows = {
        name: ShortcutRow(name, keys, keys != ENTRIES[name].keys_in(profile))
        for name, keys in keymap(profile, changes).items()
    }
    if key:
        return [row for row in rows.values() if key in row.keys]
    found = ranked(query, (Candidate(row.id, row.name, f"{row.menu} {row.source}") for row in rows.values()))
    return [rows[one.candidate.id] for one in found]


class ShortcutModel(RowsModel):
    """One row an action."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def cells(self, value: ShortcutRow) -> tuple[str, str, str, str]:
        return value.name, value.menu, shown_keys(value.keys), say("changed") if value.changed else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, 3):
            return theme.color("quiet" if index.column() == 1 else "accent")
        return super().data(index, role)

    def place(self, name: str) -> int:
        """The row of an action; -1 when it is not shown."""
        return next((place for place, row in enumerate(self.rows) if row.id == name), -1)


class ShortcutTable(RowsTable):
    """The actions, of which one is chosen."""

    def __init__(self) -> None:
        self.shortcuts = ShortcutModel()
        super().__init__(self.shortcuts, WIDTHS, say("Actions and their keys"))
        self.setSelectionMode(RowsTable.SelectionMode.SingleSelection)
        self.setEditTriggers(RowsTable.EditTrigger.NoEditTriggers)

    @property
    def chosen(self) -> ShortcutRow | None:
        """The row that is chosen."""
        place = self.currentIndex().row()
        return self.shortcuts.rows[place] if 0 <= place < len(self.shortcuts.rows) else None

    def show_rows(self, rows: list[ShortcutRow]) -> None:
        """Show these; what was chosen stays so while it is among them."""
        before = self.chosen
        self.shortcuts.show_rows(rows)
        place = self.shortcuts.place(before.id) if before is not None else -1
        if rows:
            self.selectRow(max(0, place))
