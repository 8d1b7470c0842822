"""The palette of an Aseprite file, as its three kinds of palette chunk build it. Any thread; immutable."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lunarcore_studio.pixels.color import RGBA, TRANSPARENT, Pixels

_PLACES = 256
_NEW, _OLD, _OLD_SIX_BITS = 0x2019, 0x0004, 0x0011
PALETTES = (_NEW, _OLD, _OLD_SIX_BITS)


@dataclass(frozen=True)
class ColorTable:
    """Colours by index 0..255; `is_new` once a chunk of the newer kind was met, which silences the older."""

    entries: Mapping[int, RGBA] = field(default_factory=dict)
    is_new: bool = False

    def changed(self, kind: int, content: bytes | memoryview) -> ColorTable:
        """This table after a chunk; itself when the chunk holds no palette. struct.error or IndexError."""
        if kind == _NEW:
            before = self.entries if self.is_new else {}
            return ColorTable({**before, **_new_entries(content)}, True)
        if kind in (_OLD, _OLD_SIX_BITS) and not self.is_new:
            return ColorTable({**self.entries, **_old_entries(content, kind == _OLD_SIX_BITS)})
        return self

    def colors(self, hidden: int | None) -> list[RGBA]:
        """The colours in order, without the index that stands for transparency."""
        return [color for index, color in sorted(self.entries.items()) if index != hidden]

    def places(self, hidden: int | None) -> tuple[RGBA, ...]:
        """Every index up to the last in use: `hidden` and those without a colour have alpha 0."""
        found = [self.entries.get(index, TRANSPARENT) for index in range(max(self.entries, default=-1) + 1)]
        if hidden is not None and hidden < len(found):
            found[hidden] = (*found[hidden][:3], 0)
        return tuple(found)

    def lookup(self, hidden: int | None) -> Pixels:
        """uint8 (256, 4) to index with: zeros for `hidden` and where there is no colour."""
        table = np.zeros((_PLACES, 4), np.uint8)
        for index, color in self.entries.items():
            table[index] = color
        if hidden is not None:
            table[hidden] = 0
        return table


def _new_entries(content: bytes | memoryview) -> dict[int, RGBA]:
    _, first, last = struct.unpack_from("<III", content)
    found: dict[int, RGBA] = {}
    at = 20
    for index in range(first, min(last + 1, _PLACES)):
        flags, red, green, blue, alpha = struct.unpack_from("<HBBBB", content, at)
        found[index] = (red, green, blue, alpha)
        at += 6
        if flags & 1:
            (length,) = struct.unpack_from("<H", content, at)
            at += 2 + length
    return found


def _old_entries(content: bytes | memoryview, six_bits: bool) -> dict[int, RGBA]:
    (packets,) = struct.unpack_from("<H", content)
    found: dict[int, RGBA] = {}
    at, index = 2, 0
    for _ in range(packets):
        index += content[at]
        count = content[at + 1] or _PLACES
        at += 2
        for _ in range(count):
            parts = struct.unpack_from("BBB", content, at)
            red, green, blue = (part << 2 & 255 | part >> 4 & 3 for part in parts) if six_bits else parts
            if index < _PLACES:
                found[index] = (red, green, blue, 255)
            at, index = at + 3, index + 1
    return found
