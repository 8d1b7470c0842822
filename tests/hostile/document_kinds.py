"""Drawings and palettes from strangers that a person opens: .lunar bombs and escapes, tables that lie."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from functools import partial
from typing import Any

import numpy as np

from lunarcore_studio.files import project
from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.sprite import Sprite
from tests.files.drawn import header_png, sprite
from tests.hostile.kind import Kind

DRAWING = Sprite.from_pixels(sprite(601))
DAMAGED = "is damaged: its description of the sprite does not hold"
LAB = struct.pack(">HH4s3fH", 1, 0, b"LAB ", 0.5, 20.0, -20.0, 2)


def entries() -> dict[str, bytes]:
    """The entries of a sound file with a history of two steps."""
    history = History.begin(State(Sprite.blank(16, 16))).pushed(State(DRAWING), "Pencil").saved(DRAWING)
    with zipfile.ZipFile(io.BytesIO(project.encode_project(DRAWING, history))) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(held: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return out.getvalue()


def lunar(**changed: Any) -> bytes:
    """A file with other facts."""
    held = entries()
    return packed(held | {"sprite.json": json.dumps(json.loads(held["sprite.json"]) | changed).encode()})


def with_entries(**held: bytes) -> bytes:
    """A file with other entries; __ stands for a dot, and _ for a slash, in their names."""
    return packed(
        entries() | {name.replace("__", ".").replace("_", "/"): data for name, data in held.items()}
    )


def linked() -> bytes:
    """A picture that is a symbolic link out of the archive."""
    out = io.BytesIO(packed({name: data for name, data in entries().items() if not name.startswith("cels/")}))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("cels/0-0.png")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def lied_about() -> bytes:
    """A picture of a gigabyte that the directory calls one byte."""
    data = bytearray(with_entries(**{"cels_0-0__png": bytes(64 << 20)}))
    at = data.rindex(b"PK\1\2", 0, data.rindex(b"cels/0-0.png"))
    struct.pack_into("<I", data, at + 24, 1)
    return bytes(data)


def with_password() -> bytes:
    data = bytearray(lunar())
    data[data.rindex(b"PK\1\2") + 8] |= 1
    first = data.index(b"PK\1\2")
    data[first + 8] |= 1
    return bytes(data)


def swatches(count: int, told: int | None = None) -> bytes:
    head = struct.pack(">HHI", 1, 0, count if told is None else told)
    return b"ASEF" + head + (struct.pack(">HI", 1, len(LAB)) + LAB) * count


LUNARS = {
    "huge.lunar": Kind(partial(lunar, width=60_000, height=60_000), "is too large: 60000 x 60000 pixels"),
    "no-size.lunar": Kind(partial(lunar, width=0), DAMAGED),
    "size-is-text.lunar": Kind(partial(lunar, width="16"), DAMAGED),
    "cels-many.lunar": Kind(partial(lunar, cels=["cels/0-0.png"] * 5000), "is too large: 1 layers, 1 frames"),
    "layers-many.lunar": Kind(partial(lunar, layers=[{}] * 300), "is too large: 300 layers"),
    "colours-many.lunar": Kind(
        partial(lunar, palette={"name": "", "colors": ["#fff"] * 5000}), "is too large: its palette"
    ),
    "cel-outside.lunar": Kind(partial(lunar, cels=["../../etc/passwd"]), DAMAGED),
    "cel-absolute.lunar": Kind(partial(lunar, cels=["/etc/passwd"]), DAMAGED),
    "cel-not-there.lunar": Kind(partial(lunar, cels=["cels/7-7.png"]), "is no .lunar file, or damaged"),
    "cel-is-a-link.lunar": Kind(linked, "is damaged: a picture in it is not a PNG picture"),
    "cel-huge.lunar": Kind(
        lambda: with_entries(**{"cels_0-0__png": header_png(60_000, 60_000)}),
        "is damaged: a picture in it is too large",
    ),
    "cel-bomb.lunar": Kind(
        lambda: with_entries(**{"cels_0-0__png": bytes(64 << 20)}), "is too large: cels/0-0.png"
    ),
    "cel-of-other-size.lunar": Kind(
        lambda: with_entries(**{"cels_0-0__png": encode_png(sprite(602, 9))}),
        "is damaged: a picture in it has another size",
    ),
    "directory-lies.lunar": Kind(lied_about, "is damaged"),
    "facts-bomb.lunar": Kind(
        lambda: with_entries(sprite__json=b" " * (64 << 20)), "is too large: sprite.json"
    ),
    "facts-of-lists.lunar": Kind(
        lambda: with_entries(sprite__json=b"[" + b"[1]," * 1_000_000 + b"1]"), DAMAGED
    ),
    "facts-deep.lunar": Kind(lambda: with_entries(sprite__json=b"[" * 60_000), DAMAGED),
    "facts-none.lunar": Kind(lambda: packed({"a.txt": b""}), "is no .lunar file, or damaged"),
    "number-long.lunar": Kind(
        lambda: with_entries(sprite__json=b'{"a": ' + b"9" * 1_000_000 + b"}"), DAMAGED
    ),
    "newer.lunar": Kind(partial(lunar, version=99), "is from a newer studio: it has version 99"),
    "version-is-true.lunar": Kind(partial(lunar, version=True)),
    "history-bomb.lunar": Kind(lambda: with_entries(history__json=b" " * (64 << 20))),
    "history-of-lists.lunar": Kind(lambda: with_entries(history__json=b"[" + b"[1]," * 2_000_000 + b"1]")),
    "history-pictures-bomb.lunar": Kind(lambda: with_entries(history__bin=bytes(64 << 20))),
    "entries-many.lunar": Kind(
        lambda: packed({str(n): b"" for n in range(5000)}), "is damaged: it has too many"
    ),
    "packed-otherwise.lunar": Kind(
        lambda: packed(entries(), zipfile.ZIP_LZMA), "is packed in a way that the studio does not write"
    ),
    "with-password.lunar": Kind(with_password, "is damaged or cut short"),
    "no-zip.lunar": Kind(lambda: b"hello", "is damaged or cut short"),
    "empty.lunar": Kind(lambda: b"", "is damaged or cut short"),
    "cut-short.lunar": Kind(lambda: lunar()[:-40], "is damaged or cut short"),
}
PALETTES = {
    "swatches-many.ase": Kind(lambda: swatches(((1 << 20) - 12) // (6 + len(LAB)))),
    "swatches-lie.ase": Kind(lambda: swatches(3, 0xFFFFFFFF), "is not a .ase palette"),
    "same-many.hex": Kind(lambda: b"fff\n" * 260_000),
    "colours-many.hex": Kind(lambda: b"".join(b"%06x\n" % n for n in range(140_000)), "holds 140000 colours"),
    "colours-many.gpl": Kind(lambda: b"GIMP Palette\n" + b"1 2 3\n" * 170_000),
    "number-long.gpl": Kind(lambda: b"GIMP Palette\n" + b"9" * 900_000, "is not a .gpl palette"),
    "line-long.pal": Kind(lambda: b"JASC-PAL\n0100\n1\n" + b"1 " * 500_000),
    "count-lies.pal": Kind(
        lambda: b"RIFF\xff\xff\xff\xffPAL data\xff\xff\xff\xff\0\3\xff\xff", "is not a .pal palette"
    ),
    "chunks-many.pal": Kind(lambda: b"RIFF\0\0\0\0PAL " + b"junk\0\0\0\0" * 120_000, "is not a .pal palette"),
    "short.act": Kind(lambda: bytes(767), "is not a .act palette"),
    "lists.json": Kind(lambda: b'{"colors": [' + b"[1]," * 260_000 + b"1]}", "is not a .json palette"),
    "deep.json": Kind(lambda: b"[" * 1_000_000, "is not a .json palette"),
    "too-large.gpl": Kind(lambda: bytes(2 << 20), "is too large: files of this kind may have 1 MB"),
    "noise.png": Kind(
        lambda: encode_png(np.random.default_rng(1).integers(0, 256, (64, 64, 4), np.uint8)),
        "has more than 256",
    ),
}
