"""Sprites onto one sheet, every frame as it is seen, in rows or packed, with JSON beside it. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import encode_indexed_png, encode_png
from lunarcore_studio.files.picture import MAX_PIXELS, MAX_SIDE
from lunarcore_studio.files.sheet_data import Described, Form, Shown, sheet_json
from lunarcore_studio.files.sheet_layout import Layout, assembled, in_rows, packed, rows_of
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Sprite, Tag

Arrangement = Literal["rows", "packed"]


@dataclass(frozen=True)
class Sheet:
    """A sheet uint8 (H, W, 4) and what stands where; `palette` where all its sprites are indexed by one."""

    pixels: Pixels
    layout: Layout
    described: Described
    scale: int
    palette: Palette | None = None


def enlarged(pixels: Pixels, scale: int) -> Pixels:
    """uint8 (H, W, 4) with every pixel a square of `scale` a side."""
    return pixels.repeat(scale, axis=0).repeat(scale, axis=1)


def enlarged_sprite(sprite: Sprite, scale: int) -> Sprite:
    """The sprite with every pixel a square of `scale` a side, layers and frames kept; itself for 1."""
    if scale == 1:
        return sprite
    cels = {place: Cel(enlarged(cel.pixels, scale)) for place, cel in sprite.cels.items()}
    return replace(sprite, width=sprite.width * scale, height=sprite.height * scale, cels=cels)


def sheet_of(
    sprites: Sequence[tuple[str, Sprite]],
    arrangement: Arrangement,
    scale: int = 1,
    margin: int = 0,
    spacing: int = 0,
    columns: int = 0,
) -> Sheet:
    """Every frame of named sprites on one sheet; in "rows", a sprite's frames stand in rows of their own.

    Such a row has at most `columns` frames, 0 for all. `margin` and `spacing` are pixels of the sheet. Names
    become "hero.aseprite", or "hero 0.aseprite" and on where there are several frames. FileError, about
    "The sheet", for more than is read back; ValueError without sprites or with a negative distance.
    """
    sizes = [[(sprite.width * scale, sprite.height * scale)] * len(sprite.frames) for _, sprite in sprites]
    if sum(width * height for row in sizes for width, height in row) > MAX_PIXELS:
        raise FileError.about("The sheet", f"would be too large: it may have {MAX_PIXELS:,} pixels")
    flat = [size for row in sizes for size in row]
    rows = [row for frames in sizes for row in rows_of(frames, columns)]
    layout = in_rows(rows, margin, spacing) if arrangement == "rows" else packed(flat, margin, spacing)
    width, height = layout.size
    if max(layout.size) > MAX_SIDE:
        reason = f"would be too large: {width} x {height} pixels, it may have {MAX_SIDE} a side"
        raise FileError.about("The sheet", reason)
    frames = [
        enlarged(sprite.flatten(frame), scale) for _, sprite in sprites for frame in range(len(sprite.frames))
    ]
    palettes = {sprite.palette if sprite.mode == "indexed" else None for _, sprite in sprites}
    palette = palettes.pop() if len(palettes) == 1 else None
    return Sheet(assembled(layout, frames), layout, _described(sprites, scale), scale, palette)


def write_sheet(
    path: Path, sheet: Sheet, form: Form | None, version: str, *, overwrite: bool = False
) -> list[Path]:
    """Write the PNG and, with a `form`, the JSON of the same name beside it; the files written.

    FileExists or FileError; then one of the two may be there.
    """
    data = path.with_suffix(".json")
    indexed = encode_indexed_png(sheet.pixels, sheet.palette) if sheet.palette is not None else None
    if form is not None:
        kind = "RGBA8888" if indexed is None else "I8"
        text = sheet_json(sheet.described, sheet.layout, path.name, sheet.scale, form, version, kind)
        write_bytes(data, text.encode(), overwrite)
    write_bytes(path, encode_png(sheet.pixels) if indexed is None else indexed, overwrite)
    return [path] if form is None else [path, data]


def _described(sprites: Sequence[tuple[str, Sprite]], scale: int) -> Described:
    shown: list[Shown] = []
    tags: list[Tag] = []
    for name, sprite in sprites:
        tags += [
            replace(tag, first=tag.first + len(shown), last=tag.last + len(shown)) for tag in sprite.tags
        ]
        stem, suffix = Path(name).stem, Path(name).suffix
        for index, frame in enumerate(sprite.frames):
            told = f"{stem} {index}{suffix}" if len(sprite.frames) > 1 else f"{stem}{suffix}"
            shown.append(Shown(told, (sprite.width * scale, sprite.height * scale), frame.duration_ms))
    return Described(shown, tags, sprites[0][1].layers if len(sprites) == 1 else ())
