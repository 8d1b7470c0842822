"""A drawing out of the journal's rows: all of it, or as much as is whole. Any thread.

What a row tells that is damaged is not believed: the history then ends before the first step that can not be
had back, and the present is the last one before that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lunarcore_studio.files.journal_entry import path_of, unpacked
from lunarcore_studio.files.project_history import KINDS, MAX_PICTURES, decode_history, picture_bytes
from lunarcore_studio.pixels.drawing import Drawing

Parts = Mapping[tuple[str, int], tuple[str, bytes]]  # by kind and number: what is told, and its packed bytes
UNKNOWN: Mapping[str, Any] = {"path": None, "steps": -1, "cursor": 1 << 30, "saved": "", "place": (0, 0)}
_DIGEST = re.compile(r"[0-9a-f]{8,128}")
_LIES = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, StopIteration,
)  # fmt: skip


class Recovered(NamedTuple):
    """A drawing as it was, and whether none of its steps is missing."""

    drawing: Drawing
    is_whole: bool


class _Part(NamedTuple):
    told: Any
    data: bytes


def decode_drawing(key: str, facts: Any, steps: Sequence[tuple[int, str]], parts: Parts) -> Recovered | None:
    """The drawing of these rows, its steps in order of number; None where nothing of it is whole.

    `facts` is `UNKNOWN` where the drawing's own row is damaged: the present is then its last step.
    """
    try:
        tables = {kind: _table(kind, parts) for kind in KINDS}
        whole = list(_whole_steps(steps, tables))
        cursor = int(facts["cursor"]) - steps[0][0]
        present = min(cursor, len(whole) - 1)
        filled = {kind: _filled(table) for kind, table in tables.items()}
        told = {kind: [part.told for part in table] for kind, table in filled.items()}
        data = b"".join(part.data for kind in ("pictures", "masks") for part in filled[kind])
        history = decode_history({**told, "steps": whole, "cursor": present}, data)
        saved = facts["saved"] if _DIGEST.fullmatch(facts["saved"]) else ""
        layer, frame = facts["place"] if present == cursor else history.step.ended
        drawing = Drawing(replace(history, saved_digest=saved), path_of(facts), (int(layer), int(frame)), key)
        return Recovered(drawing, len(whole) == facts["steps"])
    except _LIES:
        return None


def _table(kind: str, parts: Parts) -> list[_Part | None]:
    """The values of a kind by number, None for those that are missing or damaged."""
    numbers = [number for one, number in parts if one == kind]
    size = max(numbers, default=-1) + 1
    if size > MAX_PICTURES:
        raise ValueError(size)
    return [_part(kind, parts.get((kind, number))) for number in range(size)]


def _part(kind: str, row: tuple[str, bytes] | None) -> _Part | None:
    if row is None:
        return None
    try:
        told = json.loads(row[0])
        return _Part(told, unpacked(row[1], picture_bytes(kind, told)) if row[1] else b"")
    except _LIES:
        return None


def _filled(table: list[_Part | None]) -> list[_Part]:
    """A table with any whole value in place of those that no whole step needs."""
    if not table:
        return []
    spare = next(part for part in table if part is not None)
    return [part or spare for part in table]


def _whole_steps(
    steps: Sequence[tuple[int, str]], tables: Mapping[str, list[_Part | None]]
) -> Iterator[dict[str, Any]]:
    """The steps from the first on that are there with all that they need."""
    for place, (number, text) in enumerate(steps):
        try:
            facts = json.loads(text)
            needs = [(kind, facts[kind[:-1] if kind == "palettes" else kind]) for kind in KINDS[:4]]
            needs += [("pictures", picture) for _layer, _frame, picture in facts["set"]]
            needs += [] if facts["selection"] is None else [("masks", facts["selection"])]
            if number != steps[0][0] + place or any(tables[kind][at] is None for kind, at in needs):
                return
        except _LIES:
            return
        yield facts
