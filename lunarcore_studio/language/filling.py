"""Finds the text of the source that a filled one was made from, and fills its translation. Any thread.

"door.png is cut short: the file ends after 12 bytes." came from "is cut short: the file ends after {have}
bytes" and a name. Of all that fit, the text with the most letters of its own is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

_BLANK = re.compile(r"\{(\w+)(?:![rsa])?(?::[^{}]*)?\}")
_FEWEST = 4  # letters around the blanks; with less, anything would fit
_LONGEST = 2000  # letters of a text; no sentence is as long
_KEPT = 1024  # texts


@dataclass(frozen=True)
class _Template:
    """A text with blanks, and its translation."""

    source: str
    translation: str

    @cached_property
    def own(self) -> tuple[str, ...]:
        """What stands between the blanks, the longest first: a quick look before the slow one."""
        parts = (part.replace("{{", "{").replace("}}", "}") for part in _BLANK.split(self.source)[::2])
        return tuple(sorted(filter(None, parts), key=len, reverse=True))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The text as a pattern: a blank that comes again has the same in it again."""
        seen: set[str] = set()
        parts = []
        for place, part in enumerate(_BLANK.split(self.source)):
            if place % 2 == 0:
                parts.append(re.escape(part.replace("{{", "{").replace("}}", "}")))
            else:
                parts.append(f"(?P={part})" if part in seen else f"(?P<{part}>.+?)")
                seen.add(part)
        return re.compile("".join(parts), re.DOTALL)

    def values(self, text: str) -> Mapping[str, str] | None:
        """What stands in the blanks of `text`, or None where it is another text."""
        if not all(part in text for part in self.own):
            return None
        found = self.pattern.fullmatch(text)
        return None if found is None else found.groupdict()

    def filled(self, values: Mapping[str, str]) -> str:
        """The translation with these in its blanks."""
        parts = _BLANK.split(self.translation)
        parts[1::2] = [values.get(name, "") for name in parts[1::2]]
        parts[::2] = [part.replace("{{", "{").replace("}}", "}") for part in parts[::2]]
        return "".join(parts)


class _Found(NamedTuple):
    """A translation, and how many letters of the text it was known by."""

    sure: int
    said: str


class Blanks:
    """The texts of a catalogue, found by what they look like when they are filled: `say` says such a text."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """pairs: texts of the source and their translations."""
        pairs = [(source, said) for source, said in pairs if source]  # the first has the head of the file
        self._plain = dict(pairs)
        templates = (_Template(source, said) for source, said in pairs if _BLANK.search(source))
        able = (one for one in templates if sum(map(str.isalpha, "".join(one.own))) >= _FEWEST)
        self._templates = sorted(able, key=lambda one: -sum(map(len, one.own)))
        self.say = lru_cache(_KEPT)(self._say)  # a row of the history says its name whenever it is painted

    def _say(self, text: str) -> str:
        """The translation of a filled text; as it is where none fits."""
        if not text or text in self._plain or len(text) > _LONGEST:
            return self._plain.get(text, text)
        found = self._filled(text) or self._about(text)
        return found.said if found is not None else text

    def _filled(self, text: str) -> _Found | None:
        for template in self._templates:
            values = template.values(text)
            if values is not None:
                said = template.filled({name: self.say(value) for name, value in values.items()})
                return _Found(sum(map(len, template.own)), said)
        return None

    def _about(self, text: str) -> _Found | None:
        """A sentence of a file's name and what is said of it, as `FileError.about` makes them.

        Names have blanks too: where the name ends is where the rest is known best.
        """
        best = _Found(0, "")
        for blank in re.finditer(" ", text) if text.endswith(".") else ():
            name, reason = text[: blank.end()], text[blank.end() : -1]
            plain = self._plain.get(reason)
            found = self._filled(reason) if plain is None else _Found(len(reason), plain)
            if found is not None and found.sure > best.sure:
                best = _Found(found.sure, f"{name}{found.said}.")
        return best if best.sure else None
