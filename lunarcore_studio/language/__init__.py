"""The words a person reads, in the language of the person. Any thread; the language is chosen at the start.

English is the source and needs no file. `say` puts a text into the chosen language where it is shown, never
while modules are imported: a constant is marked and said later. What the levels below the window tell
(errors, reasons, names of steps) stays English, as it goes into files, logs and the command line too, and is
said by `say_filled` when a window shows it.
"""

from __future__ import annotations

from lunarcore_studio.language.speaking import (
    choose_language,
    language_codes,
    languages,
    mark,
    say,
    say_filled,
    say_many,
    spoken,
)

__all__ = [
    "choose_language",
    "language_codes",
    "languages",
    "mark",
    "say",
    "say_filled",
    "say_many",
    "spoken",
]
