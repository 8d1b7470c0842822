"""Training from the window: the wizard, the status line, what had stopped. GUI thread only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QObject, Signal
from PySide6.QtWidgets import QWidget

from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    TrainingBegan,
    TrainingEnded,
    TrainingOptions,
    TrainingTold,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_card import read_card
from lunarcore_studio.files.model_library import remove_model
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import training_questions as questions
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.training_presets import duration_text, progress_text
from lunarcore_studio.ui.training_sprites import Source, remembered

if TYPE_CHECKING:
    from lunarcore_studio.ui.training_wizard import TrainingWizard

FORGOTTEN = mark(
    "The sprites that {name} was trained on are not in the cache any more. Train on their folder again, "
    "starting from {name}."
)


class TrainingCommands(QObject):
    """`progressed` carries a line for the status line, "" for none; `models_changed` a model that came or
    went."""

    progressed = Signal(str)
    models_changed = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._training = session.client.training
        self._name = ""
        self._unwanted: Path | None = None  # asked for by a wizard that was closed before it began
        self.wizard: TrainingWizard | None = None
        self._training.began.connect(self._on_began)
        self._training.told.connect(self._on_told)
        self._training.ended.connect(self._on_ended)
        session.client.failed.connect(self._on_failed)

    def open(self) -> None:
        """Open the wizard, on the page of the run where one is under way."""
        wizard = self.wizard or self._made()
        wizard.show()
        wizard.raise_()
        wizard.activateWindow()

    def open_folder(self, path: Path) -> None:
        """Open the wizard on a folder; where one is open beyond its first page, that comes first."""
        self.open()
        if self.wizard is not None and self.wizard.is_choosing:
            self.wizard.sprites.read(Source.of_paths([path]))
        else:
            self._session.tell(say("One training after the other: this one is still open."))

    def resume(self, path: Path) -> None:
        """Go on with the training of the unfinished model in a folder."""
        if self.wizard is not None:
            self.open()
            return
        try:
            name, known = read_card(path).name, remembered(path)
        except FileError as error:
            self._session.tell(str(error))
            return
        if known is None:
            self._session.tell(say(FORGOTTEN).format(name=name))
            return
        options = TrainingOptions(resolution=known.pixels.shape[1], holdout=known.unseen_share)
        wizard = self._made()
        wizard.go_on_with(BeginTraining(path, name, known.pixels, known.facts, options, resume=True))
        self.open()

    def stop(self) -> None:
        """The window goes: end a scan and close the wizard, asking nothing."""
        if self.wizard is not None:
            self._drop(self.wizard)

    def discard(self, path: Path) -> None:
        """Put a model's folder into the trash, or delete it where there is none."""
        if not path.exists():
            return
        moved = QFile.moveToTrash(str(path))
        if not (moved[0] if isinstance(moved, tuple) else moved):
            if not questions.ask_to_delete(self._window, path.name):
                return
            try:
                remove_model(path)
            except FileError as error:
                self._session.tell(str(error))
                return
        self._session.tell(say("{name} is discarded.").format(name=path.name))
        self.models_changed.emit()

    def use(self, path: Path) -> None:
        """Draw with a model from now on."""
        self._session.client.load_model(path)

    def _made(self) -> TrainingWizard:
        # Imported here: the pages cost a twentieth of a second, which the window's start shall not pay.
        from lunarcore_studio.ui.training_wizard import TrainingWizard

        wizard = TrainingWizard(self._session, self._window)
        wizard.use_asked.connect(self.use)
        wizard.discard_asked.connect(self.discard)
        wizard.left.connect(lambda: self._drop(wizard))
        self.wizard = wizard
        return wizard

    def _drop(self, wizard: TrainingWizard) -> None:
        if wizard is self.wizard:
            self.wizard = None
            self._unwanted = wizard.wants if self._training.state is None else None
            wizard.leave_nothing()
            wizard.hide()
            wizard.deleteLater()
            if self._training.state is None:
                self.progressed.emit("")

    def _on_began(self, began: TrainingBegan) -> None:
        self._name = began.name
        if began.out == self._unwanted:
            self._unwanted = None
            self._training.steer("discard")
            return
        self.progressed.emit(say("Training {name}").format(name=began.name))

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == BeginTraining.__name__:
            self._unwanted = None

    def _on_told(self, told: TrainingTold) -> None:
        sentence = say("Training {name}, {told}").format(name=self._name, told=progress_text(told))
        if told.seconds_left is not None and not told.paused:
            sentence = f"{sentence}, {duration_text(told.seconds_left)}"
        self.progressed.emit(sentence)

    def _on_ended(self, ended: TrainingEnded) -> None:
        self.models_changed.emit()
        if ended.outcome == "discarded" or self.wizard is None:
            self.progressed.emit("")
        elif ended.outcome in ("finished", "kept"):
            self.progressed.emit(say("{name} is ready").format(name=ended.name))
        else:
            self.progressed.emit(say("{name} has stopped").format(name=ended.name))
