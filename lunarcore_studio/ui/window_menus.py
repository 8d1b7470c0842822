"""The menu bar and what its entries show: checks, undo's name, recent files, the docks. GUI thread only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QMenu,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.tools import Hand, Symmetry
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.action_table import GRID_SIDES
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.key_tips import name_keys
from lunarcore_studio.ui.model_cell import is_apart
from lunarcore_studio.ui.window_layout import WindowLayout

if TYPE_CHECKING:
    from lunarcore_studio.ui.main_window import MainWindow

UNDO = mark("Undo"), mark("Undo {label}")
REDO = mark("Redo"), mark("Redo {label}")
MIRRORS = {f"mirror-{one.name.lower()}": one for one in Symmetry if one.name}


class _DeafToAlt(QProxyStyle):
    """Alt alone is the eyedropper: to let go of it must not send the next key to the menus, Alt+F does."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        hints = QStyle.StyleHint
        if hint in (hints.SH_MenuBar_AltKeyNavigation, hints.SH_UnderlineShortcut):
            return 0
        return super().styleHint(hint, option, widget, returned)


class WindowMenus:
    """Fills the menu bar of a window and keeps it true."""

    def __init__(self, window: MainWindow, actions: Actions, layout: WindowLayout) -> None:
        self._window, self._actions, self._session = window, actions, window.session
        actions.fill_menu_bar()
        self._style = _DeafToAlt("Fusion")
        self._style.setParent(window)
        window.menuBar().setStyle(self._style)
        self.recent = QMenu(say("Open recent"), window)
        actions.menus["File"].insertMenu(actions["reopen"], self.recent)
        self.recent.aboutToShow.connect(self._fill_recent)
        self.kinds = QMenu(say("Another"), window)
        actions.menus["Model"].insertMenu(actions["another"], self.kinds)
        self.kinds.aboutToShow.connect(self._fill_kinds)
        self._add_docks(actions.menus["View"], layout)
        self.find = QPushButton()
        self.find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.set_role(self.find, "status")
        self.find.clicked.connect(actions["commands"].trigger)
        window.menuBar().setCornerWidget(self.find)
        session = self._session
        session.settings_changed.connect(self._show_settings)
        session.hand_changed.connect(self._show_hand)
        self._show_settings(session.settings)
        self._show_hand(session.hand)
        session.document_changed.connect(self._on_document_changed)
        session.cell_pinned.connect(lambda _on: self._show_canvas())
        session.client.model_loaded.connect(lambda _facts: self._show_canvas())
        self._show_canvas()

    def _add_docks(self, menu: QMenu, layout: WindowLayout) -> None:
        panels = self.panels = menu.addMenu(say("Panels"))
        for dock in layout.docks.values():
            panels.addAction(dock.toggleViewAction())
        panels.addAction(self._window.options_bar.toggleViewAction())
        tools = QAction(say("Tools"), self._window, checkable=True, checked=True)
        tools.toggled.connect(self._window.tools.setVisible)
        panels.addAction(tools)
        panels.addSeparator()
        panels.addAction(say("Reset layout"), layout.reset)

    def show_history(self, document: Document) -> None:
        """Name what undo and redo would do."""
        for name, can, words, label, reason in (
            ("undo", document.can_undo, UNDO, document.undo_label, say("nothing to undo")),
            ("redo", document.can_redo, REDO, document.redo_label, say("nothing was undone")),
        ):
            text = say(words[1]).format(label=say_filled(label)) if label else say(words[0])
            self._actions[name].setText(text)
            self._actions.allow(name, can, reason)

    def _show_settings(self, settings: Settings) -> None:
        self._actions.set_keymap(settings.profile, settings.shortcuts)
        name_keys(self._window, self._actions)
        self.find.setText(f"{say('Command palette')}   {self._actions.keys_text('commands')}".rstrip())
        for name, on in (
            (f"keys-{settings.profile}", True),
            (f"theme-{settings.theme}", True),
            ("pixel-grid", settings.show_pixel_grid),
            ("tile-grid", settings.show_tile_grid),
            ("onion", settings.onion),
        ):
            self._actions[name].setChecked(on)
        self._show_grid(settings.grid_px)

    def _show_grid(self, grid_px: int) -> None:
        group = self._actions[f"grid-{GRID_SIDES[0]}"].actionGroup()
        group.setExclusive(False)  # else one of them would be on, though the grid is none of these sizes
        for side in GRID_SIDES:
            self._actions[f"grid-{side}"].setChecked(side == grid_px)
        group.setExclusive(True)

    def _show_hand(self, hand: Hand) -> None:
        for name, symmetry in MIRRORS.items():
            self._actions[name].setChecked(symmetry in hand.symmetry)
        self._actions["tiled"].setChecked(hand.tiled)
        self._actions["brush-pressure"].setChecked(hand.by_pressure)

    def _on_document_changed(self, change: Change) -> None:
        if change.what & (What.SELECTION | What.STRUCTURE):
            self._show_canvas()

    def _show_canvas(self) -> None:
        session, actions = self._session, self._actions
        document = session.document
        actions.allow("crop", document.selection is not None, say("nothing is selected"))
        apart = is_apart(document.sprite.size, session.resolution)
        actions.allow("cell-follows", apart, say("the model sees all of the drawing"))
        actions["cell-follows"].setChecked(not session.cell.is_pinned)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for text in self._session.settings.recent:
            path = Path(text)
            action = self.recent.addAction(path.name)
            action.setToolTip(text)
            action.triggered.connect(lambda _on, path=path: self._window.open_path(path))
        if self.recent.isEmpty():
            self.recent.addAction(say("Nothing opened yet")).setEnabled(False)

    def _fill_kinds(self) -> None:
        self.kinds.clear()
        facts = self._session.client.facts
        for tag in () if facts is None else facts.tags:
            action = self.kinds.addAction(tag.replace("&", "&&"))
            action.triggered.connect(lambda _on, tag=tag: self._window.model.of_kind(tag))
        if self.kinds.isEmpty():
            self.kinds.addAction(say("This model knows no kinds")).setEnabled(False)
