"""PNG files of every colour type, depth and kind of transparency; APNG of every way to blend and dispose."""

from __future__ import annotations

import struct
import tracemalloc
import zlib

import numpy as np
import pytest

from lunarcore_studio.files import animation, images
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette
from tests.files.drawn import PNG, chunk, png

SIDE = 11


def samples(depth: int, channels: int) -> np.ndarray:
    return np.random.default_rng(depth * 8 + channels).integers(0, 1 << depth, (SIDE, SIDE, channels))


def eight_bit(values: np.ndarray, depth: int) -> np.ndarray:
    return (values >> 8 if depth == 16 else values * 255 // ((1 << depth) - 1)).astype(np.uint8)


def rgba(grey_or_rgb: np.ndarray, alpha: np.ndarray | int = 255) -> Pixels:
    out = np.zeros((SIDE, SIDE, 4), np.uint8)
    out[..., :3] = grey_or_rgb
    out[..., 3] = alpha
    return out


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
def test_grey_with_and_without_a_transparent_level(depth: int, interlaced: bool) -> None:
    values = samples(depth, 1)
    plain = images.decode_png(png(values, depth, 0, interlaced=interlaced))
    assert np.array_equal(plain, rgba(eight_bit(values, depth)))
    key = int(values[3, 4, 0])
    keyed = images.decode_png(
        png(values, depth, 0, transparency=struct.pack(">H", key), interlaced=interlaced)
    )
    assert np.array_equal(keyed, rgba(eight_bit(values, depth), np.where(values[..., 0] == key, 0, 255)))


@pytest.mark.parametrize("depth", [8, 16])
def test_rgb_with_and_without_a_transparent_colour(depth: int) -> None:
    values = samples(depth, 3)
    assert np.array_equal(images.decode_png(png(values, depth, 2)), rgba(eight_bit(values, depth)))
    key = struct.pack(">HHH", *values[2, 5].tolist())
    keyed = images.decode_png(png(values, depth, 2, transparency=key))
    hidden = (values == values[2, 5]).all(axis=-1)
    assert np.array_equal(keyed, rgba(eight_bit(values, depth), np.where(hidden, 0, 255)))


@pytest.mark.parametrize("depth", [8, 16])
def test_alpha_of_grey_and_rgb(depth: int) -> None:
    grey = samples(depth, 2)
    alpha = eight_bit(grey[..., 1], depth)
    assert np.array_equal(
        images.decode_png(png(grey, depth, 4)), rgba(eight_bit(grey[..., :1], depth), alpha)
    )
    color = samples(depth, 4)
    assert np.array_equal(images.decode_png(png(color, depth, 6)), eight_bit(color, depth))


@pytest.mark.parametrize("interlaced", [False, True])
@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_indexed_keeps_its_palette(depth: int, interlaced: bool) -> None:
    values = samples(depth, 1)
    count = 1 << depth
    table = np.random.default_rng(depth).integers(0, 256, (count, 3), dtype=np.uint8)
    data = png(values, depth, 3, table=table.tobytes(), transparency=b"\0", interlaced=interlaced)
    picture = images.decode(data, "a.png")
    assert np.array_equal(picture.pixels, rgba(table[values[..., 0]], np.where(values[..., 0] == 0, 0, 255)))
    colors = [(*color, 255) for color in table[1:].tolist()]
    assert picture.palette == Palette(tuple(dict.fromkeys(colors)))


def test_an_index_without_a_colour_is_black() -> None:
    pixels = images.decode_png(png(np.full((SIDE, SIDE, 1), 3), 2, 3, table=b"\xff\xff\xff"))
    assert np.array_equal(pixels, rgba(np.zeros((SIDE, SIDE, 3), np.uint8)))


def test_trailing_bytes_do_no_harm_and_wrong_checksums_are_told() -> None:
    data = png(samples(8, 4), 8, 6)
    assert np.array_equal(images.decode_png(data + b"more"), samples(8, 4))
    at = data.index(b"IDAT") + 6
    with pytest.raises(FileError, match=r"a\.png is damaged: a checksum in it does not hold"):
        images.decode_png(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], "a.png")


def test_bombs_in_text_and_picture_data_are_not_unpacked() -> None:
    bomb = zlib.compress(bytes(100 << 20), 9)
    text = chunk(b"zTXt", b"Comment\0\0" + bomb) + chunk(b"iCCP", b"icc\0\0" + bomb)
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 6, 0, 0, 0))
    data = PNG + header + text + chunk(b"IDAT", bomb) + chunk(b"IEND", b"")
    tracemalloc.start()
    try:
        images.decode_png(data)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()


def apng(
    frames: list[tuple[np.ndarray, tuple[int, int], int, int]], still: np.ndarray | None = None
) -> bytes:
    """Frames as (pixels, (x, y), disposal, blend); `still` stands before them and is no part of them."""
    height, width = (frames[0][0] if still is None else still).shape[:2]
    parts = [PNG, chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))]
    parts.append(chunk(b"acTL", struct.pack(">II", len(frames), 0)))
    if still is not None:
        parts.append(chunk(b"IDAT", raw(still)))
    for number, (pixels, at, disposal, blend) in enumerate(frames):
        size = pixels.shape[1], pixels.shape[0]
        parts.append(chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, *size, *at, 1, 0, disposal, blend)))
        if number == 0 and still is None:
            parts.append(chunk(b"IDAT", raw(pixels)))
        else:
            data = raw(pixels)
            parts += [chunk(b"fdAT", bytes(4) + data[:9]), chunk(b"fdAT", bytes(4) + data[9:])]
    return b"".join((*parts, chunk(b"IEND", b"")))


def raw(pixels: np.ndarray) -> bytes:
    return zlib.compress(b"".join(b"\0" + row.tobytes() for row in pixels))


def flat(color: tuple[int, int, int, int], size: tuple[int, int] = (3, 3)) -> Pixels:
    return np.full((*size, 4), color, np.uint8)


RED, GREEN, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (9, 9, 9, 0)


def test_apng_frames_are_laid_over_replaced_cleared_and_restored() -> None:
    patch = flat(GREEN, (1, 2))
    patch[0, 1] = CLEAR
    frames = [
        (flat(RED), (0, 0), 0, 0),
        (patch, (1, 1), 2, 1),  # over, then the red comes back
        (patch, (1, 2), 1, 0),  # replaced, then cleared
        (flat(GREEN, (1, 1)), (0, 0), 0, 1),
    ]
    picture = images.decode(apng(frames), "a.png")
    over = flat(RED)
    over[1, 1] = GREEN
    replaced = flat(RED)
    replaced[2, 1:] = patch[0]
    last = flat(RED)
    last[2, 1:] = 0
    last[0, 0] = GREEN
    for shown, expected in zip(picture.frames, (flat(RED), over, replaced, last), strict=True):
        assert np.array_equal(shown, expected)
    assert picture.durations_ms == (10, 10, 10, 10)


def test_a_still_in_front_of_an_animation_is_no_frame() -> None:
    picture = images.decode(
        apng([(flat(RED), (0, 0), 0, 0), (flat(GREEN), (0, 0), 0, 0)], flat(CLEAR)), "a.png"
    )
    assert [frame[0, 0].tolist() for frame in picture.frames] == [list(RED), list(GREEN)]


def test_frames_outside_of_the_picture_and_too_many_are_told() -> None:
    with pytest.raises(FileError, match="a frame does not fit its size"):
        images.decode(apng([(flat(RED), (0, 0), 0, 0), (flat(RED), (1, 0), 0, 0)]), "a.png")
    many = [(flat(RED, (1, 1)), (0, 0), 0, 0)] * 1025
    with pytest.raises(FileError, match="too long: 1025 frames, at most 1024"):
        images.decode(apng(many), "a.png")


def test_mixing_that_would_take_long_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(animation, "_MAX_MIXED", 3 * 9)
    glass = (flat((1, 2, 3, 77)), (0, 0), 0, 1)
    assert len(images.decode(apng([glass] * 3), "a.png").frames) == 3
    assert len(images.decode(apng([(flat(RED), (0, 0), 0, 1)] * 9), "a.png").frames) == 9
    with pytest.raises(FileError, match=r"a\.png is too large: too many of its large frames shine through"):
        images.decode(apng([glass] * 4), "a.png")
