"""The studio's own file, .lunar, and opening and saving a document of any kind. Any thread.

A .lunar file is a zip of `sprite.json` (facts, version 1) and one PNG for each cel. The same sprite gives the
same bytes. What a stranger's file says is checked against bounds before anything is unpacked, and nothing is
ever extracted to disk.
"""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lunarcore_studio.files import images
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.picture import MAX_FRAMES, MAX_PIXELS, MAX_SIDE
from lunarcore_studio.files.reading import FILE_LIMIT, read_bytes
from lunarcore_studio.pixels.color import from_hex, to_hex
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite

VERSION = 1
MAX_LAYERS = 256
MAX_CELS = 4096
SAVABLE = (".lunar", ".png")
OPENABLE = images.READABLE | {".lunar"}
_FACTS = "sprite.json"
_FACTS_LIMIT = 4 << 20  # bytes
_ENTRY_MARK = b"PK\x01\x02"  # in front of every entry of a zip's directory
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name, so that bytes do not depend on the clock
_MAX_PALETTE = 4096


def open_document(path: Path | str) -> Sprite:
    """The sprite in a .lunar file, or a picture of any readable kind as one layer with its frames.

    An indexed picture brings its palette, any other the colours it is made of. Raises FileError.
    """
    path = Path(path)
    if path.suffix.lower() == ".lunar":
        return read_project(path)
    picture = images.read_image(path)
    palette = picture.palette or Palette.of(picture.pixels)
    width, height = picture.size
    return Sprite(
        width,
        height,
        palette if palette.has_visible else FALLBACK,
        frames=tuple(Frame(ms) for ms in picture.durations_ms),
        cels={(0, index): Cel(pixels) for index, pixels in enumerate(picture.frames)},
    )


def save_document(path: Path | str, sprite: Sprite, *, overwrite: bool = True) -> None:
    """Save a sprite by suffix: .lunar keeps everything, .png a sprite of one plain layer and one frame.

    FileError for another suffix and for what a PNG can not hold; FileExists.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".lunar":
        write_project(path, sprite, overwrite=overwrite)
    elif suffix != ".png":
        raise FileError.about(path, f"can not be saved: documents are saved as {' or '.join(SAVABLE)}")
    elif len(sprite.frames) > 1 or len(sprite.layers) > 1 or _is_veiled(sprite.layers[0]):
        raise FileError.about(path, "can not hold layers and frames: save as .lunar, or export")
    else:
        images.write_png(path, sprite.pixels(), overwrite=overwrite)


def read_project(path: Path | str) -> Sprite:
    """The sprite in a .lunar file. FileError: no such file, damaged, too large, or of a newer version."""
    data = read_bytes(path)
    if data.count(_ENTRY_MARK) > MAX_CELS + 1:
        raise FileError.about(path, "is damaged: it has too many parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            facts = json.loads(_entry(archive, _FACTS, _FACTS_LIMIT, path))
            _check_version(facts, path)
            return _sprite(facts, archive, path)
    except FileError:
        raise
    # zipfile and json raise many kinds, down to RuntimeError for a password, and RecursionError
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise FileError.about(path, "is damaged or cut short") from error
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, struct.error) as error:
        raise FileError.about(path, "is damaged: its description of the sprite does not hold") from error


def write_project(path: Path | str, sprite: Sprite, *, overwrite: bool = True) -> None:
    """Write a .lunar file with all of a sprite. FileExists; FileError, also for more than is read back."""
    reason = _too_large(sprite.width, sprite.height, len(sprite.layers), len(sprite.frames), len(sprite.cels))
    data = b"" if reason else encode_project(sprite)
    if len(data) > FILE_LIMIT or len(sprite.palette) > _MAX_PALETTE:
        reason = "is too large to be read back"
    if reason:
        raise FileError.about(path, reason)
    write_bytes(path, data, overwrite)


def encode_project(sprite: Sprite) -> bytes:
    """The bytes of a .lunar file, the same for the same sprite."""
    cels = {f"cels/{layer}-{frame}.png": cel for (layer, frame), cel in sorted(sprite.cels.items())}
    facts = {
        "format": "lunarcore-sprite",
        "version": VERSION,
        "width": sprite.width,
        "height": sprite.height,
        "palette": {"name": sprite.palette.name, "colors": [to_hex(color) for color in sprite.palette]},
        "layers": [asdict(layer) for layer in sprite.layers],
        "frames": [asdict(frame) for frame in sprite.frames],
        "cels": list(cels),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_info(_FACTS), json.dumps(facts, indent=1))
        for name, cel in cels.items():
            archive.writestr(_info(name), images.encode_png(cel.pixels))
    return out.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system = 3  # else the bytes would tell Windows from the rest
    info.external_attr = 0o644 << 16
    return info


def _is_veiled(layer: Layer) -> bool:
    return not layer.visible or layer.opacity < 255


def _entry(archive: zipfile.ZipFile, name: str, limit: int, path: Path | str) -> bytes:
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise FileError.about(path, f"is no .lunar file, or damaged: there is no {name} in it") from error
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FileError.about(path, "is packed in a way that the studio does not write")
    with archive.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise FileError.about(path, f"is too large: {name} in it is over {limit >> 20} MB")
    return data


def _check_version(facts: Any, path: Path | str) -> None:
    if not isinstance(facts, dict) or facts.get("format") != "lunarcore-sprite":
        raise FileError.about(path, "is no .lunar file")
    version = facts["version"]
    if not isinstance(version, int) or version < 1:
        raise ValueError(version)
    if version > VERSION:
        raise FileError.about(
            path, f"is from a newer studio: it has version {version}, this one reads {VERSION}"
        )


def _too_large(width: int, height: int, layers: int, frames: int, cels: int) -> str:
    if max(width, height) > MAX_SIDE:
        return f"is too large: {width} x {height} pixels, at most {MAX_SIDE} a side"
    if layers > MAX_LAYERS or frames > MAX_FRAMES or cels > MAX_CELS:
        return f"is too large: {layers} layers, {frames} frames and {cels} pictures in them"
    if width * height * cels > 2 * MAX_PIXELS:
        return f"is too large: {cels} pictures of {width} x {height} pixels"
    return ""


def _sprite(facts: dict[str, Any], archive: zipfile.ZipFile, path: Path | str) -> Sprite:
    width, height = _integer(facts["width"], 1, 1 << 16), _integer(facts["height"], 1, 1 << 16)
    names = facts["cels"]
    reason = _too_large(width, height, len(facts["layers"]), len(facts["frames"]), len(names))
    if reason:
        raise FileError.about(path, reason)
    palette = facts["palette"]
    if len(palette["colors"]) > _MAX_PALETTE:
        raise FileError.about(path, "is too large: its palette has too many colours")
    colors = tuple(from_hex(color) for color in palette["colors"])
    layers = tuple(
        Layer(
            str(layer["name"]),
            layer["visible"] is True,
            _integer(layer["opacity"], 0, 255),
            layer["locked"] is True,
        )
        for layer in facts["layers"]
    )
    frames = tuple(Frame(_integer(frame["duration_ms"], 1, 1 << 31)) for frame in facts["frames"])
    cels = {_place(name): _cel(archive, name, (width, height), path) for name in names}
    return Sprite(width, height, Palette(colors, str(palette["name"])), layers, frames, cels)


def _place(name: str) -> tuple[int, int]:
    """Layer and frame of a cel's name, which by its form leads nowhere but into the archive."""
    match = re.fullmatch(r"cels/([0-9]{1,4})-([0-9]{1,4})\.png", name)
    if match is None:
        raise ValueError(name)
    return int(match[1]), int(match[2])


def _cel(archive: zipfile.ZipFile, name: str, size: tuple[int, int], path: Path | str) -> Cel:
    limit = (1 << 16) + 5 * size[0] * size[1]
    try:
        pixels = images.decode_png(_entry(archive, name, limit, path), name)
    except FileError as error:
        raise FileError.about(path, f"is damaged: a picture in it {error.reason}") from error
    if pixels.shape[:2] != size[::-1]:
        raise FileError.about(path, "is damaged: a picture in it has another size")
    return Cel(pixels)


def _integer(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError(value)
    return value
