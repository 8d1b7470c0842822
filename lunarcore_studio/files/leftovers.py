"""The temporary files of writing: their names, and removal of those whose writer was killed. Any thread."""

from __future__ import annotations

import itertools
import os
import re
import secrets
import stat
from pathlib import Path
from typing import Final

STALE_S: Final = 600  # no write of one file takes as long
_NAME: Final = re.compile(r"\.lunarcore-[0-9a-f]{12}\.tmp")
_MOST_LOOKED_AT: Final = 20_000  # entries of a folder


def temp_beside(path: Path) -> Path:
    """A name for the temporary file from which `path` will be made."""
    return path.with_name(f".lunarcore-{secrets.token_hex(6)}.tmp")


def sweep(folder: Path, now_s: float | None = None) -> int:
    """Remove what killed writers left in `folder`, and tell how many files that were; never raises.

    Only ordinary files that are named as ours are, belong to this person and have rested for `STALE_S`. A
    folder of that name may hold the only copy of a model that was being replaced, and stays. `now_s` is the
    time by the clock of the folder's drive in seconds since 1970; None finds it out.
    """
    removed = 0
    try:
        with os.scandir(folder) as listing:
            looked_at = itertools.islice(listing, _MOST_LOOKED_AT)
            ours = [Path(entry.path) for entry in looked_at if _NAME.fullmatch(entry.name)]
    except OSError:
        return 0
    for path in ours:
        try:
            now_s = _clock(folder) if now_s is None else now_s
            if _is_stale(path.lstat(), now_s):
                path.unlink()
                removed += 1
        except OSError:
            continue
    return removed


def _is_stale(found: os.stat_result, now_s: float) -> bool:
    is_mine = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    return stat.S_ISREG(found.st_mode) and is_mine and now_s - found.st_mtime > STALE_S


def _clock(folder: Path) -> float:
    """What the drive itself takes for now: a server's clock may go otherwise than ours."""
    probe = temp_beside(folder / "clock")
    os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        return probe.lstat().st_mtime
    finally:
        probe.unlink()
