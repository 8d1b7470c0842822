"""A person's keys as a file of their own, to carry them to another machine. Any thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lunarcore_studio.files.atomic import write_text
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.reading import read_bytes

FORMAT: Final = "lunarcore-shortcuts"
VERSION: Final = 1
PROFILES: Final = ("aseprite", "brackets")
MOST_ACTIONS: Final = 1000
MOST_KEYS: Final = 8  # of one action
LONGEST_KEY: Final = 60
_LARGEST: Final = 1 << 20  # bytes


@dataclass(frozen=True)
class Shortcuts:
    """A profile, and the ids of the actions that a person changed with their keys; () is none."""

    profile: str
    keys: Mapping[str, tuple[str, ...]]


def write_shortcuts(path: Path, shortcuts: Shortcuts) -> None:
    """Keep them in a JSON file. FileError when the disk refuses."""
    keys = {name: list(held) for name, held in shortcuts.keys.items()}
    facts = {"format": FORMAT, "version": VERSION, "profile": shortcuts.profile, "keys": keys}
    write_text(path, json.dumps(facts, indent=1) + "\n")


def read_shortcuts(path: Path) -> Shortcuts:
    """What a file of `write_shortcuts` says. FileError when it is damaged, another thing, or newer."""
    try:
        facts = json.loads(read_bytes(path, _LARGEST))
        if facts["format"] != FORMAT or type(facts["version"]) is not int:
            raise ValueError
        if facts["version"] > VERSION:
            raise FileError.about(path, "was written by a newer LunarCore Studio")
        keys = {name: tuple(held) for name, held in facts["keys"].items() if isinstance(held, list)}
        if len(keys) != len(facts["keys"]) or not _sound(facts["profile"], keys):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileError.about(path, "holds no shortcuts that can be read") from error
    return Shortcuts(facts["profile"], keys)


def _sound(profile: object, keys: Mapping[str, tuple[object, ...]]) -> bool:
    held = [key for each in keys.values() for key in each]
    few = len(keys) <= MOST_ACTIONS and all(len(each) <= MOST_KEYS for each in keys.values())
    texts = all(isinstance(key, str) and 0 < len(key) <= LONGEST_KEY for key in held)
    return few and texts and profile in PROFILES
