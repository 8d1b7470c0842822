"""Makes the QActions, the menus and the keymap from the table of actions. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_table import MENUS, TABLE, Entry
from lunarcore_studio.ui.panel import tip


class Actions:
    """The window's actions by id: `actions["save"]`."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._entries = {entry.id: entry for entry in TABLE if entry.id}
        self._groups: dict[str, QActionGroup] = {}
        self._by_id = {entry.id: self._made(entry) for entry in self._entries.values()}
        self.menus: dict[str, QMenu] = {}

    def __getitem__(self, name: str) -> QAction:
        return self._by_id[name]

    def set_keymap(self, profile: str, changed: Iterable[tuple[str, str]] = ()) -> None:
        """Give every action the keys of a profile, and those that a person gave it instead."""
        own = dict(changed)
        for name, action in self._by_id.items():
            entry = self._entries[name]
            keys = (own[name],) if name in own else entry.keys_in(profile)
            action.setShortcuts([QKeySequence(key) for key in keys])
            self._retell(entry, action)

    def fill_menu_bar(self) -> None:
        """Make the menus, in the order of the table."""
        bar = self._window.menuBar()
        for name in MENUS:
            self.menus[name.replace("&", "")] = bar.addMenu(name)
        for entry in TABLE:
            menu = self._menu(entry.menu)
            if entry.id:
                menu.addAction(self._by_id[entry.id])
            else:
                menu.addSeparator()

    def _menu(self, path: str) -> QMenu:
        if path not in self.menus:
            above, _, name = path.rpartition("/")
            self.menus[path] = self._menu(above).addMenu(name)
        return self.menus[path]

    def _made(self, entry: Entry) -> QAction:
        action = QAction(entry.text, self._window)
        action.setObjectName(entry.id)
        action.setIconVisibleInMenu(False)
        action.setCheckable(entry.checkable)
        if entry.icon:
            turn = 90 if entry.id == "mirror-horizontal" else 0
            action.setIcon(theme.icon(entry.icon, turn=turn, flipped=entry.id == "mirror-diagonal"))
        if entry.group:
            group = self._groups.setdefault(entry.group, QActionGroup(self._window))
            group.addAction(action)
        action.triggered.connect(lambda checked, entry=entry: self._run(entry, checked))
        self._window.addAction(action)
        return action

    def _run(self, entry: Entry, checked: bool) -> None:
        handler = attrgetter(entry.handler)(self._window)
        if entry.argument is not None:
            handler(entry.argument)
        elif entry.checkable:
            handler(checked)
        else:
            handler()

    def _retell(self, entry: Entry, action: QAction) -> None:
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        action.setToolTip(tip(entry.name.split("\t")[0], keys, entry.hint))
        action.setStatusTip("")
