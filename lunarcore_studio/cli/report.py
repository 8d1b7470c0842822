"""How a verb speaks: one JSON object or lines on standard output, the rest on standard error. Main thread."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn


class Report:
    """Speaks for one verb: `--json` turns lines into one object, `--quiet` leaves only what was asked for."""

    def __init__(self, as_json: bool, quiet: bool) -> None:
        self.as_json, self.quiet = as_json, quiet
        self._errors = Console(stderr=True, highlight=False)

    def result(self, facts: Mapping[str, Any], *lines: str) -> None:
        """The verb's outcome: `facts` as JSON, or `lines` for a person (none with --quiet)."""
        if self.as_json:
            sys.stdout.write(json.dumps(facts) + "\n")
        elif not self.quiet:
            for line in lines:
                sys.stdout.write(line + "\n")

    def note(self, line: str) -> None:
        """Something worth knowing on the way, on standard error."""
        if not self.quiet:
            self._errors.print(printable(line), markup=False, soft_wrap=True)

    @contextmanager
    def progress(self, what: str, total: float) -> Iterator[Ticker]:
        """A bar on standard error where that is a terminal, else nothing."""
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[detail]}"))
        shown = self._errors.is_terminal and not self.quiet
        with Progress(*columns, TimeRemainingColumn(), console=self._errors, disable=not shown) as bar:
            yield Ticker(bar, total, what)


class Ticker:
    """One progress bar."""

    def __init__(self, bar: Progress, total: float, what: str) -> None:
        self._bar = bar
        self._task = bar.add_task(what, total=total, detail="")

    def to(self, done: float, detail: str = "") -> None:
        """Show `done` of the total and a few words."""
        self._bar.update(self._task, completed=done, detail=detail)


def printable(line: str) -> str:
    """`line` without what could move a terminal's cursor or fail to be encoded: a name may hold anything."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)
