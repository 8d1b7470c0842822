"""A drawing out of the journal's rows: all of it, or as much as is whole. Any thread.

What a row tells that is damaged is not believed: of the history then that part comes back which is without a
gap and in which the present lies, or lies nearest after.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lunarcore_studio.files.fingerprint import Fingerprint, from_facts
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
    """A drawing as it was, whether none of its steps is missing, and what its file was then."""

    drawing: Drawing
    is_whole: bool
    file: Fingerprint | None = None


class _Part(NamedTuple):
    told: Any
    data: bytes


class _Step(NamedTuple):
    number: int
    facts: dict[str, Any]


Tables = Mapping[str, list[_Part | None]]


def decode_drawing(key: str, facts: Any, steps: Sequence[tuple[int, str]], parts: Parts) -> Recovered | None:
    """The drawing of these rows, its steps in order of number; None where nothing of it is whole.

    `facts` is `UNKNOWN` where the drawing's own row is damaged: the present is then its last step.
    """
    try:
        tables = {kind: _table(kind, parts) for kind in KINDS}
        cursor = int(facts["cursor"])
        whole = _nearest(_runs(steps, tables), cursor)
        present = min(max(whole[0].number, cursor), whole[-1].number)
        filled = {kind: _filled(table) for kind, table in tables.items()}
        told = {kind: [part.told for part in table] for kind, table in filled.items()}
        data = b"".join(part.data for kind in ("pictures", "masks") for part in filled[kind])
        facts_of_steps = [{**whole[0].facts, "cut": []}, *(step.facts for step in whole[1:])]
        history = decode_history({**told, "steps": facts_of_steps, "cursor": present - whole[0].number}, data)
        saved = facts["saved"] if _DIGEST.fullmatch(facts["saved"]) else ""
        layer, frame = facts["place"] if present == cursor else history.step.ended
        drawing = Drawing(replace(history, saved_digest=saved), path_of(facts), (int(layer), int(frame)), key)
        return Recovered(drawing, len(whole) == facts["steps"], from_facts(facts.get("file")))
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


def _runs(steps: Sequence[tuple[int, str]], tables: Tables) -> list[list[_Step]]:
    """The rows of steps without a gap, each from a step that needs none before it."""
    runs: list[list[_Step]] = []
    goes_on = False
    for number, text in steps:
        facts = _whole(text, tables)
        goes_on = goes_on and facts is not None and number == runs[-1][-1].number + 1
        if facts is not None and not goes_on and facts["full"] is True:
            runs.append([])
            goes_on = True
        if facts is not None and goes_on:
            runs[-1].append(_Step(number, facts))
    return runs


def _whole(text: str, tables: Tables) -> dict[str, Any] | None:
    """A step's facts, if all is there that they need."""
    try:
        facts: dict[str, Any] = json.loads(text)
        needs = [(kind, facts["palette" if kind == "palettes" else kind]) for kind in KINDS[:4]]
        needs += [("pictures", picture) for _layer, _frame, picture in facts["set"]]
        needs += [] if facts["selection"] is None else [("masks", facts["selection"])]
        return None if any(tables[kind][number] is None for kind, number in needs) else facts
    except _LIES:
        return None


def _nearest(runs: list[list[_Step]], cursor: int) -> list[_Step]:
    """The run with the present in it, else the last one before it, else the first one."""
    before = [run for run in runs if run[0].number <= cursor]
    return before[-1] if before else runs[0]
