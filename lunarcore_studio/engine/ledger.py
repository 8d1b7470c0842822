"""What was asked, what is still unanswered and what was shown: the client's bookkeeping without Qt. GUI
thread.

Latest wins at this end: a reply counts when it is newer than the one shown before it and of the present
model.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.engine.axis_protocol import Restyle, Restyled
from lunarcore_studio.engine.protocol import (
    Edit,
    Edited,
    Failed,
    FindNearest,
    Interpolate,
    Interpolated,
    LiveReply,
    LiveRequest,
    NearestFound,
    Pixels,
    Reconstruct,
    Reconstructed,
    Sample,
    Sampled,
    SliderEnds,
    SliderEndsDrawn,
)
from lunarcore_studio.pixels.projection import Projection

Kind = type[LiveRequest]
ANSWERED: dict[type[LiveReply], Kind] = {
    Reconstructed: Reconstruct,
    Edited: Edit,
    SliderEndsDrawn: SliderEnds,
    Interpolated: Interpolate,
    Sampled: Sample,
    NearestFound: FindNearest,
    Restyled: Restyle,
}
_NAMED: dict[str, Kind] = {kind.__name__: kind for kind in ANSWERED.values()}


class Ledger:
    """Counts stamps and keeps the newest unanswered request of each kind, so that none is lost while a
    model loads or a worker is replaced."""

    def __init__(self) -> None:
        self._stamp = 0
        self._epoch = 0
        self._unanswered: dict[Kind, LiveRequest] = {}
        self._shown: dict[Kind, int] = {}
        self._picture: Reconstruct | None = None
        self.has_shown = False  # whether the present worker has answered anything

    @property
    def unanswered(self) -> tuple[LiveRequest, ...]:
        return tuple(self._unanswered.values())

    @property
    def has_picture(self) -> bool:
        """Whether some picture has been asked for and neither failed nor been given up."""
        return self._picture is not None

    def stamp(self) -> int:
        """A new stamp, greater than all before."""
        self._stamp += 1
        return self._stamp

    def asked(self, request: LiveRequest) -> None:
        """Note that `request` is on its way."""
        self._unanswered[type(request)] = request
        if isinstance(request, Reconstruct):
            self._picture = request

    def standing(self, pixels: Pixels, projection: Projection) -> int | None:
        """The stamp of the last Reconstruct when it asked for this very picture and projection, else None."""
        last = self._picture
        if last is None or last.projection != projection or not np.array_equal(last.pixels, pixels):
            return None
        return last.stamp

    def withdraw(self, kind: Kind) -> None:
        """Forget all requests of one kind: their replies are stale from now on."""
        self._shown[kind] = self._stamp
        self._unanswered.pop(kind, None)
        if kind is Reconstruct:
            self._picture = None

    def worker_replaced(self) -> None:
        """A new worker counts its models from one again."""
        self._epoch, self.has_shown = 0, False

    def model_changed(self, epoch: int) -> Reconstruct | None:
        """Turn to another model. A picture that the former one answered is given up and returned."""
        self._epoch = epoch
        if Reconstruct in self._unanswered:
            return None
        former, self._picture = self._picture, None
        return former

    def fresh(self, reply: LiveReply) -> Kind | None:
        """The kind of request that `reply` answers, or None when it is too old to be shown."""
        kind = ANSWERED[type(reply)]
        self._settle(kind, reply.stamp)
        if reply.epoch != self._epoch or reply.stamp <= self._shown.get(kind, 0):
            return None
        self._shown[kind], self.has_shown = reply.stamp, True
        return kind

    def counts(self, failure: Failed) -> bool:
        """Whether a failure concerns anything that is still waited for. A failed picture may be asked for
        again."""
        kind = _NAMED.get(failure.request)
        if kind is None or failure.stamp is None:
            return True
        self._settle(kind, failure.stamp)
        if self._picture is not None and self._picture.stamp == failure.stamp:
            self._picture = None
        return failure.stamp > self._shown.get(kind, 0)

    def _settle(self, kind: Kind, stamp: int) -> None:
        waiting = self._unanswered.get(kind)
        if waiting is not None and waiting.stamp <= stamp:
            del self._unanswered[kind]
