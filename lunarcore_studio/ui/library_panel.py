"""The sprites of a folder or a sheet, to look through, open and drag anywhere. GUI thread only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QWidget

from lunarcore_studio.files import paths
from lunarcore_studio.files.dataset import Found, LeftOut, Scan
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.drops import dropped_path
from lunarcore_studio.ui.left_out_dialog import LeftOutDialog, summary
from lunarcore_studio.ui.library_controls import LibraryControls
from lunarcore_studio.ui.library_model import LibraryModel
from lunarcore_studio.ui.library_scan import LibraryScan
from lunarcore_studio.ui.library_view import LibraryView
from lunarcore_studio.ui.panel_notice import PanelNotice
from lunarcore_studio.ui.patient_reading import answered_at_once
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, TIGHT

STARTER = mark("Starter sprites")


class LibraryPanel(QWidget):
    """`opened` carries a files.dataset.Found; `sent` an end, "A" or "B", uint8 (R, R, 4) and a name.

    What is to be done with the selected sprites or those of a tag is asked of the window.
    """

    slider_asked = Signal()
    tag_asked = Signal(str)
    alike_asked = Signal()
    opened = Signal(object)
    sent = Signal(str, object, str)
    scanned = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scan: LibraryScan | None = None
        self.folder: Path | None = None
        self.left_out: tuple[LeftOut, ...] = ()
        self.setAccessibleName(say("Library"))
        self.model = LibraryModel(self)
        self.view = LibraryView(self.model)
        self.controls = LibraryControls()
        self.notice = PanelNotice()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.notice)
        self._pages.addWidget(self.view)
        line = QHBoxLayout(self)
        line.setContentsMargins(PANEL_MARGIN, TIGHT, PANEL_MARGIN, PANEL_MARGIN)
        line.setSpacing(GAP)
        line.addWidget(self.controls)
        line.addWidget(self._pages, 1)
        self.setAcceptDrops(True)
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        controls = self.controls
        controls.folder_asked.connect(self.choose_folder)
        controls.searched.connect(self._search)
        controls.send_asked.connect(self.send)
        controls.slider_asked.connect(self.slider_asked)
        controls.tag_asked.connect(self.tag_asked)
        controls.alike_asked.connect(self.alike_asked)
        controls.left_out_asked.connect(self.show_left_out)
        controls.cancel_asked.connect(self.stop)
        self.view.opened.connect(lambda row: self.opened.emit(self.model.found(row)))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.view.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_chosen())
        self.model.modelReset.connect(self._show_chosen)

    @property
    def chosen(self) -> Found | None:
        """The sprite that is selected; of several the one that was chosen last."""
        index = self.view.currentIndex()
        return self.model.found(index.row()) if index.isValid() else None

    @property
    def selected(self) -> tuple[Found, ...]:
        """The selected sprites, in the order in which they are shown."""
        return tuple(self.model.found(row) for row in self.view.selected_rows)

    @property
    def sprites(self) -> tuple[Found, ...]:
        """All sprites of the library, with or without the search."""
        return self.model.sprites

    @property
    def scanning(self) -> bool:
        """Whether a folder is being read."""
        return self._scan is not None

    def show_folder(self, folder: Path | None) -> None:
        """Read a folder or a sheet in the background; None stands for the starter sprites."""
        self.stop()
        self.folder = folder
        self.left_out = ()
        self.model.show_sprites(())
        self.controls.show_tags({})
        if folder is not None or paths.starter_sheet().is_file():
            self._begin(paths.starter_sheet() if folder is None else folder)
        self._refresh()

    def _begin(self, source: Path) -> None:
        scan = LibraryScan([source], self._session.model_pixels().shape[0], self)
        scan.progressed.connect(self.controls.show_progress)
        scan.scanned.connect(self._show_scan)
        scan.refused.connect(self._show_refusal)
        scan.finished.connect(lambda: self._end(scan))
        self._scan = scan
        scan.start()

    def stop(self) -> None:
        """End a reading that is under way; what was shown before stays. Called before the window goes."""
        scan, self._scan = self._scan, None
        if scan is not None:
            scan.stop()
            scan.deleteLater()
            self._refresh()

    def choose_folder(self) -> None:
        """Ask for a folder and show it."""
        start = str(self.folder) if self.folder is not None else ""
        chosen = QFileDialog.getExistingDirectory(self, say("Open a folder of sprites"), start)
        if chosen:
            self._keep_folder(Path(chosen))

    def _keep_folder(self, folder: Path) -> None:
        self.show_folder(folder)
        self._session.set_settings(library=str(folder))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_folder(event) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """A folder that is dropped here is to be looked through; elsewhere in the window it is trained on."""
        folder = _dropped_folder(event)
        if folder is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._keep_folder(folder)

    def send(self, end: str) -> None:
        """Put the selected sprite into "A" or "B"."""
        if self.chosen is not None:
            self.sent.emit(end, self.chosen.pixels, self.chosen.name)

    def show_left_out(self) -> None:
        """Show every file that is not in the library, with its reason."""
        dialog = LeftOutDialog(self.left_out, self.folder or paths.starter_dir(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _show_scan(self, scan: Scan) -> None:
        if self.sender() is self._scan:
            self.left_out = scan.left_out
            self.model.show_sprites(scan.sprites)
            self.controls.show_tags(self.model.tags())

    def _show_refusal(self, sentence: str) -> None:
        if self.sender() is self._scan:
            self._session.tell(sentence)

    def _end(self, scan: LibraryScan) -> None:
        if scan is self._scan:
            self._scan = None
            scan.deleteLater()
            self._refresh()
            self.scanned.emit()

    def _search(self, text: str) -> None:
        self.model.search(text)
        self._refresh()

    def _refresh(self) -> None:
        name = say(STARTER) if self.folder is None else self.folder.name
        self.controls.show_folder(name, str(self.folder or ""), self.model.rowCount(), self.model.known)
        self.controls.show_left_out(len(self.left_out), summary(self.left_out))
        self.controls.show_scanning(self.scanning)
        self._say()
        self._pages.setCurrentIndex(1 if self.model.rowCount() else 0)
        self._show_chosen()

    def _say(self) -> None:
        side = self._session.model_pixels().shape[0]
        if self.scanning:
            self.notice.say(say("Reading the sprites. You can draw meanwhile."))
        elif self.model.known:
            self.notice.say(say("No name contains “{search}”.").format(search=self.controls.search.text()))
        elif self.folder is None:
            self.notice.say(
                say("Open a folder of {side}×{side} sprites or sheets.").format(side=side),
                say("Open folder…"),
                self.choose_folder,
            )
        else:
            self.notice.say(
                say("{name} holds no {side}×{side} sprite or sheet of them.").format(
                    name=self.folder.name, side=side
                )
            )

    def _show_chosen(self) -> None:
        self.controls.show_chosen(self.chosen, self.view.selected_count)

    def _show_menu(self, at: QPoint) -> None:
        if self.chosen is None:
            return
        row = self.view.currentIndex().row()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("Open in the canvas"), lambda: self.view.opened.emit(row))
        menu.addSeparator()
        for end in ("A", "B"):
            menu.addAction(say("Set {end}").format(end=end), partial(self.send, end))
        menu.addSeparator()
        menu.addAction(say("Make a slider from these…"), self.slider_asked.emit)
        menu.addAction(say("Make this like these…"), self.alike_asked.emit)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)


def _dropped_folder(event: QDropEvent) -> Path | None:
    """None also for what its drive does not tell of at once."""
    path = dropped_path(event.mimeData())
    return path if path is not None and answered_at_once(path.is_dir) else None
