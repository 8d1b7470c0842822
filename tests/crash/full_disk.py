"""A studio on a disk that fills up: it says so, draws on, and keeps all of it once there is room again.

Run as a process of its own, in the folder of a small disk; it ends without a word to its journal.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from tests.ui.studio import Studio

WAIT_S = 30.0


def fill(path: Path) -> None:
    """Leave nothing of the disk."""
    full = os.open(path, os.O_WRONLY | os.O_CREAT)
    for size in (1 << 16, 1 << 12, 1 << 6):
        try:
            while True:
                os.write(full, bytes(size))
        except OSError:
            continue
    os.close(full)


def wait(app: QApplication, told: list[str], count: int) -> None:
    ends = time.monotonic() + WAIT_S
    while len(told) < count:
        assert time.monotonic() < ends, told
        app.processEvents()


def main(disk: Path) -> None:
    os.environ["XDG_STATE_HOME"] = str(disk)
    app = QApplication(sys.argv)
    studio = Studio()
    keeper, told = studio.window.keeper, []
    keeper.troubled.connect(told.append)
    studio.window.show()
    keeper.start()
    studio.drag([(0, 0), (5, 0)])
    assert keeper.flush(WAIT_S)
    fill(disk / "full")
    studio.drag([(0, 1), (5, 1)])
    wait(app, told, 1)
    assert studio.window.notice.sentence.text() == told[0]
    for y in range(2, 16):
        studio.drag([(0, y), (5, y)])
    assert len(studio.document.history.steps) == 17
    (disk / "full").unlink()
    wait(app, told, 2)
    print(told)
    print(studio.document.key, studio.document.sprite.digest, flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
