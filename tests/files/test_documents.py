"""Documents opened and saved: what comes back, what stays indexed, what a file can not hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files import documents, images
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.sprite import Cel, Layer, Sprite
from tests.files import aseprite_files as ase
from tests.files.drawn import png, sprite


def test_a_picture_opens_with_its_colours_or_its_palette(tmp_path: Path) -> None:
    images.write_png(tmp_path / "a.png", sprite())
    opened = documents.open_document(tmp_path / "a.png")
    assert np.array_equal(opened.pixels(), sprite())
    assert opened.palette == Palette.of(sprite())
    (tmp_path / "own.png").write_bytes(png(np.zeros((2, 2, 1), int), 1, 3, table=b"\1\2\3\4\5\6"))
    assert documents.open_document(tmp_path / "own.png").palette.colors == ((1, 2, 3, 255), (4, 5, 6, 255))
    images.write_png(tmp_path / "blank.png", np.zeros((4, 4, 4), np.uint8))
    assert documents.open_document(tmp_path / "blank.png").palette == FALLBACK


def test_an_animation_opens_with_its_frames(tmp_path: Path) -> None:
    images.write_apng(tmp_path / "walk.png", np.stack([sprite(1), sprite(2)]), [50, 70])
    opened = documents.open_document(tmp_path / "walk.png")
    assert [frame.duration_ms for frame in opened.frames] == [50, 70]
    assert np.array_equal(opened.pixels(0, 1), sprite(2))
    with pytest.raises(FileError, match=r"walk\.png can not hold layers and frames: save as \.lunar"):
        documents.save_document(tmp_path / "walk.png", opened)


@pytest.mark.parametrize("suffix", [".png", ".lunar", ".PNG", ".aseprite", ".ase"])
def test_what_is_saved_opens_the_same(tmp_path: Path, suffix: str) -> None:
    pixels = sprite()
    pixels[0, 0] = (1, 2, 3, 0)
    path = tmp_path / f"hero{suffix}"
    documents.save_document(path, Sprite.from_pixels(pixels))
    assert np.array_equal(documents.open_document(path).pixels(), pixels)
    with pytest.raises(FileExists):
        documents.save_document(path, Sprite.blank(), overwrite=False)


def test_what_a_png_would_lose_is_told(tmp_path: Path) -> None:
    for veiled in (
        Sprite(4, 4, layers=(Layer("a"), Layer("b"))),
        Sprite(4, 4, layers=(Layer("a", visible=False),)),
        Sprite(4, 4, layers=(Layer("a", opacity=9),)),
    ):
        with pytest.raises(FileError, match="can not hold layers"):
            documents.save_document(tmp_path / "a.png", veiled)
    with pytest.raises(FileError, match=r"documents are saved as \.lunar, \.aseprite, \.ase or \.png"):
        documents.save_document(tmp_path / "a.gif", Sprite.blank())
    for suffix in (".lunar", ".aseprite"):
        with pytest.raises(FileError, match="too large: 5000 x 1"):
            documents.save_document(tmp_path / f"a{suffix}", Sprite.blank(5000, 1))
    many = Palette(tuple((n, n >> 8, 0, 255) for n in [*range(256), 256 - 1]))
    with pytest.raises(FileError, match="a palette of 257 colours: Aseprite has 256 places"):
        documents.save_document(tmp_path / "a.aseprite", Sprite.blank(4, 4, many))
    assert list(tmp_path.iterdir()) == []


RED, GREEN, HOLE = (255, 0, 0, 255), (0, 255, 0, 255), (9, 8, 7, 0)
INDEXED = png(
    np.array([[[2], [1], [0]]]), 8, 3, table=bytes((*RED[:3], *HOLE[:3], *GREEN[:3])), transparency=b"\xff\0"
)


def row(sprite: Sprite) -> list[RGBA]:
    return [(red, green, blue, alpha) for red, green, blue, alpha in sprite.pixels()[0].tolist()]


def test_an_indexed_png_stays_indexed_with_every_colour_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(INDEXED)
    opened = documents.open_document(path)
    assert (opened.mode, opened.palette.colors) == ("indexed", (RED, HOLE, GREEN))
    documents.save_document(path, opened)
    data = path.read_bytes()
    assert data[25] == 3  # the header's type of colour
    assert data[data.index(b"PLTE") + 4 :].startswith(bytes((*RED[:3], *HOLE[:3], *GREEN[:3])))
    assert documents.open_document(path) == opened
    assert row(opened) == [GREEN, HOLE, RED]


def test_what_is_drawn_beside_the_palette_comes_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(INDEXED)
    opened = documents.open_document(path)
    drawn = opened.pixels().copy()
    drawn[0, 0], drawn[0, 1] = (1, 2, 3, 128), (0, 0, 0, 0)
    documents.save_document(path, replace(opened, cels={(0, 0): Cel(drawn)}))
    again = documents.open_document(path)
    assert again.palette.colors == (RED, HOLE, GREEN, (1, 2, 3, 128))
    assert row(again) == [(1, 2, 3, 128), HOLE, RED]


def test_a_picture_of_too_many_colours_is_saved_without_places(tmp_path: Path) -> None:
    pixels = np.zeros((1, 257, 4), np.uint8)
    pixels[0, :, 0], pixels[0, :, 1], pixels[..., 3] = np.arange(257) & 255, np.arange(257) >> 8, 255
    drawn = Sprite(257, 1, mode="indexed", palette=Palette((RED,)), cels={(0, 0): Cel(pixels)})
    for name in ("a.png", "a.aseprite"):
        documents.save_document(tmp_path / name, drawn)
        back = documents.open_document(tmp_path / name)
        assert np.array_equal(back.pixels(), pixels)
        assert back.mode == "rgba"


def test_what_a_file_has_and_a_sprite_has_not_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.aseprite").write_bytes(
        ase.file([[ase.layer(kind=ase.GROUP), ase.layer(level=1), ase.cel(np.zeros((3, 4, 4)), 1)]])
    )
    assert documents.open_layered(tmp_path / "a.aseprite").left == ("its groups, whose layers are kept",)
    images.write_png(tmp_path / "a.png", sprite())
    assert documents.open_layered(tmp_path / "a.png").left == ()
