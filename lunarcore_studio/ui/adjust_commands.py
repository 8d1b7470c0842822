"""The commands that change the colours of what is drawn, each in a dialog of its own. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lunarcore_studio.ui.hue_dialog import AdjustDialog, ContrastDialog, HueDialog, PosteriseDialog
from lunarcore_studio.ui.session import Session


class AdjustCommands:
    """Acts on what is selected in the active cel, or on all of it."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session, self._window = session, window

    def hue(self) -> None:
        """Turn hues, and make colours paler, fuller, darker or lighter."""
        self._ask(HueDialog)

    def contrast(self) -> None:
        """Part dark from light, and make all of it lighter or darker."""
        self._ask(ContrastDialog)

    def posterise(self) -> None:
        """Leave fewer tones."""
        self._ask(PosteriseDialog)

    def _ask(self, kind: type[HueDialog] | type[ContrastDialog] | type[PosteriseDialog]) -> None:
        if self._session.may_draw():
            dialog: AdjustDialog = kind(self._session, self._window)
            dialog.exec()
            dialog.deleteLater()
