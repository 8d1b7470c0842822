"""What a hand does with a model: draw with it, rename, duplicate, export, import, delete. GUI thread only.

What touches many bytes is handed to the panel's job; nothing is replaced or deleted unasked.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.model_library import (
    Model,
    duplicate_model,
    export_model,
    folder_name,
    remove_model,
    rename_model,
)
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import errors, training_questions
from lunarcore_studio.ui.model_card_dialog import ModelCardDialog
from lunarcore_studio.ui.models_job import Work, taken_in
from lunarcore_studio.ui.session import Session

OF_ONE = ("card", "use", "continue", "rename", "duplicate", "export", "delete")
NO_CHOICE = mark("Select a model first")
NOT_MINE = mark("Only models of your own can be changed; duplicate it first")
LEARNING = mark("It is being trained")
BUSY = mark("Something else is still being done")


class ModelsCommands(QObject):
    """`work_asked` carries what is to be done beside the window; the rest is done at once.

    `exported` comes from the thread that did the work, with the sentence to tell.
    """

    work_asked = Signal(object)  # Work
    continue_asked = Signal(object)  # Path
    failed = Signal(str)
    changed = Signal()
    exported = Signal(str)

    def __init__(self, session: Session, panel: QWidget) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self._doing: Callable[[FileError], object] | None = None
        self.exported.connect(session.tell)

    def hindrances(self, model: Model | None, busy: bool) -> dict[str, str]:
        """Why a command can not be had now, by its word."""
        if model is None:
            return dict.fromkeys(OF_ONE, NO_CHOICE) | ({"import": BUSY} if busy else {})
        found: dict[str, str] = {}
        if model.card is None:
            found |= dict.fromkeys(("use", "continue", "rename", "duplicate", "export"), model.trouble)
        if model.home != "mine":
            found |= dict.fromkeys(("rename", "delete"), NOT_MINE)
        if self._is_learning(model.path):
            found |= dict.fromkeys(("use", "continue", "rename", "duplicate", "export", "delete"), LEARNING)
        elif self._session.client.training.state is not None:
            found["continue"] = say("Another training is under way")
        if busy:
            found |= dict.fromkeys(("rename", "duplicate", "export", "delete", "import"), BUSY)
        return found

    def use(self, model: Model) -> None:
        """Draw with it from now on."""
        self._session.client.load_model(None if model.path == paths.shipped_model() else model.path)

    def go_on(self, model: Model) -> None:
        """Go on with a training that stands still."""
        self.continue_asked.emit(model.path)

    def show_card(self, model: Model) -> None:
        """Show all that is known of it."""
        dialog = ModelCardDialog(model, self._panel)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def rename(self, model: Model, name: str) -> None:
        """Give it another name, also where it is in use."""

        def work() -> Path:
            rename_model(model.path, name)
            return model.path

        self._ask(work)

    def duplicate(self, model: Model) -> None:
        """Make a copy among mine."""
        self._ask(partial(duplicate_model, model.path))

    def export(self, model: Model) -> None:
        """Ask for a folder and put a copy of the model's there."""
        title = say("Export {name}: where shall its folder go?").format(name=model.name)
        chosen = QFileDialog.getExistingDirectory(self._panel, title)
        if chosen:
            self.export_to(model, Path(chosen) / folder_name(model.name))

    def export_to(self, model: Model, target: Path, overwrite: bool = False) -> None:
        """Write the model as the folder `target`; asks where something is there."""

        def work() -> None:
            export_model(model.path, target, overwrite)
            self.exported.emit(say("{name} is exported to {target}.").format(name=model.name, target=target))

        def instead(error: FileError) -> None:
            if isinstance(error, FileExists) and errors.ask_to_replace(self._panel, target.name):
                self.export_to(model, target, overwrite=True)
            elif not isinstance(error, FileExists):
                self.failed.emit(str(error))

        self._ask(work, instead)

    def import_folder(self) -> None:
        """Ask for the folder of a model and take a copy."""
        chosen = QFileDialog.getExistingDirectory(self._panel, say("Import the folder of a model"))
        if chosen:
            self.import_from(Path(chosen))

    def import_from(self, source: Path) -> None:
        """Take a copy of the model in a folder; what is no sound model is refused."""
        self._ask(partial(taken_in, source))

    def delete(self, model: Model) -> None:
        """Ask, then put the model's folder into the trash; where there is none, ask again and delete it."""
        used = self._is_used(model)
        more = say("It is the model in use; the shipped one takes its place.") if used else ""
        if not errors.ask_to_trash(self._panel, model.name, more):
            return
        moved = QFile.moveToTrash(str(model.path))
        if moved[0] if isinstance(moved, tuple) else moved:
            self._session.tell(say("{name} is in the trash.").format(name=model.name))
            self._gone(model, used)
        elif training_questions.ask_to_delete(self._panel, model.name):
            try:
                remove_model(model.path)
            except FileError as error:
                self.failed.emit(str(error))
                return
            self._session.tell(say("{name} is deleted.").format(name=model.name))
            self._gone(model, used)

    def refused(self, error: FileError) -> None:
        """The work that was asked for could not be done."""
        instead, self._doing = self._doing, None
        if instead is not None:
            instead(error)
        else:
            self.failed.emit(str(error))

    def _ask(self, work: Work, instead: Callable[[FileError], object] | None = None) -> None:
        self._doing = instead
        self.work_asked.emit(work)

    def _gone(self, model: Model, used: bool) -> None:
        if used:
            self._session.client.load_model(None)
        self.changed.emit()

    def _is_used(self, model: Model) -> bool:
        facts = self._session.client.facts
        return facts is not None and facts.path == model.path

    def _is_learning(self, path: Path) -> bool:
        state = self._session.client.training.state
        return state is not None and state.began.out == path
