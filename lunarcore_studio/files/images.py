"""Reading pictures: PNG, APNG, GIF, WebP, BMP and Aseprite files as straight RGBA frames. Any thread.

Sizes are read from the header and capped before a pixel is decoded; only the formats named here are tried.
"""

from __future__ import annotations

import io
import os
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from lunarcore_studio.files.errors import FileError, reason
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette

MAX_SIDE = 4096
MAX_FRAMES = 1024
MAX_PIXELS = 64 * 2**20  # all frames together: 256 MiB decoded
MAX_FILE_BYTES = 64 * 2**20
FORMATS = {".png": "PNG", ".apng": "PNG", ".gif": "GIF", ".webp": "WEBP", ".bmp": "BMP"}
ASEPRITE = {".aseprite", ".ase"}
READABLE = frozenset(FORMATS) | frozenset(ASEPRITE)


@dataclass(frozen=True)
class Picture:
    """What a picture file holds: frames uint8 (H, W, 4) straight RGBA of one size, each with its duration.

    `palette` is the file's own palette where the file is indexed, else None.
    """

    frames: tuple[Pixels, ...]
    durations_ms: tuple[int, ...]
    palette: Palette | None = None


def read_image(path: Path, max_side: int = MAX_SIDE) -> Picture:
    """Every frame of the file at `path`. Raises FileError: missing, no image, cut short, too large."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in ASEPRITE:
        from lunarcore_studio.files import aseprite

        return aseprite.decode(read_file(path), str(path), max_side)
    if suffix not in FORMATS:
        raise FileError(f"{path} is not an image the studio reads ({', '.join(sorted(READABLE))}).")
    return decode(read_file(path), str(path), max_side)


def read_pixels(path: Path, max_side: int = MAX_SIDE) -> Pixels:
    """The first frame, uint8 (H, W, 4)."""
    return read_image(path, max_side).frames[0]


def decode_png(data: bytes, name: str = "the PNG") -> Pixels:
    """The first frame of a PNG in memory, uint8 (H, W, 4). Raises FileError."""
    return _guarded(data, name, MAX_SIDE, ["PNG"]).frames[0]


def decode(data: bytes, name: str, max_side: int = MAX_SIDE) -> Picture:
    """Every frame of an image file's bytes; `name` stands in the sentences. Raises FileError."""
    return _guarded(data, name, max_side, sorted(set(FORMATS.values())))


def read_file(path: Path, limit: int = MAX_FILE_BYTES) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises FileError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not path.is_file():
                raise FileError(f"{path} is not a regular file.")
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise FileError(f"{path} does not exist.") from error
    except OSError as error:
        raise FileError(f"{path} could not be read: {reason(error)}.") from error
    except ValueError as error:
        raise FileError(f"{path!s} is not a usable file name.") from error
    if len(data) > limit:
        raise FileError(f"{path} is too large: more than {limit // 2**20} MiB.")
    return data


def _guarded(data: bytes, name: str, max_side: int, formats: list[str]) -> Picture:
    if not data:
        raise FileError(f"{name} is empty.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=formats) as image:
                _check_size(image, name, max_side)
                return _decoded(image, name)
    except UnidentifiedImageError as error:
        raise FileError(f"{name} is not an image the studio reads, or its header is damaged.") from error
    except (EOFError, struct.error, IndexError) as error:
        raise FileError(f"{name} is cut short.") from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        zlib.error,
        Image.DecompressionBombError,
    ) as error:
        cut = "truncated" in str(error).lower() or "broken" in str(error).lower()
        raise FileError(
            f"{name} is cut short." if cut else f"{name} is damaged and can not be decoded."
        ) from error
    except (MemoryError, OverflowError) as error:
        raise FileError(f"{name} is too large to decode.") from error


def _check_size(image: Image.Image, name: str, max_side: int) -> None:
    width, height = image.size
    frames = getattr(image, "n_frames", 1)
    if max(width, height) > max_side:
        raise FileError(f"{name} is too large: {width}x{height} pixels, at most {max_side} a side are read.")
    if frames > MAX_FRAMES or width * height * frames > MAX_PIXELS:
        raise FileError(f"{name} is too large: {frames} frames of {width}x{height} pixels.")


def _decoded(image: Image.Image, name: str) -> Picture:
    palette = _palette_of(image)
    frames, durations = [], []
    for index in range(getattr(image, "n_frames", 1)):
        if index:
            image.seek(index)
        image.load()
        frames.append(_rgba(image))
        durations.append(max(10, int(image.info.get("duration", 100) or 100)))
    if len({frame.shape for frame in frames}) != 1:
        raise FileError(f"{name} is damaged: its frames differ in size.")
    return Picture(tuple(frames), tuple(durations), palette)


def _rgba(image: Image.Image) -> Pixels:
    source = image
    if image.mode.startswith("I;16") or image.mode == "I":
        grey = np.asarray(image, dtype=np.int64)
        levels = (np.clip(grey, 0, 65535) // 257).astype(np.uint8)
        source = Image.fromarray(levels)
    return np.array(source.convert("RGBA"), dtype=np.uint8)


def _palette_of(image: Image.Image) -> Palette | None:
    if image.mode != "P" or image.palette is None:
        return None
    image.load()
    table = np.frombuffer(bytes(image.palette.tobytes()), np.uint8)
    channels = len(image.palette.mode)
    rows = table[: len(table) // channels * channels].reshape(-1, channels)[:256]
    hidden = image.info.get("transparency")
    skip = {hidden} if isinstance(hidden, int) else set()
    if isinstance(hidden, bytes):
        skip = {index for index, alpha in enumerate(hidden) if alpha == 0}
    colors = dict.fromkeys(
        (int(r[0]), int(r[1]), int(r[2]), 255) for i, r in enumerate(rows) if i not in skip
    )
    return Palette(tuple(colors)) if colors else None
