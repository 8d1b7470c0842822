"""The actions that are about the palette: the panel's menu of them, and their checks. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.session import Session

GROUPS = (
    ("palette-recolour", "palette-remap"),
    ("palette-extract", "palette-ramp"),
    ("palette-sort-lightness", "palette-sort-hue", "palette-sort-use"),
    ("palette-merge", "palette-unused"),
    ("palette-lock",),
    ("mode-rgba", "mode-indexed"),
)
MODES = {"rgba": "mode-rgba", "indexed": "mode-indexed"}


class PaletteActions:
    """Keeps the checks of the lock and the colour mode true."""

    def __init__(self, session: Session, actions: Actions) -> None:
        self._session, self._actions = session, actions
        session.settings_changed.connect(self._show_settings)
        session.document_changed.connect(self._on_changed)
        for name in MODES.values():
            # a mode that was refused is not to stay checked
            actions[name].triggered.connect(lambda _on: self.show_mode())
        self._show_settings(session.settings)
        self.show_mode()

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        for group in GROUPS:
            if not menu.isEmpty():
                menu.addSeparator()
            for name in group:
                menu.addAction(self._actions[name])

    def show_mode(self) -> None:
        """Check the colour mode of the drawing; a grey one has none of the two."""
        group = self._actions["mode-rgba"].actionGroup()
        group.setExclusive(False)
        for mode, name in MODES.items():
            self._actions[name].setChecked(self._session.document.sprite.mode == mode)
        group.setExclusive(True)

    def _on_changed(self, change: Change) -> None:
        if change.what & What.STRUCTURE:
            self.show_mode()

    def _show_settings(self, settings: Settings) -> None:
        self._actions["palette-lock"].setChecked(settings.palette_locked)
