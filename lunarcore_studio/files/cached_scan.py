"""A scan that keeps its sprites on disk, mapped, and reads a second time only what has changed. Any thread.

The cache is never needed: damaged, full or read-only, it costs time and not the result.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from lunarcore_studio.files import images, paths
from lunarcore_studio.files.dataset import looked_at
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.folder_walk import Walked, walked
from lunarcore_studio.files.gathering import Cancelled, Gathering, Pace, Progress, Told, rows_of, told
from lunarcore_studio.files.one_by_one import one_by_one
from lunarcore_studio.files.restoring import restore
from lunarcore_studio.files.scan_index import (
    UNKNOWN,
    VERSION,
    ScanIndex,
    Stamp,
    read_index,
    stamp_of,
    write_index,
)
from lunarcore_studio.files.scan_result import DIGEST_BYTES, Scan, ScanOptions, SpriteTable
from lunarcore_studio.files.sprite_file import FileSprites, read_sprites
from lunarcore_studio.files.sprite_store import SpriteWriter, Stored, open_stored, prune
from lunarcore_studio.pixels.color import Pixels


def scan_cached(
    inputs: Iterable[Path],
    options: ScanOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    folder: Path | None = None,
) -> Scan:
    """`dataset.scan` with its sprites in one file of `folder`, by default the user's own cache.

    `Scan.pixels` is that file, mapped; `Scan.sprites` makes each when asked. A file whose size, times and
    inode are as they were is not opened again, whatever else has changed. A cancelled scan has what it has in
    memory and leaves nothing behind. FileError when an input does not exist.
    """
    given = [Path(each) for each in inputs]
    options = options or ScanOptions()
    return _CachedScan(given, options, folder or paths.scans_dir()).run(Pace(progress, cancelled))


class _File(NamedTuple):
    """A file to be taken: `known` is what it holds, and the rows of its sprites, where it has not changed."""

    file: Walked
    stamp: Stamp
    known: tuple[Told, array[int]] | None


class _CachedScan:
    """One run over the given files."""

    def __init__(self, inputs: Sequence[Path], options: ScanOptions, folder: Path) -> None:
        self._inputs, self._options, self._folder = inputs, options, folder
        self._index_file = folder / f"{_key(inputs, options)}.json"
        former = read_index(self._index_file)
        stored = None
        if former is not None:
            count = len(former.digests) // DIGEST_BYTES
            stored = open_stored(folder, former.digest, count, options.resolution)
        self._former, self._stored = former if stored is not None else None, stored
        self._writer = SpriteWriter(folder, options.resolution, stored)
        self._index, self._gathering = ScanIndex(), Gathering()
        self._silent: set[str] = set()  # files of which the drive does not even tell the size

    def run(self, pace: Pace) -> Scan:
        try:
            leave = self._gathering.leave
            files = walked(self._inputs, images.READABLE, leave, pace.is_cancelled)
            pace.total = len(files)
            stamps = self._stamps(files, pace)
            if self._stored and self._former and self._former.is_of(files, stamps, self._options):
                restore(self._gathering, files, self._former)
                self._touch()
                pace.end()
                return self._result(self._stored.pixels)
            self._take_all(files, stamps, pace)
            pace.end()
            if pace.was_cancelled:
                return self._result(self._writer.in_memory(), was_cancelled=True)
            stored = self._writer.finish()
            return self._result(stored.pixels, notice=self._remember(stored))
        finally:
            self._writer.discard()

    def _stamps(self, files: Sequence[Walked], pace: Pace) -> array[int]:
        """Four numbers a file, in order; of the first files only where the scan is to end before the last."""
        stamps = array("q")

        def leave(file: Walked, why: str) -> None:
            self._silent.add(file.path)
            self._gathering.leave_file(file, why)
            stamps.extend(UNKNOWN)

        some = takewhile(lambda _: not pace.is_cancelled(), files)
        one_by_one(some, _stamp, lambda _, stamp: stamps.extend(stamp), leave, pace.is_cancelled)
        return stamps

    def _take_all(self, files: Sequence[Walked], stamps: array[int], pace: Pace) -> None:
        some = files[: len(stamps) // 4]
        items = self._items(looked_at(some, self._gathering, pace), stamps)
        one_by_one(items, self._read, self._take, self._leave, pace.is_cancelled)

    def _items(self, files: Iterable[Walked], stamps: array[int]) -> Iterator[_File]:
        for number, file in enumerate(files):
            if file.path not in self._silent:
                size, changed, status, inode = stamps[4 * number : 4 * number + 4]
                stamp = size, changed, status, inode
                former = self._former
                known = None if former is None else former.known(file, stamp, self._options)
                yield _File(file, stamp, known)

    def _read(self, one: _File) -> FileSprites | None:
        return read_sprites(Path(one.file.path), self._options) if one.known is None else None

    def _take(self, one: _File, found: FileSprites | None) -> None:
        if found is not None:
            what, keep = told(found), rows_of(found.cells, self._writer.append)
        elif one.known is not None:
            what, rows = one.known
            keep = partial(_again, self._writer, rows)
        sprites = self._gathering.take(one.file, what, keep)
        self._index.add(one.file, one.stamp, what, sprites, self._options)

    def _leave(self, one: _File, why: str) -> None:
        self._gathering.leave_file(one.file, why)

    def _remember(self, stored: Stored) -> str:
        """Write the index; a sentence where the cache can not be used, else empty."""
        trouble = self._writer.trouble
        if stored.path is not None:
            self._index.digest, self._index.digests = stored.digest, bytes(self._gathering.columns.digests)
            try:
                write_index(self._index_file, self._index)
            except FileError as error:
                trouble = str(error)
            prune(self._folder, (stored.path, self._index_file))
        return f"The sprites are not kept for the next time: {trouble}" if trouble else ""

    def _touch(self) -> None:
        """What is used stays when the cache is pruned."""
        with contextlib.suppress(OSError):
            os.utime(self._index_file)

    def _result(self, pixels: Pixels, was_cancelled: bool = False, notice: str = "") -> Scan:
        have = self._gathering
        return Scan(
            SpriteTable(pixels, have.files, have.columns, have.is_moving), tuple(have.left_out),
            self._options.resolution, was_cancelled, tuple(have.findings), tuple(sorted(have.wanted.items())),
            notice,
        )  # fmt: skip


def _stamp(file: Walked) -> Stamp:
    return stamp_of(file.path)


def _again(writer: SpriteWriter, rows: Sequence[int], index: int) -> None:
    writer.append_former(rows[index])


def _key(inputs: Sequence[Path], options: ScanOptions) -> str:
    """The name of an index: of the same inputs and of what changes the outcome for every file."""
    places = [os.fspath(path.absolute()) for path in inputs]
    facts = [
        VERSION,
        options.resolution,
        options.only_pixel_art,
        places,
        [os.fspath(each) for each in inputs],
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
