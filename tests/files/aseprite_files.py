"""Aseprite files built byte by byte, after the published description of the format."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np

NORMAL, GROUP, TILEMAP = 0, 1, 2
VISIBLE, BACKGROUND, REFERENCE = 1, 8, 64


def chunk(kind: int, content: bytes) -> bytes:
    return struct.pack("<IH", 6 + len(content), kind) + content


def layer(
    name: str = "L", flags: int = VISIBLE, kind: int = NORMAL, level: int = 0, opacity: int = 255
) -> bytes:
    text = name.encode()
    head = struct.pack("<HHHHHHB3x", flags, kind, level, 0, 0, 0, opacity)
    return chunk(0x2004, head + struct.pack("<H", len(text)) + text)


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
        body += struct.pack("<IHHH2xI", 16 + len(content), 0xF1FA, len(chunks), ms, len(chunks)) + content
    head = struct.pack(
        "<IHHHHHIH8xB3xH", 128 + len(body), 0xA5E0, len(frames), *size, depth, flags, 50, hidden, 0
    )
    return head.ljust(128, b"\0") + body
