"""The program `lunarcore-studio` without a window: its verbs, their exit codes and their sentences.

Exit 0 done; 1 the work failed, with one sentence on standard error; 2 wrong usage.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import lunarcore_studio
from lunarcore_studio.cli import (
    decode,
    edit,
    encode,
    evaluate,
    inspect,
    interpolate,
    reconstruct,
    sample,
    scan,
    train,
)

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
program.command("interpolate")(interpolate.interpolate)
program.command("sample")(sample.sample)
program.command("train")(train.train)
program.command("evaluate")(evaluate.evaluate)
program.command("scan")(scan.scan)
program.command("inspect")(inspect.inspect)

VERBS = frozenset(command.name for command in program.registered_commands)


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


def main(arguments: list[str]) -> int:
    """Run one verb; returns the exit code."""
    try:
        program(arguments, prog_name="lunarcore-studio")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 1
    except Exception as error:
        if not _is_sentence(error):
            raise
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _is_sentence(error: Exception) -> bool:
    """This package's own exceptions are sentences for a person; all others are bugs and show as such."""
    return type(error).__module__.startswith("lunarcore_studio.")
