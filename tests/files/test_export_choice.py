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
    assert tuple(write_export(choice, WALK, 2, "1.2")) == choice.files(WALK)
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


@pytest.mark.parametrize(
    ("columns", "margin", "spacing", "line"),
    [
        (0, 0, 0, "32 × 6 pixels, 4 frames"),
        (3, 0, 0, "24 × 12 pixels, 4 frames"),
        (3, 2, 1, "30 × 17 pixels, 4 frames"),
        (9, 2, 1, "39 × 10 pixels, 4 frames"),
    ],
)
def test_a_sheet_in_rows_has_as_many_columns_as_was_said(
    tmp_path: Path, columns: int, margin: int, spacing: int, line: str
) -> None:
    lengths = {"columns": columns, "margin": margin, "spacing": spacing}
    choice = ExportChoice(tmp_path / "go.png", "sheet", arrangement="rows", form="array", **lengths)
    assert told(choice, WALK, 0) == line
    write_export(choice, WALK, 0, "1.2")
    sheet = images.read_pixels(choice.path)
    assert f"{sheet.shape[1]} × {sheet.shape[0]} pixels, 4 frames" == line
    for at, frame in enumerate(json.loads((tmp_path / "go.json").read_text())["frames"]):
        x, y = frame["frame"]["x"], frame["frame"]["y"]
        row, column = divmod(at, columns or 4)
        assert (x, y) == (margin + column * (8 + spacing), margin + row * (6 + spacing))
        np.testing.assert_array_equal(sheet[y : y + 6, x : x + 8], WALK.flatten(at))


def test_a_packed_sheet_has_its_margin_too(tmp_path: Path) -> None:
    choice = ExportChoice(tmp_path / "go.png", "sheet", margin=2, spacing=3)
    assert told(choice, WALK, 0) == "23 × 19 pixels, 4 frames"
    write_export(choice, WALK, 0, "1.2")
    assert images.read_pixels(choice.path).shape == (19, 23, 4)


def test_every_frame_can_be_a_file_of_its_own(tmp_path: Path) -> None:
    choice = ExportChoice(tmp_path / "go.png", "frames", 2)
    names = ["go_01.png", "go_02.png", "go_03.png", "go_04.png"]
    assert told(choice, WALK, 0) == "16 × 12 pixels, 4 frames"
    assert [path.name for path in write_export(choice, WALK, 0, "1.2")] == names
    assert [path.name for path in choice.files(WALK)] == names
    for at, name in enumerate(names):
        found = images.read_pixels(tmp_path / name)
        np.testing.assert_array_equal(found, enlarged(WALK.flatten(at), 2))
    tagged = replace(choice, tag="go")
    assert [path.name for path in tagged.files(WALK)] == names[:2]
    many = replace(WALK, frames=(Frame(),) * 100, cels={}, tags=())
    assert [path.name for path in choice.files(many)[::99]] == ["go_001.png", "go_100.png"]
    assert [path.name for path in choice.files(Sprite.blank(8, 8))] == ["go.png"]


def test_a_frame_that_is_there_already_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "go_03.png").write_bytes(b"mine")
    choice = ExportChoice(tmp_path / "go.png", "frames")
    with pytest.raises(FileExists, match=r"go_03\.png already exists"):
        write_export(choice, WALK, 0, "1.2")
    assert [path.name for path in tmp_path.iterdir()] == ["go_03.png"]


def test_frames_of_which_one_can_not_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "go_03.png").mkdir()
    choice = ExportChoice(tmp_path / "go.png", "frames")
    with pytest.raises(
        FileError, match=r"^Only 2 of 4 frames are written: go_03\.png can not be written: it is a folder"
    ):
        write_export(choice, WALK, 0, "1.2", overwrite=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["go_01.png", "go_02.png", "go_03.png"]
