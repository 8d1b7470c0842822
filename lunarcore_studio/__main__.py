"""Where the program starts: a verb runs without Qt, anything else opens the window."""

from __future__ import annotations

import sys

from lunarcore_studio.cli.program import VERBS
from lunarcore_studio.cli.program import main as run_verb


def main() -> int:
    """The entry point `lunarcore-studio`; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in VERBS or arguments[0].startswith("-")):
        return run_verb(arguments)
    from lunarcore_studio.app import main as open_studio

    return open_studio(arguments)


if __name__ == "__main__":
    sys.exit(main())
