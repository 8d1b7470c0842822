"""A process that draws into a journal and ends without a word, as one that is killed does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from lunarcore_studio.files import fingerprint
from lunarcore_studio.files.journal import Journal
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite


def dot(document: Document, number: int) -> None:
    """One step more: a pixel that only this number has."""
    width, height = document.sprite.size
    pixels = document.pixels.copy()
    pixels[number // width % height, number % width] = (number % 256, number // 256, 77, 255)
    document.apply(document.sprite.with_pixels(pixels, *document.place), f"Dot {number}")


def dotted(count: int, path: Path | None = None) -> Document:
    """A drawing with `count` dots, a selection and a branch that was undone and drawn over."""
    document = Document(Sprite.blank(), path)
    for number in range(count):
        dot(document, number)
    document.select(Selection.rectangle((16, 16), (1, 2, 3, 4)))
    document.undo()
    document.undo()
    dot(document, 900)
    return document


def leave_behind(folder: Path, *counts: int, path: Path | None = None) -> None:
    """Have a process of its own leave drawings of so many dots in the journal of `folder`."""
    arguments = [str(folder), str(path or ""), *map(str, counts)]
    subprocess.run([sys.executable, "-c", CODE, *arguments], check=True, timeout=60)


CODE = "import sys; from tests.files.lost import main; main(sys.argv[1:])"


def main(arguments: list[str]) -> None:
    folder, path = Path(arguments[0]), Path(arguments[1]) if arguments[1] else None
    journal = Journal(folder, lambda _told: None)
    journal.start()
    for count in map(int, arguments[2:]):
        journal.keep(dotted(count, path).drawing, None if path is None else fingerprint.take(path))
    assert journal.flush(30)
    os._exit(0)
