"""Reads a person's file beside the window, which stays alive and can give it up. GUI thread only.

What is done at once is not noticed; a drive that takes its time is told of, with a way out.
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
_WIDTH_PX: Final = 320
_Content = TypeVar("_Content")


def read_patiently(path: Path, read: Callable[[], _Content], window: QWidget) -> _Content:
    """What `read`, which touches no widget, makes of the file at `path`; raises what it raises.

    FileError when it takes longer than the limit for a file, or the person does not want to wait.
    """
    reading = Reading(read)
    told = say("Reading {name}…").format(name=shown(path))
    if wait_shown(reading, told, window, giving_up.LIMIT_S):
        return reading.content()
    reading.give_up()
    if reading.is_late:
        raise late(path)
    raise FileError.about(path, "was not read: you did not want to wait for it")


def answered_at_once(ask: Callable[[], bool]) -> bool:
    """Whether the answer to `ask`, which touches a disk and raises nothing, is yes and comes unnoticed."""
    reading = Reading(ask)
    if reading.wait(UNNOTICED_S):
        return reading.content()
    reading.give_up()
    return False


def wait_shown(reading: Reading[_Content], told: str, window: QWidget, limit_s: float | None = None) -> bool:
    """Whether it is done within the limit, if there is one, and before the person cancels.

    What takes longer than a moment is shown, with the words `told`.
    """
    if reading.wait(UNNOTICED_S):
        return True
    dialog = QProgressDialog(told, say("Cancel"), 0, 0, window.window())
    dialog.setWindowTitle(say("The drive takes its time"))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumWidth(_WIDTH_PX)
    dialog.setAutoClose(False)
    loop, looking, limit = QEventLoop(), QTimer(), QTimer()
    looking.timeout.connect(lambda: loop.quit() if reading.wait(0) else None)
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    dialog.canceled.connect(loop.quit)
    looking.start(_LOOK_MS)
    if limit_s is not None:
        limit.start(round(1000 * limit_s))
    dialog.show()
    loop.exec()
    looking.stop()
    limit.stop()
    dialog.hide()
    dialog.deleteLater()
    return reading.wait(0)
