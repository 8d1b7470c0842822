"""Pixels as places in a palette and back, without loss. Any thread; pure functions of arrays."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import RGBA, TRANSPARENT, Pixels
from lunarcore_studio.pixels.palette import Palette

PLACES = 256
_AT_ONCE = 1 << 18  # places


def table_for(pictures: Iterable[Pixels], palette: Palette, has_hidden: bool) -> tuple[RGBA, ...] | None:
    """The palette's colours in their places, then those of `pictures` uint8 (H, W, 4) that it lacks.

    With `has_hidden`, or when a pixel is transparent, one place has alpha 0. None where 256 do not suffice.
    """
    table = list(palette)
    known = set(table)
    needs_hidden = has_hidden
    for pixels in pictures:
        visible = pixels[..., 3] > 0
        needs_hidden = needs_hidden or not visible.all()
        distinct = np.unique(_packed(pixels[visible]))
        if len(distinct) > PLACES:
            return None
        for color in _colors(distinct):
            if color not in known:
                known.add(color)
                table.append(color)
    if needs_hidden and hidden_place(table) is None:
        table.append(TRANSPARENT)
    return tuple(table) if 0 < len(table) <= PLACES else None


def hidden_place(table: Iterable[RGBA]) -> int | None:
    """The first place of alpha 0."""
    return next((index for index, color in enumerate(table) if color[3] == 0), None)


def indices_of(pixels: Pixels, table: tuple[RGBA, ...]) -> npt.NDArray[np.uint8]:
    """Places uint8 (H, W) in a table that has all colours of `pixels`; of equal colours the first is meant.

    Pixels of alpha 0 all get the first place of alpha 0, whatever their hidden colour.
    """
    packed = _packed(np.array(table, np.uint8))
    distinct, first = np.unique(packed, return_index=True)
    found = np.searchsorted(distinct, _packed(pixels)).clip(max=len(distinct) - 1)
    places: npt.NDArray[np.uint8] = first[found].astype(np.uint8)
    places[pixels[..., 3] == 0] = hidden_place(table) or 0
    return places


def colored(places: npt.NDArray[np.uint8], table: Pixels) -> Pixels:
    """The pixels uint8 (..., 4) of places uint8 (...) in a table uint8 (256, 4).

    Four bytes are taken as one number, some rows at a time: numpy makes a wide number of each place.
    """
    whole = np.ascontiguousarray(table).view(np.uint32)[:, 0]
    pixels = np.empty((*places.shape, 4), np.uint8)
    out = pixels.view(np.uint32)[..., 0]
    step = max(1, _AT_ONCE // max(1, places[:1].size))
    for start in range(0, len(places), step):
        out[start : start + step] = whole[places[start : start + step]]
    return pixels


def _packed(pixels: Pixels) -> npt.NDArray[np.uint32]:
    """0xrrggbbaa of each pixel."""
    wide = pixels.astype(np.uint32)
    return np.asarray(wide[..., 0] << 24 | wide[..., 1] << 16 | wide[..., 2] << 8 | wide[..., 3], np.uint32)


def _colors(packed: npt.NDArray[np.uint32]) -> list[RGBA]:
    return [(value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255) for value in packed.tolist()]
