"""Pictures for these tests, and files of them built byte by byte where no writer makes them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.color import Pixels

PNG = b"\x89PNG\r\n\x1a\n"
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def pictures(max_side: int = 12) -> st.SearchStrategy[Pixels]:
    """Any RGBA picture of up to `max_side`."""
    sides = st.integers(1, max_side)
    return st.tuples(sides, sides).flatmap(lambda size: arrays(np.uint8, (*size, 4)))


def animations(most: int = 4, max_side: int = 8) -> st.SearchStrategy[Pixels]:
    """Any RGBA frames (N, H, W, 4); hypothesis likes equal ones, which writers like to merge."""
    sides = st.integers(1, max_side)
    return st.tuples(st.integers(1, most), sides, sides).flatmap(lambda size: arrays(np.uint8, (*size, 4)))


def sprite(seed: int = 0, side: int = 16) -> Pixels:
    """A picture of few colours with transparency around it."""
    rng = np.random.default_rng(seed)
    colors = rng.integers(0, 256, (6, 4), dtype=np.uint8)
    colors[:, 3] = 255
    colors[0] = 0
    return colors[rng.integers(0, 6, (side, side))]


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    samples: np.ndarray,
    depth: int,
    color_type: int,
    *,
    table: bytes = b"",
    transparency: bytes = b"",
    interlaced: bool = False,
    extra: bytes = b"",
) -> bytes:
    """A PNG of samples (H, W, channels) of `depth` bits."""
    height, width = samples.shape[:2]
    passes = ADAM7 if interlaced else ((0, 0, 1, 1),)
    data = b"".join(_rows(samples[y::dy, x::dx], depth) for x, y, dx, dy in passes)
    return b"".join((
        PNG,
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, int(interlaced))),
        extra,
        chunk(b"PLTE", table) if table else b"",
        chunk(b"tRNS", transparency) if transparency else b"",
        chunk(b"IDAT", zlib.compress(data)),
        chunk(b"IEND", b""),
    ))  # fmt: skip


def _rows(samples: np.ndarray, depth: int) -> bytes:
    if samples.size == 0:
        return b""
    flat = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        packed = flat.astype(">u2").view(np.uint8).reshape(samples.shape[0], -1)
    else:
        bits = np.unpackbits(flat.astype(np.uint8)[..., None], axis=-1)[..., 8 - depth :]
        packed = np.packbits(bits.reshape(samples.shape[0], -1), axis=-1)
    return b"".join(b"\0" + row.tobytes() for row in packed)


def header_png(width: int, height: int) -> bytes:
    """A PNG that says it is of this size and holds one byte of picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return PNG + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def gif(size: tuple[int, int], table: Sequence[Sequence[int]], frames: Sequence[bytes]) -> bytes:
    """A GIF of a shared table of four colours and of frames made by `gif_frame`."""
    rows = b"".join(bytes(color) for color in table).ljust(12, b"\0")
    return b"GIF89a" + struct.pack("<HHBBB", *size, 0x81, 0, 0) + rows + b"".join(frames) + b";"


def gif_frame(
    indices: np.ndarray,
    at: tuple[int, int] = (0, 0),
    disposal: int = 0,
    hidden: int | None = None,
    delay: int = 10,
) -> bytes:
    """One image block of indices (h, w) below 4, its LZW codes never longer than four bits."""
    height, width = indices.shape
    control = struct.pack("<BHB", disposal << 2 | (hidden is not None), delay, hidden or 0)
    # minimum code size 3: 8 clears, 9 ends; a clear before every third code keeps the width at four bits
    codes = [8]
    for number, index in enumerate(indices.reshape(-1).tolist()):
        codes += [int(index)] + ([8] if number % 3 == 2 else [])
    codes.append(9)
    bits = "".join(f"{code:04b}"[::-1] for code in codes)
    data = bytes(int(bits[i : i + 8].ljust(8, "0")[::-1], 2) for i in range(0, len(bits), 8))
    blocks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))
    place = struct.pack("<HHHHB", *at, width, height, 0)
    return b"\x21\xf9\x04" + control + b"\0" + b"\x2c" + place + b"\x03" + blocks + b"\0"
