"""The studio's own file, .lunar. Any thread.

A .lunar file is a zip of `sprite.json` (facts, version 2), one PNG for each cel, and the undo history in two
entries of its own, see `project_history`. The same sprite and history give the same bytes. What is said by
a stranger's file is checked against bounds before anything is unpacked; nothing is ever extracted to disk.
Version 1 knew no tags, no mode, no ways to blend and no history.
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
from typing import Any, NamedTuple

from lunarcore_studio.files import images
from lunarcore_studio.files.atomic import Keep, write_bytes
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.json_reading import load_json
from lunarcore_studio.files.picture import MAX_CELS, MAX_FRAMES, MAX_LAYERS, MAX_PIXELS, MAX_SIDE
from lunarcore_studio.files.project_history import MAX_STEPS, decode_history, encode_history, size_of
from lunarcore_studio.files.reading import FILE_LIMIT, read_bytes
from lunarcore_studio.pixels.color import from_hex, to_hex
from lunarcore_studio.pixels.history import History
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag

VERSION = 2
SUFFIX = ".lunar"
_FACTS = "sprite.json"
_FACTS_LIMIT = 4 << 20  # bytes
_ENTRY_MARK = b"PK\x01\x02"  # in front of every entry of a zip's directory
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name, so that bytes do not depend on the clock
_MAX_PALETTE = 4096
_HISTORY, _PICTURES = "history.json", "history.bin"
_HISTORY_LIMIT = 8 << 20  # bytes of its facts
_HISTORY_PARTS = 3 << 18  # lists and objects in them
_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
_LIES = (ValueError, TypeError, LookupError, AttributeError, OverflowError, struct.error)
_MOST_REPEATS = 1 << 16


class Project(NamedTuple):
    """What a .lunar file holds; a history that can not be read is None, and said to be damaged."""

    sprite: Sprite
    history: History | None
    is_history_damaged: bool = False


def read_project(path: Path | str) -> Project:
    """The sprite in a .lunar file and its history. FileError: no such file, damaged, too large, or newer."""
    data = read_bytes(path)
    if data.count(_ENTRY_MARK) > MAX_CELS + 3:
        raise FileError.about(path, "is damaged: it has too many parts")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            facts = load_json(_entry(archive, _FACTS, _FACTS_LIMIT, path))
            _check_version(facts, path)
            sprite = _sprite(_upgraded(facts), archive, path)
            return _with_history(sprite, archive, path)
    except FileError:
        raise
    # zipfile and json raise many kinds, down to RuntimeError for a password, and RecursionError
    except _DAMAGES as error:
        raise FileError.about(path, "is damaged or cut short") from error
    except _LIES as error:
        raise FileError.about(path, "is damaged: its description of the sprite does not hold") from error


def write_project(
    path: Path | str,
    sprite: Sprite,
    history: History | None = None,
    *,
    overwrite: bool = True,
    keep: Keep | None = None,
) -> None:
    """Write a .lunar file with all of a sprite and, around the present, of its history.

    `keep` as of `atomic.write_bytes`. FileExists; FileError, also for more than is read back.
    """
    reason = too_large(sprite)
    data = b"" if reason else encode_project(sprite, history)
    if len(data) > FILE_LIMIT and history is not None:
        data = encode_project(sprite)
    if len(data) > FILE_LIMIT or len(sprite.palette) > _MAX_PALETTE:
        reason = "is too large to be read back"
    if reason:
        raise FileError.about(path, reason)
    write_bytes(path, data, overwrite, keep)


def encode_project(sprite: Sprite, history: History | None = None) -> bytes:
    """The bytes of a .lunar file, the same for the same sprite; a history of other drawings is left out."""
    cels = {f"cels/{layer}-{frame}.png": cel for (layer, frame), cel in sorted(sprite.cels.items())}
    facts = {
        "format": "lunarcore-sprite",
        "version": VERSION,
        "width": sprite.width,
        "height": sprite.height,
        "palette": {"name": sprite.palette.name, "colors": [to_hex(color) for color in sprite.palette]},
        "layers": [asdict(layer) for layer in sprite.layers],
        "frames": [asdict(frame) for frame in sprite.frames],
        "tags": [{**asdict(tag), "color": to_hex(tag.color)} for tag in sprite.tags],
        "mode": sprite.mode,
        "cels": list(cels),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_info(_FACTS), json.dumps(facts, indent=1))
        for name, cel in cels.items():
            archive.writestr(_info(name), images.encode_png(cel.pixels))
        if history is not None and len(history.steps) > 1 and history.state.sprite == sprite:
            told, pictures = _told(history)
            archive.writestr(_info(_HISTORY), told, zipfile.ZIP_DEFLATED)
            archive.writestr(_info(_PICTURES), pictures, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def too_large(sprite: Sprite) -> str:
    """Why a sprite is not written, as it would not be read back; empty for one that is."""
    return _beyond(sprite.width, sprite.height, len(sprite.layers), len(sprite.frames), len(sprite.cels))


def _told(history: History) -> tuple[str, bytes]:
    """The two entries of a history, of as many steps as can be read back."""
    most = MAX_STEPS
    while True:
        facts, pictures = encode_history(history, most)
        told = json.dumps(facts, separators=(",", ":"))
        fits = len(told) <= _HISTORY_LIMIT and told.count("[") + told.count("{") <= _HISTORY_PARTS
        if fits or most <= 1:
            return told, pictures
        most //= 2


def _with_history(sprite: Sprite, archive: zipfile.ZipFile, path: Path | str) -> Project:
    if _HISTORY not in archive.namelist():
        return Project(sprite, None)
    try:
        facts = load_json(_entry(archive, _HISTORY, _HISTORY_LIMIT, path), _HISTORY_PARTS)
        history = decode_history(facts, _entry(archive, _PICTURES, size_of(facts), path))
    # the drawing is whole; whatever is wrong with its past must not keep it from being opened
    except (*_DAMAGES, *_LIES, FileError):
        return Project(sprite, None, is_history_damaged=True)
    if history.state.sprite != sprite:
        return Project(sprite, None, is_history_damaged=True)
    return Project(history.state.sprite, history)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system = 3  # else the bytes would tell Windows from the rest
    info.external_attr = 0o644 << 16
    return info


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
        bound = f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit >> 10} KB"
        raise FileError.about(path, f"is too large: {name} in it is over {bound}")
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


def _upgraded(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of any version as those of the present one."""
    if facts["version"] > 1:
        return facts
    layers = [{**layer, "blend": "normal"} for layer in facts["layers"]]
    return {**facts, "layers": layers, "tags": [], "mode": "rgba"}


def _beyond(width: int, height: int, layers: int, frames: int, cels: int) -> str:
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
    reason = _beyond(width, height, len(facts["layers"]), len(facts["frames"]), len(names))
    if reason:
        raise FileError.about(path, reason)
    palette = facts["palette"]
    if len(palette["colors"]) > _MAX_PALETTE:
        raise FileError.about(path, "is too large: its palette has too many colours")
    colors = tuple(from_hex(color) for color in palette["colors"])
    layers = tuple(_layer(layer) for layer in facts["layers"])
    frames = tuple(Frame(_integer(frame["duration_ms"], 1, 1 << 31)) for frame in facts["frames"])
    cels = {_place(name): _cel(archive, name, (width, height), path) for name in names}
    tags = tuple(_tag(tag) for tag in facts["tags"])
    named = Palette(colors, str(palette["name"]))
    return Sprite(width, height, named, layers, frames, cels, tags, facts["mode"])


def _layer(layer: dict[str, Any]) -> Layer:
    opacity = _integer(layer["opacity"], 0, 255)
    flags = layer["visible"] is True, layer["locked"] is True
    return Layer(str(layer["name"]), flags[0], opacity, flags[1], layer["blend"])


def _tag(tag: dict[str, Any]) -> Tag:
    first, last, repeats = (_integer(tag[key], 0, _MOST_REPEATS) for key in ("first", "last", "repeats"))
    return Tag(str(tag["name"]), first, last, tag["direction"], repeats, from_hex(tag["color"]))


def _place(name: str) -> tuple[int, int]:
    """Layer and frame of a cel's name, which by its form leads nowhere but into the archive."""
    match = re.fullmatch(r"cels/([0-9]{1,4})-([0-9]{1,4})\.png", name)
    if match is None:
        raise ValueError(name)
    return int(match[1]), int(match[2])


def _cel(archive: zipfile.ZipFile, name: str, size: tuple[int, int], path: Path | str) -> Cel:
    limit = (1 << 16) + 5 * size[0] * size[1]
    data = _entry(archive, name, limit, path)
    try:
        pixels = images.decode_png(data, name)
    except FileError as error:
        raise FileError.about(path, f"is damaged: a picture in it {error.reason}") from error
    if pixels.shape[:2] != size[::-1]:
        raise FileError.about(path, "is damaged: a picture in it has another size")
    return Cel(pixels)


def _integer(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError(value)
    return value
