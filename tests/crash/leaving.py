"""A whole studio in a process of its own, which a person closes; how long it takes to be gone.

Main thread of the child; the test's process only waits.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

STUDIO = """
import sys, threading, time
from pathlib import Path
from PySide6.QtCore import QTimer
from lunarcore_studio import app
from lunarcore_studio.ui.main_window import MainWindow

real = MainWindow.start

def leave(window):
    window.session.document.mark_saved()
    print(time.time(), flush=True)
    window.close()

def start(window, files=None):
    real(window, files)
    began(window, window.session.client)

def began(window, client):
{began}

MainWindow.start = start
app.main([])
"""


@dataclass(frozen=True)
class Left:
    """How a studio ended: exit code, what it had to complain of, seconds from the closing to the end."""

    code: int
    complaints: str
    took_s: float


def close_when(began: str, folder: Path) -> Left:
    """Run the studio and what `began` (lines of Python: window, client, leave) does once its engine wakes."""
    lines = "\n".join("    " + line for line in began.strip().splitlines())
    homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    with subprocess.Popen(
        [sys.executable, "-c", STUDIO.format(began=lines)],
        env=os.environ | homes,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said, complaints = process.communicate(timeout=120)
        ended = time.time()
    assert said, complaints
    return Left(process.returncode, complaints, ended - float(said.splitlines()[-1]))
