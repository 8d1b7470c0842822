"""A bug is one sentence for the person and a traceback in the log, from whatever thread it comes."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QThread, qWarning
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui import qt_messages
from lunarcore_studio.ui.unexpected import catch_the_unexpected


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QThread]]:
    """What the person is told, and in which thread."""
    told: list[tuple[str, QThread]] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catch_the_unexpected(lambda sentence: told.append((sentence, QThread.currentThread())))
    return told


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """The traceback that was logged; it is meant to be, and so is taken away."""
    (record,) = caplog.records
    text = record.exc_text or logging.Formatter().formatException(record.exc_info)
    caplog.clear()
    return text


def test_a_bug_is_a_sentence_and_its_trace_is_logged(
    told: list[tuple[str, QThread]], caplog: pytest.LogCaptureFixture
) -> None:
    sys.excepthook(KeyError, KeyError("x"), None)
    assert [sentence for sentence, _ in told] == [
        "Something went wrong in the studio (KeyError: 'x'). Save your drawing to be safe."
    ]
    assert "KeyError: 'x'" in logged(caplog)


def test_a_bug_in_a_thread_is_told_in_the_windows_own(
    qtbot: QtBot, told: list[tuple[str, QThread]], caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ValueError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert told == []
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "ValueError: in a thread" in told[0][0]
    assert told[0][1] is QThread.currentThread()
    assert "in fail" in logged(caplog)


def test_what_is_told_of_a_bug_is_short_and_in_one_line(
    told: list[tuple[str, QThread]], caplog: pytest.LogCaptureFixture
) -> None:
    sys.excepthook(ValueError, ValueError("one\ntwo " + "many words " * 100), None)
    assert "one two many words" in told[0][0]
    assert "\n" not in told[0][0]
    assert len(told[0][0]) < 400
    logged(caplog)


def test_what_qt_says_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    qt_messages.log_qt_messages()
    try:
        qWarning("a plug is missing")
    finally:
        qt_messages.leave_qt_messages()
    assert [(record.name, record.levelname, record.getMessage()) for record in caplog.records] == [
        ("qt.default", "WARNING", "a plug is missing")
    ]
    caplog.clear()
