"""The kinds of files that a file dialog offers, in the words of the chosen language. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterable

from lunarcore_studio.language import mark, say

ANY = (mark("All files"), ("",))


def file_kinds(*kinds: tuple[str, Iterable[str]]) -> str:
    """Qt's filters of kinds, each a marked name with its suffixes, such as ("PNG picture", [".png"]).

    A suffix of "" stands for any file.
    """
    return ";;".join(
        f"{say(name)} ({' '.join(f'*{suffix}' for suffix in sorted(suffixes))})" for name, suffixes in kinds
    )
