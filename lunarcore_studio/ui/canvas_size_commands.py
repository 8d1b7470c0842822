"""The commands that make the canvas larger or smaller around what is drawn. GUI thread only.

Each is one step of history, over all layers and frames, and takes the selection along.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.canvas_size import drawn_rect, new_canvas, recut, recut_selection
from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.ui.canvas_size_dialog import CanvasSizeDialog
from lunarcore_studio.ui.session import Session


class CanvasSizeCommands:
    """Acts on the session's document; what can not be done is told in the status line."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session, self._window = session, window

    def ask(self) -> None:
        """Ask for a size, and for what keeps its place."""
        size = self._session.document.sprite.size
        dialog = CanvasSizeDialog(size, self._window)
        if dialog.exec():
            self._recut(new_canvas(size, dialog.size_px, dialog.anchor), mark("Canvas size"))
        dialog.deleteLater()

    def crop(self) -> None:
        """Keep the smallest canvas around what is selected."""
        selection = self._session.document.selection
        if selection is None or selection.bounds is None:
            self._session.tell(say("Select something first."))
        else:
            self._recut(selection.bounds, mark("Crop to selection"))

    def trim(self) -> None:
        """Cut off the edges at which nothing is drawn in any layer and frame."""
        sprite = self._session.document.sprite
        rect = drawn_rect(sprite)
        if rect is None:
            self._session.tell(say("There is nothing in the drawing yet."))
        elif rect == (0, 0, *sprite.size):
            self._session.tell(say("The drawing reaches all four edges: there is nothing to trim."))
        else:
            self._recut(rect, mark("Trim"))

    def _recut(self, rect: Rect, label: str) -> None:
        document = self._session.document
        kept = recut_selection(document.selection, rect)
        if kept is not None and kept == Selection.all(rect[2:]):
            kept = None  # all is selected, as it is without a selection
        (was, high), (_, _, width, height) = document.sprite.size, rect
        if document.apply(recut(document.sprite, rect), label, selection=kept):
            sentence = say("The canvas was {was} × {high} pixels and is {width} × {height}.")
            self._session.tell(sentence.format(was=was, high=high, width=width, height=height))
