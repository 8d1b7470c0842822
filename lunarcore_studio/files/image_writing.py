"""Writing pictures: PNG, GIF, APNG, WebP. Pixels come back as they went in; files appear whole or not at all.

Any thread. GIF alone can lose: it knows 255 colours a frame and alpha 0 or 255.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette

WRITABLE = (".png", ".gif", ".apng", ".webp")
_GIF_COLORS = 255


def encode_png(pixels: Pixels) -> bytes:
    """A PNG of uint8 (H, W, 4) straight RGBA, hidden colours under alpha 0 kept."""
    out = io.BytesIO()
    _image(pixels).save(out, "PNG", optimize=False)
    return out.getvalue()


def encode_gif(frames: Pixels, durations_ms: int | tuple[int, ...] = 100, loop: int = 0) -> bytes:
    """An animated GIF of uint8 (N, H, W, 4); `loop` 0 is for ever. Colours are exact up to 255 a frame."""
    images = [_indexed(frame) for frame in frames]
    out = io.BytesIO()
    images[0].save(
        out, "GIF", save_all=True, append_images=images[1:], duration=_durations(durations_ms, len(images)),
        loop=loop, disposal=2, transparency=_GIF_COLORS, optimize=False, background=_GIF_COLORS,
    )  # fmt: skip
    return out.getvalue()


def encode_apng(frames: Pixels, durations_ms: int | tuple[int, ...] = 100, loop: int = 0) -> bytes:
    """An animated PNG of uint8 (N, H, W, 4), lossless; `loop` 0 is for ever."""
    images = [_image(frame) for frame in frames]
    out = io.BytesIO()
    images[0].save(
        out, "PNG", save_all=True, append_images=images[1:], duration=_durations(durations_ms, len(images)),
        loop=loop, disposal=0, blend=0,
    )  # fmt: skip
    return out.getvalue()


def encode_webp(frames: Pixels, durations_ms: int | tuple[int, ...] = 100, loop: int = 0) -> bytes:
    """A lossless WebP of uint8 (N, H, W, 4), colours under alpha 0 kept."""
    images = [_image(frame) for frame in frames]
    out = io.BytesIO()
    images[0].save(
        out, "WEBP", save_all=len(images) > 1, append_images=images[1:], lossless=True, exact=True,
        duration=_durations(durations_ms, len(images)), loop=loop,
    )  # fmt: skip
    return out.getvalue()


def write_png(path: Path, pixels: Pixels, *, overwrite: bool = True) -> None:
    """Write one picture as PNG. Raises FileExists or FileError."""
    write_bytes(Path(path), encode_png(pixels), overwrite)


def write_animation(
    path: Path,
    frames: Pixels,
    durations_ms: int | tuple[int, ...] = 100,
    *,
    overwrite: bool = True,
    loop: int = 0,
) -> None:
    """Write uint8 (N, H, W, 4) by suffix: .gif, .apng and .webp move, .png is a strip side by side.

    Raises FileError for another suffix, FileExists when the target stands and `overwrite` is False.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".png":
        data = encode_png(np.concatenate(list(frames), axis=1))
    elif suffix == ".gif":
        data = encode_gif(frames, durations_ms, loop)
    elif suffix == ".apng":
        data = encode_apng(frames, durations_ms, loop)
    elif suffix == ".webp":
        data = encode_webp(frames, durations_ms, loop)
    else:
        raise FileError(f"{path} has a suffix the studio does not write; use {', '.join(WRITABLE)}.")
    write_bytes(path, data, overwrite)


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels, dtype=np.uint8), "RGBA")


def _durations(durations_ms: int | tuple[int, ...], count: int) -> list[int]:
    return [durations_ms] * count if isinstance(durations_ms, int) else list(durations_ms)


def _indexed(frame: Pixels) -> Image.Image:
    """`frame` with a palette of its own; index 255 is transparent."""
    visible = frame[..., 3] >= 128
    palette = Palette.of(
        np.where(visible[..., None], frame | np.array([0, 0, 0, 255], np.uint8), 0).astype(np.uint8)
    )
    if len(palette) > _GIF_COLORS:
        palette = Palette.extract(frame, _GIF_COLORS)
    indices = np.full(frame.shape[:2], _GIF_COLORS, np.uint8)
    table = np.zeros((256, 3), np.uint8)
    if palette.colors:
        indices = np.where(visible, palette.nearest(frame), _GIF_COLORS).astype(np.uint8)
        table[: len(palette)] = palette.array[:, :3]
    image = Image.fromarray(indices, "L")
    image.putpalette(table.tobytes())
    return image
