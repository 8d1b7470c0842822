"""What a fuzzer does to a valid file, as plans that hypothesis draws and can make smaller.

A plan's numbers are taken modulo what is there, so that every plan fits every file.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.anatomy import Anatomy, Part

Edit = tuple[str, int, int, int]  # what, where, how far, with which value
_EDIT = struct.Struct("<BIII")
_LONGEST = 512  # bytes of a span
LIES = tuple(
    number.to_bytes(size, order)
    for size in (2, 4, 8)
    for number in (0, 1, (1 << 8 * size - 1) - 1, 1 << 8 * size - 1, (1 << 8 * size) - 1, 60_000, 0x7FFF)
    for order in ("little", "big")
)
ODD: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 3, 255, 256, 1 << 16, (1 << 31) - 1, 1 << 31, 1 << 63, 10**400, 0.5, -0.0,
    1e308, float("inf"), float("nan"), "", "a", "\n\0\u202e", "\ud800", "x" * 5000, "cels/0-0.png",
    "../../etc/passwd", "#ffffff", "9" * 400, [], {}, [[]], [None], {"": []}, [0, 0, 0], ["0"],
    json.loads("[" * 60 + "]" * 60),
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Which of the seeds, which other one lends its parts, and what is done to parts and then to bytes."""

    seed: int
    other: int
    parts: tuple[Edit, ...]
    whole: tuple[Edit, ...]


def plans() -> st.SearchStrategy[Plan]:
    """Plans of one to six edits, drawn as one run of bytes: to draw each number takes ten times as long."""
    return st.binary(min_size=2 + _EDIT.size, max_size=2 + 6 * _EDIT.size).map(_plan)


def _plan(drawn: bytes) -> Plan:
    parts, whole = [], []
    for at in range(2, len(drawn) - _EDIT.size + 1, _EDIT.size):
        kind, *numbers = _EDIT.unpack_from(drawn, at)
        names, chosen = (tuple(_PARTS), parts) if kind & 1 else (tuple(_BYTES), whole)
        chosen.append((names[kind // 2 % len(names)], *numbers))
    return Plan(drawn[0], drawn[1], tuple(parts), tuple(whole))


def mutated(seeds: Sequence[bytes], plan: Plan, anatomy: Anatomy) -> bytes:
    """The file that a plan makes of the seeds."""
    data, other = seeds[plan.seed % len(seeds)], seeds[plan.other % len(seeds)]
    if plan.parts:
        parts, spare = anatomy.split(data), anatomy.split(other)
        for edit in plan.parts:
            if parts:
                _PARTS[edit[0]](parts, spare, edit)
        data = anatomy.join(parts)
    out = bytearray(data)
    for kind, where, far, value in plan.whole:
        _BYTES[kind](out, where % max(1, len(out)), 1 + far % _LONGEST, value)
        if kind == "cross":
            out += other[far % len(other) :]
    return bytes(out)


def _flip(out: bytearray, at: int, far: int, value: int) -> None:
    if out:
        out[at] ^= 1 << value % 8


def _put(out: bytearray, at: int, far: int, value: int) -> None:
    out[at:at] = (value.to_bytes(4, "little") * (far // 4 + 1))[:far]


def _cut(out: bytearray, at: int, far: int, value: int) -> None:
    del out[at : at + far]


def _zero(out: bytearray, at: int, far: int, value: int) -> None:
    out[at : at + far] = bytes(len(out[at : at + far]))


def _lie(out: bytearray, at: int, far: int, value: int) -> None:
    lie = LIES[value % len(LIES)]
    out[at : at + len(lie)] = lie


def _set(out: bytearray, at: int, far: int, value: int) -> None:
    out[at : at + 1] = bytes((value % 256,))


def _end(out: bytearray, at: int, far: int, value: int) -> None:
    del out[at:]


def _double(out: bytearray, at: int, far: int, value: int) -> None:
    out[at:at] = out[at : at + far]


def _swap(out: bytearray, at: int, far: int, value: int) -> None:
    other = value % max(1, len(out))
    one, two = out[at : at + far], out[other : other + far]
    if len(one) == len(two):
        out[at : at + far], out[other : other + far] = two, one


def _again(out: bytearray, at: int, far: int, value: int) -> None:
    out += out[: 1 << 16]


_BYTES: dict[str, Callable[[bytearray, int, int, int], None]] = {
    "flip": _flip, "set": _set, "lie": _lie, "put": _put, "cut": _cut, "zero": _zero, "end": _end,
    "double": _double, "swap": _swap, "again": _again, "cross": _end,
}  # fmt: skip


def _change(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    """Bytes of one part, by any of the edits of bytes."""
    _, where, far, value = edit
    at = where % len(parts)
    label, content = parts[at]
    out = bytearray(content)
    kinds = tuple(_BYTES)
    _BYTES[kinds[far % len(kinds)]](out, value % max(1, len(out)), 1 + far // 16 % _LONGEST, value >> 8)
    parts[at] = (label, bytes(out))


def _drop(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    del parts[edit[1] % len(parts)]


def _twice(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    parts.insert(edit[2] % (len(parts) + 1), parts[edit[1] % len(parts)])


def _turn(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    one, two = edit[1] % len(parts), edit[2] % len(parts)
    parts[one], parts[two] = parts[two], parts[one]


def _relabel(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    one, two = edit[1] % len(parts), edit[2] % len(parts)
    parts[one] = (parts[two][0], parts[one][1])


def _lend(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    if spare:
        parts.insert(edit[1] % (len(parts) + 1), spare[edit[2] % len(spare)])


def _value(parts: list[Part], spare: list[Part], edit: Edit) -> None:
    """A value in a part that is JSON; a part that is none has its bytes changed."""
    _, where, far, value = edit
    at = where % len(parts)
    label, content = parts[at]
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError):
        _change(parts, spare, edit)
        return
    places = list(_places(facts))
    if not places:
        parts[at] = (label, json.dumps(ODD[value % len(ODD)]).encode())
        return
    holder, key = places[far % len(places)]
    _edit_json(holder, key, value)
    parts[at] = (label, json.dumps(facts).encode())


def _places(facts: Any) -> list[tuple[Any, Any]]:
    """Every (container, key or index) of a JSON value."""
    found, waiting = [], [facts]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        found += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    return found


def _edit_json(holder: Any, key: Any, value: int) -> None:
    what, odd = value % 8, ODD[value // 8 % len(ODD)]
    if what == 0:
        del holder[key]
    elif what == 1 and isinstance(holder, list):
        holder.extend(holder[key : key + 1] * (1 + value // 8 % 40))
    elif what == 1:
        holder[f"{key}x"] = holder[key]
    elif what == 2 and isinstance(holder[key], int | float):
        holder[key] += (-1, 1, 0.5, 1 << 31)[value // 8 % 4]
    else:
        holder[key] = odd


_PARTS: dict[str, Callable[[list[Part], list[Part], Edit], None]] = {
    "change": _change, "value": _value, "drop": _drop, "twice": _twice, "turn": _turn, "relabel": _relabel,
    "lend": _lend,
}  # fmt: skip
