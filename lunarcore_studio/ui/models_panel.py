"""The models of this person and those of the studio, as cards to choose from. GUI thread only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_library import Model
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.models_commands import ModelsCommands
from lunarcore_studio.ui.models_controls import ModelsControls
from lunarcore_studio.ui.models_job import ModelsJob, Work
from lunarcore_studio.ui.models_list import ModelsList
from lunarcore_studio.ui.models_view import HINT, ModelsView
from lunarcore_studio.ui.panel_notice import PanelNotice
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, TIGHT

STOP_MS = 1500
_left_behind: list[ModelsJob] = []  # what a drive holds: it lives until the program ends
MENU = (
    ("use", mark("Use")), ("continue", mark("Continue training")), ("", ""), ("rename", mark("Rename")),
    ("duplicate", mark("Duplicate")), ("export", mark("Export…")), ("import", mark("Import…")), ("", ""),
    ("card", mark("Show card")), ("delete", mark("Delete")),
)  # fmt: skip


class ModelsPanel(QWidget):
    """`train_asked` and `continue_asked` (a folder) are for the wizard, `failed` for the window's notice.

    `listed` tells that the disk has been looked at; all work on it is done beside the window, one at a time.
    """

    train_asked = Signal()
    continue_asked = Signal(object)
    failed = Signal(str)
    listed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: ModelsJob | None = None
        self._works: deque[Work] = deque()
        self._refused: FileError | None = None
        self._stale = True
        self.setAccessibleName(say("Models"))
        self.model = ModelsList(self)
        self.view = ModelsView(self.model)
        self.controls = ModelsControls()
        self.commands = ModelsCommands(session, self)
        self.notice = PanelNotice()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.notice)
        self._pages.addWidget(self.view)
        line = QHBoxLayout(self)
        line.setContentsMargins(PANEL_MARGIN, TIGHT, PANEL_MARGIN, PANEL_MARGIN)
        line.setSpacing(GAP)
        line.addWidget(self.controls)
        line.addWidget(self._pages, 1)
        self._does: dict[str, Callable[[Model], object]] = {
            "use": self.commands.use,
            "continue": self.commands.go_on,
            "rename": lambda _model: self.view.rename(),
            "duplicate": self.commands.duplicate,
            "export": self.commands.export,
            "card": self.commands.show_card,
            "delete": self.commands.delete,
        }
        self._connect()
        self._show_used()
        self._refresh()

    def _connect(self) -> None:
        commands, client = self.commands, self._session.client
        self.controls.asked.connect(self.do)
        self.view.used.connect(lambda _row: self.do("use"))
        self.view.delete_asked.connect(lambda _row: self.do("delete"))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.itemDelegate().closeEditor.connect(lambda _editor: self._refresh_if_stale())
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.model.rename_asked.connect(commands.rename)
        commands.work_asked.connect(self._begin)
        commands.changed.connect(self.refresh)
        commands.failed.connect(self.failed)
        commands.continue_asked.connect(self.continue_asked)
        client.model_loaded.connect(self._on_loaded)
        client.training.began.connect(self._on_training)
        client.training.ended.connect(self._on_training)

    @property
    def chosen(self) -> Model | None:
        """The model that is selected."""
        index = self.view.currentIndex()
        return self.model.model(index.row()) if index.isValid() else None

    @property
    def busy(self) -> bool:
        """Whether the disk is being worked on."""
        return self._job is not None

    def do(self, word: str) -> None:
        """Do what a button, a key or the menu says, where it can be done now."""
        hindered = word in self.commands.hindrances(self.chosen, self.busy)
        if word == "train":
            self.train_asked.emit()
        elif word == "import" and not hindered:
            self.commands.import_folder()
        elif self.chosen is not None and not hindered:
            self._does[word](self.chosen)

    def refresh(self) -> None:
        """Look at the disk again; where that is under way, once more after it."""
        if self.busy or self._works or self._renaming or not self.isVisible():
            self._stale = True
        else:
            self._begin(None)

    def look(self) -> None:
        """Look at the disk also while nobody looks at the panel: at the start."""
        if not self.busy:
            self._begin(None)

    @property
    def unfinished(self) -> tuple[Model, ...]:
        """The models whose training stands still, of those that were found."""
        found = (self.model.model(row) for row in range(self.model.rowCount()))
        return tuple(model for model in found if model.is_unfinished)

    def stop(self) -> None:
        """The window goes: wait for what is being done on the disk, but not for a drive that is silent."""
        job, self._job = self._job, None
        if job is not None and job.wait(STOP_MS):
            job.deleteLater()
        elif job is not None:
            job.setParent(None)
            _left_behind.append(job)

    @property
    def _renaming(self) -> bool:
        return self.view.state() == ModelsView.State.EditingState

    def _begin(self, work: Work | None) -> None:
        if self.busy:
            self._works.extend([] if work is None else [work])
            return
        facts = self._session.client.facts
        job = ModelsJob(work, None if facts is None else facts.path, self)
        job.refused.connect(self._on_refused)
        job.listed.connect(self._on_listed)
        self._job, self._stale = job, False
        job.start()
        self._refresh()

    def _on_refused(self, error: FileError) -> None:
        if self.sender() is self._job:
            self._refused = error

    def _on_listed(self, models: tuple[Model, ...], chosen: Path | None) -> None:
        job = self._job
        if job is None or self.sender() is not job:
            return
        job.wait()
        job.deleteLater()
        self._job = None
        before, place = self.chosen, self.view.currentIndex().row()
        self.model.show_models(models)
        self._show_used()
        row = self.model.row_of(chosen or (before.path if before else None))
        if row < 0 and before is not None:
            row = min(place, len(models) - 1)  # it is gone: its neighbour
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
        self._refresh()
        self.listed.emit()
        refused, self._refused = self._refused, None
        if refused is not None:
            self.commands.refused(refused)
        if self._works:
            self._begin(self._works.popleft())
        elif self._stale:
            self.refresh()

    def _on_loaded(self, _facts: object) -> None:
        self._show_used()
        self.refresh()

    def _on_training(self, _reply: object) -> None:
        self.refresh()
        self._show_chosen()

    def _refresh_if_stale(self) -> None:
        if self._stale:
            # Only after the view has left the state of editing.
            QTimer.singleShot(0, self.refresh)

    def _show_used(self) -> None:
        """Mark the model in use, and tell the engine's client when a hand has given it another name."""
        client = self._session.client
        facts = client.facts
        self.model.show_used(None if facts is None else facts.path)
        row = -1 if facts is None else self.model.row_of(facts.path)
        if row >= 0:
            client.tell_name(self.model.model(row).name)

    def _refresh(self) -> None:
        count = self.model.rowCount()
        mine = any(self.model.model(row).home == "mine" for row in range(count))
        self.view.hint = "" if mine else say(HINT)
        self.controls.bar.set_busy(self.busy)
        if self.busy:
            self.notice.say(say("Looking for models."))
        else:
            self.notice.say(
                say("There is no model here yet."), say("Train on my sprites…"), self.train_asked.emit
            )
        self._pages.setCurrentIndex(1 if count else 0)
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.controls.show_chosen(self.chosen, self.commands.hindrances(self.chosen, self.busy))

    def _show_menu(self, at: QPoint) -> None:
        hindered = self.commands.hindrances(self.chosen, self.busy)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word, text in MENU:
            if not word:
                menu.addSeparator()
            elif word != "continue" or (self.chosen is not None and self.chosen.is_unfinished):
                menu.addAction(say(text), partial(self.do, word)).setEnabled(word not in hindered)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)
