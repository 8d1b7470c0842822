"""The two buttons at the foot of a dialog. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox

from lunarcore_studio.language import say


class DialogAnswers(QDialogButtonBox):
    """`does`, which Enter means, and Cancel: `accepted` and `rejected`."""

    def __init__(self, does: str) -> None:
        super().__init__()
        self.does = self.addButton(does, QDialogButtonBox.ButtonRole.AcceptRole)
        self.does.setDefault(True)
        self.addButton(say("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
