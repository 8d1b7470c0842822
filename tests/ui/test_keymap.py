"""A profile, what a person changed of it, and never one key for two actions."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.ui.keymap import ENTRIES, FIXED, Changes, holders, keymap, own_keys, with_keys

PROFILES = ["aseprite", "brackets"]
KEYS = sorted({key for entry in ENTRIES.values() for key in entry.keys})
CHANGES = st.lists(st.tuples(st.sampled_from([*ENTRIES, "gone"]), st.sampled_from(["", "N", *KEYS])))


@given(st.sampled_from(PROFILES), CHANGES)
def test_no_changes_make_a_key_mean_two_things(profile: str, changes: list[tuple[str, str]]) -> None:
    keys = keymap(profile, changes)
    assert list(keys) == list(ENTRIES)
    assert [key for key, times in Counter(sum(keys.values(), ())).items() if times > 1] == []
    assert not any("" in held for held in keys.values())


@given(st.sampled_from(PROFILES), CHANGES, st.sampled_from(list(ENTRIES)), st.sets(st.sampled_from(KEYS)))
def test_an_action_has_the_keys_it_was_given(
    profile: str, changes: Changes, name: str, keys: set[str]
) -> None:
    after = with_keys(profile, tuple(changes), name, tuple(keys))
    assert set(keymap(profile, after)[name]) == keys
    back = with_keys(profile, after, name, ENTRIES[name].keys_in(profile))
    assert keymap(profile, back)[name] == ENTRIES[name].keys_in(profile)
    assert name not in own_keys(back)


def test_a_key_that_was_given_away_is_no_longer_the_profiles() -> None:
    changes = with_keys("aseprite", (), "tool-spray", ("G",))
    assert changes == (("tool-spray", "G"),)
    assert keymap("aseprite", changes)["tool-fill"] == ()
    assert holders("aseprite", changes, ("G", "N", "B")) == {"G": "tool-spray", "B": "tool-pencil"}
    changes = with_keys("aseprite", changes, "tool-fill", ("G", "F9"))
    assert changes == (("tool-spray", ""), ("tool-fill", "G"), ("tool-fill", "F9"))
    assert keymap("aseprite", changes)["tool-spray"] == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_without_changes_the_keys_are_those_of_the_table(profile: str) -> None:
    assert keymap(profile) == {name: entry.keys_in(profile) for name, entry in ENTRIES.items()}


def test_an_unknown_action_can_not_be_given_a_key() -> None:
    with pytest.raises(KeyError):
        with_keys("aseprite", (), "gone", ("N",))


def test_what_the_canvas_hears_for_itself_is_no_actions_key() -> None:
    changes = (("dice", "Space"), ("dice", "F6"), ("undo", "Esc"), ("redo", "Shift+Left"))
    keys = keymap("aseprite", changes)
    assert (keys["dice"], keys["undo"], keys["redo"]) == (("F6",), (), ())
    assert not FIXED & {key for held in keymap("brackets").values() for key in held}
