"""First page of the wizard: which sprites, what was left out and why, what could be cut. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from lunarcore_studio.files.dataset import Scan, ScanOptions
from lunarcore_studio.files.images import READABLE
from lunarcore_studio.files.scan_summary import ScanSummary, too_few
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.file_kinds import file_kinds
from lunarcore_studio.ui.images import local_files
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.sprite_scan import SpriteScan
from lunarcore_studio.ui.training_sprites import Reading, Source
from lunarcore_studio.ui.training_sprites_view import SpritesView
from lunarcore_studio.ui.wizard_page import WizardPage

FEWEST = 2
ONE_ALONE = mark("One sprite alone has nothing that could vary. Two are the least, and 24 a beginning.")
SIDES = (8, 16, 32)
KINDS = (mark("Pictures"), READABLE)


class SpritesPage(WizardPage):
    """`scanned` tells that a reading has ended; `found` and the ticks of `view` are what came of it."""

    scanned = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(
            say("Which sprites shall it learn from?"),
            say(
                "A folder, some files, a sheet, or the frames of the drawing. "
                "They are only read, never changed."
            ),
        )
        self._session = session
        self._scan: SpriteScan | None = None
        self._options = ScanOptions()
        self._settled = False  # whether the sprites' size was looked at, and chosen
        self.source: Source | None = None
        self.found: Scan | None = None
        self.summary: ScanSummary | None = None
        self.view = SpritesView()
        self.column.addWidget(self.view, 1)
        self.setAcceptDrops(True)
        self._connect()
        self._refresh()

    def _connect(self) -> None:
        view = self.view
        view.folder.clicked.connect(self.choose_folder)
        view.files.clicked.connect(self.choose_files)
        view.drawing.clicked.connect(self.take_drawing)
        view.cancel.clicked.connect(self.stop)
        view.sizes.chosen.connect(lambda side: self._read_again(resolution=int(side)))
        view.only_pixel_art.clicked.connect(lambda on: self._read_again(only_pixel_art=on))
        view.findings.found.declined.connect(lambda paths: self._read_again(declined=paths))
        view.model.ticked.connect(self._show_count)

    @property
    def scanning(self) -> bool:
        """Whether sprites are being read."""
        return self._scan is not None

    @property
    def ticks(self) -> np.ndarray:
        """Which of the sprites are ticked, bool (N,)."""
        return self.view.model.ticks

    @property
    def count(self) -> int:
        """How many sprites are ticked."""
        return self.view.model.count

    @property
    def resolution(self) -> int:
        """Side of the sprites in pixels."""
        return self._options.resolution

    def isComplete(self) -> bool:
        return not self.scanning and self.count >= FEWEST

    def choose_folder(self) -> None:
        """Ask for a folder and read it."""
        asked = QFileDialog.getExistingDirectory(self, say("Train on a folder of sprites"), self._start())
        if asked:
            self.take_paths([Path(asked)])

    def choose_files(self) -> None:
        """Ask for files, sprites or sheets, and read them."""
        asked, _ = QFileDialog.getOpenFileNames(
            self, say("Train on these sprites"), self._start(), file_kinds(KINDS)
        )
        if asked:
            self.take_paths([Path(one) for one in asked])

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Read files and folders."""
        self.read(Source.of_paths(paths))

    def take_drawing(self) -> None:
        """Read the frames of the drawing that is open."""
        self.read(Source.of_document(self._session.document))

    def read(self, source: Source) -> None:
        """Read another source, from the beginning."""
        self.source = source
        self._options, self._settled = ScanOptions(), False
        self._begin()

    def stop(self) -> None:
        """End a reading that is under way; nothing of it stays."""
        scan, self._scan = self._scan, None
        if scan is not None:
            scan.stop()
            scan.deleteLater()
            self.source = None
            self._refresh()

    def _read_again(self, **changed: object) -> None:
        self._options, self._settled = replace(self._options, **changed), True  # type: ignore[arg-type]
        self._begin()

    def _begin(self) -> None:
        source, options = self.source, self._options
        self.stop()
        if source is None:
            return
        self.source, self.found, self.summary = source, None, None
        self.view.model.show_sprites(())
        scan = SpriteScan(partial(source.read, options), "lunarcore-training-scan", self)
        scan.progressed.connect(self.view.show_progress)
        scan.scanned.connect(self._take_scan)
        scan.refused.connect(self._take_refusal)
        scan.finished.connect(lambda: self._end(scan))
        self._scan = scan
        self.view.refusal = ""
        self._refresh()
        scan.start()

    def _take_scan(self, reading: Reading) -> None:
        if self.sender() is self._scan:
            self.found, self.summary = reading.scan, reading.summary

    def _take_refusal(self, sentence: str) -> None:
        if self.sender() is self._scan:
            self.view.refusal, self.source = sentence, None

    def _end(self, scan: SpriteScan) -> None:
        if scan is not self._scan:
            return
        self._scan = None
        scan.deleteLater()
        side = self._better_side()
        if side is not None:
            self._read_again(resolution=side)
            return
        self._refresh()
        self.scanned.emit()

    def _better_side(self) -> int | None:
        """The size that most of the sprites have, as long as nobody chose one."""
        return None if self.summary is None or self._settled else self.summary.suggested_resolution

    def _refresh(self) -> None:
        if self.found is not None and self.source is not None:
            self.view.show_scan(self.found, self.source.root, self._sides_offered(self.found), self._options)
        self.view.show_state(self.source, self.scanning, self.found)
        self._show_count()

    def _sides_offered(self, found: Scan) -> list[int]:
        wanted = dict(found.wanted)
        return [side for side in SIDES if side == self.resolution or wanted.get(side)]

    def _show_count(self) -> None:
        colors = 0 if self.summary is None else self.summary.colors
        self.view.show_count(self.count, colors, self._warning())
        self.completeChanged.emit()

    def _warning(self) -> str:
        if self.found is None or self.scanning or not self.view.model.known:
            return ""
        if self.count == 1:
            return ONE_ALONE
        return too_few(self.count) or (self.summary.suggestion if self.summary else "") or self.found.notice

    def _start(self) -> str:
        return self._session.settings.library or self._session.settings.last_folder

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.take_paths(paths)
