"""Writing that never leaves a half: temp file beside, flush, fsync, read back, replace. Any thread.

Whatever fails (full disk, vanished folder, read-only file), the old bytes stay as they were and the temp file
goes away; one of a program that was killed goes at the next write beside it. A link in its place is replaced,
never followed, so nothing outside of the folder is written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.exchange import exchange
from lunarcore_studio.files.leftovers import sweep, temp_beside

Keep = Callable[[Path, bytes], None]  # (the file that is about to go, its new bytes); does not raise
_PART: Final = 1 << 20  # bytes read back at once
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_bytes(path: Path | str, data: bytes, overwrite: bool = True, keep: Keep | None = None) -> None:
    """Replace the file at `path` by `data` in one step, or leave it untouched and raise FileError.

    Keeps the permissions of a former file, which `keep` may copy before it goes. FileExists when something is
    there and `overwrite` is False.
    """
    path = Path(path)
    former = _former(path, overwrite)
    temp = temp_beside(path)
    try:
        _write_new(temp, data, former)
        if not _holds(temp, data):
            raise FileError.about(
                path, "can not be written: the disk gives back other bytes than it was given"
            )
        if keep is not None and former is not None:
            keep(path, data)
        _move(temp, path, overwrite)
        _sync_folder(path.parent)
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    finally:
        # what the disk says of the temp file must not take the place of what it said of the file
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
    sweep(path.parent)


def write_text(path: Path | str, text: str, overwrite: bool = True) -> None:
    """`write_bytes` of UTF-8, line ends as they are in `text`."""
    write_bytes(path, text.encode(), overwrite)


def write_folder(
    path: Path | str, files: Mapping[str, bytes], overwrite: bool = False, stale: Collection[str] = ()
) -> None:
    """Make a folder that holds `files` (plain names), or replace the one there in one step.

    Of a former folder the names in `stale` go, even when `files` has no new ones; all other files are kept.
    An empty folder needs no `overwrite`. FileError or FileExists as `write_bytes`; ValueError for a name
    with a folder in it.
    """
    path = Path(path)
    for name in files:
        if Path(name).name != name or name in ("", "..") or "\\" in name:
            raise ValueError(f"{name!r} is not a plain file name.")
    former = _former_folder(path, overwrite)
    temp = temp_beside(path)
    try:
        temp.mkdir()
        for name, data in files.items():
            write_bytes(temp / name, data)
        if former is None:
            temp.rename(path)
        else:
            temp.chmod(stat.S_IMODE(former.st_mode))
            _swap_folder(temp, path, {*files, *stale})
        _sync_folder(path.parent)
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    finally:
        shutil.rmtree(temp, ignore_errors=True)


def _former(path: Path, overwrite: bool) -> os.stat_result | None:
    """The ordinary file to be replaced; None where there is none or only a link."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        if not os.path.isdir(path.parent):  # noqa: PTH112 (Path.is_dir raises when the drive is gone)
            raise FileError.about(path, f"can not be written: there is no folder {path.parent}") from None
        return None
    except (OSError, ValueError) as error:
        raise FileError.from_os(path, error, "written") from error
    if stat.S_ISDIR(found.st_mode):
        raise FileError.about(path, "can not be written: it is a folder")
    if not overwrite:
        raise _exists(path)
    if stat.S_ISLNK(found.st_mode):
        return None
    if not stat.S_ISREG(found.st_mode):
        raise FileError.about(path, "can not be written: it is not an ordinary file")
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise FileError.about(path, "can not be written: it is read-only")
    return found


def _former_folder(path: Path, overwrite: bool) -> os.stat_result | None:
    try:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            raise FileError.about(path, "can not be written: there is something that is not a folder")
        if not overwrite and any(path.iterdir()):
            raise _exists(path)
    except FileNotFoundError:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError.from_os(path, error, "written") from error
        return None
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    return found


def _exists(path: Path) -> FileExists:
    about = FileError.about(path, "already exists")
    return FileExists(str(about), path, about.reason)


def _write_new(temp: Path, data: bytes, former: os.stat_result | None) -> None:
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o666)
    try:
        if former is not None:
            if hasattr(os, "fchown") and (former.st_uid, former.st_gid) != (os.geteuid(), os.getegid()):
                # only the superuser may give a file back to its owner; for others it becomes theirs
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, former.st_uid, former.st_gid)
            # a memory card may know no permissions; that is no reason not to save on it
            with contextlib.suppress(PermissionError):
                temp.chmod(stat.S_IMODE(former.st_mode))
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _holds(temp: Path, data: bytes) -> bool:
    """Whether the file has these bytes and no others."""
    rest = memoryview(data)
    descriptor = os.open(temp, os.O_RDONLY | _NO_FOLLOW)
    try:
        while part := os.read(descriptor, _PART):
            # as bytes: memory views are compared number by number, thirty times slower
            if rest[: len(part)].tobytes() != part:
                return False
            rest = rest[len(part) :]
    finally:
        os.close(descriptor)
    return not rest


def _move(temp: Path, path: Path, overwrite: bool) -> None:
    if overwrite:
        temp.replace(path)
        return
    try:
        # a hard link fails when somebody else made the file meanwhile, where replace would take it away
        os.link(temp, path)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, NotImplementedError):
        if os.path.lexists(path):
            raise _exists(path) from None
        temp.rename(path)


def _swap_folder(new: Path, path: Path, replaced: set[str]) -> None:
    aside = new
    if not exchange(new, path):
        aside = temp_beside(path)
        path.rename(aside)
        try:
            new.rename(path)
        except OSError:
            aside.rename(path)
            raise
    for kept in [entry for entry in aside.iterdir() if entry.name not in replaced]:
        kept.rename(path / kept.name)
    shutil.rmtree(aside, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
