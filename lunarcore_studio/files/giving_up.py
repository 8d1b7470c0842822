"""Threads that read and may be given up, because their disk may never answer. Any thread.

No system call can be ended from outside. What reads from a network drive that has stalled is left behind in a
daemon thread, which keeps no program from ending, and goes by itself once the drive answers or is unmounted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from lunarcore_studio.files.errors import FileError

LIMIT_S = 20.0  # for one file: a sleeping disk wakes in ten, and the largest file is decoded in two
MOST_GIVEN_UP: Final = 16
_given_up: list[threading.Thread] = []


def begin(work: Callable[[], None]) -> threading.Thread:
    """Run `work`, which raises nothing, in a thread that may be given up.

    FileError while too many that were given up have still not come back.
    """
    _given_up[:] = [thread for thread in _given_up if thread.is_alive()]
    if len(_given_up) >= MOST_GIVEN_UP:
        raise FileError(
            "Nothing more can be read until the drive answers that does not: unmount it, or wait."
        )
    thread = threading.Thread(target=work, name="lunarcore-reading", daemon=True)
    thread.start()
    return thread


def give_up(thread: threading.Thread) -> None:
    """Wait no longer for a thread of `begin`; it may still come back."""
    if thread not in _given_up:
        _given_up.append(thread)


def given_up() -> int:
    """How many have been given up and not come back."""
    return sum(thread.is_alive() for thread in _given_up)


def took_longer() -> str:
    """Why a file is left out of what is read."""
    return f"took longer than {LIMIT_S:g} seconds and was left out"
