"""Pieces of larger things: walls, roofs, rugs, fences, pipes, as tile sets cut them up. Any thread."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.starter.cells import CODES, SIDE
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.ramps import CLOTHS, GEMS, METALS, RAMP_COLOURS, RAMPS, STONES, WOODS
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, SLOPE, Sketch

_Y, _X = np.mgrid[0:SIDE, 0:SIDE]


def _colour(sketch: Sketch, dice: Dice, letters: str) -> None:
    for letter in letters:
        named = (*STONES, *WOODS, *CLOTHS, *METALS, RAMPS["grass"], RAMPS["cream"])
        ramp = dice.pick(named) if dice.chance(0.75) else dice.between(0, len(RAMP_COLOURS) - 1)
        sketch.material(letter, ramp, dice.pick((FLAT, FLAT, BEVEL, SLOPE, COLUMN)))


def _texture(sketch: Sketch, dice: Dice) -> None:
    """Seams, specks, cracks or boards over whatever is drawn in material a."""
    kind, step = dice.between(0, 5), dice.between(3, 6)
    body = sketch.codes == CODES["a"]
    if kind == 0:
        sketch.codes[body & ((_Y % step) == step - 1)] = CODES["1"]
    elif kind == 1:
        sketch.codes[body & ((_X % step) == step - 1)] = CODES["1"]
    elif kind == 2:
        sketch.codes[body & (dice.field(SIDE, SIDE) < 0.06)] = CODES["1"]
        sketch.codes[body & (dice.field(SIDE, SIDE) < 0.04)] = CODES["A"]
    elif kind == 3:
        x, y = dice.between(3, 12), dice.between(0, 6)
        for _ in range(dice.between(4, 9)):
            sketch.over(x, y, "1")
            x, y = x + dice.between(-1, 1), y + dice.between(0, 1)
    elif kind == 4:
        y = dice.between(2, 13)
        sketch.codes[body & (y <= _Y)] = CODES["1"]
        sketch.codes[body & (y - 1 == _Y)] = CODES["A"]


def piece(sketch: Sketch, dice: Dice) -> None:
    """A slab that meets some edges of the tile, straight, slanted or rounded, with a rim."""
    kind = dice.between(0, 3)
    near, far = dice.between(0, 9), dice.between(10, 16)
    if kind == 0:
        shape = (near <= _X) & (far > _X if dice.chance(0.5) else _X < 16)
    elif kind == 1:
        shape = (near <= _X) & (dice.between(0, 9) <= _Y)
    elif kind == 2:
        radius = dice.between(8, 16)
        shape = radius * radius > (_X - 15) * (_X - 15) + (_Y - 15) * (_Y - 15)
    else:
        rise, base = dice.pick((1, 2, 1)), dice.between(8, 22)
        shape = rise * _X + _Y >= base
    shape = np.rot90(shape, dice.between(0, 3))
    sketch.codes[shape] = CODES["a"]
    _texture(sketch, dice)
    if dice.chance(0.6):
        solid = np.pad(shape, 1, mode="edge")
        inside = solid[:-2, 1:-1] & solid[2:, 1:-1] & solid[1:-1, :-2] & solid[1:-1, 2:]
        sketch.codes[shape & ~inside] = CODES[dice.pick("b1p#A")]
    if dice.chance(0.3):
        sketch.codes[~shape] = CODES["i"]
    _colour(sketch, dice, "ab")


def rug(sketch: Sketch, dice: Dice) -> None:
    """Nested frames: carpets, windows, pictures, panels; whole or cut at an edge."""
    left, top = dice.between(0, 3), dice.between(0, 4)
    right, bottom = (16 - left, 16 - top) if dice.chance(0.7) else (16, 16)
    letters = list("abAi1cB")
    for _ in range(dice.between(1, 4)):
        if right - left < 2 or bottom - top < 2:
            break
        sketch.box(left, top, right - left, bottom - top, letters.pop(dice.between(0, len(letters) - 1)))
        grow = dice.between(1, 3)
        left, top = left + grow, top + grow
        right, bottom = right - grow if right < 16 else 16, bottom - grow if bottom < 16 else 16
    if dice.chance(0.3):
        for step in range(2, 14, dice.between(2, 4)):
            sketch.over(step, step, "B")
    sketch.codes[:] = np.rot90(sketch.codes, dice.between(0, 3)).copy()
    _colour(sketch, dice, "abc")


def bars(sketch: Sketch, dice: Dice) -> None:
    """Fences, ladders, pipes, rails and posts."""
    thick, step = dice.between(1, 4), dice.between(5, 8)
    for x in range(dice.between(0, 3), SIDE, step):
        sketch.box(x, dice.pick((0, 0, 2, 3)), thick, 16 if dice.chance(0.7) else 12, "a")
    if dice.chance(0.8):
        for y in range(dice.between(1, 5), SIDE, dice.between(4, 9)):
            sketch.box(dice.pick((0, 0, 1)), y, 16, dice.between(1, 3), dice.pick("abb"))
    if dice.chance(0.3):
        sketch.codes[:] = sketch.codes.T.copy()
    _colour(sketch, dice, "ab")
    sketch.modes[1] = dice.pick((COLUMN, BEVEL, FLAT))


def scene(sketch: Sketch, dice: Dice) -> None:
    """Strips of ground under a sky with a hill, as a background's tile."""
    level = dice.between(5, 12)
    sketch.box(0, 0, 16, 16, "h")
    crest = level + dice.between(1, 3)
    bump, wide = dice.between(2, 13), dice.between(3, 8)
    lift = np.maximum(0, wide - np.abs(np.arange(SIDE) - bump))
    for x in range(SIDE):
        top = level - int(lift[x]) // 2
        sketch.box(x, top, 1, 16 - top, "i")
        sketch.put(x, top, "B")
        if crest < 16:
            sketch.box(x, crest + (x * 7 % 5) // 3, 1, 16, "j")
    for _ in range(dice.between(0, 5)):
        sketch.put(dice.between(0, 15), dice.between(0, level), dice.pick("HA"))
    _colour(sketch, dice, "abc")
    sketch.ramps[1] = dice.pick((RAMPS["sky"], RAMPS["night"], RAMPS["autumn"], *GEMS))


FAMILIES = {
    "piece": Family(piece, 3.0, tile=True),
    "rug": Family(rug, 2.0, tile=True),
    "bars": Family(bars, 1.5),
    "scene": Family(scene, 0.8, tile=True),
}
