"""What our own export says stands on a sheet is read back; what a stranger's file says is looked at first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunarcore_studio.files import images
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.export_choice import ExportChoice, write_export
from lunarcore_studio.files.sheet_cells import as_frames, picture_of
from lunarcore_studio.files.sheet_data import Form
from lunarcore_studio.files.sheet_reading import read_told
from lunarcore_studio.pixels.sprite import Sprite
from tests.files.test_export_choice import WALK


@pytest.mark.parametrize("form", ["hash", "array"])
def test_an_exported_sheet_comes_back_as_it_was(tmp_path: Path, form: Form) -> None:
    path = tmp_path / "walk.png"
    write_export(ExportChoice(path, "sheet", form=form), WALK, 0, "1.2")
    pixels = images.read_pixels(path)
    told = read_told(path, (pixels.shape[1], pixels.shape[0]))
    assert told is not None
    found = as_frames(Sprite.from_pixels(pixels), told.cells, told.tags)
    assert (found.frames, found.tags, found.size) == (WALK.frames, WALK.tags, WALK.size)
    for frame in range(4):
        np.testing.assert_array_equal(found.flatten(frame), WALK.flatten(frame))


def beside(tmp_path: Path, text: str) -> Path:
    (tmp_path / "sheet.json").write_text(text)
    return tmp_path / "sheet.png"


def test_no_json_or_one_about_something_else_tells_nothing(tmp_path: Path) -> None:
    assert read_told(tmp_path / "sheet.png", (8, 8)) is None
    for other in ("{}", '{"frames": 3}', '{"frames": []}', "[1]", '{"name": "package"}'):
        assert read_told(beside(tmp_path, other), (8, 8)) is None


FRAME: dict[str, Any] = {"frame": {"x": 0, "y": 0, "w": 4, "h": 4}, "duration": 40}


def changed(**parts: Any) -> str:
    return json.dumps({"frames": [{**FRAME, **parts}]})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        '{"frames": [7]}',
        '{"frames": [{}]}',
        json.dumps({"frames": [FRAME] * 1025}),
        changed(frame={"x": 5, "y": 0, "w": 4, "h": 4}),
        changed(frame={"x": -1, "y": 0, "w": 4, "h": 4}),
        changed(frame={"x": 0, "y": 0, "w": 0, "h": 4}),
        changed(frame={"x": 0, "y": 0, "w": 1.5, "h": 4}),
        changed(frame={"x": 0, "y": True, "w": 4, "h": 4}),
        changed(rotated=True),
        changed(duration="long"),
        changed(duration=float("nan")),
        changed(duration=float("inf")),
        changed(sourceSize={"w": 3, "h": 4}),
        changed(sourceSize={"w": 10**9, "h": 4}),
        changed(spriteSourceSize={"x": 1, "y": 0}),
    ],
)
def test_a_file_that_can_not_be_true_is_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileError, match=r"^sheet\.json [^\n]*\.$"):
        read_told(beside(tmp_path, text), (8, 8))


NUMBERS = st.sampled_from([-1, 0, 1, 3, 8, 9, 4096, 10**400, 0.5, True, None, "4", [], {}])
BOX = st.fixed_dictionaries({}, optional=dict.fromkeys("xywh", NUMBERS)) | NUMBERS
PARTS = st.fixed_dictionaries(
    {"frame": BOX},
    optional={"sourceSize": BOX, "spriteSourceSize": BOX, "duration": NUMBERS, "rotated": NUMBERS},
)
TAGS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "from", "to", "direction", "repeat", "color"), NUMBERS)
)


@given(st.lists(PARTS | NUMBERS, min_size=1, max_size=3), st.lists(TAGS | NUMBERS, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_it_says_the_cells_lie_on_the_sheet_or_it_is_a_sentence(
    tmp_path: Path, frames: list[Any], tags: list[Any]
) -> None:
    path = beside(tmp_path, json.dumps({"frames": frames, "meta": {"frameTags": tags}}))
    try:
        told = read_told(path, (8, 8))
    except FileError:
        return
    assert told is not None
    assert len(told.cells) == len(frames)
    for cell in told.cells:
        left, top, width, height = cell.rect
        assert 0 <= left < left + width <= 8
        assert 0 <= top < top + height <= 8
        assert picture_of(np.zeros((8, 8, 4), np.uint8), replace(cell, size=(8, 8))).shape == (8, 8, 4)
    assert all(tag.last < len(frames) for tag in told.tags)


def test_tags_that_can_not_be_are_left_out(tmp_path: Path) -> None:
    tags: list[Any] = [
        {"name": "good", "from": 0, "to": 1, "direction": "pingpong", "repeat": "3", "color": "#01020304"},
        {"name": "beyond", "from": 0, "to": 2},
        {"name": "back", "from": 1, "to": 0},
        {"name": "sideways", "from": 0, "to": 0, "direction": "sideways"},
        {"from": 0, "to": 0},
        5,
    ]
    text = json.dumps({"frames": {"a": FRAME, "b": {**FRAME, "duration": 0}}, "meta": {"frameTags": tags}})
    told = read_told(beside(tmp_path, text), (8, 8))
    assert told is not None
    assert [cell.duration_ms for cell in told.cells] == [40, 1]
    assert [(tag.name, tag.direction, tag.repeats, tag.color) for tag in told.tags] == [
        ("good", "ping-pong", 3, (1, 2, 3, 4))
    ]
