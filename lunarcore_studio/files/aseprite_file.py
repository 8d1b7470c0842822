"""What an Aseprite file holds, its chunks taken apart and its pixels still packed. Any thread.

After "Aseprite File Format (.ase/.aseprite) Specifications" (David Capello,
https://github.com/aseprite/aseprite/blob/main/docs/ase-file-specs.md). No length in a file is trusted: every
chunk lies within its frame, every frame within the file, and their numbers are bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lunarcore_studio.files.aseprite_palette import PALETTES, ColorTable
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import MAX_PIXELS, USUAL_MS, check_size, cut_short
from lunarcore_studio.pixels.blending import Blend

NORMAL, GROUP, TILEMAP = 0, 1, 2
VISIBLE, EDITABLE, BACKGROUND, REFERENCE = 1, 2, 8, 64
RAW, LINKED, COMPRESSED, TILES = 0, 1, 2, 3
LAYER, CEL, TAGS, USER_DATA, SLICE, TILESET = 0x2004, 0x2005, 0x2018, 0x2020, 0x2022, 0x2023
BLEND_NUMBERS: dict[Blend, int] = {"normal": 0, "multiply": 1, "screen": 2, "add": 16}
_BLENDS = {number: blend for blend, number in BLEND_NUMBERS.items()}
_MAX_CHUNKS = 1 << 18
_MAX_TAGS = 1 << 10
_MAX_LAYERS = 1 << 14
_MAX_PALETTES = 8  # chunks of a frame: Aseprite writes one, or two with the older kind
_TEXT, _PROPERTIES = 1, 4
_ELSEWHERE, _EMBEDDED, _FIRST_IS_EMPTY = 1, 2, 4


class Header(NamedTuple):
    """The file's header; `flags` 1 says that layers have an opacity, 2 that groups have one and a blend."""

    frames: int
    width: int
    height: int
    depth: int
    flags: int
    speed_ms: int
    transparent: int


class LayerChunk(NamedTuple):
    """One layer; `visible` and `opacity` with what its groups do to it."""

    name: str
    kind: int
    flags: int
    visible: bool
    opacity: int
    blend: Blend | None  # None for a way that the studio does not know
    tileset: int

    @property
    def is_reference(self) -> bool:
        """Whether it is there to be drawn after, and no part of the picture."""
        return bool(self.flags & REFERENCE)

    @property
    def background(self) -> bool:
        """Whether it shows every index, also the transparent one."""
        return bool(self.flags & BACKGROUND)


class CelChunk(NamedTuple):
    """One cel, `width` and `height` in pixels or, of a tilemap, in tiles; `data` is still packed."""

    layer: int
    x: int
    y: int
    opacity: int
    z: int
    width: int
    height: int
    kind: int
    data: memoryview


class TagChunk(NamedTuple):
    """One run of frames."""

    first: int
    last: int
    direction: int
    repeats: int
    color: tuple[int, int, int]
    name: str


class TilesetChunk(NamedTuple):
    """One set of tiles; `data` is still packed, None where the tiles lie in another file.

    `first_is_empty` as in every file since tilemaps are public: number 0 is no tile.
    """

    tiles: int
    width: int
    height: int
    first_is_empty: bool
    data: memoryview | None


@dataclass
class FrameChunk:
    """One frame: its cels by layer, its palette."""

    duration_ms: int
    table: ColorTable
    cels: dict[int, CelChunk] = field(default_factory=dict)


@dataclass
class AsepriteFile:
    """All of a file that the studio looks at; `left` names what it has no place for."""

    header: Header
    layers: list[LayerChunk] = field(default_factory=list)
    frames: list[FrameChunk] = field(default_factory=list)
    tags: list[TagChunk] = field(default_factory=list)
    tilesets: dict[int, TilesetChunk] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    ancestry: list[LayerChunk] = field(default_factory=list)  # the open groups, outermost first


def is_aseprite(data: bytes) -> bool:
    """Whether the bytes carry the magic number of an Aseprite file."""
    return data[4:6] == b"\xe0\xa5"


def parse(data: bytes, name: Path | str, max_side: int) -> AsepriteFile:
    """The file taken apart. FileError where it does not hold together."""
    try:
        file = AsepriteFile(_header(data, name, max_side))
        _parse_frames(memoryview(data), file, name)
    except (struct.error, IndexError) as error:
        raise FileError.about(name, "is damaged: a part of it has the wrong length") from error
    return file


def _header(data: bytes, name: Path | str, max_side: int) -> Header:
    if len(data) < 128:
        raise cut_short(name, len(data), 128)
    header = Header(*struct.unpack_from("<HHHHIH8xB", data, 6))
    check_size(name, header.width, header.height, header.frames, max_side)
    if header.frames < 1:
        raise FileError.about(name, "holds no frames")
    if header.depth not in (8, 16, 32):
        raise FileError.about(name, "is damaged: it has a kind of colour that Aseprite does not know")
    return header


def _parse_frames(data: memoryview, file: AsepriteFile, name: Path | str) -> None:
    table = ColorTable()
    at, budget = 128, _MAX_CHUNKS
    for _ in range(file.header.frames):
        if at + 16 > len(data):
            raise cut_short(name, len(data))
        size, magic, old_count, duration_ms, new_count = struct.unpack_from("<IHHH2xI", data, at)
        if magic != 0xF1FA or size < 16:
            raise FileError.about(name, "is damaged: a frame in it has no header")
        if at + size > len(data):
            raise cut_short(name, len(data), at + size)
        frame = FrameChunk(duration_ms or file.header.speed_ms or USUAL_MS, table)
        file.frames.append(frame)
        budget -= new_count or old_count
        if budget < 0:
            raise FileError.about(name, "is damaged: it has too many parts")
        palettes = _MAX_PALETTES
        for kind, content in _chunks(data, at + 16, at + size, new_count or old_count, name):
            _take(file, kind, content, name)
            if kind in PALETTES and palettes > 0:
                palettes -= 1
                table = frame.table = table.changed(kind, content)
        at += size


def _chunks(
    data: memoryview, at: int, end: int, count: int, name: Path | str
) -> Iterator[tuple[int, memoryview]]:
    for _ in range(count):
        if at + 6 > end:
            raise FileError.about(name, "is damaged: a frame in it holds less than it says")
        size, kind = struct.unpack_from("<IH", data, at)
        if size < 6 or at + size > end:
            raise FileError.about(name, "is damaged: a part of it has the wrong length")
        yield kind, data[at + 6 : at + size]
        at += size


def _take(file: AsepriteFile, kind: int, content: memoryview, name: Path | str) -> None:
    if kind == LAYER:
        if len(file.layers) >= _MAX_LAYERS:
            raise FileError.about(name, f"is too large: it has more than {_MAX_LAYERS:,} layers")
        file.layers.append(_layer(content, file))
    elif kind == CEL:
        cel = _cel(content, file, name)
        if cel is not None and cel.layer < len(file.layers):
            file.frames[-1].cels[cel.layer] = cel
    elif kind == TAGS and len(file.tags) < _MAX_TAGS:
        file.tags.extend(_tags(content))
    elif kind == TILESET:
        (number,) = struct.unpack_from("<I", content)
        file.tilesets[number] = _tileset(content)
    elif kind == SLICE:
        file.left.add("its slices")
    elif kind == USER_DATA and int.from_bytes(content[:4], "little") & (_TEXT | _PROPERTIES):
        file.left.add("its notes and properties")


def _layer(content: memoryview, file: AsepriteFile) -> LayerChunk:
    flags, kind, level, blend, opacity = struct.unpack_from("<HHH4xHB", content)
    name, end = _string(content, 16)
    tileset = struct.unpack_from("<I", content, end)[0] if kind == TILEMAP and end < len(content) else -1
    has_opacity = file.header.flags & (2 if kind == GROUP else 1)
    ancestry = file.ancestry
    del ancestry[level:]
    visible = bool(flags & VISIBLE) and not flags & REFERENCE
    opacity = opacity if has_opacity else 255
    if ancestry:
        # the innermost group has taken over what those around it say
        visible = visible and ancestry[-1].visible
        opacity = round(opacity * ancestry[-1].opacity / 255)
    known = _BLENDS.get(blend if kind != GROUP or has_opacity else 0)
    layer = LayerChunk(name, kind, flags, visible, opacity, known, tileset)
    ancestry.append(layer if kind == GROUP else layer._replace(opacity=255))
    return layer


def _cel(content: memoryview, file: AsepriteFile, name: Path | str) -> CelChunk | None:
    """The cel of a chunk, None where it shows nothing. A link takes over what the linked frame has."""
    layer, x, y, opacity, kind, z = struct.unpack_from("<HhhBHh", content)
    if kind == LINKED:
        (target,) = struct.unpack_from("<H", content, 16)
        linked = file.frames[target].cels.get(layer) if target < len(file.frames) - 1 else None
        return None if linked is None else linked._replace(x=x, y=y, opacity=opacity, z=z)
    if kind not in (RAW, COMPRESSED, TILES):
        raise FileError.about(name, "is damaged: it has a kind of cel that Aseprite does not know")
    width, height = struct.unpack_from("<HH", content, 16)
    if width * height == 0:
        return None
    if width * height > MAX_PIXELS:
        raise FileError.about(name, f"is too large: a layer of {width} x {height} pixels")
    return CelChunk(layer, x, y, opacity, z, width, height, kind, content[20:])


def _tags(content: memoryview) -> Iterator[TagChunk]:
    (count,) = struct.unpack_from("<H", content)
    at = 10
    for _ in range(count):
        first, last, direction, repeats, *color = struct.unpack_from("<HHBH6x3B", content, at)
        name, at = _string(content, at + 17)
        yield TagChunk(first, last, direction, repeats, (color[0], color[1], color[2]), name)


def _tileset(content: memoryview) -> TilesetChunk:
    flags, count, width, height = struct.unpack_from("<IIHH", content, 4)
    _, at = _string(content, 32)
    at += 8 if flags & _ELSEWHERE else 0
    if not flags & _EMBEDDED:
        return TilesetChunk(count, width, height, True, None)
    (length,) = struct.unpack_from("<I", content, at)
    data = content[at + 4 : at + 4 + length]
    return TilesetChunk(count, width, height, bool(flags & _FIRST_IS_EMPTY), data)


def _string(content: memoryview, at: int) -> tuple[str, int]:
    """The text at a place, and where it ends."""
    (length,) = struct.unpack_from("<H", content, at)
    end = at + 2 + length
    if end > len(content):
        raise IndexError(end)
    return bytes(content[at + 2 : end]).decode("utf-8", "replace"), end
