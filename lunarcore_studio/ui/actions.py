"""Makes the QActions, the menus and the keymap from the table of actions. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter

from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_entry import Entry
from lunarcore_studio.ui.action_table import MENUS, TABLE
from lunarcore_studio.ui.keymap import ENTRIES, Keys, keymap
from lunarcore_studio.ui.panel import tip

REASON = "reason"  # property of an action: why it can not run now


class Actions:
    """The window's actions by id: `actions["save"]`."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._entries = {entry.id: entry for entry in TABLE if entry.id}
        self._groups: dict[str, QActionGroup] = {}
        self._keys: Mapping[str, Keys] = {}
        self._by_id = {entry.id: self._made(entry) for entry in self._entries.values()}
        self.menus: dict[str, QMenu] = {}

    def __getitem__(self, name: str) -> QAction:
        return self._by_id[name]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all actions, in the order of the table."""
        return tuple(self._by_id)

    def set_keymap(self, profile: str, changed: Iterable[tuple[str, str]] = ()) -> None:
        """Give every action the keys of a profile, and those that a person gave it instead."""
        present = keymap(profile, changed)
        if present == self._keys:
            return
        self._keys = present
        for name, action in self._by_id.items():
            entry, keys = self._entries[name], self._keys[name]
            if entry.held:
                held = (say("{key} (hold)").format(key=shown_key(key)) for key in keys[:1])
                action.setText("\t".join((say(entry.text), *held)))
            else:
                action.setShortcuts([QKeySequence(key) for key in keys])
            self._retell(entry, action)

    def keys_text(self, name: str) -> str:
        """The present keys of an action, as they stand on this machine's keyboard."""
        return shown_keys(self._keys.get(name, ()))

    def is_held(self, name: str, event: QKeyEvent) -> bool:
        """Whether a key going down or up is that of an action that is on as long as it is down."""
        key = QKeySequence(event.keyCombination()).toString()
        released = event.type() == QKeyEvent.Type.KeyRelease
        return any(key == own or (released and key == own.split("+")[-1]) for own in self._keys[name])

    def allow(self, name: str, can: bool, reason: str) -> None:
        """Let an action run, or not, for a reason: a few words that follow its name."""
        self._by_id[name].setEnabled(can)
        self._by_id[name].setProperty(REASON, "" if can else reason)

    def fill_menu_bar(self) -> None:
        """Make the menus, in the order of the table."""
        bar = self._window.menuBar()
        for name in MENUS:
            self.menus[name.replace("&", "")] = bar.addMenu(say(name))
        for entry in TABLE:
            menu = self._menu(entry.menu)
            if entry.id:
                menu.addAction(self._by_id[entry.id])
            else:
                menu.addSeparator()

    def _menu(self, path: str) -> QMenu:
        if path not in self.menus:
            above, _, name = path.rpartition("/")
            self.menus[path] = self._menu(above).addMenu(say(name))
        return self.menus[path]

    def _made(self, entry: Entry) -> QAction:
        action = QAction(say(entry.text), self._window)
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
        action.setToolTip(tip(entry.name, self.keys_text(entry.id), entry.hint))
        action.setStatusTip("")


def shown_key(key: str) -> str:
    """A key of the table as it stands on this machine's keyboard."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def present_key(settings: Settings, name: str) -> str:
    """The first key that an action has now, for a sentence; its name in quotes where it has none."""
    keys = keymap(settings.profile, settings.shortcuts)[name]
    return shown_key(keys[0]) if keys else f"“{ENTRIES[name].name}”"


def shown_keys(keys: Iterable[str]) -> str:
    """Keys of the table as a person reads them."""
    return ", ".join(map(shown_key, keys))
