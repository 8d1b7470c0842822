"""The pixels of an Aseprite file, unpacked one cel at a time and no further than it says. Any thread.

A tile is turned over its falling diagonal first, then left and right, then top and bottom: the format's
description leaves the order open, Aseprite and Tiled do it so
(https://doc.mapeditor.org/en/stable/reference/global-tile-ids/).
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.aseprite_file import (
    COMPRESSED,
    TILES,
    AsepriteFile,
    CelChunk,
    FrameChunk,
    LayerChunk,
    TilesetChunk,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.indexing import colored
from lunarcore_studio.files.picture import MAX_PIXELS
from lunarcore_studio.pixels.color import Pixels

_MAX_TILE_ROWS = 1 << 14  # a tilemap is drawn row by row
_DTYPES = {8: "<u1", 16: "<u2", 32: "<u4"}


def has_tiles(cel: CelChunk, file: AsepriteFile) -> bool:
    """Whether a cel's pixels can be had: those of a tilemap lie in a set that may be in another file."""
    tileset = file.tilesets.get(file.layers[cel.layer].tileset)
    return cel.kind != TILES or (tileset is not None and tileset.data is not None and tileset.tiles > 0)


def size_px(cel: CelChunk, file: AsepriteFile) -> tuple[int, int]:
    """A cel's width and height in pixels."""
    tileset = file.tilesets.get(file.layers[cel.layer].tileset)
    if cel.kind != TILES or tileset is None:
        return cel.width, cel.height
    return cel.width * tileset.width, cel.height * tileset.height


def work_px(cel: CelChunk, file: AsepriteFile) -> int:
    """How many pixels are unpacked and drawn for a cel."""
    width, height = size_px(cel, file)
    tileset = file.tilesets.get(file.layers[cel.layer].tileset)
    tiles = 0 if cel.kind != TILES or tileset is None else tileset.tiles * tileset.width * tileset.height
    return width * height + tiles


def cel_pixels(cel: CelChunk, file: AsepriteFile, frame: FrameChunk, name: Path | str) -> Pixels:
    """The cel's own rectangle, uint8 (h, w, 4). FileError where the data does not hold."""
    layer = file.layers[cel.layer]
    if cel.kind == TILES:
        return _tilemap(cel, file, frame, name)
    want = cel.width * cel.height * file.header.depth // 8
    data = _unpacked(cel.data, want, name) if cel.kind == COMPRESSED else cel.data[:want]
    return _colors(data, (cel.height, cel.width), file, frame, layer, name)


def inside(cel: CelChunk, pixels: Pixels, width: int, height: int) -> tuple[int, int, Pixels] | None:
    """Left, top and pixels of what of a cel lies on a canvas of this size; None where nothing does."""
    left, top = max(0, cel.x), max(0, cel.y)
    right, bottom = min(width, cel.x + pixels.shape[1]), min(height, cel.y + pixels.shape[0])
    if left >= right or top >= bottom:
        return None
    return left, top, pixels[top - cel.y : bottom - cel.y, left - cel.x : right - cel.x]


def _unpacked(data: bytes | memoryview, want: int, name: Path | str) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, want)
    except zlib.error as error:
        raise FileError.about(name, "is damaged: a layer's pixels can not be unpacked") from error


def _colors(
    data: bytes | memoryview,
    shape: tuple[int, int],
    file: AsepriteFile,
    frame: FrameChunk,
    layer: LayerChunk,
    name: Path | str,
) -> Pixels:
    channels = file.header.depth // 8
    if len(data) < shape[0] * shape[1] * channels:
        raise FileError.about(name, "is cut short: a layer has fewer pixels than it says")
    values = np.frombuffer(data, np.uint8).reshape(*shape, channels)
    if channels == 4:
        return values
    if channels == 2:
        return np.ascontiguousarray(values[..., [0, 0, 0, 1]])
    hidden = None if layer.background else file.header.transparent
    return colored(values[..., 0], frame.table.lookup(hidden))


def _tilemap(cel: CelChunk, file: AsepriteFile, frame: FrameChunk, name: Path | str) -> Pixels:
    width, height = size_px(cel, file)
    if width * height > MAX_PIXELS or cel.height > _MAX_TILE_ROWS:
        raise FileError.about(name, f"is too large: a tilemap of {width} x {height} pixels")
    tileset = file.tilesets[file.layers[cel.layer].tileset]
    tiles = _tiles(tileset, file, frame, file.layers[cel.layer], name)
    bits, *masks = struct.unpack("<HIIII", bytes(cel.data[:18]).ljust(18, b"\0"))
    if bits not in _DTYPES:
        raise FileError.about(name, "is damaged: it has a kind of tilemap that Aseprite does not know")
    want = cel.width * cel.height * bits // 8
    data = _unpacked(cel.data[28:], want, name)
    if len(data) < want:
        raise FileError.about(name, "is cut short: a tilemap has fewer tiles than it says")
    grid = np.frombuffer(data, _DTYPES[bits]).astype(np.uint32).reshape(cel.height, cel.width)
    out = np.empty((height, width, 4), np.uint8)
    for row, numbers in enumerate(grid):
        drawn = _turned(tiles, numbers, masks)
        out[row * tileset.height : (row + 1) * tileset.height] = drawn.swapaxes(0, 1).reshape(-1, width, 4)
    return out


def _tiles(
    tileset: TilesetChunk, file: AsepriteFile, frame: FrameChunk, layer: LayerChunk, name: Path | str
) -> Pixels:
    """The tiles uint8 (count + 1, h, w, 4), the last of them empty."""
    shape = (tileset.tiles * tileset.height, tileset.width)
    if shape[0] * shape[1] == 0 or shape[0] * shape[1] > MAX_PIXELS:
        raise FileError.about(name, "is too large, or damaged: its tiles have no size that can be read")
    data = _unpacked(tileset.data or b"", shape[0] * shape[1] * file.header.depth // 8, name)
    tiles = np.zeros((tileset.tiles + 1, tileset.height, tileset.width, 4), np.uint8)
    tiles[:-1] = _colors(data, shape, file, frame, layer, name).reshape(tiles[:-1].shape)
    if tileset.first_is_empty:
        tiles[0] = 0
    return tiles


def _turned(tiles: Pixels, numbers: npt.NDArray[np.uint32], masks: list[int]) -> Pixels:
    """The tiles of one row, uint8 (w, h, w, 4), each turned as its bits say; what is no tile is empty."""
    tile_mask, mirrored, upended, diagonal = masks
    index = numbers & np.uint32(tile_mask)
    drawn: Pixels = tiles[np.minimum(index, len(tiles) - 1)]
    if tiles.shape[1] == tiles.shape[2]:
        over = (numbers & np.uint32(diagonal)) != 0
        drawn[over] = drawn[over].swapaxes(1, 2)
    over = (numbers & np.uint32(mirrored)) != 0
    drawn[over] = drawn[over][:, :, ::-1]
    over = (numbers & np.uint32(upended)) != 0
    drawn[over] = drawn[over][:, ::-1]
    return drawn
