"""Adobe swatches built byte by byte: models of colour, groups, and lengths that lie."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from lunarcore_studio.files import palette_files
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import RGBA

GROUP, GROUP_END, COLOR = 0xC001, 0xC002, 1


def block(kind: int, content: bytes, length: int | None = None) -> bytes:
    return struct.pack(">HI", kind, len(content) if length is None else length) + content


def name(text: str) -> bytes:
    letters = text.encode("utf-16-be") + b"\0\0"
    return struct.pack(">H", len(letters) // 2) + letters


def swatch(model: bytes, *parts: float) -> bytes:
    return block(COLOR, name("a") + model + struct.pack(f">{len(parts)}fH", *parts, 2))


def file(*blocks: bytes, count: int | None = None) -> bytes:
    head = struct.pack(">4sHHI", b"ASEF", 1, 0, len(blocks) if count is None else count)
    return head + b"".join(blocks)


def read(folder: Path, data: bytes) -> palette_files.Palette:
    (folder / "ours.ase").write_bytes(data)
    return palette_files.read_palette(folder / "ours.ase")


@pytest.mark.parametrize(
    ("model", "parts", "color"),
    [
        (b"RGB ", (1, 0, 0.5), (255, 0, 128, 255)),
        (b"RGB ", (7, -3, 0), (255, 0, 0, 255)),
        (b"Gray", (0.25,), (64, 64, 64, 255)),
        (b"CMYK", (0, 1, 0.5, 0.2), (204, 0, 102, 255)),
        (b"CMYK", (0, 0, 0, 1), (0, 0, 0, 255)),
        (b"LAB ", (1, 0, 0), (255, 255, 255, 255)),
        (b"LAB ", (0, 0, 0), (0, 0, 0, 255)),
        (b"LAB ", (0.53585, 0, 0), (128, 128, 128, 255)),
        # sRGB red, green and blue under D50, as Lindbloom's calculator gives them
        (b"LAB ", (0.542917, 80.8125, 69.8851), (255, 0, 0, 255)),
        (b"LAB ", (0.878185, -79.2876, 80.9902), (0, 255, 0, 255)),
        (b"LAB ", (0.295676, 68.2986, -112.0294), (0, 0, 255, 255)),
    ],
)
def test_every_model_of_colour_becomes_srgb(
    tmp_path: Path, model: bytes, parts: tuple[float, ...], color: RGBA
) -> None:
    found = read(tmp_path, file(swatch(model, *parts))).colors[0]
    assert all(abs(have - want) <= 1 for have, want in zip(found, color, strict=True))


def test_groups_follow_each_other_and_the_first_gives_the_name(tmp_path: Path) -> None:
    red, green, grey = swatch(b"RGB ", 1, 0, 0), swatch(b"RGB ", 0, 1, 0), swatch(b"Gray", 0)
    group, other = block(GROUP, name("Möwe")), block(GROUP, name("Other"))
    end = block(GROUP_END, b"")
    palette = read(tmp_path, file(grey, group, red, end, other, green, red, end, block(0x7777, b"new")))
    assert palette.name == "Möwe"
    assert palette.colors == ((0, 0, 0, 255), (255, 0, 0, 255), (0, 255, 0, 255))
    assert read(tmp_path, file(red)).name == "ours"


RED = swatch(b"RGB ", 1, 0, 0)


@pytest.mark.parametrize(
    "data",
    [
        b"ASEF",
        file(RED, count=2),
        file(RED, count=0xFFFFFFFF),
        file(RED)[:-3],
        file(block(COLOR, name("a") + b"RGB " + bytes(14), 0x7FFFFFFF)),
        file(block(COLOR, b"\xff\xff")),
        file(block(COLOR, name("a") + b"HSB " + bytes(14))),
        file(block(COLOR, name("a") + b"RGB " + bytes(4))),
        file(block(GROUP, b"")),
        file(swatch(b"RGB ", float("nan"), 0, 0)),
        file(swatch(b"LAB ", 0, float("inf"), 0)),
    ],
)
def test_lies_are_told_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path, data)
    assert str(caught.value) == "ours.ase is not a .ase palette, or it is damaged."


def test_no_swatches_are_no_palette(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no colours"):
        read(tmp_path, file())
