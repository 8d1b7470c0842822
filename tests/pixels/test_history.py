"""Snapshots with a cursor."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite


def state(shade: int) -> State:
    return State(Sprite.from_pixels(np.full((2, 2, 4), shade, np.uint8)))


def test_steps_go_back_and_forth_by_name() -> None:
    history = History.begin(state(1)).pushed(state(2), "two").pushed(state(3), "three")
    assert (history.undo_label, history.redo_label) == ("three", "")
    back = history.undone()
    assert (back.state, back.undo_label, back.redo_label) == (state(2), "two", "three")
    assert back.redone().state == state(3)
    first = back.undone()
    assert (first.can_undo, first.can_redo, first.undo_label) == (False, True, "")
    assert first.undone() is first
    assert history.redone() is history


def test_a_step_drops_what_was_undone_but_not_for_others() -> None:
    history = History.begin(state(1)).pushed(state(2), "two")
    branch = history.undone().pushed(state(3), "three")
    assert not branch.can_redo
    assert branch.undone().state == state(1)
    assert history.state == state(2)


def test_a_state_that_equals_the_present_makes_no_step() -> None:
    history = History.begin(state(1)).pushed(state(2), "two").undone()
    assert history.pushed(state(1), "nothing") is history
    assert history.can_redo


def test_selecting_is_a_step() -> None:
    history = History.begin(state(1)).pushed(State(state(1).sprite, Selection.all((2, 2))), "select")
    assert history.can_undo
    assert history.undone().state.selection is None


def test_the_saved_mark_is_of_the_content() -> None:
    history = History.begin(state(1)).pushed(state(2), "two")
    assert history.saved_digest == state(1).sprite.digest
    assert history.saved(state(2).sprite).saved_digest == history.state.sprite.digest


def test_the_cursor_goes_to_any_step() -> None:
    history = History.begin(state(1)).pushed(state(2), "two").pushed(state(3), "three")
    assert history.at(0) == history.undone().undone()
    assert history.at(0).at(2) == history
    assert history.at(2) is history
    assert history.at(-5).cursor == 0
    assert history.at(9) is history
