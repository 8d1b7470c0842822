"""Asks what is exported, as what, how large and where, and says what that will be. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.documents import EXPORTABLE
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.export_choice import LARGEST_SCALE, SUFFIXES, ExportChoice, Kind, told
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.dialog_answers import DialogAnswers
from lunarcore_studio.ui.export_sheet_fields import SheetFields
from lunarcore_studio.ui.panel import describe

KINDS: tuple[tuple[Kind, str], ...] = (
    ("frame", mark("PNG of this frame")),
    ("frames", mark("Numbered PNG files")),
    ("strip", mark("PNG strip")),
    ("sheet", mark("PNG sheet")),
    ("gif", mark("Animated GIF")),
    ("apng", mark("Animated PNG")),
    ("webp", mark("Animated WebP")),
    ("aseprite", mark("Aseprite sprite")),
)
FIELD_PX = 360


def file_for(path: Path, kind: Kind) -> Path:
    """A path with the suffix of a kind, in place of another kind's."""
    suffix = SUFFIXES[kind]
    if path.suffix.lower() == suffix:
        return path
    known = path.suffix.lower() in EXPORTABLE
    return path.with_suffix(suffix) if known else path.with_name(path.name + suffix)


def names_of(files: Sequence[Path]) -> str:
    """The names of the files of an export; of more than two the first and the last one."""
    if len(files) == 1:
        return shown(files[0])
    if len(files) > 2:
        return say("{first} to {last}").format(first=shown(files[0]), last=shown(files[-1]))
    return say("{one} and {other}").format(one=shown(files[0]), other=shown(files[1]))


class ExportDialog(QDialog):
    """`asked` carries the ExportChoice when Export was pressed; who writes it closes the dialog."""

    asked = Signal(object)

    def __init__(
        self, sprite: Sprite, frame: int, choice: ExportChoice, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Export"))
        self._sprite, self._frame, self._folder = sprite, frame, choice.path.parent
        self.kind, self.frames, self.scale = QComboBox(), QComboBox(), QSpinBox()
        self.file, self.browse, self.line = QLineEdit(), QPushButton(say("Browse…")), QLabel()
        self.sheet = SheetFields()
        self._lay_out()
        self._show(choice)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for signal in (self.frames.currentIndexChanged, self.scale.valueChanged, self.file.textChanged):
            signal.connect(self._on_changed)
        self.sheet.changed.connect(self._on_changed)
        self._on_changed()
        self.kind.setFocus()

    @property
    def choice(self) -> ExportChoice:
        """What the fields say."""
        kind = self.kind.currentData()
        path = Path(self.file.text().strip()).expanduser()
        path = path if path.is_absolute() else self._folder / path
        path = file_for(path, kind) if path.name else path
        return self.sheet.taken_by(ExportChoice(path, kind, self.scale.value(), self.frames.currentData()))

    def complain(self, sentence: str) -> None:
        """Say why it was not written; the fields stay as they are."""
        self.line.setText(say_filled(sentence))
        theme.set_role(self.line, "error")

    def _show(self, choice: ExportChoice) -> None:
        self.scale.setRange(1, LARGEST_SCALE)
        self.scale.setValue(choice.scale)
        self.kind.setCurrentIndex([kind for kind, _ in KINDS].index(choice.kind))
        self.frames.addItem(say("All frames"), None)
        for tag in self._sprite.tags:
            self.frames.addItem(
                say("Tag {name}: {first} to {last}").format(
                    name=tag.name, first=tag.first + 1, last=tag.last + 1
                ),
                tag.name,
            )
        self.frames.setCurrentIndex(max(0, self.frames.findData(choice.tag)))
        self.sheet.show_choice(choice)
        self.file.setText(QDir.toNativeSeparators(str(file_for(choice.path, choice.kind))))

    def _on_kind(self) -> None:
        if self.file.text().strip():
            self.file.setText(QDir.toNativeSeparators(str(self.choice.path)))
        self._on_changed()

    def _on_changed(self) -> None:
        choice = self.choice
        self.sheet.setVisible(choice.kind == "sheet")
        self.frames.setEnabled(choice.kind != "frame" and len(self._sprite.frames) > 1)
        has_name = bool(self.file.text().strip() and choice.path.name)
        self.export.setEnabled(has_name)
        if not has_name:
            self.complain(say("Name the file to export to."))
            return
        try:
            line = told(choice, self._sprite, self._frame)
        except FileError as error:
            self.export.setEnabled(False)
            self.complain(str(error))
            return
        self.line.setText(f"{say_filled(line)}: {names_of(choice.files(self._sprite))}")
        theme.set_role(self.line, "quiet")

    def _browse(self) -> None:
        choice = self.choice
        kinds = f"{self.kind.currentText()} (*{SUFFIXES[choice.kind]})"
        chosen, _ = QFileDialog.getSaveFileName(
            self, say("Export"), str(choice.path), kinds, "", QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:
            self.file.setText(QDir.toNativeSeparators(chosen))

    def _lay_out(self) -> None:
        for kind, word in KINDS:
            self.kind.addItem(say(word), kind)
        self.scale.setSuffix(" ×")
        self.scale.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.file.setMinimumWidth(FIELD_PX)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        self.line.setWordWrap(True)
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setMinimumHeight(2 * self.line.fontMetrics().lineSpacing())
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        describe(self.kind, say("Format"))
        describe(self.frames, say("Frames"))
        describe(self.scale, say("Scale"), hint=say("How many pixels wide a pixel of the drawing becomes"))
        describe(self.file, say("File"))
        describe(self.browse, say("Choose the file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        heading = QLabel(say("Export"))
        theme.set_role(heading, "heading")
        column.addWidget(heading)
        column.addLayout(self._fields())
        column.addWidget(self.line)
        column.addWidget(self._answers())

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        for column, (text, field) in enumerate(
            ((say("Format"), self.kind), (say("Frames"), self.frames), (say("Scale"), self.scale))
        ):
            grid.addWidget(_caption(text, field), 0, column)
            grid.addWidget(field, 1, column)
        grid.addWidget(self.sheet, 2, 0, 1, 3)
        grid.setRowMinimumHeight(3, theme.TIGHT)
        grid.addWidget(_caption(say("File"), self.file), 4, 0, 1, 3)
        grid.addWidget(self.file, 5, 0, 1, 2)
        grid.addWidget(self.browse, 5, 2)
        return grid

    def _answers(self) -> DialogAnswers:
        buttons = DialogAnswers(say("Export"))
        self.export = buttons.does
        buttons.accepted.connect(lambda: self.asked.emit(self.choice))
        buttons.rejected.connect(self.reject)
        return buttons


def _caption(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    theme.set_role(label, "caption")
    label.setBuddy(field)
    return label
