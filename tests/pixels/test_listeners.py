"""Everyone hears of everything, in one order."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.listeners import Listeners

FIRST, SECOND = Change(What.PIXELS, (0, 0, 1, 1), "hand"), Change(What.PALETTE, None, "palette")


def test_a_change_made_by_a_listener_is_heard_after_the_one_it_answers() -> None:
    listeners, heard = Listeners(), []

    def answering(change: Change) -> None:
        if change is FIRST:
            listeners.tell(SECOND)

    listeners.add(answering)
    listeners.add(heard.append)
    listeners.tell(FIRST)
    assert heard == [FIRST, SECOND]


def test_who_left_hears_nothing_and_may_leave_twice() -> None:
    listeners, heard = Listeners(), []
    leave = listeners.add(heard.append)
    leave()
    leave()
    listeners.tell(FIRST)
    assert heard == []


def test_a_listener_that_fails_is_heard_of_and_does_not_block_the_next_change() -> None:
    listeners, heard = Listeners(), []

    def failing(change: Change) -> None:
        heard.append(change)
        listeners.tell(SECOND)
        raise RuntimeError("paper jam")

    leave = listeners.add(failing)
    with pytest.raises(RuntimeError, match="paper jam"):
        listeners.tell(FIRST)
    leave()
    listeners.add(heard.append)
    listeners.tell(FIRST)
    assert heard == [FIRST, FIRST]
