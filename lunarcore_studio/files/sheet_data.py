"""What stands where on a sheet, as Aseprite tells it in JSON: its hash and its array form. Any thread.

After the JSON that Aseprite exports ("Sprite Sheet", https://www.aseprite.org/docs/sprite-sheet/).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lunarcore_studio.files.sheet_layout import Layout, Size
from lunarcore_studio.pixels.color import to_hex
from lunarcore_studio.pixels.sprite import Layer, Tag

Form = Literal["hash", "array"]
_BLENDS = {"normal": "normal", "multiply": "multiply", "screen": "screen", "add": "addition"}
_DIRECTIONS = {"ping-pong": "pingpong", "ping-pong reverse": "pingpong_reverse"}


@dataclass(frozen=True)
class Shown:
    """One picture on a sheet: its name, its size on the sheet, and for how long it is shown."""

    name: str
    size: Size
    duration_ms: int


@dataclass(frozen=True)
class Described:
    """A sheet's pictures in order, the tags on them (counted through all pictures) and the layers behind."""

    shown: Sequence[Shown]
    tags: Sequence[Tag] = ()
    layers: Sequence[Layer] = ()


def sheet_json(
    described: Described, layout: Layout, image: str, scale: int, form: Form, version: str, kind: str
) -> str:
    """The JSON text for a sheet whose picture lies in the file `image`, its pixels being "RGBA8888" or "I8".

    Names that repeat are numbered, as they are the keys of the hash form.
    """
    names = _distinct([shown.name for shown in described.shown])
    frames = [
        _frame(shown, place) for shown, place in zip(described.shown, layout.places, strict=True)
    ]  # fmt: skip
    told: Any
    if form == "hash":
        told = dict(zip(names, frames, strict=True))
    else:
        told = [{"filename": name, **frame} for name, frame in zip(names, frames, strict=True)]
    width, height = layout.size
    meta = {
        "app": "lunarcore-studio",
        "version": version,
        "image": image,
        "format": kind,
        "size": {"w": width, "h": height},
        "scale": str(scale),
        "frameTags": [_tag(tag) for tag in described.tags],
        "layers": [_layer(layer) for layer in described.layers],
        "slices": [],
    }
    return json.dumps({"frames": told, "meta": meta}, indent=1) + "\n"


def _frame(shown: Shown, place: tuple[int, int]) -> dict[str, Any]:
    width, height = shown.size
    return {
        "frame": {"x": place[0], "y": place[1], "w": width, "h": height},
        "rotated": False,
        "trimmed": False,
        "spriteSourceSize": {"x": 0, "y": 0, "w": width, "h": height},
        "sourceSize": {"w": width, "h": height},
        "duration": shown.duration_ms,
    }


def _tag(tag: Tag) -> dict[str, Any]:
    direction = _DIRECTIONS.get(tag.direction, tag.direction)
    told = {"name": tag.name, "from": tag.first, "to": tag.last, "direction": direction}
    if tag.repeats:
        told["repeat"] = str(tag.repeats)
    return {**told, "color": to_hex(tag.color).ljust(9, "f")}


def _layer(layer: Layer) -> dict[str, Any]:
    return {"name": layer.name, "opacity": layer.opacity, "blendMode": _BLENDS[layer.blend]}


def _distinct(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    found = []
    for name in names:
        told, number = name, 1
        while told in taken:
            number += 1
            told = f"{name} {number}"
        taken.add(told)
        found.append(told)
    return found
