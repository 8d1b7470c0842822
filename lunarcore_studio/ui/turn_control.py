"""The angle by which what is selected is turned freely, live. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.selection_commands import SelectionCommands
from lunarcore_studio.ui.session import Session


class TurnControl(QSpinBox):
    """Shows every angle while it is dialled; Enter, or leaving the field, makes it one step."""

    def __init__(self, session: Session, commands: SelectionCommands) -> None:
        super().__init__()
        self._session, self._commands = session, commands
        self.setRange(-180, 180)
        self.setWrapping(True)
        self.setSuffix("°")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(theme.number_font())
        describe(
            self,
            say("Angle"),
            hint=say("Turn clockwise, clean as RotSprite. Enter keeps it, Escape takes it back"),
        )
        FieldKeys(self, proposes=True)
        self.valueChanged.connect(commands.propose_turn)
        self.editingFinished.connect(commands.settle_turn)
        session.document_changed.connect(lambda _change: self._rest())

    def _rest(self) -> None:
        """What stands is turned by nothing, however it came to stand."""
        if not self._session.document.live:
            self.setValue(0)
