"""The chance of one sprite: a stream that depends on nothing but the seed and the sprite's index.

Runs on any thread; no state outlives a sprite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

_BLOCK = 128


class Dice:
    """Uniform numbers for sprite `index` of stream `seed` (both whole numbers from 0), as PCG64 draws them.

    The numbers are taken in blocks as Python floats, because a call into numpy costs more than a small
    sprite's whole drawing.
    """

    __slots__ = ("_at", "_generator", "_values")

    def __init__(self, seed: int, index: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, index))))
        self._values: list[float] = self._generator.random(_BLOCK).tolist()
        self._at = 0

    def roll(self) -> float:
        """The next number in [0, 1)."""
        if self._at == _BLOCK:
            self._values = self._generator.random(_BLOCK).tolist()
            self._at = 0
        self._at += 1
        return self._values[self._at - 1]

    def chance(self, probability: float) -> bool:
        """True with the given probability in [0, 1]."""
        return self.roll() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as the others."""
        return choices[int(self.roll() * len(choices))]

    def weighted(self, weights: Sequence[float]) -> int:
        """An index into weights, as likely as its weight."""
        left = self.roll() * sum(weights)
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        return len(weights) - 1

    def field(self, height: int, width: int) -> NDArray[np.float64]:
        """Numbers in [0, 1), shape (height, width)."""
        return self._generator.random((height, width))
