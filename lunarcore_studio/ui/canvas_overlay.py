"""What lies over the drawing and is no part of it: grids, outlines, the brush to come. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from lunarcore_studio.pixels.change import Rect
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.ui import canvas_painting as paint
from lunarcore_studio.ui.brush_preview import BrushPreview
from lunarcore_studio.ui.cell_grip import cell_grip
from lunarcore_studio.ui.mirror_axes import MirrorAxes
from lunarcore_studio.ui.onion_layer import OnionLayer
from lunarcore_studio.ui.outline import Runs, draw_two_tone, outline_lines, outline_runs
from lunarcore_studio.ui.reference_layer import ReferenceLayer
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.viewport import Viewport


class CanvasOverlay:
    """`preview` is what a press would do, `shown` whether extras are to be seen."""

    def __init__(
        self, session: Session, viewport: Viewport, onion: OnionLayer, reference: ReferenceLayer
    ) -> None:
        self._session, self._viewport, self._onion, self._reference = session, viewport, onion, reference
        self.preview: BrushPreview | None = None
        self.shown = True
        self._selection: Selection | None = None
        self._runs: Runs = np.zeros((0, 4), np.int64)

    def select(self, selection: Selection | None) -> list[Rect]:
        """Outline another selection; gives what is to be repainted, in pixels of the sprite."""
        both = (self._selection, selection)
        self._selection = selection
        self._runs = np.zeros((0, 4), np.int64) if selection is None else outline_runs(selection.mask)
        return [one.bounds for one in both if one is not None and one.bounds is not None]

    def paint(self, painter: QPainter, dirty: QRectF, of_mine: bool) -> None:
        """Paint over a dirty region; `of_mine` is False while a picture of the model is shown."""
        preview, viewport = self.preview, self._viewport
        if preview is not None and preview.patch is not None and preview.rect is not None:
            paint.paint_bare(painter, viewport, preview.rect)
            self._reference.paint(painter, viewport.screen_rect(preview.rect), above=False)
            paint.paint_patch(painter, viewport, preview.patch, preview.rect, self._onion.pixels)
        if of_mine:
            self._reference.paint(painter, dirty, above=True)
        if not self.shown:
            return
        self._paint_grids(painter, dirty)
        grip = cell_grip(self._session, viewport)
        if grip is not None:
            grip.paint(painter)
        hand = self._session.hand
        MirrorAxes(viewport, hand.symmetry, hand.axis).paint(painter)
        if len(self._runs) and of_mine:
            draw_two_tone(painter, outline_lines(self._runs, viewport), dashed=True)
        if preview is not None:
            draw_two_tone(painter, outline_lines(preview.runs, viewport), dashed=False)

    def _paint_grids(self, painter: QPainter, dirty: QRectF) -> None:
        viewport, settings = self._viewport, self._session.settings
        if settings.show_pixel_grid:
            paint.paint_grid(painter, viewport, 1, paint.PIXEL_GRID, dirty)
        if settings.show_tile_grid:
            paint.paint_grid(painter, viewport, settings.grid_px, paint.TILE_GRID, dirty)
