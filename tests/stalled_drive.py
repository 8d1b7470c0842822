"""A drive that stops answering, as a network drive does whose server is gone: a real one, mounted by FUSE.

Its files are served by a thread of the test. What the drive does not answer blocks in the kernel until the
drive is taken away, or a signal ends the program that waits.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import stat
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

LOOKUP, FORGET, GETATTR, OPEN, READ, RELEASE, INIT = 1, 2, 3, 14, 15, 18, 26
OPENDIR, READDIR, RELEASEDIR, INTERRUPT, BATCH_FORGET = 27, 28, 29, 36, 42
ENOENT, EINTR, ENOSYS = 2, 4, 38
_NOSUID_NODEV_READONLY, _DETACH = 2 | 4 | 1, 2
PARALLEL_DIROPS = 1 << 18  # else one look-up that is not answered holds up all others
_HEADER = struct.Struct("<IIQQIIII")
_ROOT = 1


class StalledDrive:
    """Flat files by name. Those in `silent` can be looked at, but not read; `unseen` are only listed."""

    def __init__(self, folder: Path, files: dict[str, bytes], silent: set[str]) -> None:
        self.folder = folder
        self.is_gone = False  # then nothing at all is answered
        self.unseen: set[str] = set()
        self.silent = silent
        # what was not answered: number, code, node, body
        self.asked: list[tuple[int, int, int, bytes]] = []
        self._names, self._files = list(files), list(files.values())
        self._device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
        self._libc = ctypes.CDLL(None, use_errno=True)
        options = f"fd={self._device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
        target = os.fsencode(folder)
        if self._libc.mount(b"stalled", target, b"fuse", _NOSUID_NODEV_READONLY, options.encode()):
            number = ctypes.get_errno()
            os.close(self._device)
            raise OSError(number, os.strerror(number))
        self._wake, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="stalled-drive")
        self._thread.start()

    def wake_up(self) -> None:
        """Answer all, also what was asked before."""
        self.is_gone = False
        self.unseen.clear()
        self.silent.clear()
        while self.asked:
            number, *asked = self.asked.pop()
            self._send(number, self._answer(*asked) or b"")

    def take_away(self) -> None:
        """The drive is pulled out: whatever waits for it gets an error."""
        os.close(self._stop)
        self._thread.join()
        os.close(self._wake)
        os.close(self._device)
        self._libc.umount2(os.fsencode(self.folder), _DETACH)

    def _serve(self) -> None:
        while self._device in select.select([self._device, self._wake], [], [])[0]:
            request = os.read(self._device, 1 << 18)
            _, code, number, node, *_ = _HEADER.unpack_from(request)
            answer = self._answer(code, node, request[_HEADER.size :])
            if code == INTERRUPT:
                self._send(struct.unpack_from("<Q", request, _HEADER.size)[0], EINTR)
            elif answer is None:
                self.asked.append((number, code, node, request[_HEADER.size :]))
            elif code not in (FORGET, BATCH_FORGET):
                self._send(number, answer)

    def _send(self, number: int, answer: bytes | int) -> None:
        error, body = (answer, b"") if isinstance(answer, int) else (0, answer)
        with contextlib.suppress(FileNotFoundError):  # nobody waits for it any more
            os.write(self._device, struct.pack("<IiQ", 16 + len(body), -error, number) + body)

    def _answer(self, code: int, node: int, body: bytes) -> bytes | int | None:
        """What is to be sent, the number of an error, or None for silence."""
        if code == INIT:
            return struct.pack("<IIIIHHIIHHI28x", 7, 31, 0, PARALLEL_DIROPS, 4, 3, 1 << 16, 1, 1, 0, 0)
        if code in (FORGET, BATCH_FORGET):
            return 0
        if self.is_gone:
            return None
        if code == LOOKUP:
            name = os.fsdecode(body.rstrip(b"\0"))
            if name not in self._names:
                return ENOENT
            if name in self.unseen:
                return None
            node = 2 + self._names.index(name)
            return struct.pack("<QQQQII", node, 0, 0, 0, 0, 0) + self._attributes(node)
        if code == GETATTR:
            return struct.pack("<QII", 0, 0, 0) + self._attributes(node)
        if code in (OPEN, OPENDIR):
            return struct.pack("<QII", 0, 1, 0)  # read past the system's cache
        if code == READDIR:
            return self._listing(body)
        if code in (RELEASE, RELEASEDIR):
            return b""
        return self._bytes(node, body) if code == READ else ENOSYS

    def _attributes(self, node: int) -> bytes:
        mode = stat.S_IFDIR | 0o755 if node == _ROOT else stat.S_IFREG | 0o644
        size = 0 if node == _ROOT else len(self._files[node - 2])
        times = (0,) * 6
        return struct.pack("<6Q10I", node, size, 1, *times, mode, 1, os.getuid(), os.getgid(), 0, 512, 0)

    def _bytes(self, node: int, body: bytes) -> bytes | None:
        start, count = struct.unpack_from("<QI", body, 8)
        return None if self._names[node - 2] in self.silent else self._files[node - 2][start : start + count]

    def _listing(self, body: bytes) -> bytes:
        start = struct.unpack_from("<Q", body, 8)[0]
        rows = []
        for place, name in enumerate(self._names[start:], start + 1):
            text = os.fsencode(name)
            rows.append(struct.pack("<QQII", 1 + place, place, len(text), 8) + text + bytes(-len(text) % 8))
        return b"".join(rows)


@contextlib.contextmanager
def stalled_drive(folder: Path, files: dict[str, bytes], *silent: str) -> Iterator[StalledDrive]:
    """`files` on a drive at the empty `folder`; the test is skipped where no drive can be mounted."""
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("there is no FUSE here, or not for this user")
    folder.mkdir(exist_ok=True)
    try:
        drive = StalledDrive(folder, files, set(silent))
    except PermissionError:
        pytest.skip("this user may not mount drives")
    try:
        yield drive
    finally:
        drive.take_away()
