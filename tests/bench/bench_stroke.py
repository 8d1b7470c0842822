"""How long a hand waits for its own mark: `python tests/bench/bench_stroke.py`. Real events, offscreen.

From the move of the mouse until the canvas has been painted, at 64x64 with eight layers and the timeline
open, with more than one of --frames under an onion skin: medians and 95th percentiles of the thread's own
time in milliseconds, so that what else the machine does is not counted. The bound that the studio sets
itself is 8 ms. Nothing is asserted: times belong to a machine.
"""

from __future__ import annotations

import argparse
import json
import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite
from lunarcore_studio.pixels.tools import Hand, Symmetry, ToolName
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SIDE, LAYERS = 64, 8
ALL = Symmetry.VERTICAL | Symmetry.HORIZONTAL | Symmetry.DIAGONAL
HANDS = {
    "pencil": Hand(),
    "pencil, 32 px": Hand(brush_size=32),
    "pencil, eight mirrors": Hand(brush_size=4, symmetry=ALL),
    "pencil, tiled": Hand(brush_size=4, tiled=True),
    **{tool.value: Hand(tool) for tool in ToolName if tool not in (ToolName.PENCIL, ToolName.EYEDROPPER)},
}


def layered(frames: int) -> Sprite:
    """Eight layers, each drawn on by half, the same in all frames."""
    chance, cels = np.random.default_rng(0), {}
    for index in range(LAYERS):
        pixels = chance.integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
        pixels[..., 3] = np.where(chance.random((SIDE, SIDE)) < 0.5, 255, 0)
        cels |= dict.fromkeys(((index, frame) for frame in range(frames)), Cel(pixels))
    layers = tuple(Layer(f"Layer {n}") for n in range(LAYERS))
    return Sprite(SIDE, SIDE, layers=layers, frames=(Frame(),) * frames, cels=cels)


def moves(window: MainWindow, hand: Hand, sprite: Sprite, count: int) -> list[float]:
    """A stroke across the canvas, a pixel at a time."""
    canvas, session = window.canvas, window.session
    session.document.replace(sprite, None)
    session.set_hand(**{name: getattr(hand, name) for name in Hand.__dataclass_fields__})
    session.set_hand(foreground=(200, 40, 40, 255), text="Moon")
    spots = [canvas.viewport.screen_rect((2 + i % 60, 20 + i % 5, 1, 1)).center() for i in range(count + 1)]
    QTest.mousePress(canvas, LEFT, pos=spots[0].toPoint())
    QApplication.processEvents()
    times = []
    for spot in spots[1:]:
        place = QPointF(canvas.mapToGlobal(spot))
        keys, none = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, spot, place, none, LEFT, keys)
        began = time.thread_time()
        QApplication.sendEvent(canvas, event)
        QApplication.processEvents()
        times.append(1000 * (time.thread_time() - began))
    QTest.mouseRelease(canvas, LEFT, pos=spots[-1].toPoint())
    canvas.finish()
    return times


def row_of(times: list[float]) -> dict[str, float]:
    """The median and the 95th percentile of milliseconds."""
    return {f"p{q}_ms": float(np.percentile(times, q)) for q in (50, 95)}


def print_rows(table: dict[str, dict[str, float]]) -> None:
    """A line for each row by its name."""
    for name, row in table.items():
        print(f"{name:24} {row['p50_ms']:8.1f} {row['p95_ms']:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--frames", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    window = MainWindow(new_session(Settings(onion=True), EngineClient()))
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    window.layout_of_docks.toggle_timeline()
    sprite = layered(chosen.frames)
    table = {}
    for name, hand in HANDS.items():
        table[name] = row_of(moves(window, hand, sprite, chosen.count))
    if chosen.json:
        print(json.dumps(table))
    else:
        print_rows(table)
    window.session.document.mark_saved()
    window.close()


if __name__ == "__main__":
    main()
