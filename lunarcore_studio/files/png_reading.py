"""PNG and APNG into pixels: all colour types and bit depths, transparency of every kind. Any thread.

Only the chunks that make the picture reach Pillow, with their checksums tested, so that no text or profile
chunk can be a bomb. After the PNG specification, third edition (W3C 2025, https://www.w3.org/TR/png-3/).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np

from lunarcore_studio.files.animation import Patch, composed
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.indexing import colored
from lunarcore_studio.files.picture import (
    MAX_CHUNKS,
    MAX_FRAMES,
    USUAL_MS,
    Picture,
    check_size,
    cut_short,
    palette_of,
)
from lunarcore_studio.files.pillow import opened, rgba
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.palette import Palette

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _INDEXED = 0, 2, 3
_DEPTHS = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_USED = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT"}
_AFTER: dict[int, Literal["keep", "clear", "restore"]] = {0: "keep", 1: "clear", 2: "restore"}


class Header(NamedTuple):
    """The IHDR chunk."""

    width: int
    height: int
    depth: int
    color_type: int
    compression: int
    filtering: int
    interlace: int


class FrameControl(NamedTuple):
    """The fcTL chunk of an APNG frame."""

    sequence: int
    width: int
    height: int
    x: int
    y: int
    delay: int
    delay_unit: int
    after: int
    blend: int


@dataclass
class _Parts:
    """What of a file makes its picture."""

    header: Header
    table: bytes = b""
    transparency: bytes | None = None
    data: list[memoryview] = field(default_factory=list)
    frames: list[tuple[FrameControl, list[memoryview]]] = field(default_factory=list)


def decode_png_picture(data: bytes, name: Path | str, max_side: int) -> Picture:
    """Every frame of a PNG or APNG. Raises FileError."""
    parts = _parts(data, name, max_side)
    colors = _colors(parts) if parts.header.color_type == _INDEXED else []
    palette, table = palette_of(colors), Palette(tuple(colors)) if colors else None
    if not parts.frames:
        return Picture((_pixels(parts, parts.data, name),), (USUAL_MS,), palette, table)
    patches = (_patch(parts, control, found, name) for control, found in parts.frames)
    frames, durations_ms = composed((parts.header.width, parts.header.height), patches, name)
    return Picture(tuple(frames), tuple(durations_ms), palette, table)


def chunks(data: bytes, name: Path | str) -> Iterator[tuple[bytes, memoryview]]:
    """Type and content of the chunks up to IEND that make a picture; FileError where they do not hold."""
    view = memoryview(data)
    at = len(SIGNATURE)
    for _ in range(MAX_CHUNKS):
        if at + 8 > len(data):
            raise cut_short(name, len(data))
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise cut_short(name, len(data), end)
        if kind == b"IEND":
            return
        if kind in _USED:
            content = view[at + 8 : end - 4]
            if zlib.crc32(content, zlib.crc32(kind)) != int.from_bytes(data[end - 4 : end]):
                raise FileError.about(name, "is damaged: a checksum in it does not hold")
            yield kind, content
        at = end
    raise FileError.about(name, "is damaged: it has too many parts")


def chunk(kind: bytes, *contents: bytes | memoryview) -> bytes:
    """One chunk of the joined contents, with length and checksum."""
    checksum = zlib.crc32(kind)
    for content in contents:
        checksum = zlib.crc32(content, checksum)
    length = sum(map(len, contents))
    return b"".join((struct.pack(">I4s", length, kind), *contents, checksum.to_bytes(4)))


def _parts(data: bytes, name: Path | str, max_side: int) -> _Parts:
    try:
        found = chunks(data, name)
        kind, content = next(found, (b"", memoryview(b"")))
        if kind != b"IHDR":
            raise FileError.about(name, "is damaged: its header is missing")
        parts = _Parts(_header(content, name, max_side))
        for kind, content in found:
            _take(parts, kind, content)
            if len(parts.frames) > MAX_FRAMES:
                break
    except struct.error as error:
        raise FileError.about(name, "is damaged: a part of it has the wrong length") from error
    check_size(name, parts.header.width, parts.header.height, max(1, len(parts.frames)), max_side)
    if parts.header.color_type == _INDEXED and len(parts.table) < 3:
        raise FileError.about(name, "is damaged: its palette is missing")
    if not parts.data:
        raise FileError.about(name, "is damaged: it holds no picture data")
    for control, _ in parts.frames:
        inside = (
            control.x + control.width <= parts.header.width
            and control.y + control.height <= parts.header.height
        )
        if not inside or not control.width or not control.height:
            raise FileError.about(name, "is damaged: a frame does not fit its size")
    return parts


def _header(content: memoryview, name: Path | str, max_side: int) -> Header:
    header = Header(*struct.unpack(">IIBBBBB", content))
    check_size(name, header.width, header.height, 1, max_side)
    if header.depth not in _DEPTHS.get(header.color_type, set()):
        raise FileError.about(name, "is damaged: it has a kind of colour that PNG does not know")
    return header


def _take(parts: _Parts, kind: bytes, content: memoryview) -> None:
    if kind == b"PLTE":
        parts.table = bytes(content)
    elif kind == b"tRNS":
        parts.transparency = bytes(content)
    elif kind == b"IDAT":
        parts.data.append(content)
        # where no fcTL came before it, the still picture is not part of the animation
        if parts.frames:
            parts.frames[-1][1].append(content)
    elif kind == b"fcTL":
        parts.frames.append((FrameControl(*struct.unpack(">IIIIIHHBB", content)), []))
    elif kind == b"fdAT" and parts.frames:
        parts.frames[-1][1].append(content[4:])


def _patch(parts: _Parts, control: FrameControl, data: list[memoryview], name: Path | str) -> Patch:
    header = parts.header._replace(width=control.width, height=control.height)
    part = _Parts(header, parts.table, parts.transparency)
    duration_ms = round(1000 * control.delay / (control.delay_unit or 100)) or USUAL_MS
    after = _AFTER.get(control.after, "keep")
    return Patch(_pixels(part, data, name), control.x, control.y, duration_ms, control.blend == 1, after)


def _colors(parts: _Parts) -> list[RGBA]:
    count = min(256, len(parts.table) // 3)
    alphas = (parts.transparency or b"")[:count].ljust(count, b"\xff")
    return [(*parts.table[3 * i : 3 * i + 3], alphas[i]) for i in range(count)]


def _plain(parts: _Parts, data: list[memoryview]) -> bytes:
    """A still PNG of nothing but header, colours and picture data: all that Pillow gets to see."""
    table = chunk(b"PLTE", parts.table) if parts.header.color_type == _INDEXED else b""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *parts.header))
    return b"".join((SIGNATURE, header, table, chunk(b"IDAT", *data), chunk(b"IEND")))


def _pixels(parts: _Parts, data: list[memoryview], name: Path | str) -> Pixels:
    header = parts.header
    image = opened(_plain(parts, data), "PNG", name)
    if header.color_type == _INDEXED:
        table = np.zeros((256, 4), np.uint8)
        table[:, 3] = 255
        colors = _colors(parts)
        table[: len(colors)] = np.array(colors, np.uint8).reshape(-1, 4)
        return colored(np.asarray(image, dtype=np.uint8), table)
    if header.color_type == _GREY:
        return _grey(np.asarray(image), parts)
    out = rgba(image)
    if header.color_type == _RGB and parts.transparency and len(parts.transparency) >= 6:
        key = np.array(struct.unpack_from(">HHH", parts.transparency)) >> (8 if header.depth == 16 else 0)
        if key.max() <= 255:
            whole = out.view(np.uint32)
            opaque, hidden = np.array([[*key, 255], [*key, 0]], np.uint8).view(np.uint32)[:, 0]
            np.copyto(whole, hidden, where=whole == opaque)
    return out


def _grey(values: np.ndarray[tuple[int, ...], np.dtype[np.generic]], parts: _Parts) -> Pixels:
    """Of bool (1 bit), uint8 scaled to 0..255 (2, 4, 8 bit) or uint16 (16 bit)."""
    depth = parts.header.depth
    table = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 4, axis=1)
    table[:, 3] = 255
    key = None
    if parts.transparency and len(parts.transparency) >= 2:
        key = int.from_bytes(parts.transparency[:2])
    if depth == 16:
        wide = values.astype(np.uint16, copy=False)
        out = colored((wide >> 8).astype(np.uint8), table)
        if key is not None:
            out[wide == key, 3] = 0
        return out
    if key is not None and key < 1 << depth:
        table[key * 255 // ((1 << depth) - 1), 3] = 0
    levels = values.astype(np.uint8, copy=False)
    return colored(levels * np.uint8(255) if depth == 1 else levels, table)
