"""What is dropped on the window: files are opened, sprites land in the drawing. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.edit_commands import EditCommands
from lunarcore_studio.ui.file_commands import FileCommands
from lunarcore_studio.ui.images import SPRITE_MIME, holds_pixels, local_files, pixels_from_mime
from lunarcore_studio.ui.model_commands import ModelCommands
from lunarcore_studio.ui.palette_commands import PaletteCommands
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.several_files import kind_of
from lunarcore_studio.ui.training_commands import TrainingCommands


def dropped_path(mime: QMimeData) -> Path | None:
    """The first local file or folder in a drop."""
    return next(iter(local_files(mime)), None)


def is_welcome(mime: QMimeData) -> bool:
    """Whether the window can do something with it."""
    return bool(local_files(mime)) or holds_pixels(mime)


class Drops:
    """Does what a drop means."""

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        edits: EditCommands,
        files: FileCommands,
        model: ModelCommands,
        training: TrainingCommands,
    ) -> None:
        self._session, self._canvas = session, canvas
        self._edits, self._files, self._model, self._training = edits, files, model, training
        self._palettes = PaletteCommands(session, canvas)

    def drop(self, mime: QMimeData, on_canvas: QPointF) -> bool:
        """Take a drop at a position in the canvas' coordinates; whether anything came of it.

        A sprite of this program is laid over the drawing; a palette recolours it; other files are opened, a
        folder is trained on or is the model; a picture of another program becomes a new drawing.
        """
        if mime.hasFormat(SPRITE_MIME):
            found = pixels_from_mime(mime)
            return found is not None and self._edits.place(found[0], self._landing(found[0], on_canvas))
        paths = local_files(mime)
        if len(paths) == 1:
            return self._open(paths[0])
        if paths:
            self._files.open_paths(paths, self._open)
            return True
        found = pixels_from_mime(mime)
        if found is None:
            self._session.tell(say("That is no picture the studio can read."))
            return False
        return self._files.open_pixels(*found)

    def _open(self, path: Path) -> bool:
        try:
            kind = kind_of(path, self._canvas)
        except FileError as error:
            self._files.failed.emit(str(error))
            return False
        if kind == "palette":
            return self._palettes.recolour_path(path)
        if kind == "file":
            return self._files.open_path(path)
        if kind == "model":
            self._model.load(path)
        else:
            self._training.open_folder(path)
        return True

    def _landing(self, pixels: Pixels, position: QPointF) -> Point:
        """The middle of the sprite under the mouse; a sprite as large as a cell lands in the cell there."""
        x, y = self._canvas.viewport.pixel_at(position)
        width, height = self._canvas.viewport.size
        x, y = min(max(x, 0), width - 1), min(max(y, 0), height - 1)
        high, wide = pixels.shape[:2]
        side, (left, top, across, down) = self._session.resolution, self._session.cell_rect
        if wide == high == side:
            is_within = left <= x < left + across and top <= y < top + down
            return (left, top) if is_within else (x // side * side, y // side * side)
        left, top = x - wide // 2, y - high // 2
        return min(max(left, 0), max(0, width - wide)), min(max(top, 0), max(0, height - high))
