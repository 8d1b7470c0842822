"""What the journal keeps of one drawing, as rows that grow with its history. Any thread.

A stroke adds one row with what it changed and one with each picture it made, however long the history is.
Steps that were undone and drawn over are cut off. A history that outgrows what can be read back is written
anew, without its older half.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Final, NamedTuple

from lunarcore_studio.files.project_history import (
    KINDS,
    MAX_BYTES,
    MAX_PICTURES,
    MAX_STEPS,
    StepWriter,
    kept_steps,
)
from lunarcore_studio.pixels.history import History, Step

FULL_EVERY: Final = 64  # steps, so that a damaged row costs no more than these


class StepRow(NamedTuple):
    """One step; the numbers go up by one, from any on. Each `FULL_EVERY`th one needs none before it."""

    number: int
    facts: str


class PartRow(NamedTuple):
    """One value that steps share; `data` is the packed bytes of a picture or a mask, else empty."""

    kind: str
    number: int
    told: str
    data: bytes


@dataclass(frozen=True)
class Rows:
    """What is to be written: all former rows go if `anew`, else the steps from number `cut` on."""

    anew: bool
    cut: int
    steps: tuple[StepRow, ...]
    parts: tuple[PartRow, ...]


class DrawingRows:
    """The rows of one drawing that stand in the journal, and what brings them up to date.

    All that `update` returns has to be written; where that fails, begin with a new one of these.
    `part` bounds them to one part in so many of what a history may have.
    """

    def __init__(self, part: int = 1) -> None:
        self.part = part
        self._begin(0)
        self._is_new = True

    @property
    def base(self) -> int:
        """Place in the history of the first step that is kept; a step's number is its place."""
        return self._base

    def update(self, history: History) -> Rows:
        """The rows that make the journal hold `history`."""
        rows = None if self._is_new else self._grown(history)
        if rows is None:
            part = self.part if self._is_new else 2 * self.part
            window = kept_steps(history, MAX_STEPS // part, MAX_BYTES // part)
            self._begin(window.start)
            self._is_new = False
            rows = self._written(history.steps[window.start : window.stop], anew=True)
        return rows

    def _begin(self, base: int) -> None:
        self._base = base
        self._steps: tuple[Step, ...] = ()
        self._writer = StepWriter()
        self._sent = dict.fromkeys(KINDS, 0)
        self._bytes = 0

    def _grown(self, history: History) -> Rows | None:
        """What was added to the rows; None where they have to be written anew."""
        steps = history.steps[self._base :]
        known = _shared(self._steps, steps)
        if known == 0 or history.cursor < self._base or len(steps) > MAX_STEPS // self.part:
            return None
        if known < len(self._steps):
            self._writer.go_on_from(self._steps[known - 1])
            self._steps = self._steps[:known]
        rows = self._written(steps[known:], anew=False)
        fits = self._bytes <= MAX_BYTES // self.part and self._sent["pictures"] <= MAX_PICTURES
        return rows if fits else None

    def _written(self, steps: tuple[Step, ...], anew: bool) -> Rows:
        first = self._base + len(self._steps)
        rows = tuple(self._row(first + place, step) for place, step in enumerate(steps))
        self._steps += steps
        return Rows(anew, first, rows, self._fresh_parts())

    def _row(self, number: int, step: Step) -> StepRow:
        is_full = (number - self._base) % FULL_EVERY == 0
        facts = {**self._writer.write(step, is_full), "full": is_full}
        return StepRow(number, json.dumps(facts, separators=(",", ":")))

    def _fresh_parts(self) -> tuple[PartRow, ...]:
        """The shared values that no row tells of yet."""
        rows = []
        for kind, values in self._writer.pools.items():
            parts = self._writer.parts.get(kind)
            for number in range(self._sent[kind], len(values)):
                data = b"" if parts is None else parts[number]
                self._bytes += len(data)
                packed = zlib.compress(data, 1) if data else b""
                rows.append(PartRow(kind, number, json.dumps(values[number], separators=(",", ":")), packed))
            self._sent[kind] = len(values)
        return tuple(rows)


def _shared(one: tuple[Step, ...], other: tuple[Step, ...]) -> int:
    """How many steps two histories have in common from their beginning.

    A step is made on top of the one before it, so that those before a common one are common too.
    """
    count = min(len(one), len(other))
    while count and one[count - 1] is not other[count - 1]:
        count -= 1
    return count
