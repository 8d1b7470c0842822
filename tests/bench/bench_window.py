"""How long the hand waits: `python tests/bench/bench_window.py`. Real events on the offscreen screen.

Prints medians and 95th percentiles in milliseconds, from the mouse event to the paint event that shows the
answer. Nothing is asserted: times belong to a machine and to what else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lunarcore_studio.app import new_session, spare_the_collector
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
LIMIT_MS = 60_000
UNCHANGED_S = 0.2
START = """
import os, sys, time
began = time.perf_counter()
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from lunarcore_studio.app import new_session, spare_the_collector
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow
app = QApplication([])
theme.apply_theme(app, "dark")
session = new_session(Settings(), EngineClient())
spare_the_collector(session.client)
window = MainWindow(session)
window.show()
app.processEvents()
shown = time.perf_counter() - began
assert "torch" not in sys.modules
def look(_):
    picture = window.preview.views["detail"].picture
    assert picture.isVisible()
    picture.repaint()
    app.quit()
session.client.reconstructed.connect(look)
session.document.replace(Sprite.from_pixels(draw_sprites(1, 0)[0]), None)
QTimer.singleShot(60_000, lambda: sys.exit("The engine did not answer."))
session.client.failed.connect(lambda failed: sys.exit(failed.sentence))
QTimer.singleShot(0, lambda: window.start([]))
app.exec()
print(1000 * shown, 1000 * (time.perf_counter() - began))
window.close()
"""


class Painted(QObject):
    """Notes when a widget, or one inside of it, was last painted; of one that holds no other it hears nothing
    else, since to hear every event of the program costs the program time."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at, self._widget = 0.0, widget
        self._heard = QApplication.instance() if widget.findChildren(QWidget) else widget
        self._heard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        ours = isinstance(watched, QWidget) and (
            watched is self._widget or self._widget.isAncestorOf(watched)
        )
        if event.type() == QEvent.Type.Paint and ours:
            self.at = time.perf_counter()
        return False

    def end(self) -> None:
        """Hear no more."""
        self._heard.removeEventFilter(self)


def wait(signal: SignalInstance, act: Callable[[], object]) -> None:
    """Act, then run the event loop until the signal."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    timer = QTimer(singleShot=True)
    timer.timeout.connect(lambda: sys.exit("The engine did not answer."))
    timer.start(LIMIT_MS)
    act()
    loop.exec()
    signal.disconnect(loop.quit)


def timed(signal: SignalInstance, widget: QWidget, act: Callable[[], object]) -> list[float]:
    """Milliseconds from `act` to the paint of `widget` that follows the answer.

    Nothing where no paint follows: the answer was the picture that stands there already.
    """
    painted = Painted(widget)
    began = time.perf_counter()
    wait(signal, act)
    answered = time.perf_counter()
    while painted.at < answered and time.perf_counter() < answered + UNCHANGED_S:
        QApplication.processEvents()
    painted.end()
    return [1000 * (painted.at - began)] if painted.at >= answered else []


def strokes(window: MainWindow, count: int) -> list[float]:
    """A pixel drawn, until the detail picture beside the canvas has been painted."""
    canvas, client = window.canvas, window.session.client
    picture = window.preview.views["detail"].picture
    rng = np.random.default_rng(0)
    times = []
    for index in range(count):
        window.session.set_hand(foreground=(index * 37 % 256, index * 91 % 256, 200, 255))
        x, y = (int(v) for v in rng.integers(0, 16, 2))
        at = canvas.viewport.screen_rect((x, y, 1, 1)).center().toPoint()
        QApplication.processEvents()  # another colour is no part of a stroke
        press = lambda at=at: QTest.mouseClick(canvas, LEFT, pos=at)  # noqa: E731
        times += timed(client.reconstructed, picture, press)
    return times


def slides(window: MainWindow, count: int) -> list[float]:
    """A slider moved by a step, until the canvas has been painted with the answer."""
    slider = window.latent.rows[0].slider
    middle = slider.height() // 2
    reach = slider.maximum() / 10
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.x_at(0), middle))
    times = []
    for index in range(count):
        sigma = reach * (0.3 + 0.7 * abs((index % 20) / 10 - 1))
        place = QPoint(slider.x_at(sigma), middle)
        move = lambda place=place: QTest.mouseMove(slider, place)  # noqa: E731
        if place.x() != slider.x_at(slider.sigma):
            times += timed(window.session.client.edited, window.canvas, move)
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.x_at(slider.sigma), middle))
    return times


def strips(window: MainWindow, count: int) -> list[float]:
    """Another sprite in B, until the strip of nine frames has been painted."""
    sprites = draw_sprites(count + 1, 5)
    window.strip.set_end("A", sprites[0], "a")
    wait(window.session.client.interpolated, lambda: window.strip.set_end("B", sprites[1], "b"))
    times = []
    for sprite in sprites[2:]:
        put = lambda sprite=sprite: window.strip.set_end("B", sprite, "b")  # noqa: E731
        times += timed(window.session.client.interpolated, window.strip.row, put)
    return times


def starts() -> tuple[float, float]:
    """Window shown, first reconstruction: milliseconds after the imports of a fresh process began.

    Python keeps what it compiles, as it does for a person, whatever this process was told about that.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", START]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    shown, answered = (float(word) for word in result.stdout.split())
    return shown, answered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    shown, answered = starts()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    session = new_session(Settings(), EngineClient())
    spare_the_collector(session.client)
    window = MainWindow(session)
    window.resize(1440, 900)
    window.show()
    wait(session.client.model_loaded, lambda: window.start([]))
    rows = {
        "stroke point to reconstruction on screen": strokes(window, chosen.count),
        "slider movement to picture on canvas": slides(window, chosen.count),
        "strip of 9 frames": strips(window, chosen.count // 3),
    }
    table = {
        name: {"p50_ms": float(np.percentile(times, 50)), "p95_ms": float(np.percentile(times, 95))}
        for name, times in rows.items()
    }
    table["start: window shown"] = {"p50_ms": shown, "p95_ms": shown}
    table["start: first reconstruction"] = {"p50_ms": answered, "p95_ms": answered}
    if chosen.json:
        print(json.dumps(table))
    else:
        for name, row in table.items():
            print(f"{name:42} {row['p50_ms']:8.1f} {row['p95_ms']:8.1f}")
    session.document.mark_saved()
    window.close()


if __name__ == "__main__":
    main()
