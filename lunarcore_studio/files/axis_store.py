"""The sliders that a person named, kept with their model: what one is, and the file they are in. Any thread.

The file lies in the model's folder; of a folder that is not to be written to, like the shipped model's, among
the person's own data. Each axis tells the digest of the network that it belongs to.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from lunarcore_studio.files import paths
from lunarcore_studio.files.atomic import write_bytes
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.json_reading import load_json
from lunarcore_studio.files.model_card import one_line
from lunarcore_studio.files.model_folder import AXES
from lunarcore_studio.files.reading import read_bytes

FORMAT: Final = "lunarcore-axes"
VERSION: Final = 1
MOST_AXES: Final = 64
LONGEST_NAME: Final = 40
_LARGEST: Final = 4 << 20  # bytes
_WIDEST: Final = 4096  # numbers of a direction
_FURTHEST: Final = 64.0  # sigma


@dataclass(frozen=True)
class NamedAxis:
    """A direction with a name: the way from some sprites to others in the codes of one network.

    direction: (L,) of length 1.   sigma, reach, effect: as one of `vae.codec.Axes`.   these, those: how many
    sprites are at its high and its low end.   network: digest of the network, hexadecimal.
    """

    name: str
    direction: tuple[float, ...]
    sigma: float
    reach: float
    effect: float
    these: int
    those: int
    network: str


def axis_name(text: str) -> str:
    """A name as it is kept: one line. FileError for none, one too long, and one that is only a number."""
    name = one_line(text)
    if not name:
        raise FileError("A slider needs a name.")
    if len(name) > LONGEST_NAME:
        raise FileError(f"The name of a slider has at most {LONGEST_NAME} letters.")
    if name.lstrip("+-").isdecimal():
        raise FileError(f"{name} can not be a slider's name: numbers are the model's own axes.")
    return name


def axes_file(model: Path) -> Path:
    """Where the named axes of the model in a folder are written; need not exist yet."""
    if model.is_dir() and not _is_shipped(model) and os.access(model, os.W_OK):
        return model / AXES
    if _is_shipped(model):
        return paths.user_axes_dir() / f"{model.name}.json"
    place = hashlib.blake2b(os.fsencode(model.absolute()), digest_size=6).hexdigest()
    return paths.user_axes_dir() / f"{shown(model)}-{place}.json"


def read_axes(model: Path) -> tuple[NamedAxis, ...]:
    """The named axes of the model in a folder, also those of a network that it had before.

    FileError when their file is damaged or of a newer version.
    """
    own = axes_file(model)
    path = own if own.exists() else model / AXES
    return unpack_axes(read_bytes(path, _LARGEST), path) if path.exists() else ()


def write_axes(model: Path, axes: Sequence[NamedAxis]) -> None:
    """Keep these as all named axes of the model in a folder. FileError when the disk refuses."""
    path = axes_file(model)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    write_bytes(path, pack_axes(axes))


def portable_axes(model: Path) -> dict[str, bytes]:
    """The file that a copy of the model in a folder keeps, by its name; nothing where there are no named
    axes, or none that can be read."""
    try:
        axes = read_axes(model)
    except FileError:
        return {}
    return {AXES: pack_axes(axes)} if axes else {}


def pack_axes(axes: Iterable[NamedAxis]) -> bytes:
    """The file's bytes."""
    facts = {"format": FORMAT, "version": VERSION, "axes": [asdict(axis) for axis in axes]}
    return json.dumps(facts, ensure_ascii=False, indent=1, allow_nan=False).encode()


def unpack_axes(data: bytes, path: Path) -> tuple[NamedAxis, ...]:
    """The axes in a file's bytes; `path` is for the sentence of the FileError where they can not be read."""
    try:
        facts = load_json(data)
        if facts["format"] != FORMAT or not isinstance(facts["version"], int):
            raise ValueError
        if facts["version"] > VERSION:
            raise FileError.about(path, "was written by a newer LunarCore Studio")
        return tuple(_axis(each) for each in facts["axes"][:MOST_AXES])
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise FileError.about(path, "holds no sliders that can be read; move it away") from error


def _axis(facts: dict[str, Any]) -> NamedAxis:
    direction = tuple(float(value) for value in facts["direction"])
    numbers = [float(facts[name]) for name in ("sigma", "reach", "effect")]
    whole = isinstance(facts["these"], int) and isinstance(facts["those"], int)
    text = isinstance(facts["name"], str) and isinstance(facts["network"], str)
    sound = whole and text and 0 < len(direction) <= _WIDEST and all(map(math.isfinite, numbers))
    is_unit = abs(math.hypot(*direction) - 1) < 1e-3
    if not (sound and is_unit and min(numbers[:2]) > 0 and numbers[1] <= _FURTHEST):
        raise ValueError
    known = {field.name: facts[field.name] for field in fields(NamedAxis)}
    known |= {"name": axis_name(facts["name"]), "direction": direction}
    return NamedAxis(**known | dict(zip(("sigma", "reach", "effect"), numbers, strict=True)))


def _is_shipped(model: Path) -> bool:
    return model.absolute().parent == paths.models_dir().absolute()
