"""The program `lunarcore-studio` without a window: its verbs, their exit codes and their sentences.

Main thread. Exit 0 done; 1 the work failed, with one sentence on standard error; 2 wrong usage.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer
from typer.main import get_command

import lunarcore_studio
from lunarcore_studio.cli import (
    axis,
    decode,
    edit,
    encode,
    evaluate,
    export,
    import_,
    inspect,
    interpolate,
    prior,
    reconstruct,
    restyle,
    sample,
    scan,
    train,
)
from lunarcore_studio.cli.report import printable
from lunarcore_studio.cli.several import SeveralValued

program = typer.Typer(
    name="lunarcore-studio",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
program.command("reconstruct")(reconstruct.reconstruct)
program.command("encode")(encode.encode)
program.command("decode")(decode.decode)
program.command("edit")(edit.edit)
program.command("restyle", cls=SeveralValued)(restyle.restyle)
program.command("interpolate")(interpolate.interpolate)
program.command("sample")(sample.sample)
program.command("train")(train.train)
program.command("prior")(prior.prior)
program.command("evaluate")(evaluate.evaluate)
program.command("scan")(scan.scan)
program.command("inspect")(inspect.inspect)
program.command("export")(export.export)
program.command("import")(import_.import_sheet)
program.add_typer(axis.program, name="axis")

VERBS = frozenset(command.name for command in program.registered_commands) | {"axis"}


def _show_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"lunarcore-studio {lunarcore_studio.__version__}\n")
        raise typer.Exit


@program.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """A pixel-art editor with a model of the artist's own sprites; without a verb it opens its window."""


@cache
def _command() -> Callable[..., object]:
    """The verbs with all of their options, which take a tenth of a second to put together."""
    return get_command(program)


def main(arguments: list[str]) -> int:
    """Run one verb; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # a file's name may hold what the terminal's encoding has not
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        _command()(arguments, prog_name="lunarcore-studio")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception as error:
        sentence = _sentence_of(error)
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        return 1
    return 0


def _sentence_of(error: Exception) -> str | None:
    """This package's own exceptions are sentences for a person; running out of memory is told as one.

    All others are bugs and show as such: None.
    """
    if type(error).__module__.startswith("lunarcore_studio."):
        return printable(" ".join(str(error).split()))
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return "There is not enough memory for this; close other programs, or take fewer sprites at once."
    return None
