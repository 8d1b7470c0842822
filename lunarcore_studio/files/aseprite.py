"""Aseprite files into pictures as they are seen: the visible layers of each frame on each other. Any thread.

Cels are unpacked one at a time when their frame is drawn; see `aseprite_file` for the format and
`aseprite_layers` for files as sprites with layers.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from lunarcore_studio.files import aseprite_cels as cels
from lunarcore_studio.files.aseprite_file import AsepriteFile, CelChunk, LayerChunk, is_aseprite, parse
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import Picture, palette_of
from lunarcore_studio.pixels.blending import laid_over
from lunarcore_studio.pixels.color import Pixels

__all__ = ["check_work", "decode_aseprite", "is_aseprite", "seen"]

_MAX_DRAWN = 1 << 25  # pixels of all drawn cels together: about a second's work
_MAX_MIXED = 1 << 22  # of them, those whose colours are mixed: also about a second
_BAND = 64  # rows blended at once: half transparent pixels take twenty times their size


def decode_aseprite(data: bytes, name: Path | str, max_side: int) -> Picture:
    """Every frame of an Aseprite file, and its palette. Raises FileError."""
    return seen(parse(data, name, max_side), name)


def seen(file: AsepriteFile, name: Path | str) -> Picture:
    """Every frame with its visible layers laid over each other; FileError as `decode_aseprite`."""
    drawn = [[cel for cel in frame.cels.values() if file.layers[cel.layer].visible] for frame in file.frames]
    if not all(cels.has_tiles(cel, file) for found in drawn for cel in found):
        raise FileError.about(name, "uses tiles of another file; turn its tilemap into a normal layer")
    check_work(drawn, file, name)
    pictures, budget = [], _MAX_MIXED
    for frame, found in zip(file.frames, drawn, strict=True):
        canvas = np.zeros((file.header.height, file.header.width, 4), np.uint8)
        for cel in sorted(found, key=lambda cel: (cel.layer + cel.z, cel.z)):
            budget -= _draw(canvas, cel, file, cels.cel_pixels(cel, file, frame, name))
            if budget < 0:
                raise FileError.about(name, "is too large: too many of its large layers shine through")
        pictures.append(canvas)
    keeps_all = file.header.depth != 8 or any(layer.background for layer in file.layers)
    colors = file.frames[0].table.colors(None if keeps_all else file.header.transparent)
    return Picture(tuple(pictures), tuple(frame.duration_ms for frame in file.frames), palette_of(colors))


def check_work(drawn: Iterable[Iterable[CelChunk]], file: AsepriteFile, name: Path | str) -> None:
    """FileError when the cels that are to be drawn, links counted, would take seconds."""
    if sum(cels.work_px(cel, file) for found in drawn for cel in found) > _MAX_DRAWN:
        raise FileError.about(name, "is too large: it has too many large layers and frames")


def _draw(canvas: Pixels, cel: CelChunk, file: AsepriteFile, pixels: Pixels) -> int:
    """Lay a cel on the canvas; how many pixels had to be mixed."""
    place = cels.inside(cel, pixels, canvas.shape[1], canvas.shape[0])
    if place is None:
        return 0
    left, top, shown = place
    layer = file.layers[cel.layer]
    opacity = round(layer.opacity * cel.opacity / 255)
    mixed = 0
    for start in range(0, len(shown), _BAND):
        part = shown[start : start + _BAND]
        band = canvas[top + start : top + start + len(part), left : left + part.shape[1]]
        visible = part[..., 3:] > 0
        is_first = not band[..., 3].any()
        if opacity == 255 and (is_first or _covers(part, layer)):
            # what lands on nothing, or covers, keeps its bytes, as `laid_over` would have it
            np.copyto(band.view(np.uint32), part.view(np.uint32), where=visible)
        else:
            mixed += part.shape[0] * part.shape[1]
            band[:] = laid_over(band, part, opacity, layer.blend or "normal")
        if mixed > _MAX_MIXED:
            break
    return mixed


def _covers(part: Pixels, layer: LayerChunk) -> bool:
    """Whether every pixel is opaque or nothing, in a layer that does not mix."""
    plain = layer.blend in ("normal", None)
    return plain and not ((part[..., 3] != 0) & (part[..., 3] != 255)).any()
