"""What Qt has to say goes into the log, and not to a console that nobody sees. Any thread."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt_messages() -> None:
    """From now on, until `leave_qt_messages`."""
    qInstallMessageHandler(_log)


def leave_qt_messages() -> None:
    """Let Qt write to stderr again: what it says when Python is gone must not look for Python."""
    qInstallMessageHandler(None)


def _log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category or "default"
    logging.getLogger(f"qt.{category}").log(_LEVELS[kind], "%s", message)
