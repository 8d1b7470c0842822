"""What was copied does not take the program down when it ends."""

from __future__ import annotations

import os
import subprocess
import sys

COPY_AND_END = """
import sys
import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from lunarcore_studio.ui import clipboard

app = QApplication([])
app.aboutToQuit.connect(clipboard.let_go)
glass = np.full((4, 4, 4), 90, np.uint8)
clipboard.put(glass, "glass")
QTimer.singleShot(0, app.quit)
ended = app.exec()
assert (clipboard.held() == glass).all()
sys.exit(ended)
"""


def test_a_program_that_copied_ends_well_and_leaves_the_picture() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", COPY_AND_END], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")
