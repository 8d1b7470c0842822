"""What a scan remembers of every file, so that the next one reads only what has changed. Any thread.

A line with the digest of the rest, then one JSON object of columns: a number a file, or a number a sprite of
a file. Each column has a line, and is read and written alone: the interpreter stops all threads, the window's
too, for as long as it takes one JSON text. What does not hold together in any way is as good as no index.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.findings import Finding, Layout
from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.files.gathering import Told
from lunarcore_studio.files.grids import Grid
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.files.scan_result import DIGEST_BYTES, ScanOptions

VERSION = 1
_LIMIT = 512 << 20  # bytes
_MOST = (1 << 63) - 1
# size, times of the last change of content and of status in nanoseconds, inode
Stamp = tuple[int, int, int, int]
UNKNOWN: Stamp = (-1, -1, -1, -1)
_STAMP = "stamp"  # the one column with four numbers a file
_PER_FILE = ("frames", "count", "own", "own_count", "choice")
_FINDING = 9  # numbers of one finding
_PER_SPRITE = ("frame", "column", "row", "sprite")


@dataclass
class ScanIndex:
    """The files of a scan in their order and what each held.

    `columns` has a number a file under the names of `_PER_FILE` ("count" says how many of the sprites'
    numbers are its own), four under "stamp", and a number a sprite under those of `_PER_SPRITE`; "sprite"
    counts the rows of the stored set `digest`, whose sprites have the sha256 `digests`, 32 bytes each.
    """

    digest: str = ""
    digests: bytes = b""
    paths: list[str] = field(default_factory=list)
    columns: dict[str, array[int]] = field(
        default_factory=lambda: {name: array("q") for name in (_STAMP, *_PER_FILE, *_PER_SPRITE)}
    )
    left: dict[int, tuple[tuple[tuple[int, int] | None, str], ...]] = field(default_factory=dict)
    findings: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def add(self, file: Walked, stamp: Stamp, what: Told, sprites: array[int], options: ScanOptions) -> None:
        """Remember one more file; `sprites` are the rows of its sprites."""
        number = len(self.paths)
        self.paths.append(file.path)
        self.columns[_STAMP].extend(stamp if what.is_lasting else UNKNOWN)
        choice = _choice(file, options) if what.has_choice else -1
        for name, value in zip(_PER_FILE, (what.frames, len(sprites), *what.own, choice), strict=True):
            self.columns[name].append(value)
        for frame, column, row in what.places:
            self.columns["frame"].append(frame)
            self.columns["column"].append(column)
            self.columns["row"].append(row)
        self.columns["sprite"].extend(sprites)
        if what.left:
            self.left[number] = what.left
        if what.finding is not None:
            self.findings[number] = _flat(what.finding)

    def is_of(self, files: Sequence[Walked], stamps: array[int], options: ScanOptions) -> bool:
        """Whether these are the same files, none has changed, and all would be taken as they were."""
        if stamps != self.columns[_STAMP] or self.paths != [file.path for file in files]:
            return False
        choices = np.array(self.columns["choice"], np.int64)
        chosen = np.flatnonzero(choices >= 0).tolist()
        return UNKNOWN[0] not in stamps[::4] and all(
            choices[number] == _choice(files[number], options) for number in chosen
        )

    def known(self, file: Walked, stamp: Stamp, options: ScanOptions) -> tuple[Told, array[int]] | None:
        """What an unchanged file holds, and the rows of its sprites; None when it must be read."""
        if not self._numbers:
            self._numbers = {path: number for number, path in enumerate(self.paths)}
            self._starts = [0, *np.cumsum(np.array(self.columns["count"], np.int64)).tolist()]
        number = self._numbers.get(file.path, -1)
        if number < 0 or stamp == UNKNOWN:
            return None
        columns = self.columns
        if stamp != tuple(columns[_STAMP][4 * number : 4 * number + 4]):
            return None
        choice = columns["choice"][number]
        if choice not in (-1, _choice(file, options)):
            return None
        own = slice(self._starts[number], self._starts[number + 1])
        sprites = columns["sprite"][own]
        places = list(zip(columns["frame"][own], columns["column"][own], columns["row"][own], strict=True))
        digests = [self.digests[DIGEST_BYTES * row : DIGEST_BYTES * (row + 1)] for row in sprites]
        what = Told(
            places, digests, columns["frames"][number], self.left.get(number, ()), self.finding(number),
            (columns["own"][number], columns["own_count"][number]), choice >= 0, True,
        )  # fmt: skip
        return what, sprites

    def finding(self, number: int) -> Finding | None:
        """What was found in a file."""
        flat = self.findings.get(number)
        return None if flat is None else _finding(Path(self.paths[number]), flat)


def stamp_of(path: str) -> Stamp:
    """By what an unchanged file is known; UNKNOWN when the system does not tell."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return UNKNOWN
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _MOST


def write_index(path: Path, index: ScanIndex) -> None:
    """Replace the index at `path` in one step. FileError."""
    facts = {"version": VERSION, "set": index.digest, "digests": index.digests.hex(), "paths": index.paths}
    facts |= {name: column.tolist() for name, column in index.columns.items()}
    facts["left"] = [
        [number, *(cell or (-1, -1)), reason] for number, left in index.left.items() for cell, reason in left
    ]
    facts["findings"] = [[number, *finding] for number, finding in index.findings.items()]
    lines = [
        f"{json.dumps(name)}:{json.dumps(value, separators=(',', ':'))}" for name, value in facts.items()
    ]
    body = ("{" + ",\n".join(lines) + "}").encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    write_bytes(path, json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n" + body)


def read_index(path: Path) -> ScanIndex | None:
    """The index at `path`; None when there is none that can be trusted."""
    try:
        first, _, body = read_bytes(path, _LIMIT).partition(b"\n")
        if json.loads(first) != {"sha256": hashlib.sha256(body).hexdigest()}:
            return None
        facts: dict[str, Any] = {}
        for line in body.split(b"\n"):
            facts |= json.loads(b"{" + line.removeprefix(b"{").rstrip(b",}") + b"}")
        return _index(facts)
    except (FileError, ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None


def _index(facts: dict[str, Any]) -> ScanIndex | None:
    """Raises what Python raises for parts of a wrong kind."""
    if facts["version"] != VERSION:
        return None
    columns = {name: array("q", facts[name]) for name in (_STAMP, *_PER_FILE, *_PER_SPRITE)}
    index = ScanIndex(facts["set"], bytes.fromhex(facts["digests"]), facts["paths"], columns)
    if not _holds_together(index):
        return None
    files = range(len(index.paths))
    for number, column, row, reason in facts["left"]:
        if not isinstance(reason, str):
            return None
        cell = None if column < 0 else (int(column), int(row))
        index.left[files[number]] = (*index.left.get(number, ()), (cell, reason))
    for number, *finding in facts["findings"]:
        if len(finding) != _FINDING:
            return None
        index.findings[files[number]] = tuple(map(int, finding))
    return index


def _holds_together(index: ScanIndex) -> bool:
    """Whether the columns are of one length, and each number in them is one that a scan gives."""
    columns = index.columns
    files, sprites = len(index.paths), len(columns["sprite"])
    rows = np.array(columns["sprite"], np.int64)
    places = np.array([columns[name] for name in ("frame", "column", "row")], np.int64)
    for path in index.paths:
        os.fsencode(path)
    return (
        isinstance(index.digest, str)
        and len(columns[_STAMP]) == 4 * files
        and all(len(columns[name]) == files for name in _PER_FILE)
        and all(len(columns[name]) == sprites for name in _PER_SPRITE)
        and min(columns["count"], default=0) >= 0
        and sum(columns["count"]) == sprites
        and bool(((rows >= 0) & (rows < len(index.digests) // DIGEST_BYTES)).all())
        and bool(((places >= -1) & (places < 1 << 31)).all())
    )


def _choice(file: Walked, options: ScanOptions) -> int:
    """What of the options changes the outcome for a file in which something was found, as one number."""
    is_declined = bool(options.declined) and Path(file.path) in options.declined
    return options.shrink_upscaled | options.cut_sheets << 1 | is_declined << 2


def _flat(finding: Finding) -> tuple[int, ...]:
    grid = finding.layout.grid or Grid(0, 0, 0)
    return (
        *finding.size, finding.layout.factor, grid.cell, grid.columns, grid.rows, grid.margin, grid.spacing,
        int(finding.is_applied),
    )  # fmt: skip


def _finding(path: Path, flat: tuple[int, ...]) -> Finding:
    width, height, factor, cell, columns, rows, margin, spacing, is_applied = flat
    grid = Grid(cell, columns, rows, margin, spacing) if cell else None
    return Finding(path, (width, height), Layout(factor, grid), bool(is_applied))
