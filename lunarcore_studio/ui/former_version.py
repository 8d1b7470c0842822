"""Brings back what a drawing's file held before it was saved last. GUI thread only.

The former version comes as one step of undo or as a drawing of its own, and reaches the disk only when the
person saves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from lunarcore_studio.files.backup import find_backup
from lunarcore_studio.files.documents import open_document
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.models_words import MONTHS
from lunarcore_studio.ui.pixel_view import FRAME_PX, PixelView
from lunarcore_studio.ui.session import Session

VIEW_PX = 256  # a side of the pictures
LABEL = mark("Former version")


class FormerVersion:
    """The command over a window; `show` puts a drawing into a tab, `say` tells what did not work."""

    def __init__(
        self,
        session: Session,
        show: Callable[[Drawing], None],
        say: Callable[[str], object],
        window: QWidget,
    ) -> None:
        self._session, self._show, self._say, self._window = session, show, say, window

    def restore(self) -> bool:
        """Show the former version beside the present, and take it back when the person says so."""
        path = self._session.document.path
        kept = None if path is None else find_backup(path)
        if path is None or kept is None:
            name = self._session.document.name
            self._session.tell(
                say("There is no former version of {name}: no save has replaced its file yet.").format(
                    name=name
                )
            )
            return False
        try:
            former = open_document(kept.path)
        except FileError as error:
            self._say(
                say("The former version of {name} can not be read: it {reason}.").format(
                    name=path.name, reason=say_filled(error.reason)
                )
            )
            return False
        dialog = FormerVersionDialog(path, self._session.document.sprite, former, kept.written, self._window)
        dialog.exec()
        dialog.deleteLater()
        return self._take(former, path, dialog.answer)

    def _take(self, former: Sprite, path: Path, answer: str) -> bool:
        if answer == "restore":
            self._session.document.apply(former, LABEL, "file")
            self._session.tell(
                say("{name} is as it was before. Undo leads back; save to keep it so.").format(name=path.name)
            )
        elif answer == "beside":
            self._show(Drawing.begin(former))
            self._session.tell(
                say("The former version of {name} is a drawing of its own.").format(name=path.name)
            )
        return bool(answer)


class FormerVersionDialog(QDialog):
    """Two pictures and what to do; `answer` is "restore", "beside", or empty for neither."""

    def __init__(
        self, path: Path, present: Sprite, former: Sprite, written: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Former version of {name}").format(name=path.name))
        self.answer = ""
        self.present = self._view(present, say("The drawing as it is now"))
        self.former = self._view(former, say("The former version"))
        pictures = QHBoxLayout()
        pictures.setSpacing(2 * theme.GAP)
        for words, sprite, view in (
            (say("Now"), present, self.present),
            (_moment(written), former, self.former),
        ):
            pictures.addLayout(_captioned(words, sprite, view))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        column.addLayout(pictures)
        column.addWidget(self._buttons())

    def _view(self, sprite: Sprite, name: str) -> PixelView:
        step = -(-max(sprite.size) // VIEW_PX)  # of a picture that is larger every so many pixels are shown
        view = PixelView()
        view.setFixedSize(VIEW_PX + 2 * FRAME_PX, VIEW_PX + 2 * FRAME_PX)
        view.show_pixels(sprite.flatten(0)[::step, ::step])
        view.setAccessibleName(name)
        return view

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        roles = QDialogButtonBox.ButtonRole
        for answer, text, role in (
            ("restore", say("Restore"), roles.AcceptRole),
            ("beside", say("Open as a new drawing"), roles.ActionRole),
            ("", say("Cancel"), roles.RejectRole),
        ):
            button = buttons.addButton(text, role)
            button.clicked.connect(lambda _checked, chosen=answer: self._choose(chosen))
            if answer == "restore":
                button.setDefault(True)
                self.restore_button = button
            elif answer == "beside":
                self.beside_button = button
        return buttons

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.done(QDialog.DialogCode.Accepted if answer else QDialog.DialogCode.Rejected)


def _captioned(words: str, sprite: Sprite, view: PixelView) -> QVBoxLayout:
    told = (
        say("{width} x {height} pixels, {count} frames")
        if len(sprite.frames) > 1
        else say("{width} x {height} pixels")
    )
    size = told.format(width=sprite.width, height=sprite.height, count=len(sprite.frames))
    stack = QVBoxLayout()
    stack.setSpacing(theme.TIGHT)
    for text, role in ((words, ""), (size, "caption")):
        caption = QLabel(text)
        if role:
            theme.set_role(caption, role)
        stack.addWidget(caption)
    stack.addWidget(view, 0, Qt.AlignmentFlag.AlignLeft)
    return stack


def _moment(written: datetime) -> str:
    local = written.astimezone()
    month = say(MONTHS[local.month - 1])
    return say("Saved on {day} {month} {year}, {clock}").format(
        day=local.day, month=month, year=local.year, clock=f"{local:%H:%M}"
    )
