"""The column beside the model cards: train, import, and what to do with the selected one. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lunarcore_studio.files.model_library import Model
from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.preview_panel import BusyBar
from lunarcore_studio.ui.tokens import SMALL_BUTTON, TIGHT

WIDTH_PX = 264


class ModelsControls(QWidget):
    """Shows what the panel tells it; `asked` carries the word of a command, as in `buttons`."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH_PX)
        self.bar = BusyBar()
        self.buttons: dict[str, QPushButton | IconButton] = {
            "train": QPushButton(say("Train on my sprites…")),
            "import": IconButton("download-simple", say("Import a model from a folder")),
            "card": IconButton("identification-card", say("Show the model's card")),
            "use": QPushButton(say("Use")),
            "continue": QPushButton(say("Continue")),
            "rename": IconButton("pencil-simple", say("Rename the model"), "F2"),
            "duplicate": IconButton("copy", say("Duplicate the model")),
            "export": IconButton("export", say("Export the model to a folder")),
            "delete": IconButton("trash", say("Delete the model"), "Del"),
        }
        self._tips = {word: button.toolTip() for word, button in self.buttons.items()} | {
            "use": say("Draw with this model  (Enter)"),
            "continue": say("Go on with its training where it stopped"),
            "train": say("Teach a model your own sprites"),
        }
        for word, button in self.buttons.items():
            button.setToolTip(self._tips[word])
            button.clicked.connect(lambda _on=False, word=word: self.asked.emit(word))
            if isinstance(button, QPushButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.setMinimumHeight(SMALL_BUTTON)
        self._lay_out()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(TIGHT)
        head.addWidget(self.buttons["train"], 1)
        for word in ("import", "card"):
            head.addWidget(self.buttons[word])
        for word in ("use", "continue"):
            foot.addWidget(self.buttons[word])
        foot.addStretch(1)
        for word in ("rename", "duplicate", "export", "delete"):
            foot.addWidget(self.buttons[word])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        column.addLayout(foot)
        column.addWidget(self.bar)
        column.addStretch(1)

    def show_chosen(self, model: Model | None, hindrances: dict[str, str]) -> None:
        """Enable what can be done with the selected model; `hindrances` says why something can not."""
        self.buttons["continue"].setVisible(model is not None and model.is_unfinished)
        for word, button in self.buttons.items():
            why = hindrances.get(word, "")
            button.setEnabled(not why)
            button.setToolTip(f"{self._tips[word]}\n{say_filled(why)}" if why else self._tips[word])
