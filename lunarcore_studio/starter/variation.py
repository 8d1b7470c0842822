"""Liberties with a drawing, so that a stream holds more silhouettes than the artist has shapes.

A row or a column more or less, a quarter turn, a part cut off at the tile's edge: what a person does who
makes a new sprite out of an old one. Any thread.
"""

from __future__ import annotations

import numpy as np

from lunarcore_studio.starter.cells import SIDE, Grid
from lunarcore_studio.starter.dice import Dice

_FEWEST_CELLS = 12


def _longer(codes: Grid, at: int) -> Grid:
    """Row `at` doubled; the last row falls off."""
    return np.concatenate([codes[: at + 1], codes[at:-1]])


def _shorter(codes: Grid, at: int) -> Grid:
    """Row `at` taken out; an empty row follows at the bottom."""
    return np.concatenate([codes[:at], codes[at + 1 :], np.zeros((1, SIDE), np.uint8)])


def _resized(codes: Grid, dice: Dice) -> Grid:
    filled = np.flatnonzero(codes.any(axis=1))
    if len(filled) < 6:
        return codes
    at = int(filled[0]) + dice.between(1, len(filled) - 2)
    if filled[-1] < SIDE - 2 and dice.chance(0.4):
        return _longer(codes, at)
    return _shorter(codes, at)


def _cut(codes: Grid, dice: Dice) -> Grid:
    """Pushed half way out of the tile, as the pieces of large things are."""
    push = dice.between(3, 8)
    gone = np.zeros_like(codes)
    gone[push:] = codes[:-push]
    if np.count_nonzero(gone) < _FEWEST_CELLS:
        return codes
    return np.rot90(gone, dice.between(0, 3)) if dice.chance(0.5) else gone


def varied(codes: Grid, dice: Dice, *, handed: bool) -> Grid:
    """Codes (16, 16) with none, one or a few liberties taken; letters keep their stance."""
    if dice.chance(0.40):
        for _ in range(dice.between(1, 3)):
            codes = _resized(codes, dice)
    if dice.chance(0.40):
        for _ in range(dice.between(1, 3)):
            codes = _resized(codes.T, dice).T
    if not handed and dice.chance(0.06):
        codes = np.rot90(codes, dice.between(1, 3))
    if dice.chance(0.04):
        codes = _cut(codes, dice)
    return np.ascontiguousarray(codes)
