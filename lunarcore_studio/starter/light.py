"""The light on many drawings at once: tones for the cells that ask for one, and the outlines.

The light falls from the top left. All arithmetic is whole-numbered or of single rounded steps, so that every
machine draws the same bytes. Any thread.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.starter.cells import AUTO, DARKEST, INK, LIGHT, MATERIALS, MID, SIDE
from lunarcore_studio.starter.sketch import BEVEL, COLUMN, FLAT, ROUND, SLOPE

Codes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

NO_OUTLINE, INK_OUTLINE, OWN_OUTLINE, LIT_OUTLINE, ROUND_OUTLINE = range(5)

_X = np.arange(SIDE)[None, None, :]
_Y = np.arange(SIDE)[None, :, None]


def _shifted(cells: NDArray[np.uint8], dx: int, dy: int) -> NDArray[np.uint8]:
    """cells moved by (dx, dy), zeros moving in; shape (N, 16, 16)."""
    moved = np.zeros_like(cells)
    tall, wide = SIDE - abs(dy), SIDE - abs(dx)
    to_y, to_x, from_y, from_x = max(dy, 0), max(dx, 0), max(-dy, 0), max(-dx, 0)
    moved[:, to_y : to_y + tall, to_x : to_x + wide] = cells[
        :, from_y : from_y + tall, from_x : from_x + wide
    ]
    return moved


def _bevel(material: Codes) -> NDArray[np.int8]:
    """Light on the edges that face the light, shadow on those that turn away."""
    up, left = _shifted(material, 0, 1) == material, _shifted(material, 1, 0) == material
    down, right = _shifted(material, 0, -1) == material, _shifted(material, -1, 0) == material
    lit = ~up | (~left & down)
    shaded = ~down | (~right & up)
    return np.asarray(lit.astype(np.int8) - shaded.astype(np.int8), np.int8)


def _extents(mask: Mask) -> tuple[NDArray[np.float64], ...]:
    """Left, right, top and bottom of each mask, shape (N, 1, 1) each."""
    columns, rows = np.asarray(mask.any(axis=1)), np.asarray(mask.any(axis=2))
    left, right = columns.argmax(axis=1), SIDE - 1 - columns[:, ::-1].argmax(axis=1)
    top, bottom = rows.argmax(axis=1), SIDE - 1 - rows[:, ::-1].argmax(axis=1)
    return tuple(edge[:, None, None].astype(np.float64) for edge in (left, right, top, bottom))


def _ball(mask: Mask, dither: NDArray[np.float64]) -> NDArray[np.int8]:
    """Rings about a light spot at the top left of the mask's box."""
    left, right, top, bottom = _extents(mask)
    across = (2 * _X - left - right) / (right - left + 1) + 0.34
    down = (2 * _Y - top - bottom) / (bottom - top + 1) + 0.40
    far = across * across + down * down + dither
    tone = (far < 0.42).astype(np.int8) - (far > 1.30) - (far > 2.05)
    spot = (far < 0.07) & (right - left >= 6) & (bottom - top >= 6)
    return np.asarray(tone + spot, np.int8)


def _slope(mask: Mask, dither: NDArray[np.float64]) -> NDArray[np.int8]:
    """Bands that darken from the top left to the bottom right of the mask's box."""
    left, right, top, bottom = _extents(mask)
    way = (2 * _X - left - right) / (right - left + 1) * 0.4 + (2 * _Y - top - bottom) / (
        bottom - top + 1
    ) * 0.6
    way = way + dither
    return np.asarray((way < -0.38).astype(np.int8) - (way > 0.34) - (way > 0.72), np.int8)


def _column(mask: Mask) -> NDArray[np.int8]:
    """A cylinder's light, row by row: lit left of the middle, dark at the right."""
    left = mask.argmax(axis=2)[:, :, None]
    right = SIDE - 1 - mask[:, :, ::-1].argmax(axis=2)[:, :, None]
    width = right - left + 1
    place = (2 * (_X - left) + 1) * 50
    lit = (place < 42 * width) & ((place >= 12 * width) | (width < 6)) & (width > 1)
    return np.asarray(lit.astype(np.int8) - ((place > 70 * width) & (width > 2)), np.int8)


def light(codes: Codes, modes: NDArray[np.uint8], dithered: Mask) -> Codes:
    """Codes (N, 16, 16) with every cell toned, from codes, shading modes (N, 8) and dither flags (N,)."""
    material = np.asarray(codes >> 3, np.uint8)
    asking = ((codes & 7) == AUTO) & (material > 0)
    dither = np.where(dithered[:, None, None], ((_X + _Y) & 1) * 0.36 - 0.18, 0.0)
    mode = np.take_along_axis(modes, material.reshape(len(codes), -1), axis=1).reshape(codes.shape)
    tone = np.where(mode == BEVEL, _bevel(material), 0).astype(np.int8)
    for slot in range(1, MATERIALS):
        mask = material == slot
        for kind, shade in ((ROUND, _ball), (SLOPE, _slope), (COLUMN, None)):
            chosen = np.flatnonzero((modes[:, slot] == kind) & mask.any(axis=(1, 2)))
            if len(chosen):
                part = mask[chosen]
                shaded = _column(part) if shade is None else shade(part, dither[chosen])
                tone[chosen] = np.where(part, shaded, tone[chosen])
    tone[mode == FLAT] = 0
    toned = (material << 3) + np.clip(tone + MID, DARKEST, LIGHT + 1).astype(np.uint8)
    return np.where(asking, toned, codes).astype(np.uint8)


def outline(codes: Codes, kinds: NDArray[np.uint8]) -> Codes:
    """Codes with outlines of the given kinds (N,) set into the empty cells around the drawing.

    Own and lit outlines take the ink of the material they touch; lit ones are softer where the light falls.
    """
    near = np.zeros_like(codes)
    sunny = np.zeros(codes.shape, bool)
    for dx, dy in ((0, 1), (1, 0), (-1, 0), (0, -1)):
        neighbour = _shifted(codes, dx, dy)
        # lines in ink, as legs and strings are, carry no outline of their own
        fresh = (neighbour > INK) & (near == 0)
        near[fresh] = neighbour[fresh]
        # an outline above or left of the drawing faces the light
        sunny |= fresh & ((dx, dy) in ((0, -1), (-1, 0)))
    free = codes == 0
    edge = free & (near > 0)
    kind = np.broadcast_to(kinds[:, None, None], codes.shape)
    own = np.where(near >= 8, near & 0xF8, INK)
    lit = np.where(sunny & (near >= 8), (near & 0xF8) + DARKEST, own)
    marked = np.where(kind == OWN_OUTLINE, own, np.where(kind == LIT_OUTLINE, lit, INK)).astype(np.uint8)
    drawn = np.where(edge & (kind != NO_OUTLINE), marked, codes)
    corner = np.zeros(codes.shape, bool)
    for dx, dy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        corner |= _shifted(codes, dx, dy) > INK
    return np.where((kind == ROUND_OUTLINE) & free & corner, INK, drawn).astype(np.uint8)
