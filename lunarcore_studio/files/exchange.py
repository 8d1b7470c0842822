"""Let two names change places at once, so that a folder is never missing while it is replaced. Any thread.

Linux alone can do it, by a call that Python has no name for (renameat2, since Linux 3.15); elsewhere, and on
file systems that refuse it, the caller renames twice.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

_HERE: Final = -100  # AT_FDCWD: paths as they are
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


def exchange(one: Path, other: Path) -> bool:
    """Whether `one` and `other`, of one file system, have changed places; False when nothing happened."""
    call = _renameat2()
    if call is None:
        return False
    return call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    if sys.platform != "linux":
        return None
    call = getattr(ctypes.CDLL(None), "renameat2", None)  # glibc 2.28, musl 1.2.6
    if call is None:
        return None
    call.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    call.restype = ctypes.c_int
    return call  # type: ignore[no-any-return]
