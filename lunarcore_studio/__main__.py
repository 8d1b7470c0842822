"""Where the program starts: a verb runs without Qt; no arguments, or files alone, open the window. Main
thread."""

from __future__ import annotations

import sys
from pathlib import Path

from lunarcore_studio.cli.program import VERBS
from lunarcore_studio.cli.program import main as run_verb


def main() -> int:
    """The entry point `lunarcore-studio`; returns the exit code."""
    arguments = sys.argv[1:]
    if not all(_is_file_name(each) for each in arguments):
        return run_verb(arguments)
    from lunarcore_studio.app import main as open_studio

    return open_studio(arguments)


def _is_file_name(argument: str) -> bool:
    """Whether an argument names a file: a mistyped verb has no suffix and is told so instead of opened."""
    if argument in VERBS or argument.startswith("-"):
        return False
    path = Path(argument)
    return bool(path.suffix) or path.exists()


if __name__ == "__main__":
    sys.exit(main())
