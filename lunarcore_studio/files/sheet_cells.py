"""The cells of a sheet that is imported: ruled by a grid or told one by one; frames or drawings. Any thread.

Pure functions of values. Unlike those of a scan, these cells need not be square, nor of a model's size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lunarcore_studio.files.grids import find_grid
from lunarcore_studio.files.picture import MAX_FRAMES, MAX_PIXELS, MAX_SIDE, USUAL_MS
from lunarcore_studio.pixels.change import Point, Rect
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite, Tag

_SIDES = (16, 32, 24, 48, 64, 8)  # of cells, the usual ones first
_LARGEST_STRIP = 256  # side of the cells of a strip that are believed by its shape alone
_CUTS_THROUGH = 0.1  # share of the pixels along a grid's lines from which on it is doubted


@dataclass(frozen=True)
class Cell:
    """`rect` of the sheet, and where it lies in its sprite: `size` of that, and `offset` in it."""

    rect: Rect
    size: Point
    offset: Point = (0, 0)
    duration_ms: int = USUAL_MS


@dataclass(frozen=True)
class Ruling:
    """Cells of `width` x `height`, `margin` pixels left of and above them, `spacing` pixels between."""

    width: int
    height: int
    margin: int = 0
    spacing: int = 0

    def shape(self, size: Point) -> tuple[int, int]:
        """How many whole cells, (columns, rows), a sheet of `size` (width, height) has."""
        columns, rows = (
            max(0, (side - self.margin + self.spacing) // (cell + self.spacing))
            for side, cell in zip(size, (self.width, self.height), strict=True)
        )
        return columns, rows

    def cells(self, size: Point) -> tuple[Cell, ...]:
        """The whole cells of a sheet, in reading order."""
        columns, rows = self.shape(size)
        across, down = self.width + self.spacing, self.height + self.spacing
        own = self.width, self.height
        return tuple(
            Cell((self.margin + column * across, self.margin + row * down, *own), own)
            for row in range(rows)
            for column in range(columns)
        )


def proposed(pixels: Pixels, resolution: int) -> Ruling:
    """The likeliest ruling of a sheet uint8 (H, W, 4), for want of a better one cells of `resolution` a side.

    Gaps are believed first. Without any, it is the usual size whose lines cut through the fewest drawings.
    """
    height, width = pixels.shape[:2]
    clean = np.where(pixels[..., 3:] == 0, np.uint8(0), pixels)
    usual = Ruling(min(resolution, width), min(resolution, height))
    if (clean == clean[0, 0]).all():
        return usual  # a picture of one colour has gaps wherever one looks for them
    strip = min(width, height)
    is_strip = strip <= _LARGEST_STRIP and max(width, height) % strip == 0 and width != height
    sides = dict.fromkeys((resolution, *_SIDES, *([strip] if is_strip else [])))
    found = [grid for side in sides if (grid := find_grid(clean, side)) is not None]
    gapped = [grid for grid in found if grid.has_gaps]
    if gapped:
        return Ruling(gapped[0].cell, gapped[0].cell, gapped[0].margin, gapped[0].spacing)
    if not found:
        return usual
    shares = {grid.cell: _cut_share(clean, grid.cell) for grid in found}
    first, best = found[0].cell, min(shares, key=lambda side: (round(shares[side], 2), side))
    doubted = shares[first] > max(_CUTS_THROUGH, 2 * shares[best])
    return Ruling(best, best) if doubted else Ruling(first, first)


def picture_of(sheet: Pixels, cell: Cell) -> Pixels:
    """The sprite of a cell, uint8 (h, w, 4) of its own memory; transparent where the sheet has nothing."""
    left, top, width, height = cell.rect
    x, y = cell.offset
    out = np.zeros((cell.size[1], cell.size[0], 4), np.uint8)
    down, across = max(0, cell.size[1] - y), max(0, cell.size[0] - x)
    part = sheet[top : top + height, left : left + width][:down, :across]
    out[y : y + part.shape[0], x : x + part.shape[1]] = part
    return out


def blank_cells(sheet: Pixels, cells: Sequence[Cell]) -> frozenset[int]:
    """Which cells are fully transparent, by their place in the row of cells."""
    alpha = sheet[..., 3]
    return frozenset(
        index
        for index, (left, top, width, height) in enumerate(cell.rect for cell in cells)
        if not alpha[top : top + height, left : left + width].any()
    )


def too_much(cells: Sequence[Cell]) -> str:
    """Why cells can not become the frames of one drawing, as the rest of a sentence; empty when they can."""
    width, height = _common_size(cells)
    if len(cells) > MAX_FRAMES:
        return f"has {len(cells):,} cells, a drawing at most {MAX_FRAMES:,} frames"
    if max(width, height) > MAX_SIDE or width * height * len(cells) > MAX_PIXELS:
        return f"has too large cells: {len(cells)} of {width} x {height} pixels are more than a drawing holds"
    return ""


def as_frames(sheet: Sprite, cells: Sequence[Cell], tags: Sequence[Tag] = ()) -> Sprite:
    """One sprite with a frame for each cell; smaller ones lie at the top left. ValueError without cells.

    It keeps the sheet's palette and mode. `tags` count through these cells.
    """
    pixels, (width, height) = sheet.flatten(), _common_size(cells)
    cels = {
        (0, index): Cel(picture_of(pixels, replace(cell, size=(width, height))))
        for index, cell in enumerate(cells)
    }
    frames = tuple(Frame(cell.duration_ms) for cell in cells)
    return Sprite(width, height, sheet.palette, frames=frames, cels=cels, tags=tuple(tags), mode=sheet.mode)


def as_drawings(sheet: Sprite, cells: Sequence[Cell]) -> list[Sprite]:
    """A sprite for each cell, with the sheet's palette and mode."""
    pixels = sheet.flatten()
    return [
        Sprite(*cell.size, sheet.palette, cels={(0, 0): Cel(picture_of(pixels, cell))}, mode=sheet.mode)
        for cell in cells
    ]


def kept_tags(tags: Sequence[Tag], kept: Sequence[int]) -> list[Tag]:
    """Tags of a row of frames of which only those at `kept`, in rising order, stay; empty ones go."""
    found = []
    for tag in tags:
        inside = [place for place, index in enumerate(kept) if tag.first <= index <= tag.last]
        if inside:
            found.append(replace(tag, first=inside[0], last=inside[-1]))
    return found


def _common_size(cells: Sequence[Cell]) -> tuple[int, int]:
    return max((cell.size[0] for cell in cells), default=0), max((cell.size[1] for cell in cells), default=0)


def _cut_share(pixels: Pixels, side: int) -> float:
    """The share of drawn pixels along the lines of a plain grid that go on in the same colour beyond them."""
    joined = drawn = 0
    for turned in (pixels, pixels.swapaxes(0, 1)):
        before, after = turned[side - 1 : -1 : side], turned[side::side]
        opaque = (before[..., 3] > 0) | (after[..., 3] > 0)
        drawn += int(np.count_nonzero(opaque))
        joined += int(np.count_nonzero(opaque & (before == after).all(axis=-1)))
    return joined / max(1, drawn)
