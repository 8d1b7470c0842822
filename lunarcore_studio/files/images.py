"""Reading pictures of every kind the studio knows, by what they hold and not by their suffix. Any thread.

The one face for pictures on disk: the writers of `image_writing` are offered here too. Sizes are taken from
headers and bounded before memory is allocated; nothing but FileError comes out of a bad file.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np

from lunarcore_studio.files.aseprite import decode_aseprite, is_aseprite
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.gif_reading import SIGNATURES, decode_gif_picture
from lunarcore_studio.files.image_writing import (
    WRITABLE,
    encode_apng,
    encode_gif,
    encode_indexed_png,
    encode_png,
    encode_webp,
    write_any,
    write_apng,
    write_gif,
    write_png,
    write_webp,
)
from lunarcore_studio.files.picture import (
    MAX_CHUNKS,
    MAX_FRAMES,
    MAX_SIDE,
    USUAL_MS,
    Picture,
    check_size,
    cut_short,
    palette_of,
)
from lunarcore_studio.files.pillow import complaint, opened, rgba
from lunarcore_studio.files.png_reading import SIGNATURE, decode_png_picture
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette

__all__ = [
    "MAX_FRAMES",
    "MAX_SIDE",
    "READABLE",
    "WRITABLE",
    "Picture",
    "decode",
    "decode_png",
    "encode_apng",
    "encode_gif",
    "encode_indexed_png",
    "encode_png",
    "encode_webp",
    "read_image",
    "read_pixels",
    "write_any",
    "write_apng",
    "write_gif",
    "write_png",
    "write_webp",
]

READABLE = frozenset({".png", ".apng", ".gif", ".webp", ".bmp", ".aseprite", ".ase"})
_FOREIGN = (
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"8BPS", "a Photoshop file"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"ASEF", "an Adobe swatch file"),
    (b"PK\3\4", "an archive"),
    (b"%PDF", "a PDF"),
)
_KINDS = "PNG, GIF, WebP, BMP and Aseprite files are"
_LARGEST_WEBP = 16 << 20  # bytes: the decoder keeps the file and two canvases beside the picture
_LARGEST_RLE = 1 << 20  # pixels: Pillow unpacks a run-length BMP in Python, some microseconds a run


def read_image(path: Path | str, max_side: int = MAX_SIDE) -> Picture:
    """Every frame of the picture at `path`, of sides up to `max_side`.

    FileError with one sentence: missing, unreadable, not a picture, cut short, damaged, too large.
    """
    return decode(read_bytes(path), path, max_side)


def read_pixels(path: Path | str, max_side: int = MAX_SIDE) -> Pixels:
    """The first frame of the picture at `path`: read-only uint8 (H, W, 4). FileError as `read_image`."""
    return read_image(path, max_side).pixels


def decode_png(data: bytes, name: Path | str = "the picture") -> Pixels:
    """The first frame of a PNG in memory: read-only uint8 (H, W, 4). `name` stands in the FileError."""
    if not data.startswith(SIGNATURE):
        raise FileError.about(name, "is not a PNG picture")
    return decode_png_picture(data, name, MAX_SIDE).pixels


def decode(data: bytes, name: Path | str, max_side: int = MAX_SIDE) -> Picture:
    """Every frame of a picture file's bytes; `name` stands in the FileError."""
    return _decoder(data, name)(data, name, max_side)


def _decoder(data: bytes, name: Path | str) -> Callable[[bytes, Path | str, int], Picture]:
    if data.startswith(SIGNATURE):
        return decode_png_picture
    if data[:6] in SIGNATURES:
        return decode_gif_picture
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[:2] == b"BM":
        return _bmp
    if is_aseprite(data):
        return decode_aseprite
    if not data:
        raise FileError.about(name, "is empty")
    for magic, kind in _FOREIGN:
        if data.startswith(magic):
            raise FileError.about(name, f"is {kind}; {_KINDS} read")
    raise FileError.about(name, f"is not a picture that can be read; {_KINDS}")


def _webp(data: bytes, name: Path | str, max_side: int) -> Picture:
    """After "WebP Container Specification" (Google): the decoder allocates at once what the header says."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise cut_short(name, len(data), end)
    if len(data) > _LARGEST_WEBP:
        raise FileError.about(name, f"is too large: WebP files may have {_LARGEST_WEBP >> 20} MB")
    width, height, count = _webp_size(data[:end], name)
    check_size(name, width, height, count, max_side)
    image = opened(data, "WEBP", name)
    if image.size != (width, height):
        raise FileError.about(name, "is damaged: its headers differ in the size")
    frames, durations_ms = [], []
    try:
        for index in range(count):
            if count > 1:
                image.seek(index)
            frames.append(rgba(image))
            durations_ms.append(int(image.info.get("duration", 0)) or USUAL_MS)
    except Exception as error:
        raise complaint(name, error) from error
    return Picture(tuple(frames), tuple(durations_ms))


def _webp_size(data: bytes, name: Path | str) -> tuple[int, int, int]:
    """Width, height, and number of frames by what the chunks say."""
    size: tuple[int, int] | None = None
    count, at = 0, 12
    for _ in range(MAX_CHUNKS):
        if at + 8 > len(data):
            break
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 18]
        if kind == b"VP8X" and size is None:
            size = 1 + int.from_bytes(content[4:7], "little"), 1 + int.from_bytes(content[7:10], "little")
        elif kind == b"VP8L" and size is None:
            bits = int.from_bytes(content[1:5], "little")
            size = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        elif kind == b"VP8 " and size is None:
            sides = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
            size = sides[0] & 0x3FFF, sides[1] & 0x3FFF
        elif kind == b"ANMF":
            count += 1
        at += 8 + length + (length & 1)
    if size is None:
        raise FileError.about(name, "is damaged: its header is missing")
    return *size, max(1, count)


def _bmp(data: bytes, name: Path | str, max_side: int) -> Picture:
    try:
        (header,) = struct.unpack_from("<I", data, 14)
        width, height = struct.unpack_from("<HH" if header == 12 else "<ii", data, 18)
        compression = 0 if header == 12 else struct.unpack_from("<I", data, 30)[0]
    except struct.error as error:
        raise cut_short(name, len(data)) from error
    check_size(name, abs(width), abs(height), 1, max_side)
    if compression in (1, 2) and abs(width * height) > _LARGEST_RLE:
        raise FileError.about(name, "is too large for a run-length packed BMP")
    image = opened(data, "BMP", name)
    if image.size != (abs(width), abs(height)):
        raise FileError.about(name, "is damaged: its headers differ in the size")
    palette = _bmp_palette(image.getpalette()) if image.mode == "P" else None
    return Picture((rgba(image),), (USUAL_MS,), palette)


def _bmp_palette(table: list[int] | None) -> Palette | None:
    rows = np.array(table or [], np.uint8).reshape(-1, 3).tolist()
    return palette_of([(red, green, blue, 255) for red, green, blue in rows])
