"""Holds the catalogue of the chosen language and looks texts up in it. Any thread.

The catalogue is chosen once, before the first window is made; until then, and in the command line always, it
is empty and everything is English.
"""

from __future__ import annotations

import gettext
import struct
from pathlib import Path

from lunarcore_studio.language.filling import Blanks

ENGLISH = "en"
OWN_NAME = "English"  # in a catalogue: what its language calls itself


class _Catalogue(gettext.GNUTranslations):
    """A compiled .mo file, whose texts can be gone through as well."""

    _catalog: dict[str | tuple[str, int], str]

    def filled_in(self) -> Blanks:
        """Its texts with blanks; those of plurals with each of their forms."""
        pairs = [(key if isinstance(key, str) else key[0], text) for key, text in self._catalog.items()]
        return Blanks(pairs)


class _Speaker:
    """The one place that knows the language."""

    def __init__(self) -> None:
        self.code = ENGLISH
        self.catalogue: gettext.NullTranslations = gettext.NullTranslations()
        self.blanks: Blanks | None = None


_speaker = _Speaker()


def language_codes(folder: Path) -> list[str]:
    """The codes of the languages there are, English first, by the names of the catalogues alone."""
    return [ENGLISH, *sorted(path.stem for path in folder.glob("*.mo"))]


def languages(folder: Path) -> dict[str, str]:
    """The languages there are, English first: their codes and what each calls itself.

    folder: that of the catalogues, `de.mo` and others. One that can not be read is left out.
    """
    found = {ENGLISH: OWN_NAME}
    for code in language_codes(folder)[1:]:
        catalogue = _read(folder / f"{code}.mo")
        if catalogue is not None:
            found[code] = catalogue.gettext(OWN_NAME)
    return found


def choose_language(code: str, folder: Path) -> str:
    """Speak a language from now on, and give its code; English where there is no catalogue of it."""
    catalogue = _read(folder / f"{code}.mo") if code.isalnum() else None
    _speaker.catalogue = catalogue or gettext.NullTranslations()
    _speaker.blanks = catalogue.filled_in() if catalogue is not None else None
    _speaker.code = code if catalogue is not None else ENGLISH
    return _speaker.code


def spoken() -> str:
    """The code of the language that is spoken."""
    return _speaker.code


def say(text: str) -> str:
    """A text of the source in the chosen language; as it is where the catalogue has none."""
    return _speaker.catalogue.gettext(text) if text else text


def say_many(one: str, many: str, count: int) -> str:
    """The form of a text that the chosen language has for `count`; `one` and `many` are the English ones."""
    return _speaker.catalogue.ngettext(one, many, count)


def say_filled(text: str) -> str:
    """A text whose blanks are filled already, such as an error's sentence, in the chosen language.

    It is recognised by the words around its blanks, and what stands in these is said as well.
    """
    return text if _speaker.blanks is None or not text else _speaker.blanks.say(text)


def mark(text: str) -> str:
    """The text as it is: what is marked is in the catalogues, and is said where it is shown."""
    return text


def _read(path: Path) -> _Catalogue | None:
    """A catalogue, or None for a file that is none; a language is a comfort and no reason to stop."""
    try:
        with path.open("rb") as file:
            return _Catalogue(file)
    except (OSError, ValueError, LookupError, struct.error):
        return None
