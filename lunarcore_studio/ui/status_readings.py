"""Keeps true what the status line tells of the drawing: pixel, sizes, frame and zoom. GUI thread only.

It hears every move of the mouse, so it writes only what is not written there already.
"""

from __future__ import annotations

from lunarcore_studio.pixels.change import Change, Point, What
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.status_line import StatusLine


class StatusReadings:
    """Listens to a session and its canvas for a status line."""

    def __init__(self, session: Session, canvas: Canvas, status: StatusLine) -> None:
        self._session, self._status = session, status
        self._extent: Extent | None = None
        session.document_changed.connect(self._on_changed)
        canvas.pixel_hovered.connect(self._on_moved)
        canvas.zoom_changed.connect(status.show_zoom)
        status.show_zoom(canvas.viewport.zoom)
        self._show_canvas()
        self._show_extent()

    def _on_moved(self, point: Point | None) -> None:
        self._status.show_pixel(point, None if point is None else self._session.color_at(point))
        self._follow_extent()

    def _on_changed(self, change: Change) -> None:
        if change.what & (What.STRUCTURE | What.PLACE):
            self._show_canvas()
        if not self._follow_extent() and change.what & What.SELECTION and self._extent is None:
            self._show_extent()

    def _follow_extent(self) -> bool:
        """Show what is being drawn, or no more; whether that is news."""
        extent = self._session.document.extent
        is_news = extent != self._extent
        if is_news:
            self._extent = extent
            self._show_extent()
        return is_news

    def _show_canvas(self) -> None:
        document = self._session.document
        self._status.show_canvas(document.sprite.size, document.frame, len(document.sprite.frames))

    def _show_extent(self) -> None:
        extent, selection = self._extent, self._session.document.selection
        if extent is not None and extent.is_line:
            self._status.show_line(*extent.delta, extent.degrees)
        elif extent is not None:
            self._status.show_extent(extent.size)
        else:
            bounds = None if selection is None else selection.bounds
            self._status.show_extent(None if bounds is None else bounds[2:])
