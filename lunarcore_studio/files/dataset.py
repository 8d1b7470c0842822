"""From files and folders to training sprites, each distinct picture once, with a reason for what is left out.

Any thread; nothing here waits for a person, a pipe or a drive that does not answer, and one bad file never
ends a scan. `scan` holds its sprites in memory; `cached_scan.scan_cached` keeps them on disk and remembers
what it has read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from lunarcore_studio.files import images
from lunarcore_studio.files.folder_walk import Walked, walked
from lunarcore_studio.files.gathering import Cancelled, Gathering, Pace, Progress, rows_of, told
from lunarcore_studio.files.one_by_one import one_by_one
from lunarcore_studio.files.scan_result import Found, LeftOut, Scan, ScanOptions, SpriteTable
from lunarcore_studio.files.sprite_file import FileSprites, read_sprites, sprites_in
from lunarcore_studio.pixels.color import Pixels

__all__ = [
    "MAX_SPRITES",
    "Cancelled",
    "Found",
    "LeftOut",
    "Progress",
    "Scan",
    "ScanOptions",
    "scan",
    "scan_pictures",
]

MAX_SPRITES = 1 << 17


def scan(
    inputs: Iterable[Path],
    resolution: int = 16,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    options: ScanOptions | None = None,
) -> Scan:
    """The sprites of `resolution` pixels a side in files and folders, the same for the same files.

    A larger picture whose sides are multiples of `resolution` is a sheet and is cut, as is one with gaps
    between its cells; what was enlarged is shrunk; of an animation every frame counts. `options`, where
    given, stands above `resolution` and leaves out photographs too. `progress` gets (files done, files in
    all), at most ten times a second and at the end. When `cancelled` answers True, the scan ends with what it
    has. FileError only when an input does not exist.
    """
    options = options or ScanOptions(resolution, only_pixel_art=False)
    gathering = Gathering()
    data = bytearray()
    pace = Pace(progress, cancelled)
    files = walked(map(Path, inputs), images.READABLE, gathering.leave, pace.is_cancelled)
    pace.total = len(files)

    def read(file: Walked) -> FileSprites:
        return read_sprites(Path(file.path), options)

    def take(file: Walked, found: FileSprites) -> None:
        gathering.take(file, told(found), rows_of(found.cells, data.extend))

    one_by_one(looked_at(files, gathering, pace), read, take, gathering.leave_file, pace.is_cancelled)
    pace.end()
    return _result(gathering, data, options, pace.was_cancelled)


def scan_pictures(pictures: Iterable[tuple[str, Sequence[Pixels]]], options: ScanOptions) -> Scan:
    """The sprites in pictures that are open: names, and frames uint8 (H, W, 4) of one size. As `scan`.

    A name stands where a scan of files has a path. ValueError for a picture without frames.
    """
    gathering = Gathering()
    data = bytearray()
    for name, frames in pictures:
        if not frames:
            raise ValueError(f"{name} has no frames.")
        file = Walked(name, name)
        if _is_full(gathering, file):
            break
        found = sprites_in(frames, Path(name), options)
        gathering.take(file, told(found), rows_of(found.cells, data.extend))
    return _result(gathering, data, options)


def looked_at(files: Sequence[Walked], gathering: Gathering, pace: Pace) -> Iterator[Walked]:
    """The files one after another until `gathering` is full or the scan is cancelled; tells how far it is."""
    for number, file in enumerate(files):
        if pace.is_cancelled() or _is_full(gathering, file):
            return
        yield file
        pace.done(number + 1)


def _is_full(gathering: Gathering, file: Walked) -> bool:
    """Whether there are as many sprites as a scan holds; `file` is then the first not looked at."""
    if len(gathering) < MAX_SPRITES:
        return False
    gathering.leave(Path(file.path), f"not looked at: more than {MAX_SPRITES:,} sprites")
    return True


def _result(gathering: Gathering, data: bytearray, options: ScanOptions, was_cancelled: bool = False) -> Scan:
    side = options.resolution
    pixels = np.frombuffer(data, np.uint8).reshape(-1, side, side, 4)
    pixels.setflags(write=False)
    table = SpriteTable(pixels, gathering.files, gathering.columns, gathering.is_moving)
    return Scan(
        table[:], tuple(gathering.left_out), side, was_cancelled, tuple(gathering.findings),
        tuple(sorted(gathering.wanted.items())),
    )  # fmt: skip
