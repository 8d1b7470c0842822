"""Palette files there and back, and the palettes that come with the studio."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files import images, palette_files, paths
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.color import to_hex
from lunarcore_studio.pixels.palette import Palette
from tests.files.drawn import png

BYTE = st.integers(0, 255)
COLORS = st.lists(st.tuples(BYTE, BYTE, BYTE, st.just(255)), min_size=1, max_size=256, unique=True)


@given(colors=COLORS, suffix=st.sampled_from(palette_files.WRITABLE))
def test_colours_and_their_order_come_back(
    tmp_path_factory: pytest.TempPathFactory, colors: list[tuple[int, int, int, int]], suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"a{suffix}"
    palette_files.write_palette(path, Palette(tuple(colors), "Ours"))
    assert palette_files.read_palette(path).colors == tuple(colors)


def test_a_name_comes_back_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.gpl"
    palette_files.write_palette(path, Palette(((1, 2, 3, 255),), "Two\nlines"))
    assert palette_files.read_palette(path).name == "Two lines"
    with pytest.raises(FileExists):
        palette_files.write_palette(path, Palette(((1, 2, 3, 255),)), overwrite=False)
    with pytest.raises(FileError, match=r"written as \.gpl and \.hex"):
        palette_files.write_palette(tmp_path / "a.ase", Palette(((1, 2, 3, 255),)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.gpl", "GIMP Palette\r\nName: x\r\n#\r\n255 0 0 Red\r\n  1   2\t3\r\n255 0 0\r\n"),
        ("a.gpl", "GIMP Palette\nChannels: RGBA\n255 0 0 255 Red\n1 2 3 255\n"),
        ("a.hex", "FF0000\n010203\n\n"),
        ("a.hex", "\ufeff; comment\n#ff0000\n#010203"),
        ("a.pal", "JASC-PAL\r\n0100\r\n2\r\n255 0 0\r\n1 2 3\r\n"),
    ],
)
def test_files_of_other_programs(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert palette_files.read_palette(tmp_path / name).colors == ((255, 0, 0, 255), (1, 2, 3, 255))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.gpl", "", "is not a .gpl palette"),
        ("a.gpl", "GIMP Palette\n", "holds no colours"),
        ("a.gpl", "GIMP Palette\n1 2\n", "is not a .gpl palette"),
        ("a.gpl", "GIMP Palette\n1 2 256\n", "is not a .gpl palette"),
        ("a.hex", "hello\n", "is not a .hex palette"),
        ("a.hex", "".join(f"{n:06x}\n" for n in range(257)), "holds 257 colours, at most 256"),
        ("a.pal", "RIFF", "is not a .pal palette"),
        ("a.txt", "hello", "is not a picture"),
    ],
)
def test_what_is_no_palette_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(FileError, match=re.escape(said)):
        palette_files.read_palette(tmp_path / name)


def test_a_picture_gives_its_colours_in_reading_order_or_its_own_palette(tmp_path: Path) -> None:
    strip = np.array(
        [[[9, 0, 0, 255], [0, 0, 9, 255], [5, 5, 5, 0], [9, 0, 0, 255], [0, 9, 0, 128]]], np.uint8
    )
    images.write_png(tmp_path / "strip.png", strip)
    palette = palette_files.read_palette(tmp_path / "strip.png")
    assert palette == Palette(((9, 0, 0, 255), (0, 0, 9, 255), (0, 9, 0, 255)), "strip")
    (tmp_path / "own.png").write_bytes(png(np.zeros((2, 2, 1), int), 1, 3, table=b"\1\2\3\4\5\6"))
    assert palette_files.read_palette(tmp_path / "own.png").colors == ((1, 2, 3, 255), (4, 5, 6, 255))


def test_the_shipped_palettes_are_known_ones_with_author_and_source() -> None:
    palettes = palette_files.shipped_palettes()
    assert len(palettes) >= 12
    assert len({palette.name for palette in palettes}) == len(palettes)
    assert all(4 <= len(palette) <= 64 for palette in palettes)
    assert [len(palette) for palette in palettes] == sorted(len(palette) for palette in palettes)
    for path in paths.palettes_dir().glob("*.gpl"):
        text = path.read_text()
        assert "# by " in text, path
        assert "# source: " in text, path


@pytest.mark.parametrize(
    ("name", "size", "some"),
    [
        ("PICO-8", 16, "#1d2b53 #ff004d #29adff #ffccaa"),
        ("DawnBringer 16", 16, "#140c1c #d04648 #6dc2ca #deeed6"),
        ("DawnBringer 32", 32, "#222034 #fbf236 #5fcde4 #8a6f30"),
        ("Sweetie 16", 16, "#1a1c2c #b13e53 #41a6f6 #333c57"),
        ("Endesga 32", 32, "#be4a2f #feae34 #0099db #c28569"),
        ("Game Boy", 4, "#0f380f #306230 #8bac0f #9bbc0f"),
        ("AAP-64", 64, "#060608 #b4202a #20d6c7 #423934"),
        ("Resurrect 64", 64, "#2e222f #f9c22b #4d9be6 #fdcbb0"),
        ("Zughy 32", 32, "#472d3c #b6d53c #28ccdf #4f546b"),
    ],
)
def test_published_colours(name: str, size: int, some: str) -> None:
    palette = next(palette for palette in palette_files.shipped_palettes() if palette.name == name)
    assert len(palette) == size
    assert set(some.split()) <= {to_hex(color) for color in palette}


def test_the_default_is_one_of_them() -> None:
    assert palette_files.default_palette() in palette_files.shipped_palettes()
