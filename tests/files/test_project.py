"""Documents: .lunar there and back to the byte, pictures opened and saved, strangers' archives told."""

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
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.files import images, project
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite
from tests.files.drawn import header_png, png, sprite

NAMES = st.text(max_size=12)
BYTE = st.integers(0, 255)


@st.composite
def sprites(draw: st.DrawFn) -> Sprite:
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    layers = draw(
        st.lists(st.builds(Layer, NAMES, st.booleans(), BYTE, st.booleans()), min_size=1, max_size=3)
    )
    frames = draw(st.lists(st.builds(Frame, st.integers(1, 10_000)), min_size=1, max_size=3))
    places = st.tuples(st.integers(0, len(layers) - 1), st.integers(0, len(frames) - 1))
    cels = draw(st.dictionaries(places, arrays(np.uint8, (height, width, 4)), max_size=4))
    palette = Palette(tuple(draw(st.lists(st.tuples(BYTE, BYTE, BYTE, BYTE), max_size=5))), draw(NAMES))
    pictures = {place: Cel(pixels) for place, pixels in cels.items()}
    return Sprite(width, height, palette, tuple(layers), tuple(frames), pictures)


@settings(max_examples=40)
@given(drawn=sprites())
def test_everything_comes_back_and_the_bytes_are_always_the_same(
    tmp_path_factory: pytest.TempPathFactory, drawn: Sprite
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.lunar"
    project.write_project(path, drawn)
    back = project.read_project(path)
    assert back == drawn
    assert back.palette.name == drawn.palette.name
    assert all(np.array_equal(back.cels[key].pixels, cel.pixels) for key, cel in drawn.cels.items())
    assert project.encode_project(back) == path.read_bytes()


def test_a_picture_opens_with_its_colours_or_its_palette(tmp_path: Path) -> None:
    images.write_png(tmp_path / "a.png", sprite())
    opened = project.open_document(tmp_path / "a.png")
    assert np.array_equal(opened.pixels(), sprite())
    assert opened.palette == Palette.of(sprite())
    (tmp_path / "own.png").write_bytes(png(np.zeros((2, 2, 1), int), 1, 3, table=b"\1\2\3\4\5\6"))
    assert project.open_document(tmp_path / "own.png").palette.colors == ((1, 2, 3, 255), (4, 5, 6, 255))
    images.write_png(tmp_path / "blank.png", np.zeros((4, 4, 4), np.uint8))
    assert project.open_document(tmp_path / "blank.png").palette == FALLBACK


def test_an_animation_opens_with_its_frames(tmp_path: Path) -> None:
    images.write_apng(tmp_path / "walk.png", np.stack([sprite(1), sprite(2)]), [50, 70])
    opened = project.open_document(tmp_path / "walk.png")
    assert [frame.duration_ms for frame in opened.frames] == [50, 70]
    assert np.array_equal(opened.pixels(0, 1), sprite(2))
    with pytest.raises(FileError, match=r"walk\.png can not hold layers and frames: save as \.lunar"):
        project.save_document(tmp_path / "walk.png", opened)


@pytest.mark.parametrize("suffix", [".png", ".lunar", ".PNG"])
def test_what_is_saved_opens_the_same(tmp_path: Path, suffix: str) -> None:
    pixels = sprite()
    pixels[0, 0] = (1, 2, 3, 0)
    path = tmp_path / f"hero{suffix}"
    project.save_document(path, Sprite.from_pixels(pixels))
    assert np.array_equal(project.open_document(path).pixels(), pixels)
    with pytest.raises(FileExists):
        project.save_document(path, Sprite.blank(), overwrite=False)


def test_what_a_png_would_lose_is_told(tmp_path: Path) -> None:
    for veiled in (
        Sprite(4, 4, layers=(Layer("a"), Layer("b"))),
        Sprite(4, 4, layers=(Layer("a", visible=False),)),
        Sprite(4, 4, layers=(Layer("a", opacity=9),)),
    ):
        with pytest.raises(FileError, match="can not hold layers"):
            project.save_document(tmp_path / "a.png", veiled)
    with pytest.raises(FileError, match=r"documents are saved as \.lunar or \.png"):
        project.save_document(tmp_path / "a.gif", Sprite.blank())
    with pytest.raises(FileError, match="too large: 5000 x 1"):
        project.save_document(tmp_path / "a.lunar", Sprite.blank(5000, 1))
    assert list(tmp_path.iterdir()) == []


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
        "version": 1,
        "width": 2,
        "height": 2,
        "palette": {"name": "", "colors": ["#010203"]},
        "layers": [{"name": "a", "visible": True, "opacity": 255, "locked": False}],
        "frames": [{"duration_ms": 100}],
        "cels": ["cels/0-0.png"],
    }


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
        (lambda: changed(version=2), "from a newer studio: it has version 2, this one reads 1"),
        (lambda: changed(version="1"), "does not hold"),
        (lambda: changed(width=60000), "too large: 60000 x 2 pixels"),
        (lambda: changed(width=3), "a picture in it has another size"),
        (lambda: changed(width=2.0), "does not hold"),
        (lambda: changed(height=-2), "does not hold"),
        (lambda: changed(layers=[]), "does not hold"),
        (lambda: changed(frames=[{"duration_ms": 0}]), "does not hold"),
        (lambda: changed(layers=[{"name": "a"}]), "does not hold"),
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
        project.open_document(path)
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
    assert project.read_project(tmp_path / "hero.lunar").pixels()[0, 0].tolist() == [7, 7, 7, 7]
    assert [path.name for path in tmp_path.iterdir()] == ["hero.lunar"]
