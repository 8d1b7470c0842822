"""PNG and APNG from strangers: sizes, bombs, colour types, chunks where they should not be."""

from __future__ import annotations

import struct
import zlib
from functools import partial

import numpy as np

from lunarcore_studio.files.image_writing import encode_apng, encode_png
from lunarcore_studio.pixels.color import Pixels
from tests.files.drawn import PNG, chunk, header_png, png, sprite
from tests.files.test_png_reading import apng
from tests.hostile.kind import Kind, after, bomb

GRID = np.arange(256).reshape(16, 16, 1) // 32
END = chunk(b"IEND", b"")


def rows(pixels: Pixels) -> bytes:
    return b"".join(b"\0" + row.tobytes() for row in pixels)


def made(
    number: int, *before: bytes, data: bytes | None = None, head: tuple[int, ...] = (16, 16, 8, 6, 0, 0, 0)
) -> bytes:
    """A PNG of the sprite of that number with chunks before its picture data, which can be another."""
    body = zlib.compress(rows(sprite(number))) if data is None else data
    return (
        PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", *head)) + b"".join(before) + chunk(b"IDAT", body) + END
    )


def grey(level: int, depth: int, interlaced: bool = False, transparency: bytes = b"") -> bytes:
    """Of eight levels that begin at one, so that no two kinds are the same picture."""
    values = (GRID + level) % (1 << depth) * (257 if depth == 16 else 1)
    return png(values, depth, 0, interlaced=interlaced, transparency=transparency)


def deep_color(level: int, channels: int, transparency: bytes = b"") -> bytes:
    """Of 16 bits a channel."""
    values = np.repeat((GRID + level) * 257, channels, axis=2)
    return png(values, 16, {2: 4, 3: 2, 4: 6}[channels], transparency=transparency)


def indexed(level: int, table: int, transparency: bytes = b"", interlaced: bool = False) -> bytes:
    """Of indices up to 7 + `level`; the table has so many colours."""
    rgb = bytes(range(7, 7 + 3 * table))
    return png(GRID + level, 8, 3, table=rgb, transparency=transparency, interlaced=interlaced)


def wrong_sum(number: int, kind: bytes) -> bytes:
    data = bytearray(made(number, chunk(b"tEXt", b"by\0me")))
    data[data.index(kind) + 5] ^= 1
    return bytes(data)


def frame(width: int, height: int, x: int = 0, sequence: int = 0) -> bytes:
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", sequence, width, height, x, 0, 0, 0, 0, 0))


def moving(count: int, *parts: bytes) -> bytes:
    """An APNG that says it has so many frames."""
    return made(170, chunk(b"acTL", struct.pack(">II", count, 0)), *parts)


def large_frames() -> bytes:
    """Many frames that would be a gigabyte, none with any data."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1024, 1024, 8, 6, 0, 0, 0))
    return PNG + head + b"".join(frame(1024, 1024) + chunk(b"IDAT", b"x") for _ in range(100)) + END


SIZES = {
    "huge.png": Kind(partial(header_png, 60_000, 60_000), "too large: 60000 x 60000 pixels"),
    "endless.png": Kind(partial(header_png, 0xFFFFFFFF, 0xFFFFFFFF), "too large: 4294967295 x 4294967295"),
    "long.png": Kind(partial(header_png, 5000, 1), "too large: 5000 x 1 pixels"),
    "no-width.png": Kind(partial(header_png, 0, 16), "damaged: its header says that it has no pixels"),
    "frames-large.png": Kind(large_frames, "too large: 100 frames of 1024 x 1024 pixels"),
    "frames-many.png": Kind(partial(moving, 2000, *[frame(1, 1)] * 1025), "too long: 1025 frames"),
    "frames-outside.png": Kind(partial(moving, 1, frame(60_000, 16)), "damaged: a frame does not fit"),
}
BOMBS = {
    "ztxt-bomb.png": Kind(lambda: made(101, chunk(b"zTXt", b"Comment\0\0" + bomb()))),
    "itxt-bomb.png": Kind(lambda: made(102, chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb()))),
    "iccp-bomb.png": Kind(lambda: made(103, chunk(b"iCCP", b"icc\0\0" + bomb()))),
    "idat-bomb.png": Kind(lambda: made(104, data=after(rows(sprite(104))))),
    "chunks-many.png": Kind(
        lambda: made(105, chunk(b"tEXt", b"") * 66_000), "damaged: it has too many parts"
    ),
    "idat-many.png": Kind(lambda: made(106, chunk(b"IDAT", b"") * 60_000)),
}
COLORS = {
    "grey-1.png": Kind(partial(grey, 0, 1)),
    "grey-2.png": Kind(partial(grey, 1, 2)),
    "grey-4.png": Kind(partial(grey, 2, 4)),
    "grey-16.png": Kind(partial(grey, 3, 16)),
    "grey-alpha-16.png": Kind(partial(deep_color, 40, 2)),
    "rgb-16.png": Kind(partial(deep_color, 50, 3)),
    "rgba-16.png": Kind(partial(deep_color, 60, 4)),
    "trns-grey.png": Kind(partial(grey, 70, 8, transparency=b"\0\x48")),
    "trns-grey-16.png": Kind(partial(grey, 80, 16, transparency=b"\x52\x52")),
    "trns-rgb-16.png": Kind(partial(deep_color, 90, 3, b"\x5c\x5c" * 3)),
    "trns-indexed.png": Kind(partial(indexed, 0, 8, b"\0\x80")),
    "trns-too-long.png": Kind(partial(indexed, 1, 9, bytes(range(200)))),
    "trns-too-short.png": Kind(lambda: made(107, chunk(b"tRNS", b"\0"), head=(16, 16, 8, 6, 0, 0, 0))),
    "adam7.png": Kind(partial(grey, 120, 8, interlaced=True)),
    "adam7-indexed.png": Kind(partial(indexed, 2, 20, interlaced=True)),
    "index-beyond-palette.png": Kind(partial(indexed, 5, 6)),
    "no-palette.png": Kind(lambda: png(GRID * 2, 8, 3), "damaged: its palette is missing"),
    "depth-3.png": Kind(lambda: made(108, head=(16, 16, 3, 6, 0, 0, 0)), "damaged: it has a kind of colour"),
    "colour-type-5.png": Kind(lambda: made(109, head=(16, 16, 8, 5, 0, 0, 0)), "damaged: it has a kind of"),
    "packing-9.png": Kind(lambda: made(110, head=(16, 16, 8, 6, 9, 0, 0))),
    "interlace-7.png": Kind(lambda: made(111, head=(16, 16, 8, 6, 0, 0, 7)), "damaged"),
}
CHUNKS = {
    "trailing.png": Kind(lambda: made(112) + b"<?php more ?>" * 100),
    "wrong-sum.png": Kind(partial(wrong_sum, 113, b"IDAT"), "damaged: a checksum in it does not hold"),
    "wrong-sum-of-text.png": Kind(partial(wrong_sum, 114, b"tEXt")),
    "cut-short.png": Kind(lambda: made(115)[:-30], "cut short: the file ends after"),
    "no-end.png": Kind(lambda: made(116)[:-12], "cut short: the file ends after"),
    "no-data.png": Kind(lambda: made(117)[:33] + END, "damaged: it holds no picture data"),
    "no-header.png": Kind(lambda: PNG + made(118)[33:], "damaged: its header is missing"),
    "length-lies.png": Kind(
        lambda: made(119)[:33] + b"\xff\xff\xff\xff" + made(119)[37:], "cut short: the file"
    ),
    "two-headers.png": Kind(lambda: made(120, chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 0, 0, 0, 0)))),
    "half-the-data.png": Kind(
        lambda: made(121, data=zlib.compress(rows(sprite(121))[:500])), "cut short: its picture data ends"
    ),
    "turned-by-exif.png": Kind(
        lambda: made(122, chunk(b"eXIf", b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0"))
    ),
    "odd-gamma.png": Kind(lambda: made(123, chunk(b"gAMA", bytes(4)), chunk(b"cHRM", b"\xff" * 32))),
    "of-an-iphone.png": Kind(
        lambda: PNG + chunk(b"CgBI", bytes(4)) + made(124, data=zlib.compress(rows(sprite(124)))[2:-4])[8:],
        "damaged",
    ),
    "line-ends-mangled.png": Kind(
        lambda: made(125).replace(b"\r\n", b"\n"), "not a picture that can be read"
    ),
    "moving.png": Kind(lambda: encode_apng(np.stack([sprite(126), sprite(127)])), sprites=2),
    "moving-patches.png": Kind(
        lambda: apng([(sprite(128), (0, 0), 0, 0), (np.full((2, 2, 4), 255, np.uint8), (3, 3), 2, 1)]),
        sprites=2,
    ),
    "moving-to-nowhere.png": Kind(partial(moving, 0xFFFFFFFF)),
    "blank.png": Kind(lambda: encode_png(np.zeros((16, 16, 4), np.uint8)), "blank"),
    "odd-size.png": Kind(lambda: encode_png(sprite(129, 20)), "wrong size: 20 x 20, not 16 x 16"),
}
KINDS = SIZES | BOMBS | COLORS | CHUNKS
