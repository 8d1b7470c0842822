"""Sprites on a sheet with Aseprite's JSON: what it says stands there is there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lunarcore_studio.files import documents, images
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.files.sheet_export import Arrangement, enlarged, enlarged_sprite, sheet_of, write_sheet
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag
from tests.files.drawn import sprite

WALK = Sprite(
    8,
    6,
    frames=(Frame(40), Frame(250), Frame(40)),
    layers=(Layer("body"), Layer("light", opacity=99, blend="add")),
    cels={(0, frame): Cel(sprite(frame, 8)[:6]) for frame in range(3)},
    tags=(Tag("go", 0, 1, "ping-pong", 2, (1, 2, 3, 255)), Tag("all", 0, 2)),
)
DOOR = Sprite.from_pixels(sprite(7))
BOTH = [("hero.aseprite", WALK), ("door.png", DOOR)]


def written(folder: Path, form: str | None, **options: Any) -> tuple[np.ndarray, Any]:
    path = folder / "sheet.png"
    options = {"arrangement": "packed", **options}
    files = write_sheet(path, sheet_of(BOTH, **options), form, "1.2", overwrite=True)  # type: ignore[arg-type]
    assert files == ([path] if form is None else [path, folder / "sheet.json"])
    return images.read_pixels(path), json.loads(files[-1].read_text()) if form else None


@pytest.mark.parametrize("arrangement", ["rows", "packed"])
@pytest.mark.parametrize(("scale", "margin", "spacing"), [(1, 0, 0), (3, 2, 1)])
def test_every_frame_is_where_the_json_says(
    tmp_path: Path, arrangement: Arrangement, scale: int, margin: int, spacing: int
) -> None:
    pixels, told = written(
        tmp_path, "array", arrangement=arrangement, scale=scale, margin=margin, spacing=spacing
    )
    names = [frame["filename"] for frame in told["frames"]]
    assert names == ["hero 0.aseprite", "hero 1.aseprite", "hero 2.aseprite", "door.png"]
    drawn = [WALK.flatten(0), WALK.flatten(1), WALK.flatten(2), DOOR.flatten()]
    for frame, want in zip(told["frames"], drawn, strict=True):
        x, y, w, h = (frame["frame"][key] for key in "xywh")
        assert np.array_equal(pixels[y : y + h, x : x + w], enlarged(want, scale))
        assert frame["sourceSize"] == {"w": w, "h": h}
        assert frame["spriteSourceSize"] == {"x": 0, "y": 0, "w": w, "h": h}
        assert (frame["rotated"], frame["trimmed"]) == (False, False)
    assert [frame["duration"] for frame in told["frames"]] == [40, 250, 40, 100]
    assert told["meta"]["size"] == {"w": pixels.shape[1], "h": pixels.shape[0]}
    assert (told["meta"]["scale"], told["meta"]["image"]) == (str(scale), "sheet.png")


def test_the_hash_form_has_the_same_frames_by_name(tmp_path: Path) -> None:
    _, told = written(tmp_path, "array")
    _, by_name = written(tmp_path, "hash")
    assert list(by_name["frames"]) == [frame.pop("filename") for frame in told["frames"]]
    assert list(by_name["frames"].values()) == told["frames"]
    assert by_name["meta"] == told["meta"]


def test_names_that_repeat_are_numbered(tmp_path: Path) -> None:
    sheet = sheet_of([("a.png", DOOR), ("a.png", DOOR), ("a.png", DOOR)], "rows")
    write_sheet(tmp_path / "s.png", sheet, "hash", "1")
    assert list(json.loads((tmp_path / "s.json").read_text())["frames"]) == ["a.png", "a.png 2", "a.png 3"]


def test_tags_and_layers_are_told_as_aseprite_tells_them(tmp_path: Path) -> None:
    write_sheet(tmp_path / "s.png", sheet_of([("hero.aseprite", WALK)], "rows"), "hash", "1")
    meta = json.loads((tmp_path / "s.json").read_text())["meta"]
    assert meta["frameTags"] == [
        {"name": "go", "from": 0, "to": 1, "direction": "pingpong", "repeat": "2", "color": "#010203ff"},
        {"name": "all", "from": 0, "to": 2, "direction": "forward", "color": "#000000ff"},
    ]
    assert meta["layers"] == [
        {"name": "body", "opacity": 255, "blendMode": "normal"},
        {"name": "light", "opacity": 99, "blendMode": "addition"},
    ]
    later = sheet_of([("door.png", DOOR), ("hero.aseprite", WALK)], "rows").described
    assert [(tag.first, tag.last) for tag in later.tags] == [(1, 2), (1, 3)]


def test_a_sheet_of_indexed_sprites_of_one_palette_is_indexed(tmp_path: Path) -> None:
    palette = Palette(((9, 9, 9, 255), (1, 2, 3, 255)))
    drawn = replace(Sprite.blank(4, 4, palette), mode="indexed").with_pixels(
        np.full((4, 4, 4), palette.colors[1], np.uint8)
    )
    write_sheet(tmp_path / "s.png", sheet_of([("a", drawn), ("b", drawn)], "rows"), "hash", "1")
    opened = documents.open_document(tmp_path / "s.png")
    assert (opened.mode, opened.palette.colors) == ("indexed", palette.colors)
    assert json.loads((tmp_path / "s.json").read_text())["meta"]["format"] == "I8"
    write_sheet(tmp_path / "t.png", sheet_of([("a", drawn), ("b", DOOR)], "rows"), None, "1")
    assert documents.open_document(tmp_path / "t.png").mode == "rgba"


def test_nothing_is_overwritten_unless_allowed(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("mine")
    with pytest.raises(FileExists):
        write_sheet(tmp_path / "s.png", sheet_of(BOTH, "rows"), "hash", "1")
    assert [path.name for path in tmp_path.iterdir()] == ["s.json"]


def test_more_than_is_read_back_is_told() -> None:
    for sprites, scale in (
        ([("a", DOOR)] * 300, 1),
        ([("a", DOOR)], 300),
        ([("a", Sprite.blank(4096, 16))], 2),
    ):
        with pytest.raises(FileError, match="The sheet would be too large"):
            sheet_of([(name, replace(each, frames=(Frame(),) * 20)) for name, each in sprites], "rows", scale)


def test_an_enlarged_sprite_keeps_everything_else() -> None:
    large = enlarged_sprite(WALK, 3)
    assert (large.size, large.layers, large.tags, large.frames) == (
        (24, 18),
        WALK.layers,
        WALK.tags,
        WALK.frames,
    )
    assert np.array_equal(large.flatten(1), enlarged(WALK.flatten(1), 3))
    assert enlarged_sprite(WALK, 1) is WALK
