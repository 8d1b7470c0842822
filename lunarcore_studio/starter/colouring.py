"""From toned cells to pixels: every sprite's colour table, graded, limited or held to a known palette.

Any thread. Tables are int32 (N, 64, 3) and indexed by cell code.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.starter.cells import BLACK, INK, MATERIALS, TONES, WHITE
from lunarcore_studio.starter.dice import Dice
from lunarcore_studio.starter.palettes import KNOWN, snap
from lunarcore_studio.starter.ramps import RAMP_COLOURS

Table = NDArray[np.int32]

# which of a ramp's six colours stands for ink, darkest, dark, middle, light, brightest
_DEPTHS = np.array(
    [
        (0, 1, 2, 3, 4, 5),
        (0, 2, 2, 3, 4, 5),
        (0, 2, 2, 3, 4, 4),
        (0, 2, 2, 3, 3, 5),
        (0, 2, 2, 3, 3, 3),
        (0, 1, 2, 3, 3, 4),
        (1, 1, 2, 3, 4, 5),
        (0, 1, 1, 3, 3, 5),
    ],
    np.intp,
)
_DEPTH_WEIGHTS = (4, 6, 7, 5, 2, 2, 2, 1)
_INKS = np.array(
    [(20, 16, 28), (26, 28, 44), (0, 0, 0), (43, 27, 46), (24, 20, 37), (34, 32, 52), (41, 24, 32)], np.int32
)
_WHITES = np.array([(255, 255, 255), (255, 251, 240), (244, 244, 244), (240, 246, 250)], np.int32)
_MONO_DARK = ((15, 20, 40), (34, 16, 40), (18, 36, 30), (40, 20, 20), (20, 20, 20), (48, 32, 60))
_MONO_LIGHT = (
    (255, 244, 220),
    (224, 248, 208),
    (210, 240, 255),
    (255, 220, 200),
    (240, 240, 240),
    (255, 236, 150),
)


@dataclass(frozen=True, slots=True)
class Grade:
    """How a sprite's colours leave its ramps.

    ink, white: rows of the tables of inks and whites (ink -1: that of the first material). hue in turns;
    saturation and value are factors. known: a palette's row or -1. mono: 2 to 5 colours of one ramp, or 0.
    """

    depth: int = 0
    ink: int = -1
    white: int = 0
    hue: float = 0.0
    saturation: float = 1.0
    value: float = 1.0
    known: int = -1
    mono: int = 0
    mono_pair: int = 0

    @classmethod
    def rolled(cls, dice: Dice) -> Grade:
        """A grade as real sets have them: mostly plain, sometimes turned, snapped or of one colour."""
        depth = dice.weighted(_DEPTH_WEIGHTS)
        ink = dice.between(0, len(_INKS) - 1) if dice.chance(0.5) else -1
        white = dice.between(0, len(_WHITES) - 1)
        hue = dice.roll() if dice.chance(0.14) else (dice.roll() - 0.5) * 0.05
        saturation, value = 0.75 + 0.4 * dice.roll(), 0.88 + 0.16 * dice.roll()
        known = dice.between(0, len(KNOWN) - 1) if dice.chance(0.16) else -1
        mono = dice.between(2, 5) if dice.chance(0.04) else 0
        pair = dice.between(0, len(_MONO_DARK) * len(_MONO_LIGHT) - 1)
        return cls(depth, ink, white, hue, saturation, value, known, mono, pair)


def _graded(table: Table, grades: list[Grade]) -> Table:
    """Turn hues about the grey axis and scale saturation and value; a hexagon's HSV in + - * / only."""
    factors = np.array([(g.hue, g.saturation, g.value) for g in grades], np.float64)[:, :, None]
    colour = table.astype(np.float64)
    top, bottom = colour.max(axis=2), colour.min(axis=2)
    spread = np.maximum(top - bottom, 1e-9)
    red, green, blue = colour[..., 0], colour[..., 1], colour[..., 2]
    hue = np.where(
        top == red,
        (green - blue) / spread,
        np.where(top == green, 2 + (blue - red) / spread, 4 + (red - green) / spread),
    )
    hue = hue + 6 * factors[:, 0]
    vivid = np.minimum((top - bottom) / np.maximum(top, 1) * factors[:, 1], 1.0)
    value = np.minimum(top * factors[:, 2], 255.0)
    out = np.empty_like(colour)
    for channel, turn in enumerate((5.0, 3.0, 1.0)):
        place = (hue + turn) % 6.0
        ramp = np.clip(np.minimum(place, 4.0 - place), 0.0, 1.0)
        out[..., channel] = value - value * vivid * ramp
    return np.floor(out + 0.5).astype(np.int32)


def _one_coloured(table: Table, grade: Grade) -> Table:
    dark = np.array(_MONO_DARK[grade.mono_pair % len(_MONO_DARK)], np.int32)
    pale = np.array(_MONO_LIGHT[grade.mono_pair // len(_MONO_DARK)], np.int32)
    grey = (table * (2, 5, 1)).sum(axis=-1, keepdims=True) // 8
    step = np.clip(grey * grade.mono // 232, 0, grade.mono - 1)
    return np.asarray(dark + (pale - dark) * step // (grade.mono - 1), np.int32)


def tables(ramps: NDArray[np.intp], grades: list[Grade]) -> Table:
    """Colour tables (N, 64, 3) in 0..255 from ramps (N, 8) by material and a grade for each sprite."""
    count = len(grades)
    depth = _DEPTHS[[grade.depth for grade in grades]]
    table = np.zeros((count, MATERIALS, TONES, 3), np.int32)
    table[:, :, :6] = RAMP_COLOURS[ramps[:, :, None], depth[:, None, :]]
    own = table[:, 1, 0].copy()
    inks = np.array([grade.ink for grade in grades])
    table[:, 0, INK] = np.where(inks[:, None] < 0, own, _INKS[np.maximum(inks, 0)])
    table[:, 0, BLACK] = np.where(inks[:, None] < 0, _INKS[0], _INKS[np.maximum(inks, 0)])
    table[:, 0, WHITE] = _WHITES[[grade.white for grade in grades]]
    flat = _graded(table.reshape(count, MATERIALS * TONES, 3), grades)
    known = np.array([grade.known for grade in grades])
    for row, palette in enumerate(KNOWN):
        held = np.flatnonzero(known == row)
        if len(held):
            flat[held] = snap(flat[held], palette)
    for index, grade in enumerate(grades):
        if grade.mono:
            flat[index] = _one_coloured(flat[index], grade)
    return flat
