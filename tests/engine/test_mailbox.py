"""Latest wins, commands come first and in order, no kind starves, and nobody sleeps past a stop."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.engine.axis_protocol import Restyle
from lunarcore_studio.engine.mailbox import FAIR, LIVE_ORDER, SHOWING_S, Mailbox
from lunarcore_studio.engine.protocol import (
    Edit,
    FindNearest,
    Interpolate,
    LiveRequest,
    LoadModel,
    Reconstruct,
    Sample,
    SliderEnds,
)
from lunarcore_studio.pixels.projection import Projection

PIXELS = np.zeros((16, 16, 4), np.uint8)
ANY = Projection("none")
MAKERS = {
    Edit: lambda stamp: Edit(stamp, PIXELS, (), 1.0, ANY),
    Reconstruct: lambda stamp: Reconstruct(stamp, PIXELS, ANY),
    SliderEnds: lambda stamp: SliderEnds(stamp, PIXELS, (), (), 1.0, ANY),
    Interpolate: lambda stamp: Interpolate(stamp, PIXELS, PIXELS, 3, "line", ANY),
    Sample: lambda stamp: Sample(stamp, 1, None, 1.0, 0, ANY),
    FindNearest: lambda stamp: FindNearest(stamp, PIXELS[None]),
    Restyle: lambda stamp: Restyle(stamp, PIXELS, PIXELS[None], PIXELS[None], 1.0),
}
KINDS = st.sampled_from(LIVE_ORDER)


def taken(mailbox: Mailbox, live: bool = True) -> list[object]:
    found = []
    while (request := mailbox.take(live=live, wait_s=0)) is not None:
        found.append(request)
    return found


@given(st.lists(KINDS))
def test_only_the_newest_of_each_kind_is_taken(kinds: list[type[LiveRequest]]) -> None:
    mailbox = Mailbox(showing_s=0)
    for stamp, kind in enumerate(kinds):
        mailbox.put(MAKERS[kind](stamp))
    newest = {kind: stamp for stamp, kind in enumerate(kinds)}
    assert {type(request): request.stamp for request in taken(mailbox)} == newest


@given(st.lists(st.one_of(KINDS, st.integers(0, 9))))
def test_commands_come_first_and_all_of_them_in_order(items: list[type[LiveRequest] | int]) -> None:
    mailbox = Mailbox()
    for stamp, item in enumerate(items):
        mailbox.put(LoadModel(Path(str(item))) if isinstance(item, int) else MAKERS[item](stamp))
    commands = [str(item) for item in items if isinstance(item, int)]
    result = taken(mailbox)
    assert [str(command.path) for command in result[: len(commands)]] == commands
    assert not any(isinstance(request, LoadModel) for request in result[len(commands) :])


@given(st.lists(st.sets(st.sampled_from(FAIR), min_size=1), max_size=60))
def test_no_kind_waits_for_more_than_one_turn_of_each_other(arrivals: list[set[type[LiveRequest]]]) -> None:
    mailbox = Mailbox()
    waited = dict.fromkeys(FAIR, 0)
    waiting: set[type[LiveRequest]] = set()
    for stamp, kinds in enumerate(arrivals):
        for kind in kinds:
            mailbox.put(MAKERS[kind](stamp))
        waiting |= kinds
        served = type(mailbox.take(wait_s=0))
        waiting.discard(served)
        waited[served] = 0
        for kind in waiting:
            waited[kind] += 1
            assert waited[kind] < len(FAIR)


def test_the_hand_comes_before_thumbnails() -> None:
    mailbox = Mailbox(showing_s=0)
    for kind in reversed(LIVE_ORDER):
        mailbox.put(MAKERS[kind](1))
    assert [type(request) for request in taken(mailbox)] == [
        Edit,
        Reconstruct,
        Interpolate,
        Sample,
        Restyle,
        SliderEnds,
        FindNearest,
    ]


def test_thumbnails_wait_for_as_long_as_the_hand_asks() -> None:
    mailbox = Mailbox()
    mailbox.put(MAKERS[SliderEnds](0))
    for stamp in range(1, 10):
        mailbox.put(MAKERS[Reconstruct](stamp))
        assert type(mailbox.take(wait_s=0)) is Reconstruct
    assert type(mailbox.take()) is SliderEnds


def test_an_answer_to_the_hand_is_shown_before_thumbnails_are_begun() -> None:
    mailbox = Mailbox()
    for kind in (Reconstruct, SliderEnds):
        mailbox.put(MAKERS[kind](1))
    assert type(mailbox.take(wait_s=0)) is Reconstruct
    assert mailbox.take(wait_s=0) is None
    mailbox.put(MAKERS[Edit](2))
    assert type(mailbox.take(wait_s=0)) is Edit
    began = time.monotonic()
    assert type(mailbox.take()) is SliderEnds
    assert time.monotonic() - began >= SHOWING_S


def test_a_worker_in_the_middle_of_something_takes_no_command() -> None:
    mailbox = Mailbox()
    mailbox.put(LoadModel())
    assert mailbox.take(wait_s=0, commands=False) is None
    mailbox.put(MAKERS[Edit](1))
    assert type(mailbox.take(wait_s=0, commands=False)) is Edit
    assert mailbox.take(wait_s=0) == LoadModel()


def test_one_kind_is_taken_while_all_else_stays() -> None:
    mailbox = Mailbox()
    mailbox.put(LoadModel())
    for stamp, kind in enumerate((Reconstruct, Edit, Reconstruct)):
        mailbox.put(MAKERS[kind](stamp))
    taken_one = mailbox.take_one(Reconstruct, lambda: False)
    assert taken_one is not None
    assert taken_one.stamp == 2
    assert [type(each) for each in taken(mailbox)] == [LoadModel, Edit]


def test_what_is_put_back_gives_way_to_what_is_newer() -> None:
    mailbox = Mailbox()
    mailbox.put_back(MAKERS[Reconstruct](1))
    mailbox.put_back(MAKERS[Reconstruct](0))
    assert [request.stamp for request in taken(mailbox)] == [1]


def test_a_wait_for_one_kind_is_called_off_from_another_thread() -> None:
    mailbox, off = Mailbox(), threading.Event()
    found: list[object] = []
    waiting = threading.Thread(target=lambda: found.append(mailbox.take_one(Edit, off.is_set)))
    waiting.start()
    off.set()
    mailbox.wake()
    waiting.join(10)
    mailbox.stop()
    assert found == [None]
    assert mailbox.take_one(Edit, lambda: False) is None


def test_a_wait_ends_by_itself() -> None:
    assert Mailbox().take(wait_s=0.01) is None


def test_slots_wait_for_a_model_and_keep_the_newest() -> None:
    mailbox = Mailbox()
    mailbox.put(MAKERS[Edit](1))
    mailbox.put(LoadModel())
    mailbox.put(MAKERS[Edit](2))
    assert taken(mailbox, live=False) == [LoadModel()]
    assert [request.stamp for request in taken(mailbox)] == [2]


def test_a_withdrawn_kind_is_gone_and_the_others_stay() -> None:
    mailbox = Mailbox()
    mailbox.put(MAKERS[Edit](1))
    mailbox.put(MAKERS[Sample](2))
    mailbox.withdraw(Edit)
    mailbox.withdraw(Interpolate)
    assert [type(request) for request in taken(mailbox)] == [Sample]


def test_a_sleeping_worker_wakes_for_a_request_and_for_the_stop() -> None:
    mailbox = Mailbox()
    got: list[object] = []

    def work() -> None:
        while (request := mailbox.take()) is not None:
            got.append(request.stamp)
            answered.set()

    answered = threading.Event()
    worker = threading.Thread(target=work)
    worker.start()
    mailbox.put(MAKERS[Reconstruct](7))
    assert answered.wait(5)
    mailbox.stop()
    worker.join(5)
    assert not worker.is_alive()
    assert got == [7]


def test_nothing_is_taken_after_a_stop() -> None:
    mailbox = Mailbox()
    mailbox.put(MAKERS[Edit](1))
    mailbox.stop()
    mailbox.put(LoadModel())
    assert mailbox.stopped
    assert mailbox.take() is None
