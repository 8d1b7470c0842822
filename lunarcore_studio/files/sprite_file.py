"""The sprites of one picture: what a scan asks of each file, alone. Any thread; a bad file raises nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from lunarcore_studio.files import images
from lunarcore_studio.files.enlarged import cleared, packed
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.findings import Finding, Layout, common_enlargement, layout_of, own_resolution
from lunarcore_studio.files.pixel_art import color_counts, not_pixel_art
from lunarcore_studio.files.scan_result import ScanOptions
from lunarcore_studio.pixels.color import Pixels

MAX_CELLS = 1 << 15  # of one file: what is done for each takes a second in all
Cell = tuple[int, int] | None  # (column, row) in a sheet
# A sheet of which more than this share is photograph is one, with some sky or shadow that is flat.
_PHOTOGRAPH = 0.25


@dataclass(frozen=True)
class FileSprites:
    """What one file holds.

    `cells` uint8 (N, R, R, 4) with zeros under alpha 0, in reading order and not yet free of duplicates;
    `places` says for each its (frame, column, row), the last two -1 where the picture is no sheet. `left` are
    reasons for the whole file (no cell) or one cell of it, `own` is the resolution that the picture speaks
    for and its number of sprites. For what `has_choice` it matters whether sheets are cut and enlarged art is
    shrunk. What is not `is_lasting` may be otherwise the next time though the file is the same, like a disk
    that did not answer.
    """

    cells: Pixels
    places: tuple[tuple[int, int, int], ...]
    frames: int = 1
    left: tuple[tuple[Cell, str], ...] = ()
    finding: Finding | None = None
    own: tuple[int, int] = (0, 0)
    has_choice: bool = False
    is_lasting: bool = True


def read_sprites(path: Path, options: ScanOptions) -> FileSprites:
    """The sprites in the file at `path`, or the reason why there are none."""
    try:
        # one by one, so that no frame is there twice
        clear = [cleared(frame) for frame in images.read_image(path).frames]
    except FileError as error:
        lasts = not isinstance(error.__cause__, OSError | MemoryError)
        reason = error.reason.removeprefix("is ")
        return FileSprites(_none(options), (), left=((None, reason),), is_lasting=lasts)
    return _sprites_in(clear, path, options)


def sprites_in(frames: Sequence[Pixels], path: Path, options: ScanOptions) -> FileSprites:
    """The sprites in frames of one size, uint8 (H, W, 4); by `path` they can be declined."""
    return _sprites_in([cleared(frame) for frame in frames], path, options)


def _sprites_in(clear: Sequence[Pixels], path: Path, options: ScanOptions) -> FileSprites:
    side = options.resolution
    height, width = clear[0].shape[:2]
    if not any(frame[..., 3].any() for frame in clear):
        return FileSprites(_none(options), (), len(clear), ((None, "blank"),))
    factor = 1 if (width, height) == (side, side) else common_enlargement(clear)
    own = own_resolution((width, height), factor, clear)
    found = layout_of(clear, side, factor)
    layout = _allowed(found, clear, path, options)
    finding = None
    if found is not None and not found.is_native:
        finding = Finding(path, (width, height), found, is_applied=layout == found)
    if layout is None:
        left = ((None, _why_not(found, (width, height), side)),)
        return FileSprites(_none(options), (), len(clear), left, finding, own, finding is not None)
    count = len(clear) * (1 if layout.grid is None else layout.grid.columns * layout.grid.rows)
    if count > MAX_CELLS:
        many = ((None, f"too large: {count:,} sprites in it, at most {MAX_CELLS:,} are read"),)
        return FileSprites(_none(options), (), len(clear), many, None, own)
    cells, places = _cut(clear, layout)
    whole = FileSprites(cells, tuple(places), len(clear), (), finding, own, finding is not None)
    return _pixel_art(whole) if options.only_pixel_art else whole


def _allowed(
    found: Layout | None, frames: Sequence[Pixels], path: Path, options: ScanOptions
) -> Layout | None:
    """The layout to be taken: what was found, or what the picture is as it stands, or none."""
    if found is None or options.allows(path, found):
        return found
    if found.factor == 1 or path in options.declined:
        return None
    plain = layout_of(frames, options.resolution, factor=1)
    return plain if plain is not None and options.allows(path, plain) else None


def _why_not(found: Layout | None, size: tuple[int, int], side: int) -> str:
    if found is None:
        return f"wrong size: {size[0]} x {size[1]}, not {side} x {side} or a sheet of that"
    if found.grid is None or found.factor > 1:
        return f"enlarged {found.factor} times, not shrunk"
    return f"a sheet of {found.grid.columns} x {found.grid.rows} sprites, not cut"


def _none(options: ScanOptions) -> Pixels:
    return np.zeros((0, options.resolution, options.resolution, 4), np.uint8)


def _cut(frames: Sequence[Pixels], layout: Layout) -> tuple[Pixels, list[tuple[int, int, int]]]:
    """The cells in which something is drawn, of all frames."""
    side = layout.cells(frames[0]).shape
    # one array from the beginning: parts put together at the end would be there twice
    out = np.empty((len(frames) * side[0] * side[1], *side[2:]), np.uint8)
    places: list[tuple[int, int, int]] = []
    for number, frame in enumerate(frames):
        cells = layout.cells(frame)
        # zeros are under alpha 0, so that any other number is a pixel that shows
        drawn = packed(cells).any(axis=(2, 3))
        rows = np.argwhere(drawn).tolist()
        out[len(places) : len(places) + len(rows)] = cells[drawn]
        places += [(number, -1, -1) if layout.grid is None else (number, column, row) for row, column in rows]
    return out[: len(places)], places


def _pixel_art(whole: FileSprites) -> FileSprites:
    """Without what is no pixel art: some cells, or all when they are too many for an accident."""
    odd = not_pixel_art(whole.cells)
    count, side = int(odd.sum()), whole.cells.shape[1]
    if count == 0:
        return whole
    colors = color_counts(whole.cells[odd]).tolist()
    if len(odd) == 1 or count > _PHOTOGRAPH * len(odd):
        reason = f"not pixel art: {max(colors)} colours in {side} x {side} pixels and nothing flat"
        nothing = whole.cells[:0]
        return replace(whole, cells=nothing, places=(), left=((None, reason),), finding=None)
    left = []
    for number, found in zip(np.flatnonzero(odd).tolist(), colors, strict=True):
        _, column, row = whole.places[number]
        reason = f"not pixel art: {found} colours in {side} x {side} pixels and nothing flat"
        left.append((None if column < 0 else (column, row), reason))
    places = tuple(place for place, is_odd in zip(whole.places, odd.tolist(), strict=True) if not is_odd)
    return replace(whole, cells=whole.cells[~odd], places=places, left=tuple(left))
