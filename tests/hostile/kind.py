"""What a hostile file is: how it is made, and what must become of it."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

KEPT = ""  # it is read, and its sprites are in the list
BOMB_BYTES = 64 << 20


@dataclass(frozen=True)
class Kind:
    """`make` gives the file's bytes, or puts at a path what is no plain file. `became` is how the reason
    begins with which it is left out, or KEPT; `sprites` is then how many it gives. `besides` is what is left
    out of one that is kept."""

    make: Callable[[], bytes] | Callable[[Path], None]
    became: str = KEPT
    sprites: int = 1
    is_placed: bool = False
    besides: str = ""

    def put(self, path: Path) -> None:
        """Make it at a path."""
        if self.is_placed:
            self.make(path)  # type: ignore[call-arg]
        else:
            path.write_bytes(self.make())  # type: ignore[call-arg, arg-type]


@cache
def bomb() -> bytes:
    """64 MB of zeros, packed into 300 KB."""
    return after(b"")


@cache
def after(data: bytes) -> bytes:
    """A zlib stream of `data` and then 64 MB of zeros."""
    packer = zlib.compressobj(1)
    start = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    # what follows a full flush stands for itself, so that it can be there again and again
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.adler32(bytes(BOMB_BYTES), zlib.adler32(data)).to_bytes(4)
    return start + again * (BOMB_BYTES >> 20) + b"\3\0" + end
