"""Who draws while the studio still starts sees the model's picture before there is a model to bend."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui.main_window import MainWindow
app = QApplication([])
session = new_session(Settings(), EngineClient())
window = MainWindow(session)
window.resize(1280, 800)
window.show()
preview, client, told = window.preview, session.client, []
def tell(what):
    seen = preview.views["detail"].picture.isVisible() and preview.picture is not None
    told.append([what, client.facts is not None, bool(seen), len(window.latent.rows) > 0])
client.reconstructed.connect(lambda _: tell("answer"))
def end():
    tell("model")
    print(json.dumps(told), flush=True)
    os._exit(0)
client.model_loaded.connect(lambda _: QTimer.singleShot(0, end))
def draw():
    window.start([])
    at = window.canvas.viewport.screen_rect((7, 7, 1, 1)).center().toPoint()
    QTest.mouseClick(window.canvas, Qt.MouseButton.LeftButton, pos=at)
QTimer.singleShot(0, draw)
QTimer.singleShot(60_000, lambda: os._exit(1))
app.exec()
"""


def test_the_first_stroke_is_answered_before_the_model_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told[0] == ["answer", False, True, False]
    assert ["model", True, True, True] in told
