"""What a panel says while it has nothing to show: one line, and the button that helps. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from lunarcore_studio.engine.client import EngineClient, EngineState
from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN

SIGN_PX = 20


class PanelNotice(QWidget):
    """A sentence in the middle, with a button below it where there is something to do."""

    def __init__(self) -> None:
        super().__init__()
        self.sign, self.sentence = QLabel(), QLabel()
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self._act: Callable[[], object] | None = None
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * PANEL_MARGIN, PANEL_MARGIN, 2 * PANEL_MARGIN, PANEL_MARGIN)
        column.setSpacing(GAP)
        column.addStretch(1)
        column.addWidget(self.sign)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.say("")

    def say(
        self, sentence: str, button: str = "", act: Callable[[], object] | None = None, failed: bool = False
    ) -> None:
        """Show `sentence`, and a button that calls `act` when it has a text; `failed` with a sign of it."""
        self.sentence.setText(say_filled(sentence))
        theme.set_role(self.sentence, "" if failed else "quiet")
        if failed:
            glyph = theme.icon("warning-circle", "error")
            self.sign.setPixmap(glyph.pixmap(QSize(SIGN_PX, SIGN_PX), self.devicePixelRatioF()))
        self.sign.setVisible(failed)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._act = act

    def show_engine(self, state: EngineState, client: EngineClient) -> None:
        """Say what the engine is at, and offer its way out."""
        if state.phase == "failed" and state.way_out == "restart":
            self.say(state.sentence, say("Restart the engine"), client.restart, failed=True)
        elif state.phase == "failed":
            choose = partial(self._choose_model, client)
            self.say(state.sentence, say("Choose a model…"), choose, failed=True)
        elif state.phase == "starting":
            self.say(say("The model is loading. You can draw meanwhile."))
        else:
            self.say(say("No model is loaded."))

    def _choose_model(self, client: EngineClient) -> None:
        folder = QFileDialog.getExistingDirectory(self, say("Choose the folder of a model"))
        if folder:
            client.load_model(Path(folder))

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()
