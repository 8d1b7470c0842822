"""What the wizard's first page shows: sprites to tick, what was left out, what was cut. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.dataset import Scan, ScanOptions
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.findings_table import FindingsTable
from lunarcore_studio.ui.left_out_dialog import LeftOutTable, summary
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.panel_notice import PanelNotice
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.status_line import ElidedLabel
from lunarcore_studio.ui.tick_model import TickModel
from lunarcore_studio.ui.tick_view import TickView
from lunarcore_studio.ui.training_sprites import Source
from lunarcore_studio.ui.wizard_page import Remark

NOT_PIXEL_ART = mark("not pixel art")


class SpritesView(QWidget):
    """Shows what it is told. `refusal` is why nothing could be read, "" otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal = ""
        self.model = TickModel(self)
        self._build_choices()
        self._build_lists()
        self._lay_out()

    def _build_choices(self) -> None:
        self.folder = QPushButton(say("Folder…"))
        self.files = QPushButton(say("Files…"))
        self.drawing = QPushButton(say("This drawing"))
        describe(self.folder, say("A folder of sprites"), hint=say("With all folders in it"))
        describe(self.files, say("Some files"), hint=say("Sprites, sheets, animations"))
        describe(self.drawing, say("The frames of the drawing that is open"))
        for button in (self.folder, self.files, self.drawing):
            button.setAutoDefault(False)
        self.origin = ElidedLabel(say("What is being looked at"))
        theme.set_role(self.origin, "quiet")
        self.sizes = Segments(
            [
                (str(side), f"{side} x {side}", say("Sprites of {side} x {side} pixels").format(side=side))
                for side in (8, 16, 32)
            ],
            say("Size of the sprites"),
        )
        self.only_pixel_art = QCheckBox(say("Leave out photographs and noise"))
        self.tick_all, self.tick_none = QPushButton(say("Tick all")), QPushButton(say("None"))
        for button, on in ((self.tick_all, True), (self.tick_none, False)):
            theme.set_role(button, "small")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on, on=on: self.model.tick_all(on))
        describe(self.tick_none, say("Tick none"))
        self.cancel = QPushButton(say("Stop reading"))
        self.cancel.setAutoDefault(False)

    def _build_lists(self) -> None:
        self.kept, self.left_out, self.findings = TickView(self.model), LeftOutTable(), FindingsTable()
        self.lists = QStackedWidget()
        for part in (self.kept, self.left_out, self.findings):
            self.lists.addWidget(part)
        self.which = Segments(
            [
                ("kept", say("Kept"), say("The sprites that were found: untick what it shall not learn")),
                ("left", say("Left out"), say("What is not used, and why")),
                (
                    "found",
                    say("Cut and shrunk"),
                    say("Sheets that were cut and enlarged art that was shrunk"),
                ),
            ],
            say("What is shown"),
        )
        self.which.chosen.connect(self.show_list)
        self.notice = PanelNotice()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("Reading the sprites"))
        self.reading = QLabel()
        self.reading.setFont(theme.number_font())
        self.summary = QLabel()
        self.summary.setFont(theme.number_font())
        self.remark = Remark()

    def _lay_out(self) -> None:
        sources = QHBoxLayout()
        sources.setSpacing(theme.GAP)
        for button in (self.folder, self.files, self.drawing):
            sources.addWidget(button)
        sources.addWidget(self.origin, 1)
        self.bar = QWidget()
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(theme.GAP)
        bar.addWidget(self.which)
        bar.addStretch(1)
        for part in (self.sizes, self.tick_all, self.tick_none):
            bar.addWidget(part)
        self.stack = QStackedWidget()
        for page in (self._empty_page(), self._busy_page(), self.lists):
            self.stack.addWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP)
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.only_pixel_art)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(sources)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        column.addWidget(self.remark)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("drop-place")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.addWidget(self.notice)
        return page

    def _busy_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.reading)
        column.addWidget(self.progress)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def show_state(self, source: Source | None, scanning: bool, found: Scan | None) -> None:
        """Show the empty place, the bar, or what was found."""
        self.origin.say(source.title if source else "")
        is_full = found is not None and source is not None and not scanning
        self.bar.setVisible(is_full)
        self.stack.setCurrentIndex(1 if scanning else 2 if is_full else 0)
        if scanning:
            self.progress.setRange(0, 0)
            self.reading.setText(say("Looking for sprites"))
        elif not is_full:
            what = self.refusal or say("Drop a folder of your sprites here, or some files, or a sheet.")
            self.notice.say(what, say("Choose a folder…"), self.folder.click)
            theme.set_role(self.notice.sentence, "error" if self.refusal else "quiet")

    def show_progress(self, done: int, known: int) -> None:
        """So many files of all are read."""
        self.progress.setRange(0, max(1, known))
        self.progress.setValue(done)
        self.reading.setText(say("Read {done:,} of {known:,} files").format(done=done, known=known))

    def show_scan(self, found: Scan, root: Path, sides: list[int], options: ScanOptions) -> None:
        """Show what a reading found."""
        self.kept.show_side(found.resolution)
        self.model.show_sprites(found.sprites)
        self.left_out.show_left_out(found.left_out, root)
        self.findings.found.show_findings(found.findings, found.resolution)
        counts = {"kept": len(found.sprites), "left": len(found.left_out), "found": len(found.findings)}
        for key, word in (("kept", say("Kept")), ("left", say("Left out")), ("found", say("Cut and shrunk"))):
            button = self.which.button(key)
            button.setText(f"{word}  {counts[key]:,}")
            button.setVisible(key == "kept" or counts[key] > 0)
        if counts["left"]:
            self.which.button("left").setToolTip(
                say("{left_out}: show the list").format(left_out=summary(found.left_out))
            )
        for side in (8, 16, 32):
            self.sizes.button(str(side)).setVisible(side in sides)
        self.sizes.setVisible(len(sides) > 1)
        self.sizes.show_current(str(found.resolution))
        has_photographs = any(one.reason.startswith(NOT_PIXEL_ART) for one in found.left_out)
        self.only_pixel_art.setVisible(has_photographs or not options.only_pixel_art)
        self.only_pixel_art.setChecked(options.only_pixel_art)
        shown = self.which.current
        is_there = bool(counts[shown]) and shown != "kept" and bool(counts["kept"])
        self.show_list(shown if is_there else "kept" if counts["kept"] or not counts["left"] else "left")

    def show_list(self, which: str) -> None:
        """Show "kept", "left" or "found"."""
        self.which.show_current(which)
        self.lists.setCurrentIndex(("kept", "left", "found").index(which))
        for button in (self.tick_all, self.tick_none):
            button.setVisible(which == "kept")

    def show_count(self, ticked: int, colors: int, warning: str) -> None:
        """Say how much there is to learn from, and whether it is enough."""
        known = self.model.known
        some = (
            say("{ticked:,} of {known:,} sprites ticked").format(ticked=ticked, known=known)
            if ticked < known
            else say("{known:,} distinct sprites").format(known=known)
        )
        self.summary.setText(
            say("{sprites}, {colors:,} colours").format(sprites=some, colors=colors) if known else ""
        )
        if not known and self.stack.currentIndex() == 2:
            self.summary.setText(say("No sprites to learn from."))
        if self.stack.currentIndex() != 2:
            self.summary.setText("")
            self.only_pixel_art.hide()
        self.remark.say(warning)
