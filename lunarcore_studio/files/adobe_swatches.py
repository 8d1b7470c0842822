"""Adobe Swatch Exchange, .ase: swatches in groups, in RGB, grey, CMYK or Lab. Any thread; pure functions.

The format is Adobe's and unpublished; after the description by Olivier Berten
(https://www.selapa.net/swatches/colors/fileformats.php#adobe_ase). It carries no profiles: CMYK is taken as
plain ink, (1 - c)(1 - k) for red; grey as equal parts of sRGB; Lab as CIE 1976 under white D50, adapted to
the D65 of sRGB by Bradford's matrix (Lindbloom, http://www.brucelindbloom.com/Eqn_RGB_XYZ_Matrix.html). What
sRGB has not is clipped.
"""

from __future__ import annotations

import math
import operator
import struct

from lunarcore_studio.files.palette_text import Named
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.palette import Palette

SIGNATURE = b"ASEF"
_GROUP, _GROUP_END, _COLOR = 0xC001, 0xC002, 0x0001
_NORMAL = 2  # neither a global colour nor a spot ink
_PARTS = {b"RGB ": 3, b"CMYK": 4, b"LAB ": 3, b"Gray": 1}
_D50 = (0.96422, 1.0, 0.82521)
_RGB_OF_D50 = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)


def read_swatches(data: bytes) -> Named:
    """All swatches in the file's order, groups one after another; the name is that of the first group.

    ValueError or struct.error for what is no such file.
    """
    if not data.startswith(SIGNATURE):
        raise ValueError("no swatches")
    (blocks,) = struct.unpack_from(">I", data, 8)
    names, colors = [], []
    at = 12
    for _ in range(blocks):
        kind, length = struct.unpack_from(">HI", data, at)
        at += 6
        content = data[at : at + length]
        if len(content) < length:
            raise ValueError("a block is longer than the file")
        if kind == _GROUP:
            names.append(_name(content)[0])
        elif kind == _COLOR:
            colors.append(_color(content))
        at += length
    return names[0] if names else "", colors


def write_swatches(palette: Palette, name: str) -> bytes:
    """One group of RGB swatches, each named by its hex; no alpha."""
    blocks = [_block(_GROUP, _named(name))]
    for color in palette:
        parts = struct.pack(">4s3fH", b"RGB ", *(part / 255 for part in color[:3]), _NORMAL)
        blocks.append(_block(_COLOR, _named(bytes(color[:3]).hex()) + parts))
    blocks.append(_block(_GROUP_END, b""))
    return SIGNATURE + struct.pack(">HHI", 1, 0, len(blocks)) + b"".join(blocks)


def _name(content: bytes) -> tuple[str, int]:
    """The name that a block begins with, and where it ends."""
    (letters,) = struct.unpack_from(">H", content)
    end = 2 + 2 * letters
    return content[2:end].decode("utf-16-be", "replace").rstrip("\0"), end


def _named(name: str) -> bytes:
    letters = name.encode("utf-16-be", "replace")[: 2 * 250] + b"\0\0"
    return struct.pack(">H", len(letters) // 2) + letters


def _block(kind: int, content: bytes) -> bytes:
    return struct.pack(">HI", kind, len(content)) + content


def _color(content: bytes) -> RGBA:
    _, at = _name(content)
    model = content[at : at + 4]
    if model not in _PARTS:
        raise ValueError(f"a model of colour {model!r}")
    parts = struct.unpack_from(f">{_PARTS[model]}f", content, at + 4)
    if not all(map(math.isfinite, parts)):
        raise ValueError("a colour that is no number")
    if model == b"RGB ":
        return _bytes(*parts)
    if model == b"Gray":
        return _bytes(parts[0], parts[0], parts[0])
    if model == b"CMYK":
        cyan, magenta, yellow, key = (min(max(part, 0.0), 1.0) for part in parts)
        return _bytes(*((1 - ink) * (1 - key) for ink in (cyan, magenta, yellow)))
    return _of_lab(100 * min(max(parts[0], 0.0), 1.0), *(min(max(part, -128.0), 128.0) for part in parts[1:]))


def _of_lab(lightness: float, a: float, b: float) -> RGBA:
    middle = (lightness + 16) / 116
    roots = (middle + a / 500, middle, middle - b / 200)
    edge = 6 / 29
    xyz = [
        white * (root**3 if root > edge else 3 * edge**2 * (root - 4 / 29))
        for root, white in zip(roots, _D50, strict=True)
    ]
    linear = (min(max(sum(map(operator.mul, row, xyz)), 0.0), 1.0) for row in _RGB_OF_D50)
    return _bytes(
        *(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear)
    )


def _bytes(red: float, green: float, blue: float) -> RGBA:
    red, green, blue = (round(255 * min(max(part, 0.0), 1.0)) for part in (red, green, blue))
    return red, green, blue, 255
