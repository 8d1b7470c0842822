"""Which sprites are at the two ends of a slider that is being made. GUI thread, but plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import say


@dataclass(frozen=True)
class Sides:
    """`these` at the high end, `those` at the low one; None stands for all other sprites of `library`."""

    library: Sequence[Found]
    these: tuple[Found, ...]
    those: tuple[Found, ...] | None = field(default=None)

    @property
    def low(self) -> tuple[Found, ...]:
        """The sprites at the low end: what is in these as well is not among them."""
        known = {one.digest for one in self.these}
        from_all = self.library if self.those is None else self.those
        return tuple(one for one in from_all if one.digest not in known)

    @property
    def hindrance(self) -> str:
        """Why no slider can be made of them, one sentence; empty where one can."""
        if not self.these:
            return say("Select the sprites that the slider is to lead to.")
        if not self.low and self.those is None:
            return say("The library has no others than these: select fewer.")
        if not self.those and self.those is not None:
            return say("Select the sprites that the slider is to lead away from.")
        if not self.low:
            return say("The same sprites are on both sides: select others.")
        return ""


def of_tag(library: Sequence[Found], tag: str) -> Sides:
    """The sprites of a tag against all others of the library."""
    return Sides(library, tuple(one for one in library if tag in one.tags))


def stacked(sprites: Sequence[Found]) -> np.ndarray:
    """Their pictures, uint8 (N, R, R, 4); (0, 1, 1, 4) for none."""
    if not sprites:
        return np.zeros((0, 1, 1, 4), np.uint8)
    return np.stack([one.pixels for one in sprites])


def common_name(sprites: Sequence[Found]) -> str:
    """A name to offer: the folder that all of them lie in, the innermost; "" where there is none."""
    shared = set.intersection(*(set(one.tags) for one in sprites)) if sprites else set()
    return next((tag for tag in reversed(sprites[0].tags) if tag in shared), "") if sprites else ""
