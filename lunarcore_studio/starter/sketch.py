"""One drawing on its way: a grid of cells, a ramp and a way of shading for each material.

Families draw into a sketch; the light and the colours come later, for many sketches at once. Any thread.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.starter.cells import CODES, MATERIALS, SIDE, Grid
from lunarcore_studio.starter.ramps import PLAIN, Ramp

FLAT, BEVEL, ROUND, COLUMN, SLOPE = range(5)


class Sketch:
    """A 16x16 drawing: `codes` uint8 (16, 16), `ramps` and `modes` by material (0 to 7)."""

    __slots__ = ("codes", "modes", "outline", "ramps")

    def __init__(self) -> None:
        self.codes: Grid = np.zeros((SIDE, SIDE), np.uint8)
        self.ramps: list[Ramp] = [PLAIN] * MATERIALS
        self.modes: list[int] = [BEVEL] * MATERIALS
        self.outline: int | None = None

    def material(self, letter: str, ramp: Ramp, mode: int = BEVEL) -> None:
        """Colour the material of a letter a to g by a ramp, shaded flat, bevelled, round, column or slope."""
        slot = CODES[letter] >> 3
        self.ramps[slot] = ramp
        self.modes[slot] = mode

    def stamp(self, drawing: Grid, x: int = 0, y: int = 0) -> None:
        """Lay a drawing on with its top left corner at (x, y), without its empty cells."""
        height, width = drawing.shape
        top, left = max(y, 0), max(x, 0)
        bottom, right = min(y + height, SIDE), min(x + width, SIDE)
        if top >= bottom or left >= right:
            return
        part = drawing[top - y : bottom - y, left - x : right - x]
        np.copyto(self.codes[top:bottom, left:right], part, where=part != 0)

    def carve(self, drawing: Grid, x: int = 0, y: int = 0) -> None:
        """Empty the cells that a drawing covers."""
        height, width = drawing.shape
        area = self.codes[y : y + height, x : x + width]
        area[drawing[: area.shape[0], : area.shape[1]] != 0] = 0

    def put(self, x: int, y: int, letter: str) -> None:
        """Set one cell; outside the canvas nothing happens."""
        if 0 <= x < SIDE and 0 <= y < SIDE:
            self.codes[y, x] = CODES[letter]

    def box(self, x: int, y: int, width: int, height: int, letter: str) -> None:
        """Fill a rectangle, clipped to the canvas."""
        self.codes[max(y, 0) : max(y + height, 0), max(x, 0) : max(x + width, 0)] = CODES[letter]

    def over(self, x: int, y: int, letter: str) -> None:
        """Set one cell only where something is drawn already."""
        if 0 <= x < SIDE and 0 <= y < SIDE and self.codes[y, x]:
            self.codes[y, x] = CODES[letter]

    def swap(self, old: str, new: str) -> None:
        """Change every cell of one letter to another."""
        self.codes[self.codes == CODES[old]] = CODES[new]
