"""Asks for the pictures at the sliders' ends, a few sliders at a time. GUI thread.

The next few are asked for when the last ones have arrived: the pace is the engine's own, without a timer, and
a stroke that comes meanwhile waits for a few pictures and not for those of all sliders in view.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from lunarcore_studio.engine.protocol import Failed, ModelFacts, SliderEndsDrawn
from lunarcore_studio.ui.latent_session import LatentSession, picture_key
from lunarcore_studio.ui.session import Session

# Four pictures take about as long as one reconstruction.
AXES_AT_ONCE = 2


class LatentEnds(QObject):
    """Keeps the thumbnails of the shown sliders up to date with the position they belong to."""

    drawn = Signal(object)  # SliderEndsDrawn

    def __init__(self, session: Session, latent: LatentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._latent = session, latent
        self._axes: tuple[int, ...] = ()
        self._place: tuple[object, ...] = ()
        self._done: set[int] = set()
        self._waiting: tuple[int, ...] = ()
        self._waiting_for: tuple[object, ...] = ()
        client = session.client
        client.ends_drawn.connect(self._on_drawn)
        client.failed.connect(self._on_failed)
        client.model_loaded.connect(self._on_model)

    @property
    def waiting(self) -> bool:
        """Whether pictures are under way."""
        return bool(self._waiting)

    def want(self, axes: tuple[int, ...]) -> None:
        """Show the ends of `axes` as they are now; what is there already is not asked for again."""
        self._axes = axes
        self._ask()

    def _ask(self) -> None:
        position = self._latent.position
        if self._waiting or not self._axes or self._session.client.facts is None:
            return
        projection = self._session.projection_now()
        place = (picture_key(position.base, position.mask), position.offsets, position.detail, projection)
        if place != self._place:
            self._place, self._done = place, set()
        missing = tuple(axis for axis in self._axes if axis not in self._done)[:AXES_AT_ONCE]
        if not missing:
            return
        self._waiting, self._waiting_for = missing, place
        self._session.client.slider_ends(
            position.base,
            position.offsets,
            missing,
            projection,
            detail=position.detail,
            mask=position.mask,
        )

    def _on_drawn(self, reply: SliderEndsDrawn) -> None:
        if self._waiting_for == self._place:
            self._done.update(reply.axes)
        self._waiting = ()
        self.drawn.emit(reply)
        if not self._session.document.live:
            self._ask()

    def _on_failed(self, failure: Failed) -> None:
        # The client itself asks an unanswered batch again when a worker is replaced; only a refused one is
        # forgotten, and the next change asks anew.
        if failure.request == "SliderEnds":
            self._waiting, self._place = (), ()

    def _on_model(self, facts: ModelFacts) -> None:
        self._waiting, self._place = (), ()
        self._ask()
