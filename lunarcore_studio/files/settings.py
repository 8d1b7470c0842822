"""What the person has set, as one immutable value, and its file. Any thread.

A file that is damaged or from a newer studio gives the defaults and a sentence to show, and stays untouched
until the person changes something; then it is kept beside as settings.former.json. So is one that has
something unusable for a field, which alone gets its default. Of two studios that write, the last one wins.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import types
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from lunarcore_studio.files import paths
from lunarcore_studio.files.atomic import write_bytes, write_text
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX

VERSION = 1
MAX_RECENT = 12
MAX_GRID_PX = 64
_LIMIT = 4 << 20  # bytes
_BOUNDS = {
    "new_width": (1, MAX_SIDE_PX),
    "new_height": (1, MAX_SIDE_PX),
    "extract_count": (1, 256),
    "strip_frames": (1, 1000),
    "onion_before": (0, 100),
    "onion_after": (0, 100),
    "onion_percent": (0, 100),
    "grid_px": (1, MAX_GRID_PX),
}


@dataclass(frozen=True)
class Settings:
    """Everything the studio remembers from one start to the next; paths are text, empty or None for unset."""

    theme: Literal["dark", "light"] = "dark"
    language: str = ""  # code, "de"; empty is the system's
    profile: Literal["aseprite", "brackets"] = "aseprite"
    shortcuts: tuple[tuple[str, str], ...] = ()  # (action id, key) where a person changed the profile's
    model: str | None = None  # folder; None is the shipped model
    device: str = "auto"
    recent: tuple[str, ...] = ()  # files, newest first
    recent_actions: tuple[str, ...] = ()  # ids of what the command palette ran, newest first
    library: str | None = None  # folder; None shows the starter sprites
    last_folder: str = ""  # where the last file was opened or saved
    window_geometry: str = ""  # Qt's bytes in base64
    window_state: str = ""
    show_pixel_grid: bool = True
    show_tile_grid: bool = False
    grid_px: int = 8  # side of a tile, by which Shift and an arrow move too
    show_difference: bool = False
    tool_options: tuple[tuple[str, tuple[tuple[str, int | bool | str], ...]], ...] = ()  # where not usual
    mirrors: tuple[str, ...] = ()
    tiled: bool = False  # what is drawn over one side comes in at the other
    by_pressure: bool = True
    stamp: str = ""  # a PNG in base64: the brush that was made of a selection
    stamps: tuple[str, ...] = ()  # such PNGs, those that were made last, newest first
    palette: str = ""  # name of a shipped palette for new documents
    palette_locked: bool = False
    picker: Literal["hsv", "oklch"] = "hsv"
    harmony: Literal["complement", "split", "triad", "analogous", "tetrad"] = "complement"
    new_width: int = 16
    new_height: int = 16
    projection: Literal["document", "sprite", "extract", "none"] = "document"
    extract_count: int = 16
    strip_frames: int = 9
    strip_path: Literal["line", "sphere"] = "line"
    onion: bool = False
    onion_before: int = 1  # frames
    onion_after: int = 1
    onion_percent: int = 40

    def with_recent(self, path: Path | str) -> Settings:
        """These settings with a file in front of the recent ones."""
        text = str(path)
        others = [other for other in self.recent if other != text]
        return replace(self, recent=(text, *others)[:MAX_RECENT])


class LoadedSettings(NamedTuple):
    """Settings, and a sentence for the person when the file could not be taken as it is, else empty."""

    settings: Settings
    notice: str


_TYPES = get_type_hints(Settings)


def load_settings(path: Path | None = None) -> LoadedSettings:
    """The settings of this person; never raises and never writes."""
    path = path or paths.settings_file()
    facts, trouble = _facts(path)
    if trouble:
        return LoadedSettings(Settings(), f"{trouble} The studio starts with its own settings.")
    found, odd = _sorted(facts)
    notice = f"{path.name} has something unusable for {', '.join(odd)}; that is as new." if odd else ""
    return LoadedSettings(Settings(**found), notice)


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep the settings; what is unknown in the file, as from another version, stays. FileError."""
    path = path or paths.settings_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError.from_os(path, error, "written") from error
    facts, trouble = _facts(path)
    if trouble or _sorted(facts)[1]:
        _set_aside(path)
    text = json.dumps({**facts, "version": VERSION, **asdict(settings)}, indent=1, ensure_ascii=True)
    write_text(path, text + "\n")


def _set_aside(path: Path) -> None:
    """Keep what could not be used; a kindness, without which settings can be saved all the same."""
    former = path.with_name("settings.former.json")
    try:
        write_bytes(former, read_bytes(path, _LIMIT))
    except FileError:
        with contextlib.suppress(OSError):
            if stat.S_ISREG(path.lstat().st_mode):  # too large to be read, or not readable: moved as it is
                path.replace(former)


def _facts(path: Path) -> tuple[dict[str, Any], str]:
    """What the file says, nothing when there is none, or a sentence why it can not be used."""
    try:
        facts = json.loads(read_bytes(path, _LIMIT))
    except FileError as error:
        if not isinstance(error.__cause__, FileNotFoundError):
            return {}, str(error)
        return {}, f"{path.name} is a link that leads nowhere." if path.is_symlink() else ""
    except (ValueError, RecursionError):
        return {}, f"{path.name} is damaged."
    if not isinstance(facts, dict) or type(facts.get("version")) is not int:
        return {}, f"{path.name} is damaged."
    if facts["version"] > VERSION:
        return {}, f"{path.name} is from a newer studio."
    return facts, ""


def _sorted(facts: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values that fit their fields, and the names of the fields whose values do not."""
    found, odd = {}, []
    for field in fields(Settings):
        if field.name in facts:
            value = _untupled(facts[field.name])
            if _fits(value, _TYPES[field.name]) and _is_bounded(field.name, value):
                found[field.name] = value
            else:
                odd.append(field.name)
    return found, odd


def _untupled(value: Any) -> Any:
    """JSON knows lists only; settings hold tuples."""
    return tuple(_untupled(part) for part in value) if isinstance(value, list) else value


def _is_bounded(name: str, value: Any) -> bool:
    if name not in _BOUNDS:
        return True
    least, most = _BOUNDS[name]
    return bool(least <= value <= most)


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value is of one of the kinds that `Settings` uses for its fields."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return value in parts if isinstance(value, str) else False
    if origin in (Union, types.UnionType):
        return any(_fits(value, part) for part in parts)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if parts[-1] is Ellipsis:
            return all(_fits(part, parts[0]) for part in value)
        return len(value) == len(parts) and all(map(_fits, value, parts))
    return type(value) is kind and (kind is not str or _is_sound(value))


def _is_sound(text: str) -> bool:
    """Whether the system takes it for a name: JSON can spell halves of letters, and zeros."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False
