"""GIF, WebP and BMP from strangers."""

from __future__ import annotations

import io
import struct
from functools import partial

import numpy as np
from PIL import Image

from lunarcore_studio.files.image_writing import encode_gif, encode_webp
from tests.files.drawn import gif, gif_frame, sprite
from tests.hostile.kind import Kind

TABLE = ((0, 0, 0), (250, 9, 9), (9, 250, 9), (9, 9, 250))


def quarters(first: int) -> np.ndarray:
    """16 x 16 places below 4, another picture for each number."""
    places = np.arange(256).reshape(16, 16) // 37 % 4
    places[0, :8] = [first >> 2 * digit & 3 for digit in range(8)]
    return places


def still(first: int, *before: bytes, size: tuple[int, int] = (16, 16), **named: object) -> bytes:
    return gif(size, TABLE, [*before, gif_frame(quarters(first), **named)])  # type: ignore[arg-type]


def block(width: int, height: int) -> bytes:
    """An image block of a size without any data."""
    return b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x00"


GIFS = {
    "huge.gif": Kind(lambda: gif((60_000, 60_000), TABLE, [block(1, 1)]), "too large: 60000 x 60000 pixels"),
    "huge-frame.gif": Kind(lambda: gif((16, 16), TABLE, [block(60_000, 60_000)]), "too large: 60000 x 60000"),
    "no-size.gif": Kind(lambda: gif((0, 0), TABLE, [block(1, 1)]), "damaged: its header says that it has no"),
    "no-frames.gif": Kind(lambda: gif((16, 16), TABLE, []), "holds no picture"),
    "frames-many.gif": Kind(lambda: gif((16, 16), TABLE, [block(1, 1)] * 70_000), "too long: 1025 frames"),
    "frames-large.gif": Kind(
        lambda: gif((512, 512), TABLE, [block(512, 512)] * 900), "too large: 900 frames of"
    ),
    "frame-without-data.gif": Kind(lambda: gif((16, 16), TABLE, [block(16, 16)]), "cut short"),
    "no-delay.gif": Kind(
        lambda: gif((16, 16), TABLE, [gif_frame(quarters(n), delay=0) for n in (1, 2)]), sprites=2
    ),
    "no-end.gif": Kind(lambda: still(12)[:-1]),
    "cut-short.gif": Kind(lambda: encode_gif(np.stack([sprite(5), sprite(6)]))[:-30], "cut short"),
    "of-1987.gif": Kind(lambda: still(4).replace(b"GIF89a", b"GIF87a")),
    "comments-many.gif": Kind(
        lambda: still(5, b"\x21\xfe" + b"\1a" * 1_100_000 + b"\0"), "damaged: it has too many"
    ),
    "odd-block.gif": Kind(lambda: still(6, b"\x99\x01\x02\x00"), "damaged: it holds something that GIF"),
    "outside.gif": Kind(lambda: still(7, at=(60_000, 60_000)), "blank"),
    "code-size-20.gif": Kind(lambda: still(8).replace(b"\0\x03", b"\0\x14", 1), "damaged"),
    "colour-beyond-table.gif": Kind(lambda: still(13, hidden=200)),
}


def webp(seed: int, **options: object) -> bytes:
    """As Pillow writes it: flat enough to be art even with loss."""
    held = io.BytesIO()
    flat = np.full((16, 16, 4), (20 * seed % 250, 90, 200, 255), np.uint8)
    flat[4:12, 4:12] = (250, 20 * seed % 250, 30, 255)
    Image.fromarray(flat).save(held, "WEBP", **options)
    return held.getvalue()


def riff(*parts: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data for kind, data in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


EXTENDED = b"\0\0\0\0" + (60_000 - 1).to_bytes(3, "little") * 2
WEBPS = {
    "huge.webp": Kind(lambda: riff((b"VP8X", EXTENDED)), "too large: 60000 x 60000 pixels"),
    "huge-lossless.webp": Kind(lambda: riff((b"VP8L", b"\x2f" + b"\xff" * 9)), "too large: 16384 x 16384"),
    "huge-lossy.webp": Kind(
        lambda: riff((b"VP8 ", b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f")), "too large: 16383 x"
    ),
    "frames-many.webp": Kind(
        lambda: riff((b"VP8X", b"\2\0\0\0" + bytes(6)), *[(b"ANMF", b"")] * 2000), "too long: 2000 frames"
    ),
    "chunks-many.webp": Kind(lambda: riff(*[(b"JUNK", b"")] * 70_000), "damaged: its header is missing"),
    "sizes-differ.webp": Kind(
        lambda: riff((b"VP8X", bytes(10)), (b"VP8L", webp(1, lossless=True)[20:])), "damaged"
    ),
    "short.webp": Kind(lambda: webp(2, lossless=True)[:-9], "cut short: the file ends after"),
    "length-lies.webp": Kind(lambda: webp(3)[:4] + b"\xff\xff\xff\x7f" + webp(3)[8:], "cut short: the file"),
    "nothing.webp": Kind(lambda: b"RIFF\4\0\0\0WEBP", "damaged: its header is missing"),
    "lossy.webp": Kind(partial(webp, 4, quality=60)),
    "lossless.webp": Kind(partial(webp, 5, lossless=True)),
    "moving.webp": Kind(lambda: encode_webp(np.stack([sprite(201), sprite(202)])), sprites=2),
    "bomb-in-profile.webp": Kind(lambda: webp(6, lossless=True, icc_profile=bytes(4 << 20))),
    "trailing.webp": Kind(lambda: webp(7, lossless=True) + b"more" * 99),
}


def bmp(seed: int, colors: int = 8) -> bytearray:
    held = io.BytesIO()
    Image.fromarray(sprite(seed)[..., :3]).quantize(colors).save(held, "BMP")
    return bytearray(held.getvalue())


def changed(data: bytearray, at: int, form: str, *values: int) -> bytes:
    struct.pack_into(form, data, at, *values)
    return bytes(data)


def run_length(seed: int) -> bytes:
    """Packed into runs of one pixel."""
    lines = 16 * (b"".join(bytes((1, (seed + value) % 8)) for value in range(16)) + b"\0\0") + b"\0\1"
    data = bmp(seed, 200)
    start = int.from_bytes(data[10:14], "little")
    return changed(data[:start] + lines, 30, "<II", 1, len(lines))


def of_16_bits() -> bytes:
    """5, 6 and 5 bits a colour, as masks say."""
    head = struct.pack("<IiiHHIIiiII", 40, 16, -16, 1, 16, 3, 512, 0, 0, 0, 0)
    pixels = (np.arange(256) // 64 * 0x1084).astype("<u2").tobytes()
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
    return b"BM" + struct.pack("<IHHI", 66 + 512, 0, 0, 66) + head + masks + pixels


def of_os2() -> bytes:
    """The header of twelve bytes that OS/2 had."""
    body = (
        struct.pack("<IHHHH", 12, 16, 16, 1, 24)
        + (np.arange(256) // 48 * 40).astype(np.uint8).repeat(3).tobytes()
    )
    return b"BM" + struct.pack("<IHHI", 14 + len(body), 0, 0, 26) + body


BMPS = {
    "huge.bmp": Kind(lambda: changed(bmp(301), 18, "<ii", 60_000, 60_000), "too large: 60000 x 60000 pixels"),
    "least-height.bmp": Kind(lambda: changed(bmp(302), 22, "<i", -(1 << 31)), "too large: 16 x 2147483648"),
    "no-size.bmp": Kind(
        lambda: changed(bmp(303), 18, "<ii", 0, 0), "damaged: its header says that it has no"
    ),
    "upside-down.bmp": Kind(lambda: changed(bmp(304), 22, "<i", -16)),
    "run-length.bmp": Kind(partial(run_length, 305)),
    "run-length-large.bmp": Kind(
        lambda: changed(bytearray(run_length(306)), 18, "<ii", 2000, 2000),
        "too large for a run-length packed BMP",
    ),
    "bits-16.bmp": Kind(of_16_bits),
    "os2.bmp": Kind(of_os2),
    "palette-lies.bmp": Kind(lambda: changed(bmp(307), 46, "<I", 0x7FFFFFFF), "damaged"),
    "offset-lies.bmp": Kind(lambda: changed(bmp(308), 10, "<I", 0x7FFFFFFF), "cut short"),
    "packed-as-png.bmp": Kind(lambda: changed(bmp(309), 30, "<I", 5), "damaged"),
    "bits-77.bmp": Kind(lambda: changed(bmp(310), 28, "<H", 77), "damaged"),
    "half-a-header.bmp": Kind(lambda: b"BM\0\0", "cut short"),
    "text.bmp": Kind(lambda: b"BMI is a measure of weight. " * 9, "too large: 1702305894 x"),
}
KINDS = GIFS | WEBPS | BMPS
