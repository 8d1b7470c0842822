"""The messages about sliders of one's own, and of making a drawing like others. Any thread; frozen.

Pictures are uint8 straight RGBA and read-only, (R, R, 4) or (N, R, R, 4). Each change of the named axes is a
command: none is lost to a newer one. Restyling is live, the newest request counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.files.axis_store import NamedAxis
from lunarcore_studio.pixels.color import Pixels

__all__ = [
    "USUAL_AMOUNT",
    "AxesChanged",
    "AxisCommand",
    "MakeAxis",
    "NamedAxis",
    "PutAxis",
    "RemoveAxis",
    "RenameAxis",
    "Restyle",
    "Restyled",
]

# Half of the way: on contact sheets a drawing keeps its shape there; at the whole it begins to get theirs.
USUAL_AMOUNT: Final = 0.5


@dataclass(frozen=True, eq=False)
class MakeAxis:
    """Keep the way from `those` to `these` sprites (N, R, R, 4) with the model, under a name."""

    name: str
    these: Pixels
    those: Pixels


@dataclass(frozen=True)
class PutAxis:
    """Keep an axis of this model again, as the named one of number `place`: what undoes a removal."""

    axis: NamedAxis
    place: int


@dataclass(frozen=True)
class RenameAxis:
    """Call a named axis by another name."""

    name: str
    new_name: str


@dataclass(frozen=True)
class RemoveAxis:
    """Keep a named axis no more, also one of an older training."""

    name: str


AxisCommand = MakeAxis | PutAxis | RenameAxis | RemoveAxis


@dataclass(frozen=True)
class AxesChanged:
    """The named axes after a change.

    kept: for each of them the number that it had among the named ones before, -1 for a new one.   older:
    names of those of an older training.   removed: what brings a removed one back, and where it was.
    """

    named: tuple[NamedAxis, ...]
    kept: tuple[int, ...]
    older: tuple[str, ...] = ()
    removed: PutAxis | None = None


@dataclass(frozen=True, eq=False)
class Restyle:
    """`pixels` (R, R, 4) made like `like` (N, R, R, 4), by `amount` of the way from `unlike` (none: the
    training sprites) to them and in their colours; `mask` bool (R, R) True may change."""

    stamp: int
    pixels: Pixels
    like: Pixels
    unlike: Pixels
    amount: float
    mask: NDArray[np.bool_] | None = None


@dataclass(frozen=True, eq=False)
class Restyled:
    """`pixels` is uint8 (R, R, 4), true pixel art; `colors` are those that it could have, RGBA."""

    stamp: int
    epoch: int
    pixels: Pixels
    colors: tuple[tuple[int, int, int, int], ...]
