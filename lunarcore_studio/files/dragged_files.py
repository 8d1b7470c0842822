"""Files of what is dragged out of the window, for programs that take nothing but files. Any thread.

They lie in the cache, each in a folder of its own named by its bytes, so that a file keeps its plain name and
a program that still reads one never sees another in its place. Old ones go when the next one is written.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import time
import unicodedata
from pathlib import Path
from typing import Final

from lunarcore_studio.files import paths
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError

STALE_S: Final = 24 * 3600  # by then the program that took a file has read it
MOST_KEPT: Final = 200
_FOLDER: Final = re.compile(r"[0-9a-f]{16}")
_FORBIDDEN: Final = frozenset('/\\:*?"<>|')
_TAKEN_ON_WINDOWS: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST_BYTES: Final = 100  # of a name without its suffix
_LONGEST_LETTERS: Final = 1000  # of a name that is looked at


def write_dragged(name: str, suffix: str, data: bytes) -> Path:
    """Write a file that is named after a sprite or drawing, and sweep old ones. Raises FileError."""
    sweep_dragged()
    folder = paths.dragged_dir() / hashlib.sha256(data).hexdigest()[:16]
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.from_os(folder, error, "written") from error
    path = folder / f"{clean_name(name)}{suffix}"
    write_bytes(path, data)
    return path


def clean_name(name: str) -> str:
    """`name` as every system takes it for a file: no separators, control marks, reserved or endless names."""
    name = unicodedata.normalize("NFC", name[:_LONGEST_LETTERS])
    letters = (
        "-" if letter in _FORBIDDEN or unicodedata.category(letter).startswith("C") else letter
        for letter in name
    )
    clean = "".join(letters).encode()[:_LONGEST_BYTES].decode(errors="ignore").strip(" .")
    if _TAKEN_ON_WINDOWS.match(clean):
        clean = f"_{clean}"
    return clean or "sprite"


def sweep_dragged(now_s: float | None = None) -> int:
    """Remove what was dragged more than a day before `now_s`, and all but the newest; how many. Never raises.

    `now_s` is in seconds since 1970; None is now. Only folders that are named as ours are go.
    """
    now_s = time.time() if now_s is None else now_s
    try:
        with os.scandir(paths.dragged_dir()) as listing:
            found = [(entry.stat(follow_symlinks=False), Path(entry.path)) for entry in listing]
    except OSError:
        return 0
    ours = [(facts.st_mtime, path) for facts, path in found if _is_ours(facts, path)]
    ours.sort(reverse=True)
    old = [path for at, (when, path) in enumerate(ours) if now_s - when > STALE_S or at >= MOST_KEPT]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(old)


def _is_ours(facts: os.stat_result, path: Path) -> bool:
    return stat.S_ISDIR(facts.st_mode) and _FOLDER.fullmatch(path.name) is not None
