"""Aseprite files into pixels: each frame's visible layers laid over each other in normal mode. Any thread.

After "Aseprite File Format (.ase/.aseprite) Specifications" (David Capello,
https://github.com/aseprite/aseprite/blob/main/docs/ase-file-specs.md). Cels are unpacked one at a time when
their frame is drawn, each to at most the size it announces.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lunarcore_studio.files.aseprite_palette import ColorTable
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import MAX_PIXELS, USUAL_MS, Picture, check_size, cut_short, palette_of
from lunarcore_studio.pixels.color import Pixels, over

_MAX_CHUNKS = 1 << 18
_MAX_DRAWN = 1 << 26  # pixels of all visible cels together: about a second's work
_BAND = 64  # rows blended at once: half transparent pixels take twenty times their size
_VISIBLE, _BACKGROUND, _REFERENCE = 1, 8, 64
_GROUP, _TILEMAP = 1, 2
_RAW, _LINKED, _COMPRESSED, _TILES = 0, 1, 2, 3


class _Header(NamedTuple):
    frames: int
    width: int
    height: int
    depth: int
    flags: int
    speed_ms: int
    transparent: int


class _Layer(NamedTuple):
    visible: bool
    opacity: int
    background: bool
    tiled: bool


class _Cel(NamedTuple):
    layer: int
    x: int
    y: int
    opacity: int
    z: int
    width: int
    height: int
    data: bytes
    packed: bool
    tiled: bool


@dataclass
class _Frame:
    duration_ms: int
    table: ColorTable
    cels: dict[int, _Cel] = field(default_factory=dict)


def is_aseprite(data: bytes) -> bool:
    """Whether the bytes carry the magic number of an Aseprite file."""
    return data[4:6] == b"\xe0\xa5"


def decode_aseprite(data: bytes, name: Path | str, max_side: int) -> Picture:
    """Every frame of an Aseprite file, and its palette. Raises FileError."""
    try:
        header = _header(data, name, max_side)
        layers: list[_Layer] = []
        frames = _parsed(data, header, layers, name)
    except (struct.error, IndexError) as error:
        raise FileError.about(name, "is damaged: a part of it has the wrong length") from error
    drawn = [[cel for cel in frame.cels.values() if layers[cel.layer].visible] for frame in frames]
    if any(layers[cel.layer].tiled or cel.tiled for cels in drawn for cel in cels):
        raise FileError.about(
            name, "uses a tilemap layer; hide it or turn it into a normal layer in Aseprite"
        )
    if sum(cel.width * cel.height for cels in drawn for cel in cels) > _MAX_DRAWN:
        raise FileError.about(name, "is too large: it has too many large layers and frames")
    pictures = []
    for frame, cels in zip(frames, drawn, strict=True):
        canvas = np.zeros((header.height, header.width, 4), np.uint8)
        for cel in sorted(cels, key=lambda cel: (cel.layer + cel.z, cel.z)):
            _draw(canvas, cel, layers[cel.layer], _cel_pixels(cel, header, frame, layers, name))
        pictures.append(canvas)
    keeps_all = header.depth != 8 or any(layer.background for layer in layers)
    colors = frames[0].table.colors(None if keeps_all else header.transparent)
    return Picture(tuple(pictures), tuple(frame.duration_ms for frame in frames), palette_of(colors))


def _header(data: bytes, name: Path | str, max_side: int) -> _Header:
    if len(data) < 128:
        raise cut_short(name, len(data), 128)
    header = _Header(*struct.unpack_from("<HHHHIH8xB", data, 6))
    check_size(name, header.width, header.height, header.frames, max_side)
    if header.frames < 1:
        raise FileError.about(name, "holds no frames")
    if header.depth not in (8, 16, 32):
        raise FileError.about(name, "is damaged: it has a kind of colour that Aseprite does not know")
    return header


def _parsed(data: bytes, header: _Header, layers: list[_Layer], name: Path | str) -> list[_Frame]:
    """The frames with their cels still packed; fills `layers`."""
    frames: list[_Frame] = []
    table = ColorTable()
    ancestry: list[_Layer] = []
    at, budget = 128, _MAX_CHUNKS
    for _ in range(header.frames):
        if at + 16 > len(data):
            raise cut_short(name, len(data))
        size, magic, old_count, duration_ms, new_count = struct.unpack_from("<IHHH2xI", data, at)
        if magic != 0xF1FA or size < 16:
            raise FileError.about(name, "is damaged: a frame in it has no header")
        if at + size > len(data):
            raise cut_short(name, len(data), at + size)
        frame = _Frame(duration_ms or header.speed_ms or USUAL_MS, table)
        frames.append(frame)
        budget -= new_count or old_count
        if budget < 0:
            raise FileError.about(name, "is damaged: it has too many parts")
        for kind, content in _chunks(data, at + 16, at + size, new_count or old_count, name):
            if kind == 0x2004:
                layers.append(_layer(content, header.flags, ancestry))
            elif kind == 0x2005:
                cel = _cel(content, header, frames, name)
                if cel is not None and cel.layer < len(layers):
                    frame.cels[cel.layer] = cel
            else:
                table = frame.table = table.changed(kind, content)
        at += size
    return frames


def _chunks(data: bytes, at: int, end: int, count: int, name: Path | str) -> Iterator[tuple[int, bytes]]:
    for _ in range(count):
        if at + 6 > end:
            raise FileError.about(name, "is damaged: a frame in it holds less than it says")
        size, kind = struct.unpack_from("<IH", data, at)
        if size < 6 or at + size > end:
            raise FileError.about(name, "is damaged: a part of it has the wrong length")
        yield kind, data[at + 6 : at + size]
        at += size


def _layer(content: bytes, file_flags: int, ancestry: list[_Layer]) -> _Layer:
    """One layer with what its groups do to it; `ancestry` holds the open groups, outermost first."""
    flags, kind, level, _, opacity = struct.unpack_from("<HHH4xHB", content)
    has_opacity = file_flags & (2 if kind == _GROUP else 1)
    del ancestry[level:]
    visible = bool(flags & _VISIBLE) and not flags & _REFERENCE and all(group.visible for group in ancestry)
    opacity = opacity if has_opacity else 255
    if ancestry:
        opacity = round(opacity * ancestry[-1].opacity / 255)
    layer = _Layer(visible, opacity, bool(flags & _BACKGROUND), kind == _TILEMAP)
    ancestry.append(layer if kind == _GROUP else layer._replace(opacity=255))
    return layer


def _cel(content: bytes, header: _Header, frames: list[_Frame], name: Path | str) -> _Cel | None:
    """The cel of a chunk, None where it shows nothing. A link takes over what the linked frame has."""
    layer, x, y, opacity, kind, z = struct.unpack_from("<HhhBHh", content)
    if kind == _LINKED:
        (target,) = struct.unpack_from("<H", content, 16)
        linked = frames[target].cels.get(layer) if target < len(frames) - 1 else None
        return None if linked is None else linked._replace(x=x, y=y, opacity=opacity, z=z)
    if kind not in (_RAW, _COMPRESSED, _TILES):
        raise FileError.about(name, "is damaged: it has a kind of cel that Aseprite does not know")
    width, height = struct.unpack_from("<HH", content, 16)
    if width * height == 0:
        return None
    if width * height > MAX_PIXELS:
        raise FileError.about(name, f"is too large: a layer of {width} x {height} pixels")
    return _Cel(layer, x, y, opacity, z, width, height, content[20:], kind == _COMPRESSED, kind == _TILES)


def _cel_pixels(cel: _Cel, header: _Header, frame: _Frame, layers: list[_Layer], name: Path | str) -> Pixels:
    """The cel's own rectangle, uint8 (h, w, 4)."""
    want = cel.width * cel.height * header.depth // 8
    data = cel.data[:want]
    if cel.packed:
        try:
            data = zlib.decompressobj().decompress(cel.data, want)
        except zlib.error as error:
            raise FileError.about(name, "is damaged: a layer's pixels can not be unpacked") from error
    if len(data) < want:
        raise FileError.about(name, "is cut short: a layer has fewer pixels than it says")
    values = np.frombuffer(data, np.uint8).reshape(cel.height, cel.width, header.depth // 8)
    if header.depth == 32:
        return values
    if header.depth == 16:
        return values[..., [0, 0, 0, 1]]
    hidden = None if layers[cel.layer].background else header.transparent
    return frame.table.lookup(hidden)[values[..., 0]]


def _draw(canvas: Pixels, cel: _Cel, layer: _Layer, pixels: Pixels) -> None:
    height, width = canvas.shape[:2]
    left, top = max(0, cel.x), max(0, cel.y)
    right, bottom = min(width, cel.x + cel.width), min(height, cel.y + cel.height)
    if left >= right or top >= bottom:
        return
    inside = pixels[top - cel.y : bottom - cel.y, left - cel.x : right - cel.x]
    opacity = round(layer.opacity * cel.opacity / 255)
    for start in range(top, bottom, _BAND):
        rows = slice(start, min(bottom, start + _BAND))
        band = canvas[rows, left:right]
        band[:] = over(band, inside[rows.start - top : rows.stop - top], opacity)
