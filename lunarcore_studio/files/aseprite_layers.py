"""Aseprite files as sprites with layers, frames and tags. Any thread.

What a sprite has no place for is drawn as pixels or left out, and said. Cels are unpacked one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lunarcore_studio.files import aseprite_cels as cels
from lunarcore_studio.files.aseprite import check_work, seen
from lunarcore_studio.files.aseprite_file import (
    EDITABLE,
    GROUP,
    TILEMAP,
    AsepriteFile,
    CelChunk,
    FrameChunk,
    LayerChunk,
    parse,
)
from lunarcore_studio.files.own_palette import own_palette, sample
from lunarcore_studio.files.picture import MAX_CELS, MAX_LAYERS, MAX_PIXELS, MAX_SIDE
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.history import History
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import DIRECTIONS, Cel, Frame, Layer, Mode, Sprite, Tag

_MODES: dict[int, Mode] = {8: "indexed", 16: "grey", 32: "rgba"}
Key = tuple[int, ...]  # what makes two cels the same picture


class Layered(NamedTuple):
    """A sprite, what of its file it is without, each a few words after "without", and its undo history."""

    sprite: Sprite
    left: tuple[str, ...]
    history: History | None = None


def decode_layered(data: bytes, name: Path | str) -> Layered:
    """An Aseprite file as a sprite; as one layer where it has more than a sprite can have. FileError."""
    file = parse(data, name, MAX_SIDE)
    frames = tuple(Frame(frame.duration_ms) for frame in file.frames)
    size = file.header.width, file.header.height
    base = Sprite(*size, frames=frames, tags=tuple(_tags(file)), mode=_MODES[file.header.depth])
    if _is_too_much(file):
        pictures = {(0, index): Cel(pixels) for index, pixels in enumerate(seen(file, name).frames)}
        sprite, left = replace(base, cels=pictures), ["its many layers, which became one"]
    else:
        check_work([frame.cels.values() for frame in file.frames], file, name)
        used = _used(file)
        layers = tuple(_layer(file.layers[index]) for index in used) or base.layers
        sprite = replace(base, layers=layers, cels=_cels(file, used, name))
        left = list(_left(file))
    return Layered(replace(sprite, palette=_palette(file, sprite)), tuple(left))


def _used(file: AsepriteFile) -> list[int]:
    """The layers that hold pictures."""
    return [
        index for index, layer in enumerate(file.layers) if layer.kind != GROUP and not layer.is_reference
    ]


def _is_too_much(file: AsepriteFile) -> bool:
    keys = {_key(cel, file, frame) for frame in file.frames for cel in frame.cels.values()}
    count = sum(len(frame.cels) for frame in file.frames)
    pixels = len(keys) * file.header.width * file.header.height
    return len(_used(file)) > MAX_LAYERS or count > MAX_CELS or pixels > MAX_PIXELS


def _key(cel: CelChunk, file: AsepriteFile, frame: FrameChunk) -> Key:
    table = id(frame.table) if file.header.depth == 8 else 0
    return cel.layer, cel.x, cel.y, cel.opacity, id(cel.data), table


def _layer(layer: LayerChunk) -> Layer:
    # what stands in a hidden group is hidden: a sprite has no groups to say it
    is_locked = not layer.flags & EDITABLE
    return Layer(layer.name, layer.visible, layer.opacity, is_locked, layer.blend or "normal")


def _cels(file: AsepriteFile, used: list[int], name: Path | str) -> dict[tuple[int, int], Cel]:
    """The cels of the used layers; what was linked is one value."""
    made: dict[Key, Cel] = {}
    found = {}
    for index, frame in enumerate(file.frames):
        for place, layer in enumerate(used):
            cel = frame.cels.get(layer)
            if cel is None or not cels.has_tiles(cel, file):
                continue
            key = _key(cel, file, frame)
            if key not in made:
                made[key] = Cel(_placed(cel, file, cels.cel_pixels(cel, file, frame, name)))
            found[place, index] = made[key]
    return found


def _placed(cel: CelChunk, file: AsepriteFile, pixels: Pixels) -> Pixels:
    """A cel's pixels on the whole canvas, its own opacity in their alpha."""
    canvas = np.zeros((file.header.height, file.header.width, 4), np.uint8)
    place = cels.inside(cel, pixels, file.header.width, file.header.height)
    if place is not None:
        left, top, shown = place
        target = canvas[top : top + shown.shape[0], left : left + shown.shape[1]]
        target[:] = shown
        if cel.opacity < 255:
            target[..., 3] = (shown[..., 3].astype(np.int32) * cel.opacity + 127) // 255
    canvas.setflags(write=False)
    return canvas


def _tags(file: AsepriteFile) -> Iterator[Tag]:
    last = len(file.frames) - 1
    for tag in file.tags:
        if tag.first <= min(tag.last, last):
            direction = DIRECTIONS[tag.direction] if tag.direction < len(DIRECTIONS) else DIRECTIONS[0]
            yield Tag(tag.name, tag.first, min(tag.last, last), direction, tag.repeats, (*tag.color, 255))


def _palette(file: AsepriteFile, sprite: Sprite) -> Palette:
    hides = file.header.depth == 8 and not any(layer.background for layer in file.layers)
    palette = Palette(file.frames[0].table.places(file.header.transparent if hides else None))
    if palette.has_visible:
        return palette
    shown = [sprite.pixels(layer).reshape(1, -1, 4) for layer in range(len(sprite.layers))]
    return own_palette(np.concatenate([sample(pixels) for pixels in shown], axis=1))


def _left(file: AsepriteFile) -> Iterator[str]:
    """What the sprite is without."""
    shown = [cel for frame in file.frames for cel in frame.cels.values()]
    if any(layer.kind == GROUP for layer in file.layers):
        yield "its groups, whose layers are kept"
    if any(layer.kind == TILEMAP for layer in file.layers):
        yield "its tilemaps, which became pixels"
    if not all(cels.has_tiles(cel, file) for cel in shown):
        yield "the tiles of another file"
    if any(layer.blend is None for layer in file.layers):
        yield "ways to blend that the studio does not know"
    if any(layer.is_reference for layer in file.layers):
        yield "its reference layers"
    if any(cel.z for cel in shown):
        yield "the order of single cels"
    if any(_reaches_out(cel, file) for cel in shown):
        yield "what lies outside of its canvas"
    if file.header.depth == 8 and any(frame.table is not file.frames[0].table for frame in file.frames):
        yield "the change of its palette"
    yield from sorted(file.left)


def _reaches_out(cel: CelChunk, file: AsepriteFile) -> bool:
    width, height = cels.size_px(cel, file)
    right, bottom = cel.x + width, cel.y + height
    return min(cel.x, cel.y) < 0 or right > file.header.width or bottom > file.header.height
