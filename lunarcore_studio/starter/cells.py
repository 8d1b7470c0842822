"""The cells that drawings are made of: each names a material and a tone, no colour yet.

A drawing is a uint8 grid of codes `material * 8 + tone`. Material 0 holds the empty cell and the three inks;
materials 1 to 7 are coloured by a ramp each. Tone 0 asks the light for a tone. Pure values, any thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.uint8]

SIDE = 16
MATERIALS = 8
TONES = 8

AUTO, DARKEST, DARK, MID, LIGHT, BRIGHT = range(6)
EMPTY, INK, WHITE, BLACK = range(4)


def _alphabet() -> dict[str, int]:
    codes = {".": EMPTY, " ": EMPTY, "#": INK, "+": WHITE, "@": BLACK}
    for letters, tone in (
        ("abcdefg", AUTO),
        ("pqrstuv", DARKEST),
        ("1234567", DARK),
        ("hijklmn", MID),
        ("ABCDEFG", LIGHT),
        ("HIJKLMN", BRIGHT),
    ):
        for material, letter in enumerate(letters, start=1):
            codes[letter] = material * TONES + tone
    return codes


CODES = _alphabet()


def grid(text: str) -> Grid:
    """The codes of a drawing in letters, one line a row; shape (rows, longest row).

    Of each material 1 to 7: `abcdefg` takes the light, `1234567` is dark and `pqrstuv` darkest,
    `hijklmn` plain, `ABCDEFG` light, `HIJKLMN` brightest. `#` is ink, `@` black, `+` white, `.` empty.
    """
    rows = text.split()
    width = max(len(row) for row in rows)
    return np.array([[CODES[letter] for letter in row.ljust(width, ".")] for row in rows], np.uint8)


def mirror(text: str, *, shared: bool = False) -> Grid:
    """A drawing from its left half; with `shared` the last column is the axis and is not doubled."""
    half = grid(text)
    right = half[:, ::-1]
    return np.concatenate([half, right[:, 1:] if shared else right], axis=1)


def _trimmed(drawing: Grid, *, right: bool) -> Grid:
    """Without the empty rows below a drawing and, if asked, the empty columns on its right."""
    rows = np.flatnonzero(drawing.any(axis=1))[-1] + 1
    columns = np.flatnonzero(drawing.any(axis=0))[-1] + 1 if right else drawing.shape[1]
    return np.ascontiguousarray(drawing[:rows, :columns])


def grids(text: str, *, trim: bool = True) -> list[Grid]:
    """Drawings that stand side by side with spaces between them, in blocks with blank lines between them."""
    drawings = []
    for block in text.strip().split("\n\n"):
        columns = zip(*(line.split() for line in block.splitlines()), strict=True)
        drawings += [_trimmed(grid(" ".join(column)), right=trim) for column in columns]
    return drawings


def mirrors(text: str, *, shared: bool = False) -> list[Grid]:
    """Drawings from their left halves, laid out as for `grids`; `shared` as for `mirror`."""
    halves = grids(text, trim=False)
    return [np.concatenate([half, half[:, ::-1][:, int(shared) :]], axis=1) for half in halves]
