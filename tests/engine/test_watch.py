"""The watch tells a worker that hangs from one that rests, loads or works long."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.mailbox import Mailbox
from lunarcore_studio.engine.protocol import LoadModel
from lunarcore_studio.engine.watch import ANSWER_LIMIT_S, START_LIMIT_S, Watch


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def watch(qtbot: QtBot, mailbox: Mailbox) -> Iterator[Watch]:
    """A second passes when the test says so."""
    watch = Watch()
    watch.follow(mailbox)
    yield watch
    watch.follow(None)
    assert not watch._clock.isActive()


def pass_seconds(watch: Watch, seconds: int) -> None:
    for _ in range(seconds):
        watch._clock.timeout.emit()


def test_a_worker_that_does_not_come_is_told_once(watch: Watch, qtbot: QtBot) -> None:
    changes: list[None] = []
    watch.changed.connect(lambda: changes.append(None))
    pass_seconds(watch, ANSWER_LIMIT_S - 1)
    assert not watch.is_silent
    pass_seconds(watch, 30)
    assert watch.is_silent
    assert watch.state is not None
    assert watch.state.sentence == f"The engine has not answered for more than {ANSWER_LIMIT_S} seconds."
    assert watch.state.way_out == "restart"
    assert len(changes) == 1


def test_one_that_loads_has_longer(watch: Watch) -> None:
    watch.is_starting = True
    pass_seconds(watch, START_LIMIT_S - 1)
    assert not watch.is_silent
    pass_seconds(watch, 1)
    assert watch.is_silent


def test_one_that_breathes_may_work_for_hours(watch: Watch, mailbox: Mailbox) -> None:
    for _ in range(1000):
        pass_seconds(watch, ANSWER_LIMIT_S - 1)
        mailbox.take(wait_s=0, commands=False)
    assert not watch.is_silent


def test_one_that_comes_after_all_has_only_been_slow(watch: Watch, mailbox: Mailbox) -> None:
    pass_seconds(watch, ANSWER_LIMIT_S)
    mailbox.take(wait_s=0)
    pass_seconds(watch, 1)
    assert not watch.is_silent


def test_one_that_rests_is_not_watched(watch: Watch, mailbox: Mailbox, qtbot: QtBot) -> None:
    worker = threading.Thread(target=mailbox.take)
    worker.start()
    qtbot.waitUntil(lambda: mailbox.resting)
    pass_seconds(watch, 1)
    assert not watch._clock.isActive()
    watch.asked()
    assert watch._clock.isActive()
    mailbox.put(LoadModel())
    worker.join()
    pass_seconds(watch, ANSWER_LIMIT_S + 1)
    assert watch.is_silent


def test_another_worker_begins_anew(watch: Watch) -> None:
    pass_seconds(watch, ANSWER_LIMIT_S)
    watch.follow(Mailbox())
    assert not watch.is_silent
    pass_seconds(watch, ANSWER_LIMIT_S - 1)
    assert not watch.is_silent
