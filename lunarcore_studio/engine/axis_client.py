"""Sliders of one's own and *make this like those*, as the window asks for them. GUI thread only.

Part of the engine's client, which gives it the way to the worker and hands it the worker's replies. What can
not be done is the engine client's `failed`, with the command's name as its request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from lunarcore_studio.engine.axis_protocol import (
    USUAL_AMOUNT,
    AxisCommand,
    MakeAxis,
    NamedAxis,
    PutAxis,
    RemoveAxis,
    RenameAxis,
    Restyle,
)
from lunarcore_studio.engine.protocol import frozen
from lunarcore_studio.pixels.color import Pixels

# More of a side tell no more: its mean is as sure as it gets, and it is so much to copy and to encode.
MOST_SENT: Final = 4096


class AxisClient(QObject):
    """Every method copies what it is given; `changed` carries AxesChanged once the model's facts have it."""

    changed = Signal(object)  # AxesChanged
    restyled = Signal(object)  # Restyled

    def __init__(
        self,
        post: Callable[[AxisCommand], None],
        send: Callable[[Restyle], int],
        stamp: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post, self._send, self._stamp = post, send, stamp

    def make(self, name: str, these: Pixels, those: Pixels) -> None:
        """Make a slider from `those` to `these` sprites (N, R, R, 4)."""
        self._post(MakeAxis(name, _few(these), _few(those)))

    def put(self, axis: NamedAxis, place: int) -> None:
        """Bring a removed slider back to its place."""
        self._post(PutAxis(axis, place))

    def rename(self, name: str, new_name: str) -> None:
        """Call a slider by another name."""
        self._post(RenameAxis(name, new_name))

    def remove(self, name: str) -> None:
        """Remove a slider."""
        self._post(RemoveAxis(name))

    def restyle(
        self,
        pixels: Pixels,
        like: Pixels,
        unlike: Pixels,
        amount: float = USUAL_AMOUNT,
        mask: NDArray[np.bool_] | None = None,
    ) -> int:
        """Ask for `pixels` made like `like` (N, R, R, 4); the stamp that `restyled` will carry."""
        where = None if mask is None else frozen(mask)
        sides = _few(like), _few(unlike)
        return self._send(Restyle(self._stamp(), frozen(pixels), *sides, float(amount), where))


def _few(sprites: Pixels) -> Pixels:
    """At most 4096 of the sprites, evenly drawn: read-only, a copy where they can be written to."""
    if len(sprites) > MOST_SENT:
        sprites = sprites[np.linspace(0, len(sprites) - 1, MOST_SENT).round().astype(np.intp)]
    return sprites if not sprites.flags.writeable else frozen(sprites)
