"""A studio that draws until it is killed, and says what it has drawn. Run as a process of its own.

Every line on its standard output is one committed step: the moment in nanoseconds of the monotonic clock,
the drawing's key, the step's place in the history and the digest of the sprite. Strokes are real mouse events
on the real window, as fast as it takes them; some are undone and drawn over, and other drawings are begun.
With the argument "hang", a thread at last takes Python's lock and never gives it back; it says so before.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lunarcore_studio.pixels.change import Change, What
from tests.ui.studio import CTRL, Studio

TURNS = 10  # before it hangs
SESSION = (
    ("drag", ((2, 13), (2, 4), (5, 1), (10, 1), (13, 4), (13, 13))),
    ("drag", ((2, 13), (13, 13))),
    ("color", (143, 47, 82, 255)),
    ("drag", ((4, 11), (11, 11), (11, 8), (4, 8), (4, 10), (10, 10))),
    ("undo", ()),
    ("drag", ((4, 9), (11, 9))),
    ("color", (244, 184, 200, 255)),
    ("drag", ((5, 4),)),
    ("drag", ((6, 3), (8, 3))),
    ("undo", ()),
    ("undo", ()),
    ("redo", ()),
    ("color", (248, 245, 236, 255)),
    ("drag", ((7, 6), (8, 7))),
)


def draw(studio: Studio, turn: int) -> None:
    """The session once, each time a little to the side."""
    for what, points in SESSION:
        if what == "drag":
            studio.drag([((x + turn) % 16, (y + turn // 16) % 16) for x, y in points])
        elif what == "color":
            studio.session.set_hand(foreground=(points[0], points[1], turn % 256, 255))
        else:
            studio.key(Qt.Key.Key_Z if what == "undo" else Qt.Key.Key_Y, CTRL)


def hang() -> None:
    """As a driver does that was entered with Python's lock and never comes back: no thread runs any more."""
    print("hangs", time.monotonic_ns(), flush=True)
    ctypes.PyDLL(None).sleep(600)


def main() -> None:
    app = QApplication(sys.argv)
    studio = Studio()
    document = studio.document

    def told(change: Change) -> None:
        if change.what & What.HISTORY and document.modified:
            history, now = document.history, time.monotonic_ns()
            print(now, document.key, history.cursor, document.sprite.digest, flush=True)

    studio.session.document_changed.connect(told)
    studio.window.show()
    studio.window.activateWindow()
    studio.window.keeper.start()
    for turn in range(10_000):
        if turn % 8 == 7:
            studio.window.files.begin(16, 16)
        draw(studio, turn)
        app.processEvents()
        if turn == TURNS and sys.argv[1:] == ["hang"]:
            threading.Thread(target=hang).start()


if __name__ == "__main__":
    main()
