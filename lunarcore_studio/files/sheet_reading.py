"""Reading what stands where on a sheet: the JSON that Aseprite writes beside it, hash or array. Any thread.

After the JSON that Aseprite exports ("Sprite Sheet", https://www.aseprite.org/docs/sprite-sheet/), which
other packers write too. The file is a stranger's: nothing in it is believed before it was looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.json_reading import load_json
from lunarcore_studio.files.picture import MAX_FRAMES, MAX_SIDE, USUAL_MS
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.files.sheet_cells import Cell
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import from_hex
from lunarcore_studio.pixels.sprite import DIRECTIONS, Direction, Tag

_LIMIT = 8 << 20  # bytes
_MOST_PARTS = 1 << 14  # a frame has four, of 1,024 frames
_LONGEST_MS = 65535
_LONGEST_NAME = 200
_DIRECTIONS: dict[str, Direction] = {
    **{name: name for name in DIRECTIONS},
    "pingpong": "ping-pong",
    "pingpong_reverse": "ping-pong reverse",
}


@dataclass(frozen=True)
class Told:
    """What a sheet's JSON says: its cells in order, and the tags on them."""

    cells: tuple[Cell, ...]
    tags: tuple[Tag, ...] = ()


def read_told(picture: Path, size: Point) -> Told | None:
    """What the JSON beside a picture of `size` (width, height) says; None where there is none about a sheet.

    FileError when it is about one and can not be used.
    """
    path = picture.with_suffix(".json")
    if not path.is_file():
        return None
    try:
        found = load_json(read_bytes(path, _LIMIT), _MOST_PARTS)
    except ValueError as error:
        raise FileError.about(path, f"is no JSON that can be used: {error}") from error
    frames = found.get("frames") if isinstance(found, dict) else None
    if not isinstance(frames, dict | list) or not frames:
        return None
    listed = list(frames.values()) if isinstance(frames, dict) else frames
    if len(listed) > MAX_FRAMES:
        raise FileError.about(path, f"names {len(listed):,} frames, at most {MAX_FRAMES:,} are read")
    try:
        cells = tuple(_cell(frame, size) for frame in listed)
        return Told(cells, _tags(found.get("meta"), len(cells)))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise FileError.about(path, "does not fit the picture: a frame in it is none of the sheet") from error


def _cell(frame: dict[str, Any], size: Point) -> Cell:
    """ValueError, TypeError or KeyError for one that lies outside of the sheet, or is turned on it."""
    if frame.get("rotated"):
        raise ValueError("turned")
    width, height = _number(frame["frame"]["w"], 1), _number(frame["frame"]["h"], 1)
    left, top = (_number(frame["frame"][key], 0) for key in ("x", "y"))
    if left + width > size[0] or top + height > size[1]:
        raise ValueError("outside")
    whole, place = frame.get("sourceSize"), frame.get("spriteSourceSize")
    own = (width, height) if whole is None else (_number(whole["w"], 1), _number(whole["h"], 1))
    offset = (0, 0) if place is None else (_number(place["x"], 0), _number(place["y"], 0))
    if offset[0] + width > own[0] or offset[1] + height > own[1]:
        raise ValueError("larger than its sprite")
    shown_ms = min(max(1, round(float(frame.get("duration", USUAL_MS)))), _LONGEST_MS)
    return Cell((left, top, width, height), own, offset, shown_ms)


def _tags(meta: Any, frames: int) -> tuple[Tag, ...]:
    """The tags that can be used; without one the frames are still all there."""
    found = []
    listed = meta.get("frameTags") if isinstance(meta, dict) else None
    for told in listed if isinstance(listed, list) else []:
        try:
            first, last = _number(told["from"], 0), _number(told["to"], 0)
            name = "".join(letter for letter in str(told["name"])[:_LONGEST_NAME] if letter.isprintable())
            repeats = min(max(0, int(told.get("repeat", 0))), _LONGEST_MS)
            color = from_hex(str(told.get("color", "#000000ff")))
            tag = Tag(name, first, last, _DIRECTIONS[told.get("direction", "forward")], repeats, color)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            continue
        if tag.last < frames:
            found.append(tag)
    return tuple(found)


def _number(value: Any, least: int) -> int:
    """A whole number of pixels or frames; ValueError for anything else and for one that no sheet has."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAX_SIDE:
        raise ValueError("no number of pixels")
    return value
