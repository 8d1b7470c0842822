"""A bug becomes a sentence in the window and a traceback in the log, whatever thread it is in. Any thread."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, QThread, Signal

from lunarcore_studio.files.log_format import without_pictures
from lunarcore_studio.language import mark

_LONGEST_TOLD: Final = 200  # characters
log = logging.getLogger(__name__)


def catch_the_unexpected(say: Callable[[str], object]) -> None:
    """Tell a bug as a sentence and log its traceback; without this, Qt would print it and go on unseen.

    In whatever thread it happens; `say` is called in this one.
    """
    teller = _Teller(say)

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("the unexpected", exc_info=(kind, error, trace))
        what = f"{kind.__name__}: {_short(error)}"
        teller.tell(mark(f"Something went wrong in the studio ({what}). Save your drawing to be safe."))

    def told_of_thread(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            told(what.exc_type, what.exc_value, what.exc_traceback)

    sys.excepthook = told
    threading.excepthook = told_of_thread


class _Teller(QObject):
    """Brings sentences to the thread that it was made in."""

    _told = Signal(str)

    def __init__(self, say: Callable[[str], object]) -> None:
        super().__init__()
        self._say = say
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def tell(self, sentence: str) -> None:
        if QThread.currentThread() is self.thread():
            self._say(sentence)
        else:
            self._told.emit(sentence)

    def _on_told(self, sentence: str) -> None:
        self._say(sentence)


def _short(error: BaseException) -> str:
    """What an exception says, as part of a sentence in one line."""
    text = " ".join(without_pictures(str(error)).split())
    return text if len(text) <= _LONGEST_TOLD else f"{text[: _LONGEST_TOLD - 1]}…"
