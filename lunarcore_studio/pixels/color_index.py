"""Which distinct colours some cels are made of, so that all can take others at once. One thread at a time.

Finding them is the dear part, and the same for every palette that a drawing is tried in: it is done once,
in as many goes as the hand leaves time for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.indexed import packed
from lunarcore_studio.pixels.sprite import Cel

_Numbers = npt.NDArray[np.uint32]
_Places = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


@dataclass(frozen=True, eq=False)
class _Read:
    """A cel, its distinct colours as numbers (U,) in rising order, and the place of each pixel's (H, W)."""

    cel: Cel
    numbers: _Numbers
    places: _Places


class ColorIndex:
    """Of `cels`, each taken once; it reads them when they are first asked for, or ahead by `read`."""

    def __init__(self, cels: Iterable[Cel]) -> None:
        self._waiting = list({id(cel): cel for cel in cels}.values())
        self._read: list[_Read] = []
        self._known: tuple[_Numbers, list[npt.NDArray[np.intp]]] | None = None

    def read(self, count: int) -> bool:
        """Read some more cels ahead; False when all are read."""
        for _ in range(min(count, len(self._waiting))):
            cel = self._waiting.pop()
            flat = packed(cel.pixels)
            # sorting the values and looking them up is a third of the time of sorting their places
            ordered = np.sort(flat, axis=None)
            numbers = ordered[np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))]
            places = np.searchsorted(numbers, flat)
            short = places.astype(np.uint16) if len(numbers) <= 1 << 16 else places.astype(np.uint32)
            self._read.append(_Read(cel, numbers, short))
            self._known = None
        return bool(self._waiting)

    def changed(self, change: Callable[[Pixels], Pixels]) -> dict[int, Cel]:
        """The cels by the `id` of each, with other colours; one in which none becomes another stays itself.

        `change` is given the distinct ones, uint8 (U, 4), and gives as many back.
        """
        self.read(len(self._waiting))
        if not self._read:
            return {}
        numbers, places = self._distinct()
        others = packed(change(numbers.view(np.uint8).reshape(-1, 4)))
        return {id(one.cel): _with(one, others[own]) for one, own in zip(self._read, places, strict=True)}

    def _distinct(self) -> tuple[_Numbers, list[npt.NDArray[np.intp]]]:
        """All the colours, and where among them those of each cel stand."""
        if self._known is None:
            numbers = np.unique(np.concatenate([one.numbers for one in self._read]))
            self._known = numbers, [np.searchsorted(numbers, one.numbers) for one in self._read]
        return self._known


def _with(one: _Read, numbers: _Numbers) -> Cel:
    if np.array_equal(numbers, one.numbers):
        return one.cel
    return Cel(numbers.take(one.places).view(np.uint8).reshape(one.cel.pixels.shape))
