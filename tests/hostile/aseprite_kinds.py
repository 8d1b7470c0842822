"""Aseprite files whose sizes, counts, links and trees lie."""

from __future__ import annotations

import struct
import zlib
from functools import partial

import numpy as np

from tests.files import aseprite_files as ase
from tests.files.drawn import sprite
from tests.hostile.kind import Kind, after

SIZE = (16, 16)


def drawn(number: int, *more: bytes, frames: int = 0, size: tuple[int, int] = SIZE) -> bytes:
    """A file of one layer with the sprite of that number, and chunks after it."""
    first = [ase.layer(), ase.cel(sprite(number)), *more]
    return ase.file([first, *[[ase.link(0)]] * frames], size)


def put(data: bytes, at: int, form: str, *values: int) -> bytes:
    out = bytearray(data)
    struct.pack_into(form, out, at, *values)
    return bytes(out)


def with_cel(content: bytes) -> bytes:
    return ase.file([[ase.layer(), ase.chunk(0x2005, content)]], SIZE)


def cel_of(width: int, height: int, data: bytes, kind: int = 2, at: tuple[int, int] = (0, 0)) -> bytes:
    return struct.pack("<HhhBHh5xHH", 0, *at, 255, kind, 0, width, height) + data


def tiled(*parts: bytes, cel: bytes) -> bytes:
    return ase.file([[*parts, ase.layer(kind=ase.TILEMAP), cel]], SIZE)


def in_groups(depth: int) -> bytes:
    """A picture below so many groups in each other."""
    groups = [ase.layer("g", kind=ase.GROUP, level=level) for level in range(depth)]
    return ase.file([[*groups, ase.layer(level=depth), ase.cel(sprite(411), depth)]], SIZE)


TILES = np.arange(3 * 64).reshape(3, 8, 8, 1).repeat(4, axis=3)
HEADERS = {
    "huge.aseprite": Kind(partial(drawn, 401, size=(60_000, 60_000)), "too large: 60000 x 60000 pixels"),
    "no-size.aseprite": Kind(partial(drawn, 402, size=(0, 0)), "damaged: its header says that it has no"),
    "frames-many.aseprite": Kind(lambda: put(drawn(403), 6, "<H", 65_535), "too long: 65535 frames"),
    "frames-none.aseprite": Kind(lambda: put(drawn(404), 6, "<H", 0), "holds no frames"),
    "frames-missing.aseprite": Kind(lambda: put(drawn(405), 6, "<H", 3), "cut short"),
    "depth-24.aseprite": Kind(lambda: put(drawn(406), 12, "<H", 24), "damaged: it has a kind of colour that"),
    "half-a-header.aseprite": Kind(lambda: drawn(407)[:60], "cut short"),
    "file-size-lies.aseprite": Kind(lambda: put(drawn(408), 0, "<I", 0xFFFFFFFF)),
    "frame-size-lies.aseprite": Kind(lambda: put(drawn(409), 128, "<I", 0xFFFFFFFF), "cut short"),
    "frame-without-header.aseprite": Kind(
        lambda: put(drawn(410), 132, "<H", 0), "damaged: a frame in it has no"
    ),
    "chunk-size-lies.aseprite": Kind(
        lambda: put(drawn(412), 144, "<I", 0xFFFFFFFF), "damaged: a part of it has"
    ),
    "chunk-of-nothing.aseprite": Kind(lambda: put(drawn(413), 144, "<I", 0), "damaged: a part of it has the"),
    "chunk-count-lies.aseprite": Kind(
        lambda: put(drawn(414), 140, "<I", 0xFFFFFFFF), "damaged: it has too many parts"
    ),
    "chunks-missing.aseprite": Kind(
        lambda: put(drawn(415), 140, "<I", 9), "damaged: a frame in it holds less"
    ),
}
CELS = {
    "cel-huge.aseprite": Kind(lambda: with_cel(cel_of(60_000, 60_000, b"")), "too large: a layer of 60000 x"),
    "cel-bomb.aseprite": Kind(lambda: with_cel(cel_of(16, 16, after(sprite(416).tobytes())))),
    "cel-short.aseprite": Kind(
        lambda: with_cel(cel_of(16, 16, zlib.compress(b"abc"))), "cut short: a layer has"
    ),
    "cel-damaged.aseprite": Kind(
        lambda: with_cel(cel_of(16, 16, b"abc")), "damaged: a layer's pixels can not"
    ),
    "cel-of-nothing.aseprite": Kind(lambda: with_cel(cel_of(0, 60_000, b"")), "blank"),
    "cel-outside.aseprite": Kind(
        lambda: with_cel(cel_of(16, 16, zlib.compress(bytes(range(256)) * 4), at=(32_767, -32_768))), "blank"
    ),
    "cel-unknown.aseprite": Kind(lambda: with_cel(cel_of(16, 16, b"", 99)), "damaged: it has a kind of cel"),
    "cel-without-layer.aseprite": Kind(lambda: ase.file([[ase.cel(sprite(417), 999)]], SIZE), "blank"),
    "link-to-itself.aseprite": Kind(lambda: ase.file([[ase.layer(), ase.link(0)]], SIZE), "blank"),
    "links-in-a-circle.aseprite": Kind(
        lambda: ase.file([[ase.layer(), ase.link(1)], [ase.link(0)], [ase.link(2)]], SIZE), "blank"
    ),
    "link-to-nowhere.aseprite": Kind(lambda: ase.file([[ase.layer(), ase.link(65_535)]], SIZE), "blank"),
    "links-many.aseprite": Kind(
        partial(drawn, 418, frames=1000), besides="duplicate of links-many.aseprite #1"
    ),
    "draws-for-minutes.aseprite": Kind(
        lambda: ase.file(
            [[*[ase.layer()] * 999, *[ase.cel(np.zeros((512, 512, 4)), n) for n in range(200)]]], SIZE
        ),
        "too large: it has too many large layers and frames",
    ),
}
PARTS = {
    "groups-deep.aseprite": Kind(partial(in_groups, 5000)),
    "layers-many.aseprite": Kind(
        lambda: ase.file([[ase.layer() * 1] * 17_000], SIZE), "too large: it has more than 16,384 layers"
    ),
    "name-lies.aseprite": Kind(
        lambda: ase.file([[ase.chunk(0x2004, bytes(16) + b"\xff\xffabc")]], SIZE), "damaged: a part of it has"
    ),
    "tags-lie.aseprite": Kind(
        lambda: drawn(419, ase.chunk(0x2018, struct.pack("<H8x", 65_535))),
        "damaged: a part of it has the wrong",
    ),
    "palette-lies.aseprite": Kind(
        lambda: drawn(420, ase.chunk(0x2019, struct.pack("<III8x", 0xFFFFFFFF, 0, 0xFFFFFFFF))),
        "damaged: a part",
    ),
    "palettes-many.aseprite": Kind(lambda: drawn(421, *[ase.palette([(1, 2, 3, 4)] * 256)] * 2000)),
    "tiles-many.aseprite": Kind(
        lambda: tiled(ase.tileset(TILES, count=0xFFFFFFFF), cel=ase.tilemap([[1, 2]])), "too large"
    ),
    "tiles-elsewhere.aseprite": Kind(
        lambda: tiled(ase.tileset(TILES, flags=1, elsewhere=True), cel=ase.tilemap([[1]])),
        "uses tiles of another file",
    ),
    "tilemap-huge.aseprite": Kind(
        lambda: tiled(
            ase.tileset(TILES),
            cel=ase.chunk(0x2005, struct.pack("<HhhBHh5xHH", 0, 0, 0, 255, 3, 0, 4000, 4000) + bytes(28)),
        ),
        "too large: it has too many large layers and frames",
    ),
    "tile-beyond-set.aseprite": Kind(lambda: tiled(ase.tileset(TILES), cel=ase.tilemap([[1, 9999], [2, 0]]))),
}
KINDS = HEADERS | CELS | PARTS
