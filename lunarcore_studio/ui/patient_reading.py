"""Reads the file of a person beside the window, which stays alive and can give it up. GUI thread only.

What is read at once is not noticed; a drive that takes its time is told of, with a way out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from lunarcore_studio.files import giving_up
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.given_time import Reading, late
from lunarcore_studio.language import say

UNNOTICED_S: Final = 0.25
_LOOK_MS: Final = 20
_BAR_PX: Final = 320
_Content = TypeVar("_Content")


def read_patiently(path: Path, read: Callable[[], _Content], window: QWidget) -> _Content:
    """What `read`, which touches no widget, makes of the file at `path`; raises what it raises.

    FileError when it takes longer than the limit for a file, or the person does not want to wait.
    """
    reading = Reading(read)
    is_done = reading.wait(UNNOTICED_S) or _is_awaited(reading, path, window)
    if reading.wait(0):
        return reading.content()
    reading.give_up()
    raise late(path) if is_done else FileError.about(path, "was not read: you did not want to wait for it")


def _is_awaited(reading: Reading[_Content], path: Path, window: QWidget) -> bool:
    """Wait as long as the limit allows; False when the person does not want to."""
    dialog = QProgressDialog(
        say("Reading {name}…").format(name=shown(path)), say("Cancel"), 0, 0, window.window()
    )
    dialog.setWindowTitle(say("The drive takes its time"))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumWidth(_BAR_PX)
    dialog.setAutoClose(False)
    loop, ticks, limit = QEventLoop(), QTimer(), QTimer()
    ticks.timeout.connect(lambda: loop.quit() if reading.wait(0) else None)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    dialog.canceled.connect(lambda: loop.exit(1))
    ticks.start(_LOOK_MS)
    limit.start(round(1000 * giving_up.LIMIT_S))
    dialog.show()
    code = loop.exec()
    ticks.stop()
    limit.stop()
    dialog.hide()
    dialog.deleteLater()
    return code == 0
