"""Aseprite files built byte by byte, after the published description of the format."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np

NORMAL, GROUP, TILEMAP = 0, 1, 2
VISIBLE, EDITABLE, BACKGROUND, REFERENCE = 1, 2, 8, 64
MIRRORED, UPENDED, DIAGONAL = 1 << 31, 1 << 30, 1 << 29


def chunk(kind: int, content: bytes) -> bytes:
    return struct.pack("<IH", 6 + len(content), kind) + content


def string(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<H", len(data)) + data


def layer(
    name: str = "L",
    flags: int = VISIBLE,
    kind: int = NORMAL,
    level: int = 0,
    opacity: int = 255,
    blend: int = 0,
    tileset: int = 0,
) -> bytes:
    head = struct.pack("<HHHHHHB3x", flags, kind, level, 0, 0, blend, opacity)
    end = struct.pack("<I", tileset) if kind == TILEMAP else b""
    return chunk(0x2004, head + string(name) + end)


def tileset(
    samples: np.ndarray, number: int = 0, flags: int = 6, count: int | None = None, elsewhere: bool = False
) -> bytes:
    """Tiles (n, h, w, channels) uint8; `count` is how many it says it has."""
    count = len(samples) if count is None else count
    head = struct.pack("<IIIHHh14x", number, flags, count, samples.shape[2], samples.shape[1], 1)
    data = zlib.compress(samples.astype(np.uint8).tobytes())
    link = struct.pack("<II", 1, 0) if elsewhere else b""
    body = struct.pack("<I", len(data)) + data if flags & 2 else b""
    return chunk(0x2023, head + string("tiles") + link + body)


def tilemap(
    numbers: Sequence[Sequence[int]], index: int = 0, at: tuple[int, int] = (0, 0), bits: int = 32
) -> bytes:
    grid = np.array(numbers, f"<u{bits // 8}")
    head = struct.pack("<HhhBHh5xHH", index, *at, 255, 3, 0, grid.shape[1], grid.shape[0])
    masks = struct.pack("<HIIII10x", bits, 0x1FFFFFFF, MIRRORED, UPENDED, DIAGONAL)
    return chunk(0x2005, head + masks + zlib.compress(grid.tobytes()))


def tags(*found: tuple[str, int, int, int, int]) -> bytes:
    """Each a name, the first and the last frame, a direction and how often it is repeated."""
    rows = b"".join(
        struct.pack("<HHBH6x3Bx", first, last, direction, repeats, 1, 2, 3) + string(name)
        for name, first, last, direction, repeats in found
    )
    return chunk(0x2018, struct.pack("<H8x", len(found)) + rows)


def cel(
    samples: np.ndarray,
    index: int = 0,
    at: tuple[int, int] = (0, 0),
    opacity: int = 255,
    z: int = 0,
    packed: bool = True,
    size: tuple[int, int] | None = None,
) -> bytes:
    """A cel of samples (h, w, channels) uint8; `size` is what it says it has."""
    width, height = size or (samples.shape[1], samples.shape[0])
    data = samples.astype(np.uint8).tobytes()
    head = struct.pack("<HhhBHh5xHH", index, *at, opacity, 2 if packed else 0, z, width, height)
    return chunk(0x2005, head + (zlib.compress(data) if packed else data))


def link(frame: int, index: int = 0, at: tuple[int, int] = (0, 0), opacity: int = 255) -> bytes:
    return chunk(0x2005, struct.pack("<HhhBHh5xH", index, *at, opacity, 1, 0, frame))


def palette(colors: Sequence[Sequence[int]], first: int = 0, names: bool = False) -> bytes:
    head = struct.pack("<III8x", first + len(colors), first, first + len(colors) - 1)
    name = struct.pack("<H", 3) + b"red" if names else b""
    return chunk(0x2019, head + b"".join(struct.pack("<H4B", int(names), *color) + name for color in colors))


def old_palette(colors: Sequence[Sequence[int]], kind: int = 0x0004, skip: int = 0) -> bytes:
    return chunk(kind, struct.pack("<HBB", 1, skip, len(colors)) + b"".join(bytes(color) for color in colors))


def _frame_head(content: bytes, chunks: Sequence[bytes], ms: int) -> bytes:
    counts = min(len(chunks), 0xFFFF), ms, len(chunks)
    return struct.pack("<IHHH2xI", 16 + len(content), 0xF1FA, *counts)


def file(
    frames: Sequence[Sequence[bytes]],
    size: tuple[int, int] = (4, 3),
    depth: int = 32,
    flags: int = 1,
    hidden: int = 0,
    durations_ms: Sequence[int] | None = None,
) -> bytes:
    """The whole file: frames are lists of chunks."""
    body = b""
    for number, chunks in enumerate(frames):
        content = b"".join(chunks)
        ms = durations_ms[number] if durations_ms else 100
        body += _frame_head(content, chunks, ms) + content
    head = struct.pack(
        "<IHHHHHIH8xB3xH", 128 + len(body), 0xA5E0, len(frames), *size, depth, flags, 50, hidden, 0
    )
    return head.ljust(128, b"\0") + body
