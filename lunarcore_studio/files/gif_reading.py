"""GIF into pixels, composed as browsers do. Any thread.

The blocks are walked here, so that sizes are known before anything is decoded; each frame alone goes through
Pillow's LZW decoder. After "Graphics Interchange Format, Version 89a" (CompuServe 1990).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from lunarcore_studio.files.animation import Patch, composed
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.indexing import colored
from lunarcore_studio.files.picture import (
    MAX_FRAMES,
    MAX_PIXELS,
    USUAL_MS,
    Picture,
    check_size,
    cut_short,
    palette_of,
)
from lunarcore_studio.files.pillow import opened
from lunarcore_studio.pixels.color import RGBA

SIGNATURES = (b"GIF87a", b"GIF89a")
_MAX_BLOCKS = 1 << 20  # sub-blocks of up to 255 bytes: four times the largest file
_GREY_RAMP = bytes(level for level in range(256) for _ in range(3))
_AFTER: dict[int, Literal["keep", "clear", "restore"]] = {2: "clear", 3: "restore"}


@dataclass(frozen=True)
class GifFrame:
    """One image block: its place, its colours (RGB bytes), its LZW data, and what its control block said."""

    x: int
    y: int
    width: int
    height: int
    table: bytes
    interlaced: bool
    data: bytes  # minimum code size and sub-blocks with their terminator
    transparent: int | None = None
    duration_ms: int = USUAL_MS
    disposal: int = 0


def decode_gif_picture(data: bytes, name: Path | str, max_side: int) -> Picture:
    """Every frame of a GIF. Raises FileError."""
    width, height, frames = walk(data, name)
    check_size(name, width, height, len(frames), max_side)
    for frame in frames:
        check_size(name, frame.width, frame.height, 1, max_side)
    if sum(frame.width * frame.height for frame in frames) > MAX_PIXELS:
        raise FileError.about(name, "is too large: its frames reach far over its edges")
    pictures, durations_ms = composed((width, height), (_patch(frame, name) for frame in frames), name)
    tables = {frame.table for frame in frames}
    colors = _colors(frames[0]) if len(tables) == 1 else []
    return Picture(tuple(pictures), tuple(durations_ms), palette_of(colors))


def walk(data: bytes, name: Path | str) -> tuple[int, int, list[GifFrame]]:
    """Width, height and the frames, none of them decoded; FileError where the blocks do not hold."""
    try:
        width, height, flags = struct.unpack_from("<HHB", data, 6)
        shared, at = _table(data, 13, flags)
        frames = list(_frames(data, at, shared, name))
    except (struct.error, IndexError) as error:
        raise cut_short(name, len(data)) from error
    if not frames:
        raise FileError.about(name, "holds no picture")
    return width, height, frames


def _frames(data: bytes, at: int, shared: bytes, name: Path | str) -> Iterator[GifFrame]:
    control: tuple[int | None, int, int] = (None, USUAL_MS, 0)
    found = 0
    # a missing trailer is common and harmless: the frames before it are whole
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x21:
            if data[at + 1] == 0xF9 and data[at + 2] >= 4:
                flags, delay, transparent = struct.unpack_from("<BHB", data, at + 3)
                control = (transparent if flags & 1 else None, delay * 10 or USUAL_MS, flags >> 2 & 7)
            at = _after_blocks(data, at + 2, name)
        elif data[at] == 0x2C:
            x, y, width, height, flags = struct.unpack_from("<HHHHB", data, at + 1)
            table, start = _table(data, at + 10, flags)
            at = _after_blocks(data, start + 1, name)
            place = (x, y, width, height, table or shared or _GREY_RAMP)
            yield GifFrame(*place, bool(flags & 0x40), data[start:at], *control)
            control = (None, USUAL_MS, 0)
            found += 1
            if found > MAX_FRAMES:
                return
        else:
            raise FileError.about(name, "is damaged: it holds something that GIF does not know")


def _table(data: bytes, at: int, flags: int) -> tuple[bytes, int]:
    if not flags & 0x80:
        return b"", at
    end = at + 3 * (2 << (flags & 7))
    if end > len(data):
        raise IndexError
    return data[at:end], end


def _after_blocks(data: bytes, at: int, name: Path | str) -> int:
    for _ in range(_MAX_BLOCKS):
        length = data[at]
        at += 1 + length
        if length == 0:
            return at
    raise FileError.about(name, "is damaged: it has too many parts")


def _patch(frame: GifFrame, name: Path | str) -> Patch:
    header = struct.pack("<6sHHBBB", b"GIF89a", frame.width, frame.height, 0xF7, 0, 0)
    place = struct.pack("<BHHHHB", 0x2C, 0, 0, frame.width, frame.height, 0x40 if frame.interlaced else 0)
    alone = b"".join((header, _GREY_RAMP, place, frame.data, b"\x3b"))
    indices = np.asarray(opened(alone, "GIF", name), dtype=np.uint8)
    table = np.zeros((256, 4), np.uint8)
    table[:, 3] = 255
    colors = _colors(frame)
    table[: len(colors)] = colors
    if frame.transparent is not None:
        table[frame.transparent] = 0
    after = _AFTER.get(frame.disposal, "keep")
    return Patch(colored(indices, table), frame.x, frame.y, frame.duration_ms, True, after)


def _colors(frame: GifFrame) -> list[RGBA]:
    table = frame.table
    colors: list[RGBA] = [(*table[i : i + 3], 255) for i in range(0, len(table), 3)]
    if frame.transparent is not None and frame.transparent < len(colors):
        colors[frame.transparent] = (0, 0, 0, 0)
    return colors
