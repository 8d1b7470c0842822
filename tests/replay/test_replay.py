"""Recorded hands give the documents they gave when they were looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.pixels.tools import ToolName
from tests.replay.conftest import OPTIONS

RECORDINGS = sorted(Path(__file__).parent.glob("*.txt"))
each_recording = pytest.mark.parametrize("recording", RECORDINGS, ids=[path.stem for path in RECORDINGS])


@each_recording
def test_a_recording_gives_its_digests(recording: Path, replay: Any) -> None:
    outcome = replay(recording)
    assert outcome.expected, "a recording without a digest shows nothing"
    assert outcome.found == outcome.expected


@each_recording
def test_a_recording_can_be_undone_and_redone(recording: Path, replay: Any, state_digest: Any) -> None:
    document = replay(recording).document
    while document.redo():
        pass
    last, steps = state_digest(document), 0
    while document.undo():
        steps += 1
    assert (steps > 0, document.pixels.any(), document.selection) == (True, False, None)
    while document.redo():
        steps -= 1
    assert (steps, state_digest(document)) == (0, last)


def test_every_tool_is_recorded() -> None:
    words = {line.split()[0] for path in RECORDINGS for line in path.read_text().splitlines() if line.strip()}
    assert set(ToolName) <= words


ADDED = ({"shift"}, {"alt", "shift"}, {"ctrl", "shift"})
DRAGGED = ({"shift"}, {"ctrl"}, {"alt"}, {"space"})
# the keys of a pixel artist's hands that mean something while a button is down
KEYS = {
    **dict.fromkeys(("select", "select-ellipse"), (*ADDED, *DRAGGED)),
    **dict.fromkeys(("lasso", "select-polygon", "wand"), ADDED),
    **dict.fromkeys(("line", "rectangle", "ellipse", "curve", "gradient"), DRAGGED),
    "pencil": ({"shift"}, {"shift", "ctrl"}, {"ctrl"}),
    "move": ({"shift"}, {"alt"}),
}


def words_of(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text().splitlines() if line.strip() and line[0] != "#"]


def test_every_key_that_is_held_is_recorded_with_every_tool_it_means_something_to() -> None:
    held: dict[str, set[str]] = {}
    together: dict[str, list[set[str]]] = {}
    for verb, *words in (words for path in RECORDINGS for words in words_of(path)):
        for word in words:
            place, *names = word.split("+")
            if names and "," in place and "=" not in place:
                held.setdefault(verb, set()).update(names)
                together.setdefault(verb, []).append(set(names))
    for tool, wanted in KEYS.items():
        for keys in wanted:
            assert any(keys <= names for names in together[tool]), (tool, keys)
    assert set(KEYS) <= set(held)


def test_both_buttons_and_every_option_are_recorded() -> None:
    lines = [words for path in RECORDINGS for words in words_of(path)]
    right = {verb for verb, *words in lines if words and words[0] == "right"}
    assert right >= {"pencil", "eraser", "spray", "gradient", "contour", "replace", "shade", "text", "select"}
    options = {word.split("=")[0] for words in lines for word in words if "=" in word}
    assert options >= set(OPTIONS)
    mirrors = {
        part
        for words in lines
        for word in words
        if word.startswith("mirror=")
        for part in word[7:].split("+")
    }
    assert mirrors == {"vertical", "horizontal", "diagonal", "antidiagonal"}


def test_there_are_many_recordings() -> None:
    assert len(RECORDINGS) + len(list((Path(__file__).parent / "window").glob("*.txt"))) > 60
