"""Writing pictures: PNG, APNG, WebP to the byte, GIF as well as it can; whole or not at all. Any thread.

Pillow packs the single pictures, the containers are put together here: its own animation writers merge equal
frames and change durations by that, and its GIF writer drops pixels that did not change, which ghosts.
Frames are uint8 (N, H, W, 4) straight RGBA or a sequence of (H, W, 4) of one size; durations are in
milliseconds, one for all or one for each; `loop` is how often it plays, 0 for ever.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from lunarcore_studio.files import gif_writing
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.indexing import indices_of, table_for
from lunarcore_studio.files.picture import USUAL_MS
from lunarcore_studio.files.png_reading import SIGNATURE, chunk, chunks
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette

Frames = Pixels | Sequence[Pixels]
Durations = int | Sequence[int]
WRITABLE = (".png", ".gif", ".apng", ".webp")


def encode_png(pixels: Pixels) -> bytes:
    """A PNG of uint8 (H, W, 4), also the hidden colours under alpha 0."""
    return _packed(pixels, "PNG")


def encode_indexed_png(pixels: Pixels, palette: Palette) -> bytes | None:
    """A PNG of places in the palette, in its order; colours that it lacks come after it.

    None where 256 places do not suffice. Of alpha 0 the file has one colour.
    """
    table = table_for([pixels], palette, has_hidden=False)
    if table is None:
        return None
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + width), np.uint8)  # each row begins with its filter, 0 for none
    rows[:, 1:] = indices_of(pixels, table)
    alphas = bytes(color[3] for color in table).rstrip(b"\xff")
    parts = [SIGNATURE, chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))]
    parts.append(chunk(b"PLTE", b"".join(bytes(color[:3]) for color in table)))
    if alphas:
        parts.append(chunk(b"tRNS", alphas))
    parts += [chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)), chunk(b"IEND", b"")]
    return b"".join(parts)


def encode_apng(frames: Frames, duration_ms: Durations = USUAL_MS, loop: int = 0) -> bytes:
    """An animated PNG, lossless; frames come back as many and as long as they were."""
    pictures, durations_ms = sequence(frames, duration_ms)
    height, width = pictures[0].shape[:2]
    parts = [SIGNATURE, chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))]
    parts.append(chunk(b"acTL", struct.pack(">II", len(pictures), loop)))
    number = 0
    for index, (picture, ms) in enumerate(zip(pictures, durations_ms, strict=True)):
        place = struct.pack(">IIIIIHHBB", number, width, height, 0, 0, min(ms, 65535), 1000, 0, 0)
        parts.append(chunk(b"fcTL", place))
        number += 1
        data = b"".join(
            content for kind, content in chunks(encode_png(picture), "a frame") if kind == b"IDAT"
        )
        if index == 0:
            parts.append(chunk(b"IDAT", data))
        else:
            parts.append(chunk(b"fdAT", number.to_bytes(4) + data))
            number += 1
    parts.append(chunk(b"IEND", b""))
    return b"".join(parts)


def encode_gif(frames: Frames, duration_ms: Durations = USUAL_MS, loop: int = 0) -> bytes:
    """An animated GIF in exact colours where it can hold them; alpha is 0 or 255 from 128 on."""
    pictures, durations_ms = sequence(frames, duration_ms)
    return gif_writing.encode_gif(pictures, durations_ms, loop)


def encode_webp(frames: Frames, duration_ms: Durations = USUAL_MS, loop: int = 0) -> bytes:
    """A lossless WebP, also the hidden colours; animated when there is more than one frame."""
    pictures, durations_ms = sequence(frames, duration_ms)
    files = [
        _packed(picture, "WEBP", lossless=True, exact=True, quality=80, method=4) for picture in pictures
    ]
    if len(files) == 1:
        return files[0]
    height, width = pictures[0].shape[:2]
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    animated, has_alpha, no_blending = 0x02, 0x10, 0x02
    parts = [_riff(b"VP8X", bytes([animated | has_alpha, 0, 0, 0]) + size)]
    parts.append(_riff(b"ANIM", struct.pack("<IH", 0, min(loop, 65535))))
    for file, ms in zip(files, durations_ms, strict=True):
        timing = min(ms, (1 << 24) - 1).to_bytes(3, "little") + bytes([no_blending])
        parts.append(_riff(b"ANMF", bytes(6) + size + timing + file[12:]))
    return _riff(b"RIFF", b"WEBP" + b"".join(parts))


def write_png(path: Path | str, pixels: Pixels, *, overwrite: bool = True) -> None:
    """Write one picture uint8 (H, W, 4) as PNG. Raises FileExists or FileError."""
    write_bytes(path, encode_png(pixels), overwrite)


def write_gif(
    path: Path | str,
    frames: Frames,
    duration_ms: Durations = USUAL_MS,
    loop: int = 0,
    *,
    overwrite: bool = True,
) -> None:
    """Write an animated GIF, see `encode_gif`. Raises FileExists or FileError."""
    write_bytes(path, encode_gif(frames, duration_ms, loop), overwrite)


def write_apng(
    path: Path | str,
    frames: Frames,
    duration_ms: Durations = USUAL_MS,
    loop: int = 0,
    *,
    overwrite: bool = True,
) -> None:
    """Write an animated PNG, see `encode_apng`. Raises FileExists or FileError."""
    write_bytes(path, encode_apng(frames, duration_ms, loop), overwrite)


def write_webp(
    path: Path | str,
    frames: Frames,
    duration_ms: Durations = USUAL_MS,
    loop: int = 0,
    *,
    overwrite: bool = True,
) -> None:
    """Write a lossless WebP, see `encode_webp`. Raises FileExists or FileError."""
    write_bytes(path, encode_webp(frames, duration_ms, loop), overwrite)


def write_any(
    path: Path | str,
    frames: Frames,
    duration_ms: Durations = USUAL_MS,
    loop: int = 0,
    *,
    overwrite: bool = True,
) -> None:
    """Write frames by suffix: .gif, .apng and .webp move, .png is a strip with the frames side by side.

    FileError for another suffix, for frames of different sizes, and as `atomic.write_bytes`.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".png":
        pictures, _ = sequence(frames, duration_ms)
        write_png(path, np.concatenate(pictures, axis=1), overwrite=overwrite)
    elif suffix == ".gif":
        write_gif(path, frames, duration_ms, loop, overwrite=overwrite)
    elif suffix == ".apng":
        write_apng(path, frames, duration_ms, loop, overwrite=overwrite)
    elif suffix == ".webp":
        write_webp(path, frames, duration_ms, loop, overwrite=overwrite)
    else:
        kinds = ", ".join(WRITABLE)
        raise FileError.about(path, f"can not be written: pictures are written as {kinds}")


def sequence(frames: Frames, duration_ms: Durations) -> tuple[list[Pixels], list[int]]:
    """Frames as a list of (H, W, 4) with one duration each; one (H, W, 4) is a list of one. ValueError."""
    pictures = [frames] if isinstance(frames, np.ndarray) and frames.ndim == 3 else list(frames)
    count = len(pictures)
    durations_ms = [duration_ms] * count if isinstance(duration_ms, int) else [int(ms) for ms in duration_ms]
    if not pictures or len(durations_ms) != count:
        raise ValueError(f"{count} frames and {len(durations_ms)} durations make no animation.")
    if any(picture.shape != pictures[0].shape for picture in pictures):
        raise ValueError("The frames of an animation are of one size.")
    return pictures, durations_ms


def _packed(pixels: Pixels, kind: str, **options: bool | int) -> bytes:
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 4:
        raise ValueError(f"Pixels are uint8 (H, W, 4), not {pixels.dtype} {pixels.shape}.")
    out = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(out, kind, **options)
    return out.getvalue()


def _riff(kind: bytes, content: bytes) -> bytes:
    return kind + len(content).to_bytes(4, "little") + content + bytes(len(content) & 1)
