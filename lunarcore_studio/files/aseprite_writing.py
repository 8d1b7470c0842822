"""Sprites as Aseprite files: layers, frames, tags, palette, in the colours of the sprite's mode. Any thread.

See `aseprite_file` for the format. The same sprite gives the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np

from lunarcore_studio.files.aseprite_file import (
    BLEND_NUMBERS,
    CEL,
    COMPRESSED,
    EDITABLE,
    LAYER,
    NORMAL,
    TAGS,
    VISIBLE,
)
from lunarcore_studio.files.indexing import hidden_place, indices_of, table_for
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.sprite import DIRECTIONS, Layer, Sprite, Tag

_PROFILE, _PALETTE = 0x2007, 0x2019
_SRGB = 1
_OPACITY_COUNTS = 1
_WORD = 0xFFFF


def encode_aseprite(sprite: Sprite) -> bytes:
    """The bytes of an .aseprite file.

    Indexed and grey sprites stay so as long as 256 places or grey values hold all that is seen; else it is
    RGBA. An indexed file has its transparent place where the palette first has alpha 0, or after it.
    """
    table = _table(sprite)
    depth = 8 if table is not None else 16 if sprite.mode == "grey" and _is_grey(sprite) else 32
    colors = table if table is not None else sprite.palette.colors
    frames = []
    for frame in range(len(sprite.frames)):
        chunks = [*(_head(sprite, colors) if frame == 0 else ()), *_cels(sprite, frame, depth, table)]
        frames.append(_frame(sprite.frames[frame].duration_ms, chunks))
    body = b"".join(frames)
    hidden = (hidden_place(table) or 0) if table is not None else 0
    head = struct.pack(
        "<IHHHHHIHIIB3xHBBhhHH", 128 + len(body), 0xA5E0, len(frames), *sprite.size, depth, _OPACITY_COUNTS,
        100, 0, 0, hidden, len(colors), 1, 1, 0, 0, 16, 16,
    )  # fmt: skip
    return head.ljust(128, b"\0") + body


def _table(sprite: Sprite) -> tuple[RGBA, ...] | None:
    """The places of an indexed file; None where it is none, or can be none."""
    if sprite.mode != "indexed":
        return None
    return table_for((cel.pixels for cel in sprite.cels.values()), sprite.palette, has_hidden=True)


def _is_grey(sprite: Sprite) -> bool:
    for cel in sprite.cels.values():
        seen = cel.pixels[cel.pixels[..., 3] > 0]
        if (seen[:, :2] != seen[:, 1:3]).any():
            return False
    return True


def _head(sprite: Sprite, colors: tuple[RGBA, ...]) -> Iterator[bytes]:
    """The chunks that describe the whole sprite."""
    yield _chunk(_PROFILE, struct.pack("<HHI8x", _SRGB, 0, 0))
    if colors:
        rows = b"".join(struct.pack("<H4B", 0, *color) for color in colors)
        yield _chunk(_PALETTE, struct.pack("<III8x", len(colors), 0, len(colors) - 1) + rows)
    for layer in sprite.layers:
        yield _layer(layer)
    if sprite.tags:
        rows = b"".join(map(_tag, sprite.tags))
        yield _chunk(TAGS, struct.pack("<H8x", len(sprite.tags)) + rows)


def _layer(layer: Layer) -> bytes:
    flags = (VISIBLE if layer.visible else 0) | (0 if layer.locked else EDITABLE)
    blend = BLEND_NUMBERS[layer.blend]
    head = struct.pack("<HHHHHHB3x", flags, NORMAL, 0, 0, 0, blend, layer.opacity)
    return _chunk(LAYER, head + _string(layer.name))


def _tag(tag: Tag) -> bytes:
    direction = DIRECTIONS.index(tag.direction)
    head = struct.pack("<HHBH6x3Bx", tag.first, tag.last, direction, min(tag.repeats, _WORD), *tag.color[:3])
    return head + _string(tag.name)


def _cels(sprite: Sprite, frame: int, depth: int, table: tuple[RGBA, ...] | None) -> Iterator[bytes]:
    for layer in range(len(sprite.layers)):
        cel = sprite.cels.get((layer, frame))
        if cel is not None:
            yield from _cel(cel.pixels, layer, depth, table)


def _cel(pixels: Pixels, layer: int, depth: int, table: tuple[RGBA, ...] | None) -> Iterator[bytes]:
    """One chunk with the part of a cel that holds something; none where nothing does."""
    holds = np.asarray(pixels.any(axis=-1) if depth == 32 else pixels[..., 3] > 0)
    rows, columns = np.flatnonzero(holds.any(axis=1)), np.flatnonzero(holds.any(axis=0))
    if not len(rows):
        return
    top, left = int(rows[0]), int(columns[0])
    part = pixels[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    samples = part if depth == 32 else part[..., [0, 3]] if table is None else indices_of(part, table)
    height, width = part.shape[:2]
    head = struct.pack("<HhhBHh5xHH", layer, left, top, 255, COMPRESSED, 0, width, height)
    yield _chunk(CEL, head + zlib.compress(np.ascontiguousarray(samples).tobytes(), 9))


def _frame(duration_ms: int, chunks: list[bytes]) -> bytes:
    content = b"".join(chunks)
    counts = min(len(chunks), _WORD), min(duration_ms, _WORD), len(chunks)
    return struct.pack("<IHHH2xI", 16 + len(content), 0xF1FA, *counts) + content


def _chunk(kind: int, content: bytes) -> bytes:
    return struct.pack("<IH", 6 + len(content), kind) + content


def _string(text: str) -> bytes:
    data = text.encode("utf-8", "replace")[:_WORD].decode("utf-8", "ignore").encode()
    return struct.pack("<H", len(data)) + data
