"""Palettes that are tables of bytes: Microsoft's RIFF .pal, Adobe's .act. Any thread; pure functions.

After "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft 1991), "Palette File
Format", and "Adobe Photoshop File Formats Specification", "Color Table". Readers raise ValueError or
struct.error for what is no such palette.
"""

from __future__ import annotations

import struct

from lunarcore_studio.files.palette_text import Named
from lunarcore_studio.pixels.palette import Palette

_ACT_PLACES = 256
_NO_INDEX = 0xFFFF
_RIFF_VERSION = 0x0300


def is_riff(data: bytes) -> bool:
    """Whether the bytes begin a RIFF palette."""
    return data[:4] == b"RIFF" and data[8:12] == b"PAL "


def read_riff(data: bytes) -> Named:
    """The colours of the first "data" chunk of a RIFF palette; its flags for hardware are no alpha."""
    at = 12
    while is_riff(data):
        kind, length = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : at + 8 + length]
        if kind == b"data":
            (count,) = struct.unpack_from("<H", content, 2)
            rows = content[4 : 4 + 4 * count]
            if len(rows) < 4 * count:
                raise ValueError("fewer colours than it says")
            return "", [(*rows[i : i + 3], 255) for i in range(0, len(rows), 4)]
        at += 8 + length + (length & 1)
    raise ValueError("no RIFF palette")


def write_riff(palette: Palette, name: str) -> bytes:
    """A RIFF palette; no alpha."""
    rows = b"".join(bytes((red, green, blue, 0)) for red, green, blue, _ in palette)
    table = struct.pack("<HH", _RIFF_VERSION, len(palette)) + rows
    form = b"PAL " + struct.pack("<4sI", b"data", len(table)) + table
    return struct.pack("<4sI", b"RIFF", len(form)) + form


def read_act(data: bytes) -> Named:
    """A colour table of 256 places; the trailer, where there is one, tells how many count and which hides."""
    if len(data) not in (3 * _ACT_PLACES, 3 * _ACT_PLACES + 4):
        raise ValueError("neither 768 nor 772 bytes")
    count, hidden = _ACT_PLACES, _NO_INDEX
    if len(data) > 3 * _ACT_PLACES:
        count, hidden = struct.unpack_from(">HH", data, 3 * _ACT_PLACES)
    places = range(count if 0 < count <= _ACT_PLACES else _ACT_PLACES)
    return "", [(*data[3 * i : 3 * i + 3], 0 if i == hidden else 255) for i in places]


def write_act(palette: Palette, name: str) -> bytes:
    """A colour table with its trailer; of all alpha it keeps the first colour that has none at all."""
    rows = b"".join(bytes(color[:3]) for color in palette).ljust(3 * _ACT_PLACES, b"\0")
    hidden = next((index for index, color in enumerate(palette) if color[3] == 0), _NO_INDEX)
    return rows + struct.pack(">HH", len(palette), hidden)
