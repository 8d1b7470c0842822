"""Frames into a GIF that loops without ghosts, in exact colours where GIF can hold them. Any thread."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image

from lunarcore_studio.files.gif_reading import walk
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette

_MOST_COLORS = 255  # of 256 places one is for transparency
_VISIBLE = 128  # alpha from which on a pixel is opaque: GIF knows no half
_NO_COLOR = -1


def encode_gif(frames: Sequence[Pixels], durations_ms: Sequence[int], loop: int = 0) -> bytes:
    """A GIF of frames uint8 (H, W, 4), each with its duration in milliseconds (GIF counts by ten).

    Colours are exact when all frames together have at most 255, else frame by frame, and only a frame that
    has more alone is reduced. Every frame is whole and cleared before the next, so nothing shines through.
    """
    height, width = frames[0].shape[:2]
    shared = _distinct(np.stack(frames))
    is_shared = len(shared) <= _MOST_COLORS
    table, bits = _table(shared) if is_shared else (b"", 0)
    flags = 0xF0 | bits if is_shared else 0x70
    parts = [
        struct.pack("<6sHHBBB", b"GIF89a", width, height, flags, len(shared) if is_shared else 0, 0),
        table,
    ]
    if len(frames) > 1 and loop != 1:
        # the extension counts repetitions after the first time, 0 for ever; without it a GIF plays once
        repetitions = min(max(0, loop - 1), 65535)
        parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01" + struct.pack("<H", repetitions) + b"\0")
    for frame, ms in zip(frames, durations_ms, strict=True):
        parts.append(_frame(frame, ms, shared if is_shared else None))
    parts.append(b"\x3b")
    return b"".join(parts)


def _frame(frame: Pixels, duration_ms: int, shared: npt.NDArray[np.int64] | None) -> bytes:
    colors = shared if shared is not None else _distinct(frame)
    packed = _packed(frame)
    if len(colors) > _MOST_COLORS:
        packed = _packed(Palette.extract(frame, _MOST_COLORS).quantise(frame))
        colors = np.unique(packed[packed != _NO_COLOR])
    transparent = len(colors)
    indices = np.where(packed == _NO_COLOR, transparent, np.searchsorted(colors, packed)).astype(np.uint8)
    table, bits = (b"", 0) if shared is not None else _table(colors)
    cleared_after, has_transparency = 2 << 2, 1
    delay = min(65535, max(2, round(duration_ms / 10)))  # browsers take less than 2 for 10
    control = struct.pack("<BHB", cleared_after | has_transparency, delay, transparent)
    height, width = frame.shape[:2]
    place = struct.pack("<BHHHHB", 0x2C, 0, 0, width, height, 0 if shared is not None else 0x80 | bits)
    return b"".join((b"\x21\xf9\x04", control, b"\0", place, table, _lzw(indices)))


def _packed(pixels: Pixels) -> npt.NDArray[np.int64]:
    """0xrrggbb of each pixel, -1 where it is not visible."""
    wide = pixels.astype(np.int64)
    packed = np.asarray(wide[..., 0] << 16 | wide[..., 1] << 8 | wide[..., 2], dtype=np.int64)
    packed[pixels[..., 3] < _VISIBLE] = _NO_COLOR
    return packed


def _distinct(pixels: Pixels) -> npt.NDArray[np.int64]:
    return np.setdiff1d(_packed(pixels), [_NO_COLOR])


def _table(colors: npt.NDArray[np.int64]) -> tuple[bytes, int]:
    """RGB bytes of the colours and of transparency, padded to a power of two, and the size field for it."""
    bits = max(0, len(colors).bit_length() - 1)
    rows = np.zeros((2 << bits, 3), np.uint8)
    rows[: len(colors)] = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=-1)
    return rows.tobytes(), bits


def _lzw(indices: npt.NDArray[np.uint8]) -> bytes:
    """The indices uint8 (H, W) as GIF packs them, taken from a GIF that Pillow writes of them."""
    out = io.BytesIO()
    Image.fromarray(indices).save(out, "GIF", optimize=False, interlace=0)
    return walk(out.getvalue(), "a frame")[2][0].data
