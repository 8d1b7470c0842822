"""Which keys run which action: a profile of the table, and what a person changed of it. Any thread; no Qt.

Keys are texts as in the table, `Ctrl+Shift+S`. A change is a pair of an action's id and a key; an action with
several keys has several pairs, and one that is to have none has a pair with "". Keys that a person gave to an
action are no other action's, whatever the profile says, so that no key ever means two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from lunarcore_studio.ui.action_entry import Entry
from lunarcore_studio.ui.action_table import TABLE

Keys = tuple[str, ...]
Changes = tuple[tuple[str, str], ...]
# What the canvas and the window hear for themselves; no action takes these from them.
FIXED = frozenset(
    {"Esc", *(f"{held}{key}" for held in ("", "Shift+") for key in ("Left", "Right", "Up", "Down", "Space"))}
)
ENTRIES: Mapping[str, Entry] = {entry.id: entry for entry in TABLE if entry.id}


def keymap(profile: str, changes: Iterable[tuple[str, str]] = ()) -> Mapping[str, Keys]:
    """The keys of every action of the table by its id, under "aseprite" or "brackets" with changes."""
    return _keymap(profile, tuple(changes))


@lru_cache(maxsize=4)
def _keymap(profile: str, changes: tuple[tuple[str, str], ...]) -> Mapping[str, Keys]:
    own = own_keys(changes)
    taken = {key for keys in own.values() for key in keys}
    return MappingProxyType(
        {
            name: own.get(name, tuple(key for key in entry.keys_in(profile) if key not in taken))
            for name, entry in ENTRIES.items()
        }
    )


def own_keys(changes: Iterable[tuple[str, str]]) -> dict[str, Keys]:
    """The changed actions and their keys; of two that want one key, the first gets it."""
    found: dict[str, Keys] = {}
    taken: set[str] = set()
    for name, key in changes:
        if name in ENTRIES:
            more = (key,) if key and key not in taken and key not in FIXED else ()
            found[name] = (*found.get(name, ()), *more)
            taken.add(key)
    return found


def holders(profile: str, changes: Iterable[tuple[str, str]], keys: Iterable[str]) -> dict[str, str]:
    """Of these keys, those that run something, with the id of what they run."""
    wanted = set(keys)
    return {key: name for name, held in keymap(profile, changes).items() for key in held if key in wanted}


def with_keys(profile: str, changes: Iterable[tuple[str, str]], name: str, keys: Keys) -> Changes:
    """The changes after an action was given these keys; whoever else had them has them no longer.

    An action whose keys are the profile's own again is no longer changed. KeyError for an unknown id.
    """
    usual = ENTRIES[name].keys_in(profile)
    others = {
        other: tuple(key for key in held if key not in keys)
        for other, held in own_keys(changes).items()
        if other != name
    }
    if keys != usual:
        others[name] = tuple(dict.fromkeys(keys))
    return packed(others)


def packed(own: Mapping[str, Keys]) -> Changes:
    """Changed actions and their keys as pairs."""
    return tuple((name, key) for name, keys in own.items() for key in keys or ("",))
