"""A palette file that is dragged over the window recolours the drawing already; away from it, it goes back.

GUI thread only. The drop itself is done by `drops`.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.given_time import Reading
from lunarcore_studio.files.palette_files import is_palette, read_palette
from lunarcore_studio.pixels.recolouring import RECOLOUR
from lunarcore_studio.ui.palette_commands import dropped_palette
from lunarcore_studio.ui.patient_reading import UNNOTICED_S
from lunarcore_studio.ui.recolour_preview import RecolourPreview
from lunarcore_studio.ui.session import Session


class PaletteHover(QObject):
    """Listens to what is dragged over `window`."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._preview: RecolourPreview | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self._show(event.mimeData())
        elif event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop) and self._preview is not None:
            self._preview.take_back()
            self._preview.deleteLater()
            self._preview = None
        return False

    def _show(self, mime: QMimeData) -> None:
        path = dropped_palette(mime)
        if path is None or self._session.settings.palette_locked:
            return
        try:
            reading = Reading(lambda: read_palette(path) if is_palette(path) else None)
            palette = reading.content() if reading.wait(UNNOTICED_S) else None
        except FileError:
            return  # the drop says what is wrong with it
        if palette is None:
            return
        if self._preview is None:
            self._preview = RecolourPreview(self._session, RECOLOUR, self)
        self._preview.show(palette)
