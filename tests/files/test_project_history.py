"""The undo history in a .lunar file: every step there and back, bounds, and damage that spares the rest."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio.files import documents, project, project_history
from lunarcore_studio.files.project_history import decode_history, encode_history, size_of
from lunarcore_studio.pixels.history import History, State, Step
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from tests.files.documents import sprites
from tests.files.drawn import sprite

places = st.tuples(st.integers(0, 9), st.integers(0, 9))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to five states, some of them edits of the one before, some with a selection."""
    steps = []
    for number in range(draw(st.integers(1, 5))):
        if steps and draw(st.booleans()):
            former = steps[-1].state.sprite
            pixels = former.pixels().copy()
            pixels[0, 0] = draw(st.integers(0, 255))
            drawn = former.with_pixels(pixels)
        else:
            drawn = draw(sprites(min_colors=0))
        selection = Selection.rectangle(drawn.size, (0, 0, 1, 2)) if draw(st.booleans()) else None
        begun, ended = draw(places), draw(places)
        steps.append(Step(f"Step {number}", State(drawn, selection), begun, ended))
    cursor = draw(st.integers(0, len(steps) - 1))
    return History(tuple(steps), cursor, steps[cursor].state.sprite.digest)


def same(one: History, other: History) -> bool:
    return one == other and [step.state for step in one.steps] == [step.state for step in other.steps]


@settings(max_examples=60)
@given(history=histories())
def test_every_step_comes_back(history: History) -> None:
    facts, data = encode_history(history)
    assert same(decode_history(json.loads(json.dumps(facts)), data), history)


def test_a_history_of_before_the_timeline_can_be_read(tmp_path: Path) -> None:
    facts, data = encode_history(strokes(3))
    for step in facts["steps"]:
        del step["hand"]
    assert [step.begun for step in decode_history(facts, data).steps] == [(0, 0)] * 4


def strokes(count: int, side: int = 16) -> History:
    """A drawing to which every step adds a pixel."""
    history = History.begin(State(Sprite.blank(side, side)))
    pixels = np.zeros((side, side, 4), np.uint8)
    for number in range(count):
        pixels[number // side % side, number % side] = (number & 255, number >> 8 & 255, 7, 255)
        history = history.pushed(State(history.state.sprite.with_pixels(pixels)), "Pencil")
    return history.saved(history.state.sprite)


def test_a_saved_drawing_can_be_undone_after_it_is_opened(tmp_path: Path) -> None:
    history = strokes(40).undone().undone()
    history = history.saved(history.state.sprite)
    documents.save_document(tmp_path / "a.lunar", history.state.sprite, history)
    opened = documents.open_layered(tmp_path / "a.lunar")
    assert opened.left == ()
    assert opened.history is not None
    assert same(opened.history, history)
    assert opened.sprite is opened.history.state.sprite
    assert opened.history.can_redo
    documents.save_document(tmp_path / "b.lunar", opened.sprite, opened.history)
    assert (tmp_path / "b.lunar").read_bytes() == (tmp_path / "a.lunar").read_bytes()


@pytest.mark.slow
def test_ten_thousand_steps_are_small_and_quick_enough_to_keep(tmp_path: Path) -> None:
    history = strokes(9_999)
    project.write_project(tmp_path / "a.lunar", history.state.sprite, history)
    assert (tmp_path / "a.lunar").stat().st_size < 4 << 20
    found = project.read_project(tmp_path / "a.lunar").history
    assert found is not None
    assert len(found.steps) == 10_000
    assert found.steps[77].state == history.steps[77].state


def test_of_a_history_that_is_too_long_the_steps_around_the_present_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    history = replace(strokes(30), cursor=20)
    for name, most, kept in (
        ("MAX_BYTES", 11 * 1024, range(15, 26)),
        ("MAX_PLACES", 10, range(15, 25)),
        ("MAX_PICTURES", 9, range(16, 25)),
    ):
        monkeypatch.setattr(project_history, name, most)
        found = decode_history(*encode_history(history))
        assert found.steps == tuple(history.steps[kept.start : kept.stop])
        assert found.state == history.state
        monkeypatch.undo()
    few = decode_history(*encode_history(history, most_steps=3))
    assert (few.steps, few.cursor) == (history.steps[19:22], 1)


def test_facts_that_are_too_many_take_fewer_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(project, "_HISTORY_LIMIT", 4000)
    history = strokes(100)
    project.write_project(tmp_path / "a.lunar", history.state.sprite, history)
    found = project.read_project(tmp_path / "a.lunar").history
    assert found is not None
    assert 3 < len(found.steps) < 40
    assert found.state == history.state


def test_a_history_of_another_drawing_is_left_out() -> None:
    other = Sprite.from_pixels(sprite())
    assert project.encode_project(other, strokes(3)) == project.encode_project(other)


def changed(history: History, change: dict[str, Any], data: bytes | None = None) -> bytes:
    """A .lunar file with facts of its history changed."""
    facts, pictures = encode_history(history)
    out = io.BytesIO(project.encode_project(history.state.sprite))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("history.json", json.dumps({**facts, **change}))
        archive.writestr("history.bin", pictures if data is None else data)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {"steps": []},
        {"steps": [{}]},
        {"steps": None},
        {"cursor": 3},
        {"cursor": -1},
        {"cursor": "1"},
        {"cursor": 1},
        {"pictures": [[16, 16]]},
        {"pictures": [[60_000, 60_000]]},
        {"pictures": [[0, 16]]},
        {"pictures": [[16, "16"]]},
        {"masks": [[1, 1]]},
        {"palettes": [{"name": "", "colors": ["red"]}]},
        {"layers": [[{"name": "a"}]]},
        {"layers": [[{"name": "a", "visible": 1, "opacity": 255, "locked": False, "blend": "normal"}]]},
        {"layers": [[{"name": "a", "visible": True, "opacity": 999, "locked": False, "blend": "normal"}]]},
        {"frames": [[0]]},
    ],
)
def test_a_damaged_history_leaves_the_drawing(tmp_path: Path, change: dict[str, Any]) -> None:
    history = strokes(2)
    (tmp_path / "a.lunar").write_bytes(changed(history, change))
    opened = documents.open_layered(tmp_path / "a.lunar")
    assert opened.sprite == history.state.sprite
    assert (opened.history, opened.left) == (None, ("its undo history, which is damaged",))


def test_a_bomb_in_the_history_is_not_unpacked(tmp_path: Path) -> None:
    history = strokes(2)
    (tmp_path / "a.lunar").write_bytes(changed(history, {}, bytes(1 << 20)))
    assert documents.open_layered(tmp_path / "a.lunar").history is None
    step = encode_history(history)[0]["steps"][0]
    large = {"pictures": [[4096, 4096]] * 2, "masks": [], "steps": []}
    for facts in (large, {"pictures": [], "masks": [], "steps": [step] * 10_001}):
        with pytest.raises(ValueError, match="bytes of pictures in"):
            size_of(facts)
