"""Freed memory goes back to the system, where the C library can be asked for that."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import ctypes
from lunarcore_studio.vae.memory import release_freed

def held():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))

kept = [bytes(1 << 16) + b"x" for _ in range(2000)]
kept = kept[::50]  # what stays in between keeps the heap from shrinking by itself
before = held()
release_freed()
print(before - held())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked")
def test_what_was_freed_is_given_back() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert int(told.stdout) > 50_000  # kB of the 128,000 that were freed
