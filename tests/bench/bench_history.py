"""What 10,000 steps of undo cost at 16x16: `python tests/bench/bench_history.py`. Real strokes, offscreen.

Memory is what Python and numpy hold for the steps (tracemalloc); the times are those of the GUI thread with
the history open beside the drawing, from an event until all of it is painted, in milliseconds: the end of a
stroke, a drag over the list, undo. The bound that the studio sets itself is 64 MB. Nothing is asserted: times
belong to a machine.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import time
import tracemalloc
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from bench_stroke import print_rows, row_of
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.history_panel import HistoryPanel
from lunarcore_studio.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SIDE = 16


def timed(deed: Callable[[], object]) -> float:
    """Until it is done and painted, in the thread's own milliseconds."""
    began = time.thread_time()
    deed()
    QApplication.processEvents()
    return 1000 * (time.thread_time() - began)


def drawn(steps: int) -> tuple[Document, float]:
    """A document after so many strokes of one pixel, in ever other colours, and what it holds in MB."""
    gc.collect()
    tracemalloc.start()
    document = Document(Sprite.blank(SIDE, SIDE))
    for step in range(steps):
        hand = Hand(foreground=(step % 251, step // 251, 128, 255))
        document.stroke_begin(hand, (step % SIDE, step // SIDE % SIDE))
        document.stroke_end()
    gc.collect()
    held = tracemalloc.get_traced_memory()[0] / (1 << 20)
    tracemalloc.stop()
    assert len(document.history.steps) == steps + 1
    return document, held


def draw(window: MainWindow, steps: int) -> list[float]:
    """Strokes of one pixel each by hand: from letting go until all is painted."""
    canvas, session, times = window.canvas, window.session, []
    for step in range(steps):
        session.set_hand(foreground=(step % 251, 200, 64, 255))
        spot = canvas.viewport.screen_rect((step % SIDE, step // SIDE % SIDE, 1, 1)).center().toPoint()
        QTest.mousePress(canvas, LEFT, pos=spot)
        QApplication.processEvents()
        times.append(timed(lambda at=spot: QTest.mouseRelease(canvas, LEFT, pos=at)))
    return times


def scrub(window: MainWindow, moves: int) -> list[float]:
    """Drag the present step over the list, a row at a time, from places all over it."""
    panel = window.findChild(HistoryPanel)
    assert panel is not None
    view, times = panel.view, []
    for start in np.linspace(0, view.steps.rowCount() - 1, max(1, moves // 10)).astype(int).tolist():
        times.append(timed(lambda row=start: window.session.document.travel_to(row)))
        for row in range(start - 5, start + 5):
            place = view.visualRect(view.steps.index(row)).center()
            if not view.viewport().rect().contains(place):
                continue
            spot, keys = QPointF(place), Qt.KeyboardModifier.NoModifier
            event = QMouseEvent(
                QEvent.Type.MouseMove, spot, QPointF(view.viewport().mapToGlobal(place)), LEFT, LEFT, keys
            )
            times.append(timed(lambda sent=event: QApplication.sendEvent(view.viewport(), sent)))
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    app = QApplication([])
    document, held = drawn(chosen.steps)
    theme.apply_theme(app, "dark")
    window = MainWindow(new_session(Settings(), EngineClient()))
    window.resize(1440, 900)
    window.show()
    window.session.document.replace(document.sprite, None, document.history)
    window.layout_of_docks.docks["history"].raise_()
    app.processEvents()
    table = {
        "end of a stroke": draw(window, 100),
        "drag over the list": scrub(window, 400),
        "undo": [timed(window.session.document.undo) for _ in range(200)],
    }
    rows = {name: row_of(times) for name, times in table.items()}
    if chosen.json:
        print(json.dumps({"steps": chosen.steps, "held_mb": held, **rows}))
    else:
        print(f"{chosen.steps} steps hold {held:.1f} MB")
        print_rows(rows)
    window.session.document.mark_saved()
    window.close()


if __name__ == "__main__":
    main()
