"""What is told of several files when some of them did not work: one sentence. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.language import say, say_filled

_MOST_NAMED: Final = 3


def failures_told(failures: Sequence[FileError], count: int) -> str:
    """The sentence of the files, of `count`, that were not opened; with one file, its own reason."""
    if count == 1 and failures:
        return say_filled(str(failures[0]))
    named = [shown(error.path) for error in failures[:_MOST_NAMED] if error.path is not None]
    return say("{failed} of {count} were not opened: {names}").format(
        failed=len(failures), count=count, names=listed(named, len(failures))
    )


def listed(names: Sequence[str], count: int) -> str:
    """Names with commas between them; the end of a sentence, or dots for those of `count` not named."""
    return ", ".join(names[:_MOST_NAMED]) + (" …" if count > min(len(names), _MOST_NAMED) else ".")
