"""Shapes of no name: blobs, caves, glyphs, patterns, so that a model learns pixel art at large.

Any thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.starter.cells import CODES, SIDE
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import RAMP_COLOURS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE, Sketch

Mask = NDArray[np.bool_]

_Y, _X = np.mgrid[0:SIDE, 0:SIDE]


def _any_ramps(sketch: Sketch, dice: Dice, letters: str) -> None:
    for letter in letters:
        mode = dice.pick((FLAT, BEVEL, BEVEL, ROUND, SLOPE, COLUMN))
        sketch.material(letter, dice.between(0, len(RAMP_COLOURS) - 1), mode)


def _neighbours(mask: Mask) -> NDArray[np.int8]:
    """How many of the eight cells around each are set; outside counts as empty."""
    ringed = np.pad(mask, 1).astype(np.int8)
    across = ringed[:, :-2] + ringed[:, 1:-1] + ringed[:, 2:]
    return np.asarray(across[:-2] + across[1:-1] + across[2:] - mask, np.int8)


def _grown(mask: Mask, rounds: int) -> Mask:
    """Smooth noise into blobs: live with five or more of nine, and drop lone cells."""
    for _ in range(rounds):
        mask = (_neighbours(mask) + mask) >= 5
    return mask & (_neighbours(mask) > 0)


def invader(sketch: Sketch, dice: Dice) -> None:
    """A mirrored creature of chance, with eyes."""
    width, height = dice.between(3, 7), dice.between(6, 13)
    density = 0.42 + 0.25 * dice.roll()
    half = dice.field(height, width) < density
    half[height // 4 : -2, -2:] = True
    half &= _neighbours(half) > 0
    whole = np.concatenate([half, half[:, ::-1]], axis=1)
    belly = _neighbours(whole) >= 6
    left, top = 8 - width, (SIDE - height) // 2
    area = sketch.codes[top : top + height, left : left + 2 * width]
    area[whole] = CODES["a"]
    if dice.chance(0.5):
        area[belly & whole] = CODES["b"]
    _any_ramps(sketch, dice, "ab")
    if dice.chance(0.75):
        reach, row = dice.between(1, min(3, width - 1)), top + height // 3
        eye = dice.pick(("+", "@", "@", "p"))
        for x in (7 - reach, 8 + reach):
            sketch.put(x, row, eye)
            if dice.chance(0.3) and eye == "+":
                sketch.put(x, row + 1, "@")


def blob(sketch: Sketch, dice: Dice) -> None:
    """A grown lump, sometimes mirrored, with spots."""
    seedling = dice.field(SIDE, SIDE)
    far = (_X - 7.5) * (_X - 7.5) + (_Y - 7.5) * (_Y - 7.5)
    size = dice.between(16, 52)
    mask = (seedling < 0.62) & (far < size) | (far < size * 0.35)
    if dice.chance(0.4):
        mask = mask | mask[:, ::-1]
    mask = _grown(mask, 3)
    sketch.codes[mask] = CODES["a"]
    if dice.chance(0.6):
        spots = _grown(dice.field(SIDE, SIDE) < 0.42, 2) & mask
        sketch.codes[spots] = CODES[dice.pick("b1A")]
    _any_ramps(sketch, dice, "ab")


def cave(sketch: Sketch, dice: Dice) -> None:
    """A cellular map that fills the tile: ground, wall and shore."""
    mask = _grown(np.pad(dice.field(14, 14) < 0.5, 1, mode="edge"), dice.between(2, 4))
    sketch.codes[:] = CODES["h"]
    sketch.codes[mask] = CODES["i"]
    if dice.chance(0.7):
        shore = mask & ~np.roll(mask, 1, axis=0)
        sketch.codes[shore] = CODES["B"]
        foot = ~mask & np.roll(mask, 1, axis=0)
        sketch.codes[foot] = CODES["1"]
    _any_ramps(sketch, dice, "ab")


def glyph(sketch: Sketch, dice: Dice) -> None:
    """A letter of no alphabet: strokes on a 3x3 lattice."""
    gap = dice.between(3, 5)
    thick = dice.between(1, 2) if gap < 5 else 2
    base = 8 - gap - thick // 2
    spots = [(base + gap * (n % 3), base + gap * (n // 3)) for n in range(9)]
    here = spots[dice.between(0, 8)]
    for _ in range(dice.between(3, 7)):
        there = spots[dice.between(0, 8)]
        steps = max(abs(there[0] - here[0]), abs(there[1] - here[1]), 1)
        for step in range(steps + 1):
            x = here[0] + (there[0] - here[0]) * step // steps
            y = here[1] + (there[1] - here[1]) * step // steps
            sketch.box(x, y, thick, thick, "a")
        here = there
    if dice.chance(0.35):
        sketch.codes[:, 8:] = sketch.codes[:, 7::-1]
    _any_ramps(sketch, dice, "a")


def pattern(sketch: Sketch, dice: Dice) -> None:
    """A woven or dithered tile that repeats."""
    period = dice.pick((2, 4, 4, 8))
    cell = dice.field(period, period)
    if dice.chance(0.5):
        cell = np.minimum(cell, cell[:, ::-1])
    if dice.chance(0.4):
        cell = np.minimum(cell, cell[::-1])
    cell = (cell - cell.min()) / (cell.max() - cell.min() + 0.01)
    repeated = np.tile(cell, (SIDE // period, SIDE // period))
    letters = dice.pick(("hi", "h1", "hA", "hij", "1hA", "ph1"))
    share = (repeated * len(letters)).astype(np.intp)
    sketch.codes[:] = np.array([CODES[letter] for letter in letters], np.uint8)[share]
    _any_ramps(sketch, dice, "abc")


_BAYER = np.array([(0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5)])


def dither(sketch: Sketch, dice: Dice) -> None:
    """A gradient in ordered dither, over the tile or inside a disc."""
    kind = dice.between(0, 3)
    way = (_Y * 16, _X * 16, (_X + _Y) * 8, 2 * ((_X - 7) * (_X - 7) + (_Y - 7) * (_Y - 7)))[kind]
    tones = dice.pick(("ph", "1A", "p1h", "1hA", "p1hAH", "hi"))
    grain = np.tile(_BAYER, (4, 4)) if dice.chance(0.6) else ((_X + _Y) % 2) * 8 + 4
    share = np.minimum(way * (len(tones) - 1) // 16 + grain, 16 * len(tones) - 1) // 16
    codes = np.array([CODES[tone] for tone in tones], np.uint8)[np.clip(share, 0, len(tones) - 1)]
    if dice.chance(0.4):
        radius = dice.between(4, 7)
        far = (2 * _X - 15) * (2 * _X - 15) + (2 * _Y - 15) * (2 * _Y - 15)
        codes = np.where(far <= 4 * radius * radius, codes, 0).astype(np.uint8)
    sketch.codes[:] = codes[::-1] if dice.chance(0.4) else codes
    _any_ramps(sketch, dice, "ab")


def polygon(sketch: Sketch, dice: Dice) -> None:
    """Half planes that meet: shards, gems, arrows and kites."""
    mask = np.ones((SIDE, SIDE), bool)
    directions = ((1, 0), (2, 1), (1, 1), (1, 2), (0, 1), (-1, 2), (-1, 1), (-2, 1))
    for dx, dy in directions:
        if dice.chance(0.7):
            scale = 1 if abs(dx) + abs(dy) == 1 else (1.4 if abs(dx) == abs(dy) else 2.2)
            for side in (1, -1):
                reach = (3.5 + 3.5 * dice.roll()) * scale
                mask &= side * (dx * (_X - 7.5) + dy * (_Y - 7.5)) <= reach
    mask[[0, 15]] = False
    mask[:, [0, 15]] = False
    sketch.codes[mask] = CODES["a"]
    _any_ramps(sketch, dice, "ab")
    kind = dice.between(0, 3)
    if kind == 0:
        sketch.codes[mask & ((_X + _Y) > 15)] = CODES["b"]
    elif kind == 1:
        sketch.codes[mask & (dice.between(5, 9) < _X)] = CODES["1"]
    elif kind == 2:
        sketch.codes[mask & ((_X + _Y) % dice.between(3, 5) == 0)] = CODES["A"]


def mosaic(sketch: Sketch, dice: Dice) -> None:
    """Blocks in three or four colours, mirrored four ways: a quilt, a carpet, a stained window."""
    size = dice.pick((1, 1, 2, 2, 4))
    quarter = (dice.field(8 // size, 8 // size) * dice.between(2, 4)).astype(np.intp)
    quarter = np.kron(quarter, np.ones((size, size), np.intp))
    if dice.chance(0.6):
        quarter = np.minimum(quarter, quarter.T)
    half = np.concatenate([quarter, quarter[:, ::-1]], axis=1)
    whole = np.concatenate([half, half[::-1]], axis=0)
    letters = dice.pick(("hijk", "hi1A", "pi1h", "h1AH"))
    sketch.codes[:] = np.array([CODES[letter] for letter in letters], np.uint8)[whole]
    _any_ramps(sketch, dice, "abcd")
    if dice.chance(0.5):
        edge = dice.pick("#1A")
        for x, y, width, height in ((0, 0, 16, 1), (0, 15, 16, 1), (0, 0, 1, 16), (15, 0, 1, 16)):
            sketch.box(x, y, width, height, edge)


FAMILIES = {
    "invader": Family(invader, 3.0),
    "blob": Family(blob, 2.0),
    "cave": Family(cave, 1.5, tile=True),
    "glyph": Family(glyph, 2.0),
    "pattern": Family(pattern, 1.5, tile=True),
    "dither": Family(dither, 1.0, tile=True),
    "polygon": Family(polygon, 2.0),
    "mosaic": Family(mosaic, 1.3, tile=True),
}
