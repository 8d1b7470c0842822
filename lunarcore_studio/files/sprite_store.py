"""Sprites on disk as one array that is mapped, not read: one file a set, named by the digest of its pixels.

Any thread. The file is an .npy of uint8 (N, R, R, 4) with a header of a fixed size, so that it is written as
a stream before N is known. What is opened is compared with its name first: a damaged file is as good as none,
and none of its own numbers is trusted. Where the disk is full or read-only the sprites stay in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels

CACHE_LIMIT = 2 << 30  # bytes of all sets and indexes together
_HEADER = 128
_CHUNK = 1 << 20
_STALE_S = 24 * 3600  # a temporary file this old was left by a program that is no more
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Stored:
    """A set of sprites: read-only uint8 (N, R, R, 4), its digest in hex, its file unless it is in memory."""

    pixels: Pixels
    digest: str
    path: Path | None


def header(count: int, resolution: int) -> bytes:
    """The first 128 bytes of a file of `count` sprites, after "NPY format" version 1.0 (numpy.lib.format)."""
    shape = f"({count}, {resolution}, {resolution}, 4)"
    text = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}"
    length = _HEADER - 10
    return b"\x93NUMPY\x01\x00" + length.to_bytes(2, "little") + text.ljust(length - 1).encode() + b"\n"


def open_stored(folder: Path, digest: str, count: int, resolution: int) -> Stored | None:
    """The set of that digest in `folder`; None when it is not there, of another size, or not what it was."""
    if not _DIGEST.fullmatch(digest):
        return None
    path = folder / f"{digest}.npy"
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != _HEADER + count * resolution**2 * 4:
            return None
        with path.open("rb") as stream:
            if not _is_intact(stream, digest, count, resolution):
                return None
            pixels = _mapped(stream, count, resolution)
        os.utime(path)
    except (OSError, ValueError):
        return None
    return Stored(pixels, digest, path)


class SpriteWriter:
    """Sprites one after another into a file of `folder`; into memory where that can not be written.

    `former` is a set that is open: as long as its sprites are added in its own order nothing is written, and
    a set that turns out to be the same is used as it is. End with `finish` or `discard`.
    """

    def __init__(self, folder: Path, resolution: int, former: Stored | None = None) -> None:
        self.count = 0
        self.trouble = ""
        self._folder, self._resolution, self._former = folder, resolution, former
        self._is_former = former is not None
        self._hash = _new_hash(resolution)
        self._temp = folder / f".lunarcore-{secrets.token_hex(6)}.tmp"
        self._file: int | None = None
        self._written = 0
        self._waiting = bytearray()

    def append(self, data: bytes | memoryview) -> None:
        """Add a sprite, uint8 (R, R, 4) in C order."""
        self._leave_former()
        self._add(data)

    def append_former(self, number: int) -> None:
        """Add a sprite of the former set."""
        assert self._former is not None
        if self._is_former and number == self.count:
            self.count += 1
            return
        self._leave_former()
        self._add(self._former.pixels[number].tobytes())

    def finish(self) -> Stored:
        """The set, in its file under its digest, or in memory with the reason in `trouble`."""
        if self._is_former and self._former is not None and self.count == len(self._former.pixels):
            return self._former
        self._leave_former()
        digest = self._hash.hexdigest()
        kept = open_stored(self._folder, digest, self.count, self._resolution)
        if kept is None and not self.trouble:
            kept = self._placed(digest)
        if kept is None:
            kept = Stored(self.in_memory(), digest, None)
        self.discard()
        return kept

    def in_memory(self) -> Pixels:
        """A copy of all that was added: read-only uint8 (N, R, R, 4). FileError when the disk lost some."""
        self._leave_former()
        data = self._read_back() + self._waiting
        found = _new_hash(self._resolution)
        found.update(data)
        if found.digest() != self._hash.digest():
            raise FileError.about(self._folder, "gives back other bytes than it was given")
        pixels = np.frombuffer(data, np.uint8).reshape(-1, self._resolution, self._resolution, 4)
        pixels.setflags(write=False)
        return pixels

    def discard(self) -> None:
        """Leave nothing behind that is not finished."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        with contextlib.suppress(OSError):
            self._temp.unlink(missing_ok=True)

    def _add(self, data: bytes | memoryview) -> None:
        self._hash.update(data)
        self._waiting += data
        self.count += 1
        if len(self._waiting) >= _CHUNK and not self.trouble:
            self._flush()

    def _leave_former(self) -> None:
        """Write what was only counted, because what comes now differs."""
        if not self._is_former or self._former is None:
            return
        self._is_former = False
        common, self.count = self.count, 0
        for number in range(common):
            self._add(self._former.pixels[number].tobytes())

    def _flush(self) -> None:
        try:
            if self._file is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                self._file = os.open(self._temp, flags, 0o600)
                os.lseek(self._file, _HEADER, os.SEEK_SET)
            while self._waiting:
                done = os.write(self._file, self._waiting)
                self._written += done
                del self._waiting[:done]
        except OSError as error:
            self.trouble = str(FileError.from_os(self._folder, error, "written"))

    def _placed(self, digest: str) -> Stored | None:
        self._flush()
        if self.trouble or self._file is None:
            return None
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, header(self.count, self._resolution))
            os.close(self._file)
            self._file = None
            path = self._folder / f"{digest}.npy"
            with self._temp.open("rb") as stream:
                if not _is_intact(stream, digest, self.count, self._resolution):
                    raise FileError.about(self._folder, "gives back other bytes than it was given")
            self._temp.replace(path)
            with path.open("rb") as stream:
                return Stored(_mapped(stream, self.count, self._resolution), digest, path)
        except OSError as error:
            self.trouble = str(FileError.from_os(self._folder, error, "written"))
            return None

    def _read_back(self) -> bytes:
        if not self._written:
            return b""
        try:
            with self._temp.open("rb") as stream:
                stream.seek(_HEADER)
                return stream.read(self._written)
        except OSError as error:
            raise FileError.from_os(self._temp, error) from error


def prune(folder: Path, keep: Collection[Path], limit: int = CACHE_LIMIT) -> None:
    """Remove what was not used for longest until all is at most `limit` bytes; `keep` stays. Never raises."""
    found = []
    try:
        with os.scandir(folder) as listing:
            entries = [(Path(entry.path), entry.stat(follow_symlinks=False)) for entry in listing]
    except OSError:
        return
    for path, status in entries:
        if path.suffix == ".tmp" and time.time() - status.st_mtime > _STALE_S:
            _remove(path)
        elif path.suffix in (".npy", ".json"):
            found.append((status.st_mtime_ns, path, status.st_size))
    total = sum(size for _, _, size in found)
    for _, path, size in sorted(found):
        if total <= limit:
            return
        if path not in keep and _remove(path):
            total -= size


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _new_hash(resolution: int) -> hashlib._Hash:
    return hashlib.sha256(f"sprites of {resolution} pixels\n".encode())


def _is_intact(stream: IO[bytes], digest: str, count: int, resolution: int) -> bool:
    """Whether header and pixels are those of the set of that digest."""
    if stream.read(_HEADER) != header(count, resolution):
        return False
    found = _new_hash(resolution)
    while part := stream.read(_CHUNK):
        found.update(part)
    return found.hexdigest() == digest


def _mapped(stream: IO[bytes], count: int, resolution: int) -> Pixels:
    shape = (count, resolution, resolution, 4)
    if count == 0:  # nothing can not be mapped
        return np.zeros(shape, np.uint8)
    # a plain array on the same memory: slicing a memmap costs ten times as much
    return np.asarray(np.memmap(stream, np.uint8, "r", _HEADER, shape))
