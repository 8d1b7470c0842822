"""A .lunar file there and back to the byte, older ones read, strangers' archives told."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from lunarcore_studio.files import images, project
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.sprite import Layer, Sprite, Tag
from tests.files.documents import sprites
from tests.files.drawn import header_png


@settings(max_examples=40)
@given(drawn=sprites(min_colors=0))
def test_everything_comes_back_and_the_bytes_are_always_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: Sprite
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.lunar"
    project.write_project(path, drawn)
    back = project.read_project(path).sprite
    assert back == drawn
    assert back.palette.name == drawn.palette.name
    assert all(np.array_equal(back.cels[key].pixels, cel.pixels) for key, cel in drawn.cels.items())
    assert project.encode_project(back) == path.read_bytes()


def archive(facts: object, more: dict[str, bytes] | None = None, **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as made:
        made.writestr("sprite.json", facts if isinstance(facts, str) else json.dumps(facts))
        for name, data in (more or {}).items():
            made.writestr(name, data)
    return out.getvalue()


def good() -> dict[str, Any]:
    return {
        "format": "lunarcore-sprite",
        "version": 2,
        "width": 2,
        "height": 2,
        "palette": {"name": "", "colors": ["#010203"]},
        "layers": [{"name": "a", "visible": True, "opacity": 255, "locked": False, "blend": "add"}],
        "frames": [{"duration_ms": 100}],
        "cels": ["cels/0-0.png"],
        "tags": [
            {"name": "t", "first": 0, "last": 0, "direction": "forward", "repeats": 2, "color": "#010203"}
        ],
        "mode": "indexed",
    }


def first_version() -> dict[str, Any]:
    """A file as the first studio wrote it."""
    facts = {**good(), "version": 1}
    del facts["tags"], facts["mode"], facts["layers"][0]["blend"]
    return facts


def test_a_file_of_the_first_version_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "old.lunar").write_bytes(archive(first_version(), PNG_2X2))
    old = project.read_project(tmp_path / "old.lunar").sprite
    assert (old.layers, old.tags, old.mode) == ((Layer("a"),), (), "rgba")
    assert old.pixels()[1, 1].tolist() == [7, 7, 7, 7]
    (tmp_path / "new.lunar").write_bytes(archive(good(), PNG_2X2))
    new = project.read_project(tmp_path / "new.lunar").sprite
    assert (new.layers, new.mode) == ((Layer("a", blend="add"),), "indexed")
    assert new.tags == (Tag("t", 0, 0, "forward", 2, (1, 2, 3, 255)),)


PNG_2X2 = {"cels/0-0.png": images.encode_png(np.full((2, 2, 4), 7, np.uint8))}


def changed(**fields: object) -> bytes:
    return archive({**good(), **fields}, PNG_2X2)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: b"", "damaged or cut short"),
        (lambda: archive(good(), PNG_2X2)[:-40], "damaged or cut short"),
        (lambda: archive("{"), "its description of the sprite does not hold"),
        (lambda: archive("[" * 100_000), "damaged"),
        (lambda: archive([]), "is no .lunar file"),
        (lambda: archive(good()), "there is no cels/0-0.png in it"),
        (lambda: changed(version=3), "from a newer studio: it has version 3, this one reads 2"),
        (lambda: changed(version="1"), "does not hold"),
        (lambda: changed(width=60000), "too large: 60000 x 2 pixels"),
        (lambda: changed(width=3), "a picture in it has another size"),
        (lambda: changed(width=2.0), "does not hold"),
        (lambda: changed(height=-2), "does not hold"),
        (lambda: changed(layers=[]), "does not hold"),
        (lambda: changed(frames=[{"duration_ms": 0}]), "does not hold"),
        (lambda: changed(layers=[{"name": "a"}]), "does not hold"),
        (lambda: changed(layers=[{**good()["layers"][0], "blend": ["add"]}]), "does not hold"),
        (lambda: changed(mode="cmyk"), "does not hold"),
        (lambda: changed(mode=None), "does not hold"),
        (lambda: changed(tags=[{**good()["tags"][0], "last": 1}]), "does not hold"),
        (lambda: changed(tags=[{**good()["tags"][0], "direction": "up"}]), "does not hold"),
        (lambda: changed(tags=[{**good()["tags"][0], "repeats": 1 << 40}]), "does not hold"),
        (lambda: archive({**first_version(), "layers": 3}, PNG_2X2), "does not hold"),
        (lambda: changed(frames=[{"duration_ms": 9}] * 2000), "too large: 1 layers, 2000 frames"),
        (lambda: changed(cels=["../../etc/passwd"]), "does not hold"),
        (lambda: changed(cels=["cels/1-0.png"]), "there is no cels/1-0.png"),
        (lambda: changed(palette={"name": "", "colors": ["red"]}), "does not hold"),
        (lambda: changed(palette={"name": "", "colors": ["#010203"] * 5000}), "too many colours"),
        (lambda: archive(good(), {"cels/0-0.png": b"hello"}), "a picture in it is not a PNG picture"),
        (lambda: archive(good(), {"cels/0-0.png": header_png(60000, 60000)}), "a picture in it is too large"),
        (lambda: archive(good(), {f"{n}": b"" for n in range(5000)}), "too many parts"),
        (lambda: archive(good(), PNG_2X2, compression=zipfile.ZIP_LZMA), "packed in a way"),
        (
            lambda: archive(" " * (5 << 20), compression=zipfile.ZIP_DEFLATED),
            "sprite.json in it is over 4 MB",
        ),
    ],
)
def test_what_is_wrong_with_an_archive_is_said(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    path = tmp_path / "hero.lunar"
    path.write_bytes(make())
    with pytest.raises(FileError) as caught:
        project.read_project(path)
    assert str(caught.value).startswith("hero.lunar ")
    assert said in str(caught.value)
    assert list(tmp_path.iterdir()) == [path]


def test_entries_that_no_cel_names_are_never_unpacked(tmp_path: Path) -> None:
    bomb = bytes(50 << 20)
    data = archive(
        good(), {**PNG_2X2, "../../escape.png": b"x", "bomb": bomb}, compression=zipfile.ZIP_DEFLATED
    )
    assert len(data) < len(zlib.compress(bomb)) + 2000
    (tmp_path / "hero.lunar").write_bytes(data)
    assert project.read_project(tmp_path / "hero.lunar").sprite.pixels()[0, 0].tolist() == [7, 7, 7, 7]
    assert [path.name for path in tmp_path.iterdir()] == ["hero.lunar"]
