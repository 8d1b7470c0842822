"""A folder of every kind of bad file: each is listed with its reason, none ends the scan."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lunarcore_studio.files import images
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Scan, ScanOptions, scan
from lunarcore_studio.files.image_writing import encode_gif, encode_png
from tests.files.drawn import header_png, sprite
from tests.files.test_pixel_art import photograph

GOOD = encode_png(sprite(1))


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", "hello")
    return held.getvalue()


def jpeg() -> bytes:
    held = io.BytesIO()
    Image.new("CMYK", (16, 16), (9, 99, 0, 0)).save(held, "JPEG")
    return held.getvalue()


def broken_checksum() -> bytes:
    at = GOOD.index(b"IDAT") + 6
    return GOOD[:at] + bytes([GOOD[at] ^ 1]) + GOOD[at + 1 :]


FILES = {
    "animated-short.gif": (encode_gif(np.stack([sprite(5), sprite(6)]))[:-30], "cut short"),
    "archive.aseprite": (zipped(), "an archive; PNG, GIF, WebP, BMP and Aseprite files are read"),
    "blank.png": (encode_png(np.zeros((16, 16, 4), np.uint8)), "blank"),
    "broken-checksum.png": (broken_checksum(), "damaged: a checksum in it does not hold"),
    "cut-short.png": (GOOD[:-30], "cut short"),
    "double.png": (GOOD, "duplicate of a.png"),
    "empty.png": (b"", "empty"),
    "half-a-header.bmp": (b"BM\0\0", "cut short"),
    "huge.png": (header_png(60_000, 60_000), "too large: 60000 x 60000 pixels, at most 4096 a side are read"),
    "noise.png": (encode_png(photograph(2)), "not pixel art: "),
    "no-picture-data.png": (GOOD[:33] + GOOD[-12:], "damaged: it holds no picture data"),
    "odd-size.png": (encode_png(sprite(2, 20)), "wrong size: 20 x 20, not 16 x 16 or a sheet of that"),
    "print.png": (jpeg(), "a JPEG picture; PNG, GIF, WebP, BMP and Aseprite files are read"),
    "readme.txt": (b"hello", "not a picture"),
    "short.webp": (b"RIFF\x40\0\0\0WEBPVP8L", "cut short"),
    "text.png": (b"this is a text", "not a picture that can be read"),
    ".hidden.png": (GOOD, "hidden file"),
}
ODD_PLACES = {
    "circle.png": "can not be read: its links lead in a circle",
    "dangling.png": "link that leads nowhere",
    "folder-link": "link to a folder, not followed",
    "pipe.png": "not an ordinary file",
    ".git": "hidden folder",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "bad"
    made.mkdir()
    (made / "a.png").write_bytes(GOOD)
    for name, (data, _) in FILES.items():
        (made / name).write_bytes(data)
    (made / "circle.png").symlink_to(made / "circle.png")
    (made / "dangling.png").symlink_to(made / "nowhere.png")
    (made / "folder-link").symlink_to(made)
    os.mkfifo(made / "pipe.png")
    (made / ".git").mkdir()
    (made / "folder.png").mkdir()
    (made / "folder.png" / "inside.png").write_bytes(encode_png(sprite(7)))
    (made / "mirrored.png").write_bytes(encode_png(sprite(1)[:, ::-1]))
    (made / "new\nline.png").write_bytes(encode_png(sprite(8)))
    (made / os.fsdecode(b"caf\xe9.png")).write_bytes(encode_png(sprite(9)))
    return made


def reasons(found: Scan) -> dict[str, str]:
    assert len({left.path for left in found.left_out}) == len(found.left_out)
    return {left.path.name: left.reason for left in found.left_out}


@pytest.mark.parametrize("is_cached", [True, False])
def test_each_bad_file_is_listed_with_its_reason(folder: Path, is_cached: bool) -> None:
    options = ScanOptions()
    found = scan_cached([folder], options) if is_cached else scan([folder], options=options)
    told = reasons(found)
    expected = {name: reason for name, (_, reason) in FILES.items()} | ODD_PLACES
    assert len(expected) > 20
    assert set(told) == set(expected)
    for name, reason in expected.items():
        assert told[name].startswith(reason), (name, told[name])
    assert [each.name for each in found.sprites] == [
        "a.png", "caf�.png", "mirrored.png", "new�line.png", "inside.png",
    ]  # fmt: skip
    assert not any("\n" in reason for reason in told.values())


def test_the_second_scan_says_the_same(folder: Path) -> None:
    first, second = scan_cached([folder]), scan_cached([folder])
    assert second.left_out == first.left_out
    assert list(map(repr, second.sprites)) == list(map(repr, first.sprites))


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_looked_at_again(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(GOOD)
    (tmp_path / "a.png").chmod(0)
    assert reasons(scan_cached([tmp_path])) == {"a.png": "can not be read: permission denied"}
    (tmp_path / "a.png").chmod(0o600)
    assert len(scan_cached([tmp_path]).sprites) == 1


def test_a_sheet_loses_only_the_cell_that_is_a_photograph(tmp_path: Path) -> None:
    sheet = np.concatenate([*(sprite(number) for number in range(5)), photograph(1)], axis=1)
    images.write_png(tmp_path / "sheet.png", sheet)
    images.write_png(tmp_path / "photo.png", photograph(3, 64))
    found = scan_cached([tmp_path])
    assert len(found.sprites) == 5
    (photo, cell) = found.left_out
    assert (photo.path.name, photo.cell) == ("photo.png", None)
    assert (cell.path.name, cell.cell) == ("sheet.png", (5, 0))
    assert photo.reason.startswith("not pixel art: ")
    assert cell.reason.startswith("not pixel art: ")
    assert [each.path.name for each in found.findings] == ["sheet.png"]
