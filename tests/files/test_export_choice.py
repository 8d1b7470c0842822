"""What an export says before it is written is what is then in the file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import documents, images
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.export_choice import SUFFIXES, ExportChoice, Kind, told, write_export
from lunarcore_studio.files.sheet_export import enlarged
from lunarcore_studio.pixels.sprite import Cel, Direction, Frame, Sprite, Tag
from tests.files.drawn import sprite

WALK = Sprite(
    8,
    6,
    frames=(Frame(40), Frame(250), Frame(60), Frame(70)),
    cels={(0, frame): Cel(sprite(frame, 8)[:6]) for frame in range(4)},
    tags=(Tag("go", 1, 2, "ping-pong"), Tag("all", 0, 3)),
)


@pytest.mark.parametrize(
    ("kind", "tag", "line"),
    [
        ("frame", None, "24 × 18 pixels, 1 frame"),
        ("frame", "go", "24 × 18 pixels, 1 frame"),
        ("strip", None, "96 × 18 pixels, 4 frames"),
        ("strip", "go", "48 × 18 pixels, 2 frames"),
        ("strip", "gone", "96 × 18 pixels, 4 frames"),
        ("sheet", None, "48 × 36 pixels, 4 frames"),
        ("gif", "go", "24 × 18 pixels, 2 frames"),
        ("apng", None, "24 × 18 pixels, 4 frames"),
        ("webp", "go", "24 × 18 pixels, 2 frames"),
        ("aseprite", "go", "24 × 18 pixels, 2 frames"),
    ],
)
def test_the_line_tells_what_the_file_holds(tmp_path: Path, kind: Kind, tag: str | None, line: str) -> None:
    choice = ExportChoice(tmp_path / f"out{SUFFIXES[kind]}", kind, 3, tag)
    assert told(choice, WALK, 2) == line
    assert tuple(write_export(choice, WALK, 2, "1.2")) == choice.files
    found = documents.open_document(choice.path)
    width, height = line.split(" pixels")[0].split(" × ")
    assert found.size == (int(width), int(height))
    moving = kind in ("gif", "apng", "webp", "aseprite")
    first = 2 if kind == "frame" else 1 if tag == "go" else 0
    np.testing.assert_array_equal(found.flatten()[:18, :24], enlarged(WALK.flatten(first), 3))
    assert len(found.frames) == (int(line.split(", ")[1].split()[0]) if moving else 1)
    if moving and tag == "go":
        assert [frame.duration_ms for frame in found.frames] == [250, 60]
    assert found.tags == ((replace(WALK.tags[0], first=0, last=1),) if kind == "aseprite" else ())


@pytest.mark.parametrize(
    ("direction", "order"),
    [
        ("forward", [0, 1, 2]),
        ("reverse", [2, 1, 0]),
        ("ping-pong", [0, 1, 2, 1]),
        ("ping-pong reverse", [2, 1, 0, 1]),
    ],
)
def test_what_moves_plays_as_its_tag_does(tmp_path: Path, direction: Direction, order: list[int]) -> None:
    walk = replace(WALK, tags=(Tag("go", 0, 2, direction),))
    choice = ExportChoice(tmp_path / "go.gif", "gif", tag="go")
    assert told(choice, walk, 0) == f"8 × 6 pixels, {len(order)} frames"
    write_export(choice, walk, 0, "1.2")
    found = images.read_image(choice.path)
    assert list(found.durations_ms) == [walk.frames[at].duration_ms for at in order]
    for frame, at in zip(found.frames, order, strict=True):
        np.testing.assert_array_equal(frame, walk.flatten(at))
    strip = replace(choice, path=tmp_path / "go.png", kind="strip")
    assert told(strip, walk, 0) == "24 × 6 pixels, 3 frames"


def test_a_sheet_in_a_row_has_its_data_beside_it_or_none(tmp_path: Path) -> None:
    choice = ExportChoice(tmp_path / "go.png", "sheet", arrangement="rows", form="array", tag="go")
    assert told(choice, WALK, 0) == "16 × 6 pixels, 2 frames"
    write_export(choice, WALK, 0, "1.2")
    found = json.loads((tmp_path / "go.json").read_text())
    assert [frame["frame"]["x"] for frame in found["frames"]] == [0, 8]
    alone = replace(choice, path=tmp_path / "alone.png", form=None)
    assert tuple(write_export(alone, WALK, 0, "1.2")) == (alone.path,)
    assert not alone.path.with_suffix(".json").exists()


def test_what_is_too_large_is_said_before_it_is_made(tmp_path: Path) -> None:
    for kind, says in (("frame", "8192 × 6144"), ("gif", "too large"), ("sheet", "too large")):
        choice = ExportChoice(tmp_path / f"big{SUFFIXES[kind]}", kind, 1024)  # type: ignore[index, arg-type]
        with pytest.raises(FileError, match=says):
            write_export(choice, WALK, 0, "1.2")
    assert not list(tmp_path.iterdir())


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    choice = ExportChoice(tmp_path / "out.png")
    choice.path.write_bytes(b"mine")
    with pytest.raises(FileExists):
        write_export(choice, WALK, 0, "1.2")
    assert choice.path.read_bytes() == b"mine"
    write_export(choice, WALK, 1, "1.2", overwrite=True)
    np.testing.assert_array_equal(images.read_pixels(choice.path), WALK.flatten(1))
