"""A drawing seen in palette after palette; the hand does not feel how many cels it has. GUI thread only.

What can be seen recolours at once, hundreds of other cels when the hand rests on a palette, or with the step.
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from lunarcore_studio.language import mark
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import Recolouring
from lunarcore_studio.ui.onion_layer import onion_in
from lunarcore_studio.ui.session import Session

REST_MS = 120  # longer than a hand on its way down a list stays on a row
GO_MS = 6  # how long to look at cels before the hand is heard again
CELS = 2  # how many between two looks at the clock


class RecolourPreview(QObject):
    """Proposes the session's drawing as it is now in other palettes, under the name of a gesture."""

    def __init__(self, session: Session, label: str, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._label = session.document, label
        self._document.commit(mark("Change"))
        frames = _frames_seen(session)
        self._is_seen_whole = len(frames) == len(self._document.sprite.frames)
        self._recolouring = Recolouring(self._document.sprite, frames)
        self._palette: Palette | None = None
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._go_on)

    @property
    def is_open(self) -> bool:
        """Whether a palette is shown that is neither taken nor taken back."""
        return self._document.live and self._document.gesture == self._label

    def show(self, palette: Palette) -> None:
        """Show the drawing in a palette: what can be seen of it at once."""
        self._palette = palette
        work = self._recolouring
        self._document.propose(
            work.seen(palette), "palette", label=self._label, whole=lambda: work.whole(palette)
        )
        if not self._is_seen_whole:
            self._rest.start(REST_MS)

    def take(self) -> bool:
        """Make what is shown one step, in all cels; False when nothing is shown or it changes nothing."""
        self._rest.stop()
        return self.is_open and self._document.commit(self._label, "palette")

    def take_back(self) -> None:
        """Show the drawing as it was."""
        self._rest.stop()
        if self.is_open:
            self._document.abort()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._recolouring.read(CELS):
            if clock.elapsed() >= GO_MS:
                self._rest.start(0)
                return
        if self.is_open and self._palette is not None:
            whole = self._recolouring.whole(self._palette)
            self._document.propose(whole, "palette", label=self._label)


def _frames_seen(session: Session) -> range:
    """The active frame, and its neighbours where they are seen through it."""
    frame, count = session.document.frame, len(session.document.sprite.frames)
    if not session.settings.onion:
        return range(frame, frame + 1)
    onion = onion_in(session.settings)
    return range(max(0, frame - onion.before), min(count, frame + onion.after + 1))
