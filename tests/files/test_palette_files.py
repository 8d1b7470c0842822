"""Palette files there and back, and the palettes that come with the studio."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.files import images, palette_files, paths
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.pixels.palette import Palette
from tests.files.drawn import png

BYTE = st.integers(0, 255)
COLORS = st.lists(st.tuples(BYTE, BYTE, BYTE, st.just(255)), min_size=1, max_size=256, unique=True)


KIND = st.sampled_from(palette_files.KINDS)
NAMED = {"Adobe swatches", "GIMP palette", "Lospec palette"}


@given(colors=COLORS, kind=KIND)
def test_colours_and_their_order_come_back(
    tmp_path_factory: pytest.TempPathFactory, colors: list[RGBA], kind: palette_files.Kind
) -> None:
    path = tmp_path_factory.getbasetemp() / f"a{kind.suffix}"
    palette_files.write_palette(path, Palette(tuple(colors), "Ours"), kind=kind)
    back = palette_files.read_palette(path)
    assert back == Palette(tuple(colors), "Ours" if kind.text in NAMED else "a")


@given(
    colors=st.lists(st.tuples(BYTE, BYTE, BYTE, BYTE), min_size=1, max_size=256, unique_by=lambda c: c[:3]),
    kind=KIND,
)
def test_alpha_comes_back_or_is_said_to_be_lost(
    tmp_path_factory: pytest.TempPathFactory, colors: list[RGBA], kind: palette_files.Kind
) -> None:
    path = tmp_path_factory.getbasetemp() / f"a{kind.suffix}"
    palette = Palette(tuple(colors))
    palette_files.write_palette(path, palette, kind=kind)
    back = palette_files.read_palette(path).colors
    assert [color[:3] for color in back] == [color[:3] for color in colors]
    assert palette_files.loses_alpha(palette, kind) or back == palette.colors


def test_a_name_comes_back_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.gpl"
    palette_files.write_palette(path, Palette(((1, 2, 3, 255),), "Two\nlines"))
    assert palette_files.read_palette(path).name == "Two lines"
    with pytest.raises(FileExists):
        palette_files.write_palette(path, Palette(((1, 2, 3, 255),)), overwrite=False)
    with pytest.raises(FileError, match=r"written as \.gpl, \.hex, .* and \.png"):
        palette_files.write_palette(tmp_path / "a.txt", Palette(((1, 2, 3, 255),)))
    for colors in ((), tuple((0, n >> 8, n & 255, 255) for n in range(257))):
        with pytest.raises(FileError, match="palette files hold 1 to 256 colours"):
            palette_files.write_palette(tmp_path / "b.gpl", Palette(colors))
    assert not (tmp_path / "b.gpl").exists()


def test_a_name_full_of_nonsense_becomes_a_short_line(tmp_path: Path) -> None:
    name = "a\u202eb\x1b[31m" + "x" * 500
    (tmp_path / "a.json").write_text(json.dumps({"name": name, "colors": ["#010203"]}))
    read = palette_files.read_palette(tmp_path / "a.json").name
    assert read.startswith("ab[31mxxx")
    assert len(read) == 80


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.gpl", "GIMP Palette\r\nName: x\r\n#\r\n255 0 0 Red\r\n  1   2\t3\r\n255 0 0\r\n"),
        ("a.gpl", "GIMP Palette\nChannels: RGBA\n255 0 0 255 Red\n1 2 3 255\n"),
        ("a.hex", "FF0000\n010203\n\n"),
        ("a.hex", "\ufeff; comment\n#ff0000\n#010203"),
        ("a.pal", "JASC-PAL\r\n0100\r\n2\r\n255 0 0\r\n1 2 3\r\n"),
        ("a.pal", "JASC-PAL\n0100\n4000000000\n255 0 0\n1 2 3\n"),
        ("a.json", '{"name": "x", "author": "y", "colors": ["ff0000", "010203", "ff0000"]}'),
        ("A.JSON", '{"colors": ["#FF0000", "#010203"]}'),
    ],
)
def test_files_of_other_programs(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert palette_files.read_palette(tmp_path / name).colors == ((255, 0, 0, 255), (1, 2, 3, 255))


def test_alpha_of_a_gpl_file_counts_where_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.gpl"
    path.write_text("GIMP Palette\nChannels: RGBA\n#\n  0   0   0   0 Transparent\n254  91  89 128 Red\n")
    assert palette_files.read_palette(path).colors == ((0, 0, 0, 0), (254, 91, 89, 128))
    path.write_text("GIMP Palette\n254 91 89 128\n")
    assert palette_files.read_palette(path).colors == ((254, 91, 89, 255),)


def riff(rows: bytes, count: int, before: bytes = b"") -> bytes:
    data = before + struct.pack("<4sIHH", b"data", 4 + len(rows), 0x0300, count) + rows
    return struct.pack("<4sI4s", b"RIFF", 4 + len(data), b"PAL ") + data


def act(*colors: int, trailer: bytes = b"") -> bytes:
    return bytes(colors).ljust(768, b"\0") + trailer


TWO = ((255, 0, 0, 255), (1, 2, 3, 255))


@pytest.mark.parametrize(
    ("name", "data", "colors"),
    [
        ("a.pal", riff(bytes((255, 0, 0, 0, 1, 2, 3, 4)), 2), TWO),
        ("a.pal", riff(bytes((255, 0, 0, 0, 1, 2, 3, 4, 9, 9, 9, 0)), 2), TWO),
        ("a.pal", riff(bytes((255, 0, 0, 0, 1, 2, 3, 4)), 2, b"offl\3\0\0\0odd\0"), TWO),
        ("a.act", act(255, 0, 0, 1, 2, 3), (*TWO, (0, 0, 0, 255))),
        ("a.act", act(255, 0, 0, 1, 2, 3, trailer=b"\0\2\xff\xff"), TWO),
        ("a.act", act(255, 0, 0, 1, 2, 3, trailer=b"\0\2\0\1"), ((255, 0, 0, 255), (1, 2, 3, 0))),
        ("a.act", act(255, 0, 0, 1, 2, 3, trailer=b"\x90\0\xff\xff"), (*TWO, (0, 0, 0, 255))),
    ],
)
def test_tables_of_other_programs(tmp_path: Path, name: str, data: bytes, colors: tuple[RGBA, ...]) -> None:
    (tmp_path / name).write_bytes(data)
    assert palette_files.read_palette(tmp_path / name).colors == colors


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pal", riff(bytes(8), 3)),
        ("a.pal", riff(bytes(8), 2)[:-1]),
        ("a.pal", riff(b"", 65535)),
        ("a.pal", b"RIFF\xff\xff\xff\xffPAL list\xff\xff\xff\xff"),
        ("a.pal", b"RIFF\4\0\0\0PAL "),
        ("a.act", bytes(767)),
        ("a.act", bytes(773)),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"colors": {"0": "ffffff"}}'),
        ("a.json", b'{"colors": [[255, 0, 0]]}'),
        ("a.json", b'["ffffff"]'),
    ],
)
def test_tables_that_lie_are_told(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError, match=rf"is not a \{name[1:]} palette, or it is damaged"):
        palette_files.read_palette(tmp_path / name)


def test_no_palette_file_is_read_beyond_a_megabyte(tmp_path: Path) -> None:
    for name, data in (("a.hex", b"ff0000\n"), ("a.json", b" "), ("a.ase", b"ASEF")):
        (tmp_path / name).write_bytes(data.ljust((1 << 20) + 1, b"\n"))
        with pytest.raises(FileError, match=r"is too large: .* may have 1 MB"):
            palette_files.read_palette(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.gpl", "", "is not a .gpl palette"),
        ("a.gpl", "GIMP Palette\nChannels: RGBA\n1 2 3\n", "is not a .gpl palette"),
        ("a.json", '{"colors": []}', "holds no colours"),
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
    assert len(palettes) >= 24
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
        ("AAP-16", 16, "#070708 #ffff33 #44eebb #5544aa"),
        ("Ammo-8", 8, "#040c06 #4d8061 #bedc7f #eeffcc"),
        ("Arne 16", 16, "#493c2b #a3ce27 #31a2f2 #b2dcef"),
        ("Endesga 36", 36, "#dbe0e7 #7bcf5c #41f3fc #e38dd6"),
        ("Endesga 64", 64, "#ff0040 #ed7614 #0cf1ff #571c27"),
        ("Ice Cream GB", 4, "#fff6d3 #f9a875 #eb6b6f #7c3f58"),
        ("Apollo", 46, "#172038 #a8ca58 #a53030 #ebede9"),
    ],
)
def test_published_colours(name: str, size: int, some: str) -> None:
    palette = next(palette for palette in palette_files.shipped_palettes() if palette.name == name)
    assert len(palette) == size
    assert set(some.split()) <= {to_hex(color) for color in palette}


def test_the_default_is_one_of_them() -> None:
    assert palette_files.default_palette() in palette_files.shipped_palettes()
