"""Some rows of a large array, taken only when they are asked for; any thread.

A set of sprites may lie in a file that is mapped into memory and be larger than memory: `array[rows]` would
copy most of it, this does not.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray


class Rows:
    """The sprites `places` of `array`, uint8 (N, R, R, 4) both; reads like an array along its first axis."""

    def __init__(self, array: NDArray[np.uint8], places: NDArray[np.intp]) -> None:
        self._array, self._places = array, places
        self.dtype, self.ndim = array.dtype, array.ndim
        self.shape = (len(places), *array.shape[1:])

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, key: Any) -> NDArray[np.uint8]:
        """What numpy's indexing of the first axis gives, as an array of its own (not a map of the file)."""
        return np.array(self._array[self._places[key]])


Sprites: TypeAlias = NDArray[np.uint8] | Rows
