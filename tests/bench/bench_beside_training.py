"""What training costs the hand: `python tests/bench/bench_beside_training.py`. Real events, real training.

In one run, first idle and then while a full-width network trains: stroke to reconstruction, slider to
picture, strip, each from the mouse event to the paint event that shows the answer, and how late the GUI
thread's own 10 ms timer comes. Nothing is asserted: times belong to a machine and to what else it does.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import bench_window
import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from lunarcore_studio.app import new_session, spare_the_collector
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.training_protocol import BeginTraining, TrainingOptions
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow

TICK_MS = 10
SPRITES = 400


def drift(seconds: float) -> list[float]:
    """How many milliseconds late each tick of a 10 ms timer came, with nothing else to do."""
    late: list[float] = []
    timer, loop = QTimer(), QEventLoop()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, 1000 * (now - last) - TICK_MS))
        last = now

    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    timer.stop()
    return late


def measured(window: MainWindow, count: int, seconds: float) -> dict[str, list[float]]:
    """All rows, in the order in which a hand would come back to the studio."""
    return {
        "GUI timer drift": drift(seconds),
        "stroke point to reconstruction on screen": bench_window.strokes(window, count),
        "slider movement to picture on canvas": bench_window.slides(window, count),
        "strip of 9 frames": bench_window.strips(window, max(3, count // 3)),
    }


def figures(times: list[float]) -> dict[str, float]:
    """First answer, median, 95th and 99th percentile, milliseconds."""
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    return {"first_ms": times[0], "p50_ms": float(p50), "p95_ms": float(p95), "p99_ms": float(p99)}


def begin(window: MainWindow, out: Path, width: int | None) -> float:
    """Start a run and wait for its first step -> its pace in sprites a second."""
    training = window.session.client.training
    wanted = TrainingOptions(minutes=60, width=width)
    request = BeginTraining(out, "Bench", draw_sprites(SPRITES, 77), {}, wanted)
    window.session.client.failed.connect(lambda failed: sys.exit(failed.sentence))
    bench_window.wait(training.told, lambda: training.begin(request))
    bench_window.wait(training.told, lambda: None)
    assert training.state is not None
    assert training.state.told is not None
    return training.state.told.sprites_per_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=10, help="of timer drift")
    parser.add_argument("--width", type=int, default=None)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    app = QApplication([])
    theme.apply_theme(app, "dark")
    session = new_session(Settings(), EngineClient())
    spare_the_collector(session.client)
    window = MainWindow(session)
    window.resize(1440, 900)
    window.show()
    bench_window.wait(session.client.model_loaded, lambda: window.start([]))
    idle = measured(window, chosen.count, chosen.seconds)
    with tempfile.TemporaryDirectory() as folder:
        pace = begin(window, Path(folder) / "bench", chosen.width)
        training = measured(window, chosen.count, chosen.seconds)
        bench_window.wait(session.client.training.ended, lambda: session.client.training.steer("discard"))
    table = {name: {"idle": figures(idle[name]), "training": figures(training[name])} for name in idle}
    if chosen.json:
        print(json.dumps({"sprites_per_s": pace, "rows": table}))
    else:
        print(f"training at {pace:.0f} sprites a second before the hand came\n")
        print(f"{'milliseconds':42} {'idle':>24} {'training':>32}")
        heads = ("p50", "p95", "p99", "first", "p50", "p95", "p99")
        print(" " * 42, *(f"{head:>7}" for head in heads))
        for name, row in table.items():
            one, two = row["idle"], row["training"]
            cells = (one["p50_ms"], one["p95_ms"], one["p99_ms"], *(two[key] for key in two))
            print(f"{name:42}", *(f"{cell:7.1f}" for cell in cells))
    session.document.mark_saved()
    window.close()


if __name__ == "__main__":
    main()
