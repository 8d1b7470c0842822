"""The commands that change the colours of what is drawn, each in a dialog of its own. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lunarcore_studio.ui.hue_dialog import HueDialog
from lunarcore_studio.ui.session import Session


class AdjustCommands:
    """Acts on what is selected in the active cel, or on all of it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session, self._window = session, window

    def hue(self) -> None:
        """Turn hues, and make colours paler, fuller, darker or lighter."""
        if self._session.may_draw():
            dialog = HueDialog(self._session, self._window)
            dialog.exec()
            dialog.deleteLater()
