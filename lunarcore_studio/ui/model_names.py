"""Names for a person's own models, none of them twice. GUI thread, but plain values."""

from __future__ import annotations

import re
from collections.abc import Collection

from lunarcore_studio.language import say

LONGEST = 60


def free_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with the first number from 2 on that makes it a name no model has."""
    wanted = wanted.strip()[:LONGEST].strip() or say("Mine")
    if not is_taken(wanted, taken):
        return wanted
    stem = re.sub(r" \d+$", "", wanted)
    number = 2
    while is_taken(f"{stem} {number}", taken):
        number += 1
    return f"{stem} {number}"


def is_taken(name: str, taken: Collection[str]) -> bool:
    """Whether a model has that name, large and small letters alike."""
    folded = name.strip().casefold()
    return any(folded == other.casefold() for other in taken)
