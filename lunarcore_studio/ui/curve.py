"""A curve that grows for hours and stays small enough to draw. GUI thread, but plain values."""

from __future__ import annotations

from typing import Final

MOST_POINTS: Final = 1000
SMOOTHNESS: Final = 0.85


class Curve:
    """Points of a growing line; when there are too many, every second one goes and fewer are let in.

    `smooth` is the running mean of the values, by which a noisy loss can be read.
    """

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.values: list[float] = []
        self.smooth: list[float] = []
        self._mean: float | None = None
        self._every = 1
        self._seen = 0

    def add(self, step: int, value: float) -> None:
        """One more point; a step that is there already is passed over."""
        if self.steps and step <= self.steps[-1]:
            return
        self._mean = value if self._mean is None else SMOOTHNESS * self._mean + (1 - SMOOTHNESS) * value
        self._seen += 1
        if self._seen % self._every:
            return
        self.steps.append(step)
        self.values.append(value)
        self.smooth.append(self._mean)
        if len(self.steps) > MOST_POINTS:
            for column in (self.steps, self.values, self.smooth):
                del column[1::2]
            self._every *= 2

    def __len__(self) -> int:
        return len(self.steps)
