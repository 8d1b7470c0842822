"""The artist: rolls a family, a style and colours for each sprite of a stream, and draws many at once.

Any thread; nothing is kept between calls. Sprite i of a stream depends on the seed and on i alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.starter.cells import SIDE, Grid
from lunarcore_studio.starter.colouring import Grade, tables
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.families import FAMILIES
from lunarcore_studio.starter.family import Family
from lunarcore_studio.starter.light import (
    INK_OUTLINE,
    LIT_OUTLINE,
    NO_OUTLINE,
    OWN_OUTLINE,
    ROUND_OUTLINE,
    light,
    outline,
)
from lunarcore_studio.starter.sketch import Sketch
from lunarcore_studio.starter.variation import varied

Pixels = NDArray[np.uint8]

_NAMES = tuple(FAMILIES)
_WEIGHTS = tuple(family.weight for family in FAMILIES.values())
_TILES = tuple(name for name, family in FAMILIES.items() if family.tile)
_BATCH = 512
# a share of things stands on a tile, as many sets draw them
_ON_GROUND = 0.05


@dataclass(frozen=True, slots=True)
class Look:
    """A sprite's style: outline kind, dithering, light from the right (a flip), a shift in its margins."""

    outline: int
    dithered: bool
    flipped: bool
    shift_x: float
    shift_y: float
    grade: Grade

    @classmethod
    def rolled(cls, dice: Dice, family: Family) -> Look:
        """A style as real sets have them."""
        kinds = (NO_OUTLINE, INK_OUTLINE, OWN_OUTLINE, LIT_OUTLINE, ROUND_OUTLINE)
        kind = NO_OUTLINE if family.tile else kinds[dice.weighted((22, 38, 25, 12, 3))]
        moved = not family.tile and dice.chance(0.3)
        shift_x, shift_y = (dice.roll(), dice.roll()) if moved else (0.5, 0.5)
        flipped = dice.chance(0.25) and not family.handed
        return cls(kind, dice.chance(0.08), flipped, shift_x, shift_y, Grade.rolled(dice))


def _placed(codes: Grid, looks: list[Look]) -> Grid:
    """Flip and shift drawings (N, 16, 16) within their empty margins; the middle is half way, 0.5."""
    flips = np.array([look.flipped for look in looks])
    codes = np.where(flips[:, None, None], codes[:, :, ::-1], codes)
    drawn = codes > 0
    columns, rows = np.asarray(drawn.any(axis=1)), np.asarray(drawn.any(axis=2))
    left, right = columns.argmax(axis=1), columns[:, ::-1].argmax(axis=1)
    top, bottom = rows.argmax(axis=1), rows[:, ::-1].argmax(axis=1)
    across = np.array([look.shift_x for look in looks])
    down = np.array([look.shift_y for look in looks])
    still = (across == 0.5) & (down == 0.5)
    dx = np.where(still, 0, np.floor(across * (left + right + 1)).astype(np.intp) - left)
    dy = np.where(still, 0, np.floor(down * (top + bottom + 1)).astype(np.intp) - top)
    x = (np.arange(SIDE)[None, :] - dx[:, None]) % SIDE
    y = (np.arange(SIDE)[None, :] - dy[:, None]) % SIDE
    return np.asarray(codes[np.arange(len(codes))[:, None, None], y[:, :, None], x[:, None, :]])


def paint(sketches: Sequence[Sketch], looks: list[Look]) -> Pixels:
    """Light, outline and colour sketches by their looks: uint8 (N, 16, 16, 4) RGBA, alpha 0 or 255."""
    codes = np.stack([sketch.codes for sketch in sketches])
    modes = np.array([sketch.modes for sketch in sketches], np.uint8)
    kinds = [
        look.outline if sketch.outline is None else sketch.outline
        for sketch, look in zip(sketches, looks, strict=True)
    ]
    codes = light(codes, modes, np.array([look.dithered for look in looks]))
    codes = _placed(outline(codes, np.array(kinds, np.uint8)), looks)
    ramps = np.array([sketch.ramps for sketch in sketches], np.intp)
    table = tables(ramps, [look.grade for look in looks])
    pixels = np.zeros((*codes.shape, 4), np.uint8)
    pixels[..., :3] = table[np.arange(len(codes))[:, None, None], codes]
    pixels[..., 3] = 255
    pixels[codes == 0] = 0
    return pixels


def _sketch(family: str, dice: Dice) -> Sketch:
    sketch = Sketch()
    FAMILIES[family].draw(sketch, dice)
    return sketch


def _batch(seed: int, indices: range) -> tuple[Pixels, list[str]]:
    sketches, looks, labels = [], [], []
    grounds: list[tuple[int, Sketch, Look]] = []
    for row, index in enumerate(indices):
        dice = Dice(seed, index)
        label = _NAMES[dice.weighted(_WEIGHTS)]
        family = FAMILIES[label]
        sketch = _sketch(label, dice)
        if not family.tile:
            sketch.codes = varied(sketch.codes, dice, handed=family.handed)
            if dice.chance(_ON_GROUND):
                ground = dice.pick(_TILES)
                grounds.append((row, _sketch(ground, dice), Look.rolled(dice, FAMILIES[ground])))
        sketches.append(sketch)
        looks.append(Look.rolled(dice, family))
        labels.append(label)
    pixels = paint(sketches, looks)
    if grounds:
        rows, under, styles = zip(*grounds, strict=True)
        part = pixels[list(rows)]
        pixels[list(rows)] = np.where(part[..., 3:] > 0, part, paint(under, list(styles)))
    return pixels, labels


def draw_labelled(count: int, seed: int) -> tuple[Pixels, list[str]]:
    """The first `count` sprites of stream `seed`, uint8 (count, 16, 16, 4), and each one's family."""
    pixels = np.zeros((count, SIDE, SIDE, 4), np.uint8)
    labels: list[str] = []
    for start in range(0, count, _BATCH):
        indices = range(start, min(start + _BATCH, count))
        pixels[start : indices.stop], names = _batch(seed, indices)
        labels += names
    return pixels, labels


def draw_sprites(count: int, seed: int) -> Pixels:
    """The first `count` sprites of stream `seed`: uint8 (count, 16, 16, 4) straight RGBA, alpha 0 or 255.

    Sprite i depends on (seed, i) alone, on every machine: a longer stream begins with the shorter one.
    """
    return draw_labelled(count, seed)[0]


def draw_family(family: str, seeds: Sequence[int], looks: list[Look] | None = None) -> Pixels:
    """One sprite of a named family for each seed, uint8 (N, 16, 16, 4); KeyError for an unknown family.

    Looks given replace the rolled ones.
    """
    dices = [Dice(seed, 0) for seed in seeds]
    sketches = [_sketch(family, dice) for dice in dices]
    rolled = [Look.rolled(dice, FAMILIES[family]) for dice in dices]
    return paint(sketches, looks or rolled)
