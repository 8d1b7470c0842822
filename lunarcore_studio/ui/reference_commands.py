"""A picture to draw after, behind or above the drawing: chosen, moved, taken away. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.file_kinds import ANY, file_kinds
from lunarcore_studio.ui.images import dropped_file, pixels_from_mime, to_qimage
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.reference_image import Reference
from lunarcore_studio.ui.reference_mover import ReferenceMover
from lunarcore_studio.ui.reference_popup import ReferencePopup
from lunarcore_studio.ui.reference_reading import PICTURES, read_reference
from lunarcore_studio.ui.session import Session

TITLE = mark("Reference image")


class ReferenceCommands(QObject):
    """`fail` is told the sentence of a picture that can not be read. `popup` is there while it is open."""

    def __init__(
        self, session: Session, canvas: Canvas, window: QWidget, fail: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._session, self._canvas, self._window, self._fail = session, canvas, window, fail
        self._layer = canvas.reference
        self._mover: ReferenceMover | None = None
        self.popup: ReferencePopup | None = None
        self._layer.changed.connect(self._show)
        canvas.installEventFilter(self)

    def ask(self) -> None:
        """Open the board of the drawing's reference; ask for a picture where it has none."""
        if self._layer.current is None:
            self.ask_for_picture()
        else:
            self.open_popup()

    def ask_for_picture(self) -> None:
        """Ask for a picture, and put it behind the drawing."""
        folder = self._session.settings.last_folder
        chosen, _ = QFileDialog.getOpenFileName(self._window, say(TITLE), folder, file_kinds(PICTURES, ANY))
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> bool:
        """Put the picture in a file behind the drawing; False when it can not be read."""
        try:
            image = read_patiently(path, lambda: read_reference(path), self._window)
        except FileError as error:
            self._fail(str(error))
            return False
        self._take(image, shown(path))
        return True

    def take_drop(self, mime: QMimeData) -> bool:
        """Put a picture behind the drawing that was dropped with Alt; whether there was one."""
        path = dropped_file(mime)
        if path is not None:
            return self.open_path(path)
        found = pixels_from_mime(mime)
        if found is None:
            self._session.tell(say("That is no picture the studio can read."))
            return False
        self._take(to_qimage(found[0]), found[1] or TITLE)
        return True

    def open_popup(self) -> None:
        """Show the board beside the drawing; until it closes, dragging moves the reference."""
        reference = self._layer.current
        if reference is None or self.popup is not None:
            return
        popup = self.popup = ReferencePopup(reference, self._window)
        popup.changed.connect(self._layer.set_current)
        popup.fit_asked.connect(self._fit)
        popup.another_asked.connect(self.ask_for_picture)
        popup.remove_asked.connect(self._remove)
        popup.closed.connect(self.close_popup)
        self._mover = ReferenceMover(self._canvas)
        self._mover.escaped.connect(self.close_popup)
        self._place_popup()
        popup.show()
        popup.raise_()
        popup.percent.setFocus()  # from the canvas no key leads into it: Tab is the timeline's there

    def close_popup(self) -> None:
        """Put the board away: the canvas draws again."""
        if self.popup is None or self._mover is None:
            return
        self.popup.hide()
        self.popup.deleteLater()
        self._mover.end()
        self.popup = self._mover = None
        self._canvas.cursor_shape.show("pencil")
        self._canvas.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.popup is not None:
            # only then has the canvas fitted the drawing into its new room
            QTimer.singleShot(0, self, self._place_popup)
        return False

    def _take(self, image: QImage, name: str) -> None:
        former = self._layer.current
        reference = Reference(image, name).fitted(self._session.document.sprite.size)
        if former is not None:
            kept = {field: getattr(former, field) for field in ("percent", "above", "smooth")}
            reference = Reference(image, name, reference.x, reference.y, reference.scale, **kept)
        self._layer.set_current(reference)
        self.open_popup()
        self._session.tell(
            say("{name} lies behind the drawing and is no part of it: drag to move it.").format(name=name)
        )

    def _fit(self) -> None:
        reference = self._layer.current
        if reference is not None:
            self._layer.set_current(reference.fitted(self._session.document.sprite.size))

    def _remove(self) -> None:
        self._layer.set_current(None)

    def _show(self) -> None:
        reference = self._layer.current
        if reference is None:
            self.close_popup()
        elif self.popup is not None:
            self.popup.show_reference(reference)

    def _place_popup(self) -> None:
        """In the canvas' corner, or past its edge where the drawing has no room left for it there."""
        if self.popup is None:
            return
        popup, canvas, view = self.popup, self._canvas, self._canvas.viewport
        popup.adjustSize()
        corner = canvas.mapTo(self._window, canvas.rect().topRight())
        inside = canvas.width() - popup.width() - theme.GAP
        drawing = view.screen_rect((0, 0, *self._session.document.sprite.size))
        x = corner.x() - popup.width() - theme.GAP
        if drawing.right() > inside and drawing.top() < popup.height() + theme.GAP:
            x = min(corner.x() + theme.GAP, self._window.width() - popup.width() - theme.GAP)
        popup.move(x, corner.y() + theme.GAP)
