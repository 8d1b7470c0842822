"""Tiles that fill their cell: grass, water, sand, bricks, planks, and the seams between two. Any thread."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.starter.cells import CODES, SIDE, Grid, grid, grids
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import PETALS, RAMPS
from lunarcore_studio.starter.sketch import BEVEL, FLAT, Sketch

_TUFTS = grids("""
A.A A. 1.1 .A. A 1 AA
.A. .A .1. A1A . . ..
""")

_PEBBLES = grids("""
.AA. AA .A. AAA.
AAh1 h1 Ah1 hhh1
.11. .. .1. .11.
""")


def _ground(sketch: Sketch, letter: str = "h") -> None:
    sketch.codes[:] = CODES[letter]


def _scatter(sketch: Sketch, dice: Dice, marks: list[Grid], count: int) -> None:
    """Lay marks on a jittered lattice, so that none touch and none crowd."""
    cells = [(x, y) for y in range(4) for x in range(4)]
    for _ in range(count):
        x, y = cells.pop(dice.between(0, len(cells) - 1))
        mark = dice.pick(marks)
        room_x, room_y = max(0, 4 - mark.shape[1]), max(0, 4 - mark.shape[0])
        sketch.stamp(mark, 4 * x + dice.between(0, room_x), 4 * y + dice.between(0, room_y))


_FLOWER = grid(".b. bCb .b.")
_SPRIG = grids("""
b b.b .b.
. .1. b1b
""")
_CRUSTS = grids("""
.ii. ii .i.
iiii 22 iii
.22. .. 222
""")
_GRAINS = grids("""
1 A 11
""")
_RIPPLES = grids("""
111. AAA.
...1 ...A
""")


def grass(sketch: Sketch, dice: Dice) -> None:
    """Meadow with tufts, now and then flowers or pebbles."""
    _ground(sketch)
    _scatter(sketch, dice, _TUFTS, dice.between(6, 12))
    sketch.material(
        "a", RAMPS[dice.pick(("grass", "grass", "leaf", "pine", "olive", "teal", "autumn"))], FLAT
    )
    sketch.material("b", dice.pick(PETALS), FLAT)
    sketch.material("c", RAMPS["gold"], FLAT)
    if dice.chance(0.4):
        _scatter(sketch, dice, [_FLOWER, *_SPRIG], dice.between(1, 4))


_WAVES = grids("""
AA.. .AA. AAA .HH. AA 1111
..AA A..A ... A..A .. ....
""")


def water(sketch: Sketch, dice: Dice) -> None:
    """Water with wavelets, or lava with crusts."""
    _ground(sketch)
    hot = dice.chance(0.25)
    sketch.material(
        "a", RAMPS["lava" if hot else dice.pick(("water", "water", "teal", "sky", "sapphire", "slime"))], FLAT
    )
    if dice.chance(0.35):
        for band in range(0, SIDE, 4):
            start = dice.between(0, 3)
            for x in range(SIDE):
                lift = (0, 0, 1, 1)[(x + start) % 4]
                sketch.put(x, band + lift + 1, "A")
                sketch.put(x, band + lift + 2, "1") if dice.chance(0.3) else None
    else:
        _scatter(sketch, dice, _WAVES, dice.between(4, 8))
    if hot:
        sketch.material("b", RAMPS["coal"], FLAT)
        _scatter(sketch, dice, _CRUSTS, dice.between(1, 4))


def sand(sketch: Sketch, dice: Dice) -> None:
    """Sand, earth or snow with grains, ripples and pebbles."""
    _ground(sketch)
    _scatter(
        sketch,
        dice,
        dice.pick((_PEBBLES, _GRAINS, _RIPPLES)),
        dice.between(3, 9),
    )
    ramp = dice.pick(("sandstone", "dirt", "linen", "stone", "bread", "brick", "ice", "chocolate", "plum"))
    sketch.material("a", RAMPS[ramp], FLAT)


def brick(sketch: Sketch, dice: Dice) -> None:
    """A wall of bricks in running bond, mossy or cracked."""
    tall, wide = dice.pick(((4, 8), (4, 8), (8, 16), (4, 16), (5, 8), (8, 8)))
    _ground(sketch, "p")
    for row in range(SIDE // tall + 1):
        shift = (row % 2) * wide // 2
        for column in range(-1, SIDE // wide + 1):
            x, y = column * wide + shift, row * tall
            tone = dice.weighted((6, 1, 1))
            left, width = max(x, 0), wide - 1 + min(x, 0)
            if width < 1:
                continue
            sketch.box(left, y, width, tall - 1, "h1i"[tone])
            if dice.chance(0.85):
                sketch.box(left, y, width, 1, "A")
            if dice.chance(0.15) and tall > 4:
                sketch.box(x + 2, y + 3, 3, 1, "1")
    sketch.material(
        "a", RAMPS[dice.pick(("brick", "stone", "iron", "sandstone", "coal", "night", "steel"))], FLAT
    )
    sketch.material("b", sketch.ramps[1] if dice.chance(0.75) else RAMPS["leaf"], FLAT)


def planks(sketch: Sketch, dice: Dice) -> None:
    """Boards, lying or standing, with seams, nails and grain."""
    thick = dice.pick((4, 4, 5, 8))
    _ground(sketch)
    for row in range(0, SIDE, thick):
        sketch.box(0, row + thick - 1, SIDE, 1, "p")
        sketch.box(0, row, SIDE, 1, "A")
        seam = dice.between(0, 15)
        sketch.box(seam, row, 1, thick - 1, "p")
        for nail in (seam - 2, seam + 2):
            sketch.put(nail % SIDE, row + thick // 2, "1")
        for _ in range(dice.between(0, 3)):
            x = dice.between(0, 12)
            for step in range(dice.between(1, 3)):
                sketch.put(x + step, row + thick // 2, "1")
    if dice.chance(0.4):
        sketch.codes[:] = sketch.codes.T.copy()
    sketch.material(
        "a", RAMPS[dice.pick(("wood", "oak", "leather", "chocolate", "sandstone", "stone"))], FLAT
    )


def cobble(sketch: Sketch, dice: Dice) -> None:
    """Rounded stones in mortar, by nearest of jittered centres, so that the tile repeats."""
    columns = dice.pick((3, 4, 4, 5))
    centres = []
    for row in range(columns):
        for column in range(columns):
            x = (column + 0.5 * (row % 2) + 0.2 + 0.6 * dice.roll()) * SIDE / columns
            y = (row + 0.2 + 0.6 * dice.roll()) * SIDE / columns
            centres.append((x, y))
    spots = np.array(centres)
    y_gap = np.abs(np.arange(SIDE)[:, None, None] + 0.5 - spots[:, 1]) % SIDE
    x_gap = np.abs(np.arange(SIDE)[None, :, None] + 0.5 - spots[:, 0]) % SIDE
    x_gap, y_gap = np.minimum(x_gap, SIDE - x_gap), np.minimum(y_gap, SIDE - y_gap)
    near = (x_gap * x_gap + y_gap * y_gap).argmin(axis=2)
    right, below = near != np.roll(near, -1, axis=1), near != np.roll(near, -1, axis=0)
    lit = (near != np.roll(near, 1, axis=0)) & ~below
    sketch.codes[:] = CODES["h"]
    sketch.codes[lit] = CODES["A"]
    sketch.codes[right | below] = CODES["p"]
    stones = [(0.75 + 0.5 * dice.roll()) for _ in centres]
    dark = (np.array(stones)[near] > 1.1) & (sketch.codes == CODES["h"])
    sketch.codes[dark] = CODES["1"]
    sketch.material(
        "a", RAMPS[dice.pick(("stone", "iron", "steel", "sandstone", "night", "dirt", "coal"))], FLAT
    )


def slab(sketch: Sketch, dice: Dice) -> None:
    """A cut flagstone or floor tile: bevel, inlay, cracks, rivets."""
    _ground(sketch, "a")
    sketch.material(
        "a",
        RAMPS[dice.pick(("stone", "steel", "sandstone", "iron", "linen", "teal", "night", "copper"))],
        BEVEL,
    )
    sketch.material(
        "b", sketch.ramps[1] if dice.chance(0.5) else RAMPS[dice.pick(("brick", "gold", "teal"))], BEVEL
    )
    kind = dice.between(0, 4)
    if kind == 0:
        sketch.box(4, 4, 8, 8, "b")
    elif kind == 1:
        for x, y in ((2, 2), (12, 2), (2, 12), (12, 12)):
            sketch.box(x, y, 2, 2, "b")
    elif kind == 2:
        x, y = dice.between(4, 11), 1
        while y < dice.between(9, 15):
            sketch.put(x, y, "p")
            x, y = x + dice.between(-1, 1), y + 1
    elif kind == 3:
        sketch.box(0, 8, 16, 1, "p")
        sketch.box(8, 0, 1, 16, "p")
        sketch.box(0, 9, 16, 1, "A")
    for _ in range(dice.between(0, 4)):
        x, y = dice.between(2, 12), dice.between(2, 13)
        sketch.box(x, y, dice.between(1, 3), 1, dice.pick("1A"))


_PAIR_TABLE = """
grass dirt, grass water, sandstone water, grass sandstone, linen stone, stone lava,
linen ice, leaf stone, dirt water, slime plum
"""
_PAIRS = [row.split() for row in _PAIR_TABLE.split(",")]


def seam(sketch: Sketch, dice: Dice) -> None:
    """Where two grounds meet: a ragged edge, a dithered edge, a corner or a cliff."""
    over, under = dice.pick(_PAIRS)
    sketch.material("a", RAMPS[over], FLAT)
    sketch.material("b", RAMPS[under], FLAT)
    _ground(sketch, "i")
    depth, corner, soft = dice.between(4, 11), dice.chance(0.35), dice.chance(0.3)
    heights, level = [], depth
    for _ in range(SIDE):
        level = min(max(level + dice.between(-1, 1), depth - 1), depth + 1)
        heights.append(level)
    if corner:
        heights = [
            min(16, int(height * (0.4 + 0.1 * abs(x - 4)))) if x < 12 else 16
            for x, height in enumerate(heights)
        ]
    for x, height in enumerate(heights):
        sketch.box(x, 0, 1, height, "h")
        sketch.put(x, height, "p" if not soft else ("h" if x % 2 else "i"))
        sketch.put(x, height - 1, "A" if not soft else "h")
        sketch.put(x, height + 1, "2" if not soft else "i")
        if soft:
            sketch.put(x, height - 2, "i" if x % 2 else "h")
    for _ in range(dice.between(2, 6)):
        x, y = dice.between(0, 14), dice.between(0, 15)
        sketch.box(x, y, 1 + dice.between(0, 1), 1, "A" if sketch.codes[y, x] == CODES["h"] else "B")
    turns = dice.between(0, 3) if corner or soft else dice.pick((0, 0, 0, 1, 2, 3))
    sketch.codes[:] = np.rot90(sketch.codes, turns).copy()


FAMILIES = {
    "grass": Family(grass, 1.2, tile=True),
    "water": Family(water, 0.9, tile=True),
    "sand": Family(sand, 0.9, tile=True),
    "brick": Family(brick, 1.2, tile=True),
    "planks": Family(planks, 1.0, tile=True),
    "cobble": Family(cobble, 0.9, tile=True),
    "slab": Family(slab, 1.0, tile=True),
    "seam": Family(seam, 1.2, tile=True),
}
