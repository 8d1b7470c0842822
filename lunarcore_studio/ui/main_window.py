"""The window: puts the parts together and leads their signals to each other. GUI thread only.

It never imports torch; the engine's thread does, once the window is up.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QChildEvent, QEvent, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QTabBar, QToolBar, QVBoxLayout, QWidget

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.files import paths
from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.adjust_commands import AdjustCommands
from lunarcore_studio.ui.axis_commands import AxisCommands
from lunarcore_studio.ui.brush_commands import BrushCommands
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.canvas_size_commands import CanvasSizeCommands
from lunarcore_studio.ui.drawing_tabs import DrawingTabs
from lunarcore_studio.ui.drops import Drops, is_welcome
from lunarcore_studio.ui.edit_commands import EditCommands
from lunarcore_studio.ui.errors import NoticeBar
from lunarcore_studio.ui.file_commands import FileCommands
from lunarcore_studio.ui.file_notices import FileNotices
from lunarcore_studio.ui.former_version import FormerVersion
from lunarcore_studio.ui.hand_memory import kept
from lunarcore_studio.ui.history_panel import HistoryPanel
from lunarcore_studio.ui.journal_keeper import JournalKeeper
from lunarcore_studio.ui.latent_panel import LatentPanel
from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.model_commands import ModelCommands
from lunarcore_studio.ui.models_panel import ModelsPanel
from lunarcore_studio.ui.models_words import progress_text
from lunarcore_studio.ui.nearest_session import NearestSession
from lunarcore_studio.ui.options_row import OptionsRow
from lunarcore_studio.ui.palette_hover import PaletteHover
from lunarcore_studio.ui.palette_panel import PalettePanel
from lunarcore_studio.ui.pen_pressure import PenPressure
from lunarcore_studio.ui.preview_panel import PreviewPanel
from lunarcore_studio.ui.recovery import Recovery
from lunarcore_studio.ui.reference_commands import ReferenceCommands
from lunarcore_studio.ui.selection_commands import SelectionCommands
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.status_line import StatusLine
from lunarcore_studio.ui.status_readings import StatusReadings
from lunarcore_studio.ui.strip_panel import StripPanel
from lunarcore_studio.ui.studio_commands import StudioCommands
from lunarcore_studio.ui.timeline_panel import TimelinePanel
from lunarcore_studio.ui.tool_panel import ToolPanel
from lunarcore_studio.ui.training_commands import TrainingCommands
from lunarcore_studio.ui.view_commands import ViewCommands
from lunarcore_studio.ui.window_keys import WindowKeys
from lunarcore_studio.ui.window_layout import WindowLayout
from lunarcore_studio.ui.window_menus import WindowMenus


class MainWindow(QMainWindow):
    """The studio on a session. `start` wakes the engine and the library, after `show`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._make_parts()
        self.keys = WindowKeys(self)
        self.actions_by_id = Actions(self)
        self.timeline.use(self.actions_by_id, self.canvas)
        self.tools = ToolPanel(session, self.actions_by_id)
        self.options = OptionsRow(session, self.actions_by_id, self.selections)
        self.palette_panel.use(self.actions_by_id)
        self.palette_hover = PaletteHover(session, self)
        self._place_parts()
        self.layout_of_docks = WindowLayout(
            self,
            {
                "sees": (say("The model sees"), self.preview),
                "palette": (say("Palette"), self.palette_panel),
                "history": (say("History"), HistoryPanel(session)),
                "latent": (say("Latent"), self.latent),
                "strip": (say("Strip"), self.strip),
                "library": (say("Library"), self.library),
                "timeline": (say("Timeline"), self.timeline),
                "models": (say("Models"), self.models),
            },
        )
        self.menus = WindowMenus(self, self.actions_by_id, self.layout_of_docks)
        self.studio = StudioCommands(session, self)
        self._connect()
        self.setAcceptDrops(True)
        self.layout_of_docks.begin(session.settings)
        self._show_document()
        self._show_engine(session.client.state)
        self.canvas.setFocus()

    def _make_parts(self) -> None:
        session = self.session
        self.canvas, self.status, self.notice = Canvas(session), StatusLine(), NoticeBar()
        self.tabs = DrawingTabs(session.drawings)
        self.nearest, self.pen = NearestSession(session, self), PenPressure(self.canvas)
        self.preview, self.latent = PreviewPanel(session, self.nearest), LatentPanel(session)
        self.strip, self.library = StripPanel(session, self.nearest), LibraryPanel(session)
        self.palette_panel, self.models = PalettePanel(session), ModelsPanel(session)
        self.timeline = TimelinePanel(session)
        self.files, self.edits = FileCommands(session, self), EditCommands(session)
        self.tabs.follow(self.files.guard)
        self.selections, self.brushes = SelectionCommands(session), BrushCommands(session)
        self.views, self.adjusting = ViewCommands(session, self.canvas), AdjustCommands(session, self)
        self.canvas_sizes = CanvasSizeCommands(session, self)
        self.model = ModelCommands(session, self.canvas, self.preview, self.latent, self)
        self.references = ReferenceCommands(session, self.canvas, self, self.notice.say)
        self.axes = AxisCommands(session, self.library, self)
        self.training = TrainingCommands(session, self)
        self.former = FormerVersion(session, self.files.show, self.notice.say, self)
        self.file_notices = FileNotices(session, self.files, self.notice, self)
        self.keeper = JournalKeeper(session, paths.journal_dir(), self.files.guard.fingerprint_of, self)
        self.recovery = Recovery(
            self.keeper, self.files.guard, self.files.show, self.notice.say, session.tell, self
        )
        self.drops = Drops(session, self.canvas, self.edits, self.files, self.model, self.training)

    def _place_parts(self) -> None:
        centre = QWidget()
        row, column = QHBoxLayout(centre), QVBoxLayout()
        for box in (row, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        row.addWidget(self.tools)
        row.addLayout(column, 1)
        column.addWidget(self.tabs)
        column.addWidget(self.notice)
        column.addWidget(self.canvas, 1)
        centre.setFocusProxy(self.canvas)
        self.setCentralWidget(centre)
        self.options_bar = QToolBar(say("Options"))
        self.options_bar.setObjectName("options-bar")
        self.options_bar.setMovable(False)
        self.options_bar.addWidget(self.options)
        self.addToolBar(self.options_bar)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addPermanentWidget(self.status, 1)

    def _connect(self) -> None:
        session, client, status = self.session, self.session.client, self.status
        session.document_changed.connect(self._on_document_changed)
        session.told.connect(status.tell)
        client.state_changed.connect(self._show_engine)
        client.failed.connect(self._show_failure)
        status.way_out_asked.connect(self._way_out)
        status.training_asked.connect(self.training.open)
        self.training.progressed.connect(status.show_training)
        self.readings = StatusReadings(session, self.canvas, status)
        self.canvas.pressed.connect(self.timeline.playback.stop)
        self.timeline.playback.shown.connect(self.canvas.show_playing)
        self.timeline.playback.shown.connect(self.views.show_playing)
        self.files.failed.connect(self.notice.say)
        self.files.guard.changed.connect(self._show_document)
        self.tabs.close_asked.connect(self.files.close)
        self.model.picture_shown.connect(self.actions_by_id["model-picture"].setChecked)
        self.models.train_asked.connect(self.training.open)
        self.models.continue_asked.connect(self.training.resume)
        self.training.models_changed.connect(self.models.refresh)
        self.models.failed.connect(self.notice.say)
        self.library.opened.connect(self._open_found)
        self.library.sent.connect(self.strip.set_end)
        self.latent.named.make_asked.connect(self.axes.make_slider)
        self.latent.offered.connect(self.notice.offer)

    def start(self, files: list[Path] | None = None) -> None:
        """Wake the journal, the engine and the library, and open the files that were asked for."""
        self.keeper.start()
        settings = self.session.settings
        self.session.client.start(Path(settings.model) if settings.model else None, settings.device)
        self.library.show_folder(Path(settings.library) if settings.library else None)
        self.models.listed.connect(self._offer_to_go_on, Qt.ConnectionType.SingleShotConnection)
        self.models.look()
        for path in files or []:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a file; False, with a notice, when it can not be."""
        return self.files.open_path(path)

    def save_path(self, path: Path) -> bool:
        """Save to a file; False, with a notice, when it can not be."""
        return self.files.save_path(path)

    def _open_found(self, found: Found) -> None:
        if found.cell is None:
            self.files.open_path(found.source, in_passing=True)
        else:
            self.files.open_pixels(found.pixels, found.name, in_passing=True)

    def _offer_to_go_on(self) -> None:
        """A training that the last session left in the middle is not to be forgotten."""
        stopped = self.models.unfinished
        if stopped and self.session.client.training.state is None:
            path, name = stopped[0].path, stopped[0].name
            sentence = say("The training of {name} stands still: {stopped}.").format(
                name=name, stopped=progress_text(stopped[0])
            )
            self.notice.offer(sentence, say("Continue training"), lambda: self.training.resume(path))

    def _on_document_changed(self, change: Change) -> None:
        if change.what & (What.HISTORY | What.SAVED | What.STRUCTURE):
            self._show_document()

    def _show_document(self) -> None:
        document = self.session.document
        is_read_only = self.files.guard.is_read_only(document.key)
        name = say("{name} (read-only)").format(name=document.name) if is_read_only else document.name
        self.setWindowTitle(f"{name}[*] - LunarCore Studio")
        self.setWindowModified(document.modified)
        self.menus.show_history(document)

    def _show_engine(self, state: EngineState) -> None:
        self.status.show_engine(state, self.session.client.facts)

    def _show_failure(self, failure: Failed) -> None:
        if failure.request == "LoadModel" and self.session.client.facts is not None:
            self.notice.say(failure.sentence, say("Choose a model…"), self.model.open_folder)
        elif failure.way_out == "none":
            self.status.tell(failure.sentence)

    def _way_out(self, way: str) -> None:
        if way == "restart":
            self.model.restart()
        else:
            self.model.open_folder()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    def escape(self) -> None:
        """Take back the gesture or the pulled slider under way, or put back what floats; the keys go home."""
        is_idle = self.canvas.hasFocus() and self.notice.isHidden() and self.canvas.playing is None
        self.timeline.playback.stop()
        if self.canvas.abort() or self.model.cancel() or self.session.document.abort():
            self.session.tell(say("Taken back."))
        elif is_idle:
            self.edits.floats.put_back()
        self.notice.hide()
        self.canvas.setFocus()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished and isinstance(bar := event.child(), QTabBar):
            bar.setChangeCurrentOnDrag(True)  # of docks that share a place: a drag that rests on one
            bar.setAcceptDrops(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.layout_of_docks.shown()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.keys.let_go()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_welcome(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        position = self.canvas.mapFrom(self, event.position())
        mime, behind = event.mimeData(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.references.take_drop(mime) if behind else self.drops.drop(mime, QPointF(position)):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_quit():
            event.ignore()
            return
        hand = kept(self.session.hand, self.session.other_tools)
        self.session.set_settings(**self.layout_of_docks.kept(), **hand)
        self.hide()
        self.files.guard.close()
        self.keeper.end()
        self.timeline.playback.stop()
        self.library.stop()
        self.models.stop()
        self.training.stop()
        self.session.client.stop()
        event.accept()
