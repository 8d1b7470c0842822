"""A few letters find what a person means: all ways are weighed, and the best comes first."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.ui.action_table import TABLE
from lunarcore_studio.ui.fuzzy import Candidate, match, ranked

ACTIONS = [Candidate(entry.id, entry.name, entry.menu) for entry in TABLE if entry.id]
LETTERS = st.text(alphabet="abAB xÄ", max_size=9)


def names(query: str, recent: tuple[str, ...] = ()) -> list[str]:
    return [found.candidate.id for found in ranked(query, ACTIONS, recent)]


@given(LETTERS, LETTERS)
def test_a_match_is_the_letters_in_their_order(letters: str, text: str) -> None:
    found = match(letters, text)
    ways = itertools.combinations(text.casefold(), len(letters))
    assert (found is not None) == (tuple(letters.casefold()) in ways)
    if found is not None:
        assert list(found.places) == sorted(set(found.places))
        assert "".join(text[place] for place in found.places).casefold() == letters.casefold()


@pytest.mark.parametrize(
    ("letters", "better", "worse"),
    [
        ("fill", "Fill", "Fill selection"),
        ("sel", "Select all", "Fill selection"),
        ("fs", "Fill selection", "Offset"),
        ("an", "Another", "Magic wand"),
        ("wand", "Magic wand", "Swap and"),
        ("pg", "Pixel grid", "Spring"),
    ],
)
def test_what_is_meant_more_likely_counts_more(letters: str, better: str, worse: str) -> None:
    first, second = match(letters, better), match(letters, worse)
    assert first is not None
    assert second is None or first.score > second.score


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("penc", "tool-pencil"),
        ("wand", "tool-wand"),
        ("svas", "save-as"),
        ("flip h", "flip-horizontal"),
        ("h flip", "flip-horizontal"),
        ("zoom 400", "zoom-400"),
        ("swap color", "color-swap"),
        ("theme light", "theme-light"),
        ("brush larg", "brush-larger"),
        ("dice", "dice"),
        ("UNDO", "undo"),
    ],
)
def test_the_first_one_is_meant(query: str, meant: str) -> None:
    assert names(query)[0] == meant


def test_a_word_may_stand_in_the_menu_and_only_the_name_is_marked() -> None:
    found = ranked("file new", ACTIONS)[0]
    assert found.candidate.id == "new"
    assert found.places == (0, 1, 2)


def test_what_was_used_last_comes_first() -> None:
    assert names("", ("dice", "save"))[:3] == ["dice", "save", ACTIONS[0].id]
    assert len(names("", ("dice", "gone"))) == len(ACTIONS)
    before = names("select")
    assert names("select", (before[1],))[0] in before[:2]
    assert names("penc", ("dice",))[0] == "tool-pencil"


def test_nothing_is_found_for_letters_that_are_nowhere() -> None:
    assert names("zzqq") == []
    assert match("", "Fill") == (0, ())
    assert match("fill", "") is None


def test_letters_that_are_there_by_chance_are_passed_over() -> None:
    assert names("redo") == ["redo"]


def test_a_long_query_over_every_action_is_quick() -> None:
    start = time.process_time()
    for _ in range(3):
        ranked("select all of the foreground colour", ACTIONS)
    assert (time.process_time() - start) / 3 < 0.2
