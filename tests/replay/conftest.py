"""Recorded hands: a text file of strokes in, documents out.

A recording is read line by line; `#` and a space begin a remark. Points are `x,y`; keys are added to a
point as in `5,3+shift+alt` and hold at that point. A press with Shift draws on from where freehand ended.

    canvas 16x16                              a blank document (first line)
    pencil left #d04648 size=2 1,1 5,4        tool, button, foreground, options, press, mouse points
    move left #000000 3,3 5,5                 the release follows the last point ...
    pencil left #d04648 1,1 9,9 abort         ... or Escape
    propose #d04648 4,4 5,4 take              a proposal growing pixel by pixel, taken (or `abort`)
    flip | deselect | undo | redo             what has no mouse
    expect 0011223344556677                   digest of pixels and selection at this place
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.pixels.color import from_hex
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.raster import Symmetry
from lunarcore_studio.pixels.selection import flip_horizontal
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Hand, Modifiers, ToolName

OPTIONS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "size": lambda text: ("brush_size", int(text)),
    "shape": lambda text: ("brush_shape", text),
    "back": lambda text: ("background", from_hex(text)),
    "perfect": lambda text: ("pixel_perfect", text == "on"),
    "filled": lambda text: ("filled", text == "on"),
    "contiguous": lambda text: ("contiguous", text == "on"),
    "tolerance": lambda text: ("tolerance", int(text)),
    "op": lambda text: ("select_op", text),
    "mirror": lambda text: ("symmetry", Symmetry[text.upper()]),
}


@dataclass
class Replay:
    """The document at the end, and what was expected and found on the way."""

    document: Document
    expected: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)


def digest(document: Document) -> str:
    """Of the numpy document, not of a screen: size, straight RGBA bytes, selected pixels."""
    selection = document.selection
    mask = b"" if selection is None else selection.mask.tobytes()
    parts = [repr(document.sprite.size).encode(), document.pixels.tobytes(), mask]
    return hashlib.sha256(b"|".join(parts)).hexdigest()[:16]


def point_and_keys(text: str) -> tuple[tuple[int, int], Modifiers]:
    place, *names = text.split("+")
    x, y = place.split(",")
    keys = Modifiers.NONE
    for name in names:
        keys |= Modifiers[name.upper()]
    return (int(x), int(y)), keys


def stroke(document: Document, words: list[str]) -> None:
    tool, button, color, *rest = words
    ends = rest[-1] != "abort"
    options = dict(OPTIONS[key](value) for key, value in (word.split("=") for word in rest if "=" in word))
    hand = Hand(ToolName(tool), from_hex(color), **options)
    way = [point_and_keys(word) for word in rest if "," in word and "=" not in word]
    from_point = document.last_point if Modifiers.SHIFT in way[0][1] else None
    document.stroke_begin(hand, way[0][0], button, way[0][1], from_point)  # type: ignore[arg-type]
    for point, keys in way[1:]:
        document.stroke_to(point, keys)
    _ = document.stroke_end() if ends else document.abort()


def propose(document: Document, words: list[str]) -> None:
    color, *places, end = words
    pixels = document.pixels.copy()
    for x, y in (place.split(",") for place in places):
        pixels[int(y), int(x)] = from_hex(color)
        document.propose(document.sprite.with_pixels(pixels), "model")
    _ = document.commit("Take", "model") if end == "take" else document.abort()


def flip(document: Document) -> None:
    pixels = flip_horizontal(document.pixels, document.selection)
    document.apply(document.sprite.with_pixels(pixels), "Flip")


def replayed(path: Path) -> Replay:
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    (_, size), *deeds = [words for words in lines if words and words[0] != "#"]
    width, height = size.split("x")
    replay = Replay(Document(Sprite.blank(int(width), int(height))))
    for verb, *words in deeds:
        document = replay.document
        if verb == "expect":
            replay.expected.append(words[0])
            replay.found.append(digest(document))
        elif verb == "propose":
            propose(document, words)
        elif verb in ("undo", "redo"):
            assert document.undo() if verb == "undo" else document.redo()
        elif verb == "flip":
            flip(document)
        elif verb == "deselect":
            assert document.select(None, "Deselect")
        else:
            stroke(document, [verb, *words])
    return replay


@pytest.fixture
def replay() -> Callable[[Path], Replay]:
    """Replays a recording."""
    return replayed


@pytest.fixture
def state_digest() -> Callable[[Document], str]:
    """Digest of what a document shows and has selected."""
    return digest
