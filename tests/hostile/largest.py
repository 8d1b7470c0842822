"""The largest files that are still read, and those just beyond, made to be as slow as they can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PIL import Image

from lunarcore_studio.files import project
from lunarcore_studio.pixels.sprite import Cel, Layer, Sprite
from tests.files import aseprite_files as ase
from tests.files.drawn import PNG, chunk
from tests.files.test_png_reading import apng
from tests.hostile.document_kinds import entries, packed

SIDE = 4096
TABLE = bytes(range(256)) * 3


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(len(shape)).integers(1, 255, shape, np.uint8)


def png(color_type: int, depth: int, channels: int, *before: bytes, is_flat: bool = False) -> bytes:
    """4096 x 4096 pixels that no filter makes small, or all of them 0."""
    length = SIDE * channels * depth // 8
    rows = [bytes([row % 5]) + (bytes(length) if is_flat else noise(length).tobytes()) for row in range(SIDE)]
    head = struct.pack(">IIBBBBB", SIDE, SIDE, depth, color_type, 0, 0, 0)
    data = chunk(b"IDAT", zlib.compress(b"".join(rows), 1))
    return b"".join((PNG, chunk(b"IHDR", head), *before, data, chunk(b"IEND", b"")))


def moving_png(frames: int, side: int, disposal: int, blend: int) -> bytes:
    """Frames that all shine through."""
    return apng([(noise(side, side, 4), (0, 0), disposal, blend)] * frames)


def pillow(pixels: np.ndarray, kind: str, frames: int = 1, **options: Any) -> bytes:
    held = io.BytesIO()
    image = Image.fromarray(pixels)
    if pixels.ndim == 2:
        image.putpalette(TABLE)
    # every other one is turned, or the writer would merge them
    more = [
        image if number % 2 else image.transpose(Image.Transpose.ROTATE_90) for number in range(frames - 1)
    ]
    moving = {"save_all": True, "append_images": more} if more else {}
    image.save(held, kind, **moving, **options)
    return held.getvalue()


def layers(count: int, size: tuple[int, int], side: int, color: int, **named: Any) -> bytes:
    """An Aseprite file of layers of one colour, which are transparent where it is below 255."""
    pixels = np.full((size[1], size[0], 4), color, np.uint8)
    made = [ase.layer(str(number), **named) for number in range(count)]
    return ase.file([[*made, *[ase.cel(pixels, number) for number in range(count)]]], (side, side))


def linked(frames: int) -> bytes:
    first = [ase.layer(), ase.cel(noise(1024, 1024, 4))]
    return ase.file([first, *[[ase.link(0)]] * (frames - 1)], (1024, 1024))


def tilemap() -> bytes:
    tiles = np.full((2, 1, 1, 4), 9, np.uint8)
    cel = ase.tilemap(np.ones((SIDE, SIDE), int).tolist())
    return ase.file([[ase.tileset(tiles), ase.layer(kind=ase.TILEMAP), cel]], (SIDE, SIDE))


def drawing(count: int) -> bytes:
    """A .lunar file of so many layers of a million pixels."""
    pixels = noise(1024, 1024, 4) if count < 16 else np.zeros((1024, 1024, 4), np.uint8)
    made = tuple(Layer(str(number)) for number in range(count))
    cels = {(number, 0): Cel(np.roll(pixels, number)) for number in range(count)}
    return project.encode_project(Sprite(1024, 1024, layers=made, cels=cels))


def past(facts: bytes, pictures: int) -> bytes:
    """A .lunar file with such facts of a history."""
    return packed(entries() | {"history.json": facts, "history.bin": bytes(pictures)}, zipfile.ZIP_DEFLATED)


EMPTY = b'{"pictures":[%s],"masks":[],"steps":[],"cursor":0,"palettes":[],"layers":[],"frames":[],"tags":[]}'
PICTURES: dict[str, Callable[[], bytes]] = {
    "rgb-key.png": lambda: png(2, 8, 3, chunk(b"tRNS", bytes(6))),
    "rgb-16-key.png": lambda: png(2, 16, 3, chunk(b"tRNS", bytes(6)), is_flat=True),
    "rgba-16.png": lambda: png(6, 16, 4, is_flat=True),
    "grey-16-key.png": lambda: png(0, 16, 1, chunk(b"tRNS", bytes(2))),
    "grey-1.png": lambda: png(0, 1, 1, is_flat=True),
    "grey-alpha.png": lambda: png(4, 8, 2),
    "indexed.png": lambda: png(3, 8, 1, chunk(b"PLTE", TABLE)),
    "glass.png": partial(moving_png, 256, 128, 0, 1),
    "glass-large.png": partial(moving_png, 1, 2048, 0, 1),
    "restored.png": partial(moving_png, 1000, 120, 2, 0),
    "sheet.png": lambda: pillow(noise(2896, 2896), "PNG", compress_level=1),
    "sheet-of-one.png": lambda: pillow(np.tile(noise(16, 16), (181, 181)), "PNG"),
    "noise.gif": lambda: pillow(noise(SIDE, SIDE), "GIF"),
    "frames.gif": lambda: pillow(noise(128, 128), "GIF", 1024, duration=20),
    "noise.bmp": lambda: pillow(noise(SIDE, SIDE), "BMP"),
    "flat.webp": lambda: pillow(np.full((SIDE, SIDE, 4), 77, np.uint8), "WEBP", lossless=True, method=0),
    "blocks.webp": lambda: pillow(
        noise(512, 512, 4).repeat(8, 0).repeat(8, 1), "WEBP", lossless=True, method=0
    ),
    "lossy.webp": lambda: pillow(noise(512, 512, 4).repeat(8, 0).repeat(8, 1), "WEBP", method=0),
    "frames.webp": lambda: pillow(noise(32, 32, 4).repeat(4, 0).repeat(4, 1), "WEBP", 1000, method=0),
    "two-layers.aseprite": partial(layers, 2, (SIDE, SIDE), SIDE, 200),
    "glass-layers.aseprite": partial(layers, 9, (512, 1000), SIDE, 100),
    "blends.aseprite": partial(layers, 256, (127, 128), 2048, 100, blend=1),
    "covers.aseprite": partial(layers, 2, (SIDE, SIDE), SIDE, 255),
    "noise.aseprite": lambda: ase.file(
        [[ase.layer(), ase.cel(noise(SIDE - 200, SIDE, 4), packed=False)]], (SIDE, SIDE)
    ),
    "linked.aseprite": partial(linked, 16),
    "tilemap.aseprite": tilemap,
}
DRAWINGS: dict[str, Callable[[], bytes]] = {
    "noise.lunar": partial(drawing, 15),
    "flat.lunar": partial(drawing, 32),
    "past-pictures.lunar": lambda: past(EMPTY % b",".join([b"[1,1]"] * 131_000), 524_000),
    "past-large.lunar": lambda: past(EMPTY % b"[4096,4096]", 64 << 20),
    "past-lists.lunar": lambda: past(EMPTY % b",".join([b"[]"] * 780_000), 0),
}
