"""Writing that never leaves half a file: temp beside the target, fsync, read back, replace. Any thread."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from lunarcore_studio.files.errors import FileError, FileExists, reason


def write_bytes(path: Path, data: bytes, overwrite: bool = True) -> None:
    """Put `data` at `path`; the former file stands untouched until the new one is proven on disk.

    A symbolic link is followed only to its target, which is replaced in the target's own folder.
    Raises FileExists when `path` stands and `overwrite` is False, else FileError with one sentence.
    """
    path = Path(path)
    if not overwrite and os.path.lexists(path):
        raise FileExists(f"{path} already exists and was not overwritten.")
    try:
        target = path.resolve()
        _refuse_special(target)
        _replace(target, data)
    except OSError as error:
        raise FileError(f"{path} could not be written: {reason(error)}.") from error


def write_text(path: Path, text: str, overwrite: bool = True) -> None:
    """Like `write_bytes`, in UTF-8 with the line ends as given."""
    write_bytes(path, text.encode(), overwrite)


def write_folder(path: Path, files: Mapping[str, bytes], overwrite: bool = False) -> None:
    """Put a folder of flat `files` (name to content) at `path`, whole or not at all.

    With `overwrite` an older folder is moved aside first and removed once the new one stands; files of the
    older folder that are not in `files` are gone. Raises FileExists or FileError.
    """
    path = Path(path)
    if not overwrite and os.path.lexists(path):
        raise FileExists(f"{path} already exists and was not overwritten.")
    if any(Path(name).name != name for name in files):
        raise FileError(f"{path} could not be written: a file name in it holds a folder.")
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            staged.chmod(0o755)
            for name, data in files.items():
                _write_new(staged / name, data)
            _swap_folders(staged, target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as error:
        raise FileError(f"{path} could not be written: {reason(error)}.") from error


def _swap_folders(staged: Path, target: Path) -> None:
    """Move `target` aside, `staged` in its place; on failure the old folder comes back."""
    if not target.exists():
        staged.rename(target)
        _sync_folder(target.parent)
        return
    aside = target.with_name(f".{target.name}.old-{os.getpid()}")
    target.rename(aside)
    try:
        staged.rename(target)
    except OSError:
        aside.rename(target)
        raise
    _sync_folder(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def _refuse_special(target: Path) -> None:
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        raise OSError(0, "it is not a regular file")


def _replace(target: Path, data: bytes) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if mode is not None and not os.access(target, os.W_OK):
        raise OSError(0, "the file is read-only")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        _write_new(temporary, data)
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _write_new(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if path.read_bytes() != data:
        raise OSError(0, "what was read back differs from what was written")


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current
