"""What the program holds and does by itself: `python tests/bench/bench_living.py`. Linux, offscreen.

Memory of the whole process (resident megabytes) with the window alone, with the model, and while a network
trains; the share of a core that it takes when nobody has touched it for five seconds; and how late the GUI
thread's own timer comes while a folder of files is scanned for the first time. Nothing is asserted: these
belong to a machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import bench_beside_training as beside
import bench_scan
import bench_window
import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from lunarcore_studio.app import new_session, spare_the_collector
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.main_window import MainWindow

REST_S = 5.0


def resident_mb() -> float:
    """Memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def live(seconds: float) -> None:
    """Let the window live, untouched."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def idle_share(seconds: float) -> float:
    """Share of a core that the process takes after it has rested."""
    live(REST_S)
    began, used = time.monotonic(), time.process_time()
    live(seconds)
    return (time.process_time() - used) / (time.monotonic() - began)


def scanning_drift(window: MainWindow, folder: Path) -> list[float]:
    """How many milliseconds late each tick came until the library had all files of a folder."""
    late: list[float] = []
    scanned: list[bool] = []
    window.library.scanned.connect(lambda: scanned.append(True))
    window.library.show_folder(folder)
    while not scanned:
        late += beside.drift(0.5)
    return late


def measured(window: MainWindow, count: int, seconds: float, folder: Path) -> dict[str, float]:
    """All figures by name; `folder` is empty."""
    client = window.session.client
    told = {"window_mb": resident_mb()}
    assert "torch" not in sys.modules
    sprites = folder / "sprites"
    sprites.mkdir()
    bench_scan.make_folder(sprites, count)
    told["scanning_p99_ms"] = float(np.percentile(scanning_drift(window, sprites), 99))
    bench_window.wait(client.model_loaded, lambda: window.start([]))
    sprite = Sprite.from_pixels(draw_sprites(1, 0)[0])
    bench_window.wait(client.reconstructed, lambda: window.session.document.replace(sprite, None))
    live(1)
    told["model_mb"] = resident_mb()
    told["idle_share"] = idle_share(seconds)
    told["sprites_per_s"] = beside.begin(window, folder / "bench", None)
    live(seconds)
    told["training_mb"] = resident_mb()
    bench_window.wait(client.training.ended, lambda: client.training.steer("discard"))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="files to scan")
    parser.add_argument("--seconds", type=float, default=10, help="of rest, and of training")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")  # nothing is known of the files
        app = QApplication([])
        theme.apply_theme(app, "dark")
        session = new_session(Settings(), EngineClient())
        spare_the_collector(session.client)
        window = MainWindow(session)
        window.show()
        app.processEvents()
        told = measured(window, chosen.count, chosen.seconds, Path(folder))
        session.document.mark_saved()
        window.close()
    if chosen.json:
        print(json.dumps(told))
    else:
        for name, figure in told.items():
            print(f"{name:20} {figure:10.4f}")


if __name__ == "__main__":
    main()
