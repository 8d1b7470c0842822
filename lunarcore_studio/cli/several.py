"""A command whose options take several values each: `--these a.png b.png`, as a shell's `*.png` gives them.

Main thread.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from typer.core import TyperCommand, TyperOption


class SeveralValued(TyperCommand):
    """Every option of it that may be repeated takes all that follows, up to the next option."""

    # typer keeps the class of the context to itself
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        repeated = {
            name
            for param in self.params
            if isinstance(param, TyperOption) and param.multiple
            for name in param.opts
        }
        return super().parse_args(ctx, spread(args, repeated))


def spread(arguments: Sequence[str], names: Collection[str]) -> list[str]:
    """`--these a b --out c` as `--these a --these b --out c`, for the options in `names`."""
    out: list[str] = []
    last, values = "", 0
    for argument in arguments:
        if argument.startswith("-"):
            last, values = argument if argument in names else "", 0
            out.append(argument)
            continue
        out += [last, argument] if last and values else [argument]
        values += 1
    return out
