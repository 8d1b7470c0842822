"""Files that are something else than their name says."""

from __future__ import annotations

import io
import tarfile
import zipfile

from PIL import Image

from lunarcore_studio.files.image_writing import encode_png
from tests.files.drawn import sprite
from tests.hostile.kind import Kind

READ = "PNG, GIF, WebP, BMP and Aseprite files are read"
UNKNOWN = "not a picture that can be read"


def pillow(kind: str, mode: str = "RGB", **options: object) -> bytes:
    """A picture of another kind, as Pillow writes it."""
    held = io.BytesIO()
    Image.fromarray(sprite(7)).convert(mode).save(held, kind, **options)
    return held.getvalue()


def turned() -> bytes:
    """A JPEG whose EXIF says that it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return pillow("JPEG", exif=exif)


def zipped(*levels: str) -> bytes:
    """Zips in each other."""
    data = encode_png(sprite(8))
    for name in levels:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, data)
        data = held.getvalue()
    return data


def tarred(mode: str) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=f"w:{mode}") as archive:
        archive.addfile(tarfile.TarInfo("../../etc/passwd"), io.BytesIO())
    return held.getvalue()


KINDS = {
    "cmyk.png": Kind(lambda: pillow("JPEG", "CMYK"), f"a JPEG picture; {READ}"),
    "turned.png": Kind(turned, f"a JPEG picture; {READ}"),
    "photo.jpg": Kind(lambda: pillow("JPEG"), "not a picture"),
    "tiff.png": Kind(lambda: pillow("TIFF"), "a TIFF picture"),
    "tiff-of-a-mac.gif": Kind(lambda: b"MM\0*\0\0\0\x08" + bytes(99), "a TIFF picture"),
    "photoshop.png": Kind(lambda: b"8BPS\0\1" + bytes(99), "a Photoshop file"),
    "drawing.png": Kind(
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><use href="file:///etc/passwd"/></svg>', UNKNOWN
    ),
    "entities.png": Kind(lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///dev/zero">]><a>&b;</a>', UNKNOWN),
    "book.gif": Kind(lambda: b"%PDF-1.7\n" + bytes(99), "a PDF"),
    "archive.aseprite": Kind(lambda: zipped("a.png"), f"an archive; {READ}"),
    "archive-in-archive.png": Kind(lambda: zipped(*["a.zip"] * 20), "an archive"),
    "tar.gif": Kind(lambda: tarred(""), UNKNOWN),
    "tar-packed.webp": Kind(lambda: tarred("gz"), UNKNOWN),
    "swatches.ase": Kind(lambda: b"ASEF\0\1\0\0" + bytes(99), "an Adobe swatch file"),
    "icon.png": Kind(lambda: pillow("ICO"), UNKNOWN),
    "pcx.bmp": Kind(lambda: pillow("PCX"), UNKNOWN),
    "qoi.png": Kind(lambda: b"qoif" + bytes(99), UNKNOWN),
    "avif.webp": Kind(lambda: b"\0\0\0\x1cftypavif" + bytes(99), UNKNOWN),
    "postscript.png": Kind(lambda: b"%!PS-Adobe-3.0 EPSF\n(r) file {run} loop", UNKNOWN),
    "script.gif": Kind(lambda: b"#!/bin/sh\nrm -rf ~\n", UNKNOWN),
    "pickle.png": Kind(lambda: b"\x80\x04cos\nsystem\n(S'true'\ntR.", UNKNOWN),
    "empty.png": Kind(lambda: b"", "empty"),
    "one-byte.gif": Kind(lambda: b"G", UNKNOWN),
    "zeros.png": Kind(lambda: bytes(1 << 20), UNKNOWN),
    "text-long.png": Kind(lambda: b"all work and no play " * 400_000, UNKNOWN),
    "mark.gif": Kind(lambda: b"\xef\xbb\xbfGIF89a" + bytes(99), UNKNOWN),
    "text-of-16-bits.png": Kind(lambda: "\ufeffpicture".encode("utf-16-le"), UNKNOWN),
    "sound.webp": Kind(lambda: b"RIFF\x24\0\0\0WAVEfmt " + bytes(99), UNKNOWN),
    "readme.txt": Kind(lambda: b"hello", "not a picture"),
    "drawing.lunar": Kind(lambda: zipped("sprite.json"), "not a picture"),
}
