"""What a picture is to a scan: a sprite, an enlarged one, a sheet, and what of that a person is offered.

Any thread; pure functions of arrays.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lunarcore_studio.files.enlarged import enlargement, shrink
from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.grids import Grid, cells_of, find_grid
from lunarcore_studio.pixels.color import Pixels

RESOLUTIONS = (8, 16, 32)


@dataclass(frozen=True)
class Layout:
    """How sprites lie in a picture: enlarged `factor` times, and on `grid` where it is a sheet."""

    factor: int = 1
    grid: Grid | None = None

    @property
    def is_native(self) -> bool:
        """Whether the picture is one sprite as it stands."""
        return self.factor == 1 and self.grid is None

    def cells(self, pixels: Pixels) -> Pixels:
        """Copies of the sprites in a picture uint8 (H, W, 4): (rows, columns, R, R, 4)."""
        small = pixels if self.factor == 1 else shrink(pixels, self.factor)
        return small[None, None].copy() if self.grid is None else cells_of(small, self.grid)


@dataclass(frozen=True)
class Finding:
    """A picture that is a sheet, enlarged, or both, and whether the scan cut or shrank it.

    `size` is (width, height) in pixels as it lies in the file.
    """

    path: Path
    size: tuple[int, int]
    layout: Layout
    is_applied: bool

    @property
    def what(self) -> str:
        """In a few words: "enlarged 4 times, 16x16 cells, 1 px between, 57x31"."""
        said = [f"enlarged {self.layout.factor} times"] if self.layout.factor > 1 else []
        grid = self.layout.grid
        if grid is not None:
            said.append(f"{grid.cell}x{grid.cell} cells")
            said += [f"{grid.margin} px around"] if grid.margin else []
            said += [f"{grid.spacing} px between"] if grid.spacing else []
            said.append(f"{grid.columns}x{grid.rows}")
        return ", ".join(said)

    @property
    def sentence(self) -> str:
        """For a person: "sheet.png: 16x16 cells, 1 px between, 57x31"."""
        return f"{shown(self.path)}: {self.what}"


def layout_of(frames: Sequence[Pixels], resolution: int, factor: int | None = None) -> Layout | None:
    """How sprites of `resolution` lie in frames of one size uint8 (H, W, 4) with zeros under alpha 0.

    None when the frames are neither a sprite nor a sheet. `factor` is what is known of the enlargement; it is
    found where None, and taken only as far as what is shrunk is a sprite or a sheet of them.
    """
    height, width = frames[0].shape[:2]
    if (width, height) == (resolution, resolution):
        return Layout()
    most = common_enlargement(frames) if factor is None else factor
    for times in range(most, 0, -1):
        if most % times:
            continue
        if (width, height) == (times * resolution, times * resolution):
            return Layout(times)
        if min(width, height) >= times * resolution:
            small = frames[0][::times, ::times]
            grid = find_grid(small, resolution)
            if grid is not None:
                return Layout(times, grid)
    return None


def common_enlargement(frames: Sequence[Pixels]) -> int:
    """How many times every one of the frames uint8 (H, W, 4) was enlarged."""
    factor = 0
    for frame in frames:
        factor = math.gcd(factor, enlargement(frame))
        if factor == 1:
            break
    return factor


def own_resolution(size: tuple[int, int], factor: int, frames: Sequence[Pixels]) -> tuple[int, int]:
    """The resolution of `RESOLUTIONS` that a picture speaks for and how many sprites of that it holds.

    One sprite, also enlarged, speaks for its size; a sheet with gaps for that of its cells. A sheet without
    gaps could be one of smaller or larger cells as well, and like any other size gives (0, 0).
    """
    width, height = size
    for resolution in RESOLUTIONS:
        if width == height and width % resolution == 0 and factor % (width // resolution) == 0:
            return resolution, 1
    for resolution in reversed(RESOLUTIONS):
        layout = layout_of(frames[:1], resolution, factor)
        if layout is not None and layout.grid is not None and layout.grid.has_gaps:
            return resolution, layout.grid.columns * layout.grid.rows
    return 0, 0
