"""The column beside the thumbnails: the folder, the search, what to do with a sprite. GUI thread only."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.tokens import SMALL_BUTTON, TIGHT

WIDTH_PX = 232
MOST_TAGS = 40
SLIDER_HINT = mark("From the selected sprites, or from the sprites of one folder")
ALIKE_HINT = mark("The drawing takes the style and the colours of the selected sprites")


class SearchField(QLineEdit):
    """Words of a name; Escape empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class LibraryControls(QWidget):
    """Shows what the panel tells it; every wish is a signal."""

    folder_asked = Signal()
    searched = Signal(str)
    send_asked = Signal(str)  # "A" or "B"
    slider_asked = Signal()
    tag_asked = Signal(str)
    alike_asked = Signal()
    left_out_asked = Signal()
    cancel_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH_PX)
        self._name, self._known, self._selected = "", "", 0
        self._build()
        self.show_tags({})
        self._lay_out()

    def _build(self) -> None:
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setProperty("role", "quiet")
        self.folder = IconButton("folder-open", say("Open a folder of sprites"))
        self.folder.clicked.connect(self.folder_asked)
        self.search = SearchField()
        self.search.setPlaceholderText(say("Search names"))
        self.search.setAccessibleName(say("Search the library by name"))
        self.search.setToolTip(say("Show only sprites whose name holds this. Escape clears it"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.searched)
        self._build_wishes()
        self.sends = {end: self._button(say("Set {end}").format(end=end)) for end in ("A", "B")}
        for end, button in self.sends.items():
            button.setToolTip(say("Put the selected sprite into {end} of the strip").format(end=end))
            button.clicked.connect(lambda _on, end=end: self.send_asked.emit(end))
        self.left_out = self._button("")
        self.left_out.setFlat(True)
        self.left_out.clicked.connect(self.left_out_asked)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(2)
        self.progress.setAccessibleName(say("Reading the sprites"))
        self.cancel = self._button(say("Cancel"))
        self.cancel.clicked.connect(self.cancel_asked)

    def _build_wishes(self) -> None:
        """What the model can do with the selected sprites."""
        self.slider = IconButton("sliders-horizontal", say("Make a slider"), hint=SLIDER_HINT)
        self.slider.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.wishes = QMenu(say("Make a slider"), self)
        self.slider.setMenu(self.wishes)
        self.alike = IconButton("magic-wand", say("Make this like these…"), hint=ALIKE_HINT)
        self.alike.clicked.connect(self.alike_asked)

    def show_tags(self, tags: Mapping[str, int]) -> None:
        """Offer a slider of the selection, and one of each tag with so many sprites."""
        self.wishes.clear()
        self.of_these = self.wishes.addAction(say("Make a slider from these…"), self.slider_asked.emit)
        self.of_these.setEnabled(self._selected > 0)
        if tags:
            self.wishes.addSection(say("From a folder, against all others"))
        for tag, count in list(tags.items())[:MOST_TAGS]:
            action = self.wishes.addAction(f"{tag.replace('&', '&&')}\t{count:,}")
            action.triggered.connect(lambda _on, tag=tag: self.tag_asked.emit(tag))

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumHeight(SMALL_BUTTON)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(TIGHT)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.folder)
        foot = QHBoxLayout()
        foot.setSpacing(TIGHT)
        for part in (*self.sends.values(), self.cancel):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.left_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(head)
        find = QHBoxLayout()
        find.setSpacing(TIGHT)
        find.addWidget(self.search, 1)
        find.addWidget(self.slider)
        find.addWidget(self.alike)
        column.addLayout(find)
        column.addWidget(self.progress)
        column.addLayout(foot)
        column.addStretch(1)

    def show_folder(self, name: str, path: str, shown: int, known: int) -> None:
        """Name the folder, and say how many sprites of it are shown."""
        self._name, self._known = name, f"{shown:,}"
        if shown != known:
            self._known = say("{shown:,} of {known:,}").format(shown=shown, known=known)
        self.title.setToolTip(path or name)
        self._show_head()

    def _show_head(self) -> None:
        self.count.setText(
            say("{count:,} selected").format(count=self._selected) if self._selected > 1 else self._known
        )
        words = self.fontMetrics()
        room = WIDTH_PX - SMALL_BUTTON - 3 * TIGHT - words.horizontalAdvance(self.count.text())
        self.title.setText(words.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))

    def show_left_out(self, count: int, reasons: str) -> None:
        """Say how many files were left out, if any."""
        self.left_out.setVisible(count > 0)
        self.left_out.setText(say("{count:,} left out").format(count=count))
        self.left_out.setToolTip(say("{reasons}: show the list").format(reasons=reasons))

    def show_scanning(self, scanning: bool) -> None:
        """Show the bar and the way to stop while a folder is read."""
        self.progress.setVisible(scanning)
        self.progress.setRange(0, 0)
        self.cancel.setVisible(scanning)
        for button in self.sends.values():
            button.setVisible(not scanning)

    def show_progress(self, done: int, known: int) -> None:
        """So many files of all are read."""
        self.progress.setRange(0, known)
        self.progress.setValue(done)

    def show_chosen(self, found: Found | None, selected: int) -> None:
        """Enable what needs a selected sprite, and say how many are selected."""
        for button in self.sends.values():
            button.setEnabled(found is not None)
        self._selected = selected
        self.alike.setEnabled(selected > 0)
        self.of_these.setEnabled(selected > 0)
        self._show_head()
