"""Any damage to any valid file gives a picture or a FileError, never another exception."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lunarcore_studio.files import documents, images, palette_files, project
from lunarcore_studio.files.aseprite_writing import encode_aseprite
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import Picture
from lunarcore_studio.pixels.palette import FALLBACK
from lunarcore_studio.pixels.sprite import Sprite
from tests.files import aseprite_files as ase
from tests.files.drawn import gif, gif_frame, png, sprite


def bmp(**options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(sprite()[..., :3]).quantize(8).save(out, "BMP", **options)
    return out.getvalue()


def aseprite() -> bytes:
    indices = np.arange(12).reshape(3, 4, 1) % 4
    colors = ase.palette([(0, 0, 0, 0), (9, 9, 9, 255), (8, 8, 8, 255), (7, 7, 7, 255)], names=True)
    layers = [ase.layer("g", kind=ase.GROUP), ase.layer("a", level=1)]
    return ase.file(
        [[colors, ase.old_palette([(1, 2, 3)]), *layers, ase.cel(indices, 1)], [ase.link(0, 1)]], depth=8
    )


def tilemap() -> bytes:
    tiles = np.arange(3 * 4).reshape(3, 2, 2, 1) % 4
    colors = ase.palette([(0, 0, 0, 0), (9, 9, 9, 255), (8, 8, 8, 255), (7, 7, 7, 255)])
    layer, cel = ase.layer("t", kind=ase.TILEMAP), ase.tilemap([[1, 2 | ase.DIAGONAL], [0, 1 | ase.UPENDED]])
    return ase.file([[colors, ase.tileset(tiles), layer, ase.tags(("a", 0, 0, 0, 0)), cel]], depth=8)


FRAMES = np.stack([sprite(1, 8), sprite(2, 8)])
VALID = {
    "png": images.encode_png(sprite()),
    "indexed.png": png(np.arange(64).reshape(8, 8, 1) % 4, 2, 3, table=bytes(12), transparency=b"\0"),
    "grey16.png": png(np.arange(64).reshape(8, 8, 1), 16, 0, transparency=b"\0\5", interlaced=True),
    "apng": images.encode_apng(FRAMES),
    "gif": images.encode_gif(FRAMES),
    "patches.gif": gif(
        (3, 3),
        [(0, 0, 0), (9, 9, 9)],
        [gif_frame(np.ones((3, 3))), gif_frame(np.ones((1, 1)), (1, 1), 3, 0)],
    ),
    "webp": images.encode_webp(FRAMES[:1]),
    "animated.webp": images.encode_webp(FRAMES),
    "bmp": bmp(),
    "aseprite": aseprite(),
    "tilemap.aseprite": tilemap(),
}


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` with bytes flipped, cut out or put in, and perhaps cut off."""
    out = bytearray(data)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        kind = draw(st.sampled_from(["set", "cut", "put", "fill"]))
        if kind == "set" and out:
            out[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del out[at : at + draw(st.integers(1, 8))]
        elif kind == "put":
            out[at:at] = draw(st.binary(min_size=1, max_size=8))
        else:
            out[at : at + 4] = draw(st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"]))
    return bytes(out[: draw(st.integers(0, len(out)))] if draw(st.booleans()) else out)


def read_or_sentence(read: Callable[[], object], name: str) -> object:
    """What `read` gives, or None when it raises a FileError of one line that names the file."""
    try:
        return read()
    except FileError as error:
        said = str(error)
    assert said.startswith(f"{name} ")
    assert "\n" not in said
    return None


@pytest.mark.parametrize("kind", VALID)
def test_the_whole_file_is_read(kind: str) -> None:
    assert images.decode(VALID[kind], kind).frames


@pytest.mark.parametrize("kind", VALID)
@settings(max_examples=100, deadline=2000)
@given(data=st.data())
def test_a_damaged_picture_is_a_picture_or_a_sentence(kind: str, data: st.DataObject) -> None:
    hurt = data.draw(damaged(VALID[kind]))
    picture = read_or_sentence(lambda: images.decode(hurt, f"hurt.{kind}"), f"hurt.{kind}")
    if isinstance(picture, Picture):
        assert all(
            frame.dtype == np.uint8 and frame.shape == picture.frames[0].shape for frame in picture.frames
        )


def layered(path: Path) -> object:
    return documents.open_layered(path).sprite.flatten()


READERS: dict[str, tuple[bytes, Callable[[Path], object]]] = {
    "a.lunar": (project.encode_project(Sprite.from_pixels(sprite(0, 4))), project.read_project),
    "a.aseprite": (aseprite(), layered),
    "tiles.aseprite": (tilemap(), layered),
    "ours.aseprite": (encode_aseprite(Sprite.from_pixels(sprite(0, 4))), layered),
    "a.gpl": (b"GIMP Palette\nName: x\nColumns: 8\n# by\n255 0 0 red\n1 2 3\n", palette_files.read_palette),
    "a.hex": (b"ff0000\n010203\n", palette_files.read_palette),
    "a.pal": (b"JASC-PAL\r\n0100\r\n2\r\n255 0 0\r\n1 2 3\r\n", palette_files.read_palette),
    **{
        f"{kind.encode.__name__}{kind.suffix}": (kind.encode(FALLBACK, "Ours"), palette_files.read_palette)
        for kind in palette_files.KINDS
    },
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=100, deadline=2000)
@given(data=st.data())
def test_a_damaged_document_is_a_document_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    valid, read = READERS[name]
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data.draw(damaged(valid)))
    read_or_sentence(lambda: read(path), name)


@settings(max_examples=100)
@given(data=st.binary(max_size=200), magic=st.sampled_from([b"", b"GIF89a", b"BM", b"RIFF\x50\0\0\0WEBP"]))
def test_noise_is_a_sentence(data: bytes, magic: bytes) -> None:
    with pytest.raises(FileError):
        images.decode(magic + data, "noise.png")
