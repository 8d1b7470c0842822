"""Recorded hands: a text file of strokes in, documents out.

A recording is read line by line; `#` and a space begin a remark. Points are `x,y`; keys are added to a
point as in `5,3+shift+alt` and hold at that point. A press with Shift draws on from where freehand ended.

    canvas 16x16                              a blank document (first line)
    pencil left #d04648 size=2 1,1 5,4        tool, button, foreground, options, press, mouse points
    move left #000000 3,3 5,5                 the release follows the last point ...
    pencil left #d04648 1,1 9,9 abort         ... or Escape
    polygon left #d04648 1,1 9,1 / 9,9 /      `/` lets go: the next point follows the mouse, then presses
    propose #d04648 4,4 5,4 take              a proposal growing pixel by pixel, taken (or `abort`)
    flip | deselect | undo | redo             what has no mouse
    select-all | invert | select-color #c     other ways to select
    quarter 1 | turn 30 | scale -2            what is selected, or the cel: quarters, degrees, a factor
    outline #c | fill-selection #c | stroke-selection #c | nudge 1,0
    brush                                     what is selected becomes the brush of `shape=custom`
    layer add | frame add | tag add a 0 2 forward     and more, see timeline
    go 1,2                                    the hand goes to a layer and a frame
    expect 0011223344556677                   digest of pixels and selection at this place
    expect-all 0011223344556677               digest of all layers, frames and tags, and of where the hand is
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.color import from_hex
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.outlines import outlined, stroked
from lunarcore_studio.pixels.raster import Symmetry, like_color
from lunarcore_studio.pixels.selection import Selection, lift, moved
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.stamp import Stamp
from lunarcore_studio.pixels.tools import Hand, Modifiers, ToolName
from lunarcore_studio.pixels.transforms import Turning, flipped, quarter_turned, scaled
from tests.replay.timeline import VERBS, change_timeline, whole_digest

OPTIONS: dict[str, Callable[[str], tuple[str, Any]]] = {
    "size": lambda text: ("brush_size", int(text)),
    "shape": lambda text: ("brush_shape", text),
    "back": lambda text: ("background", from_hex(text)),
    "perfect": lambda text: ("pixel_perfect", text == "on"),
    "filled": lambda text: ("filled", text == "on"),
    "contiguous": lambda text: ("contiguous", text == "on"),
    "tolerance": lambda text: ("tolerance", int(text)),
    "op": lambda text: ("select_op", text),
    "mirror": lambda text: ("symmetry", mirrors(text)),
    "axis": lambda text: ("axis", tuple(int(part) for part in text.split(","))),
    "tiled": lambda text: ("tiled", text == "on"),
    "dither": lambda text: ("dither", int(text)),
    "percent": lambda text: ("dither_percent", int(text)),
    "matrix": lambda text: ("gradient_dither", int(text)),
    "gradient": lambda text: ("gradient_shape", text),
    "bends": lambda text: ("bends", int(text)),
    "reach": lambda text: ("spray_px", int(text)),
    "dots": lambda text: ("spray_dots", int(text)),
    "everywhere": lambda text: ("everywhere", text == "on"),
    "colors": lambda text: ("stamp_colors", text == "own"),
    "face": lambda text: ("face", text),
    "text": lambda text: ("text", text.replace("_", " ")),
}


def mirrors(text: str) -> Symmetry:
    """`vertical+horizontal`"""
    symmetry = Symmetry.NONE
    for name in text.split("+"):
        symmetry |= Symmetry[name.upper()]
    return symmetry


@dataclass
class Replay:
    """The document at the end, the brush in hand, and what was expected and found on the way."""

    document: Document
    stamp: Stamp | None = None
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


def stroke(document: Document, stamp: Stamp | None, words: list[str]) -> None:
    tool, button, color, *rest = words
    ends = rest[-1] != "abort"
    options = dict(OPTIONS[key](value) for key, value in (word.split("=") for word in rest if "=" in word))
    hand = Hand(ToolName(tool), from_hex(color), stamp=stamp, **options)
    way = [word for word in rest if word == "/" or ("," in word and "=" not in word)]
    start, keys = point_and_keys(way[0])
    from_point = document.last_point if Modifiers.SHIFT in keys else None
    document.stroke_begin(hand, start, button, keys, from_point)  # type: ignore[arg-type]
    for word in way[1:]:
        if word == "/":
            document.stroke_end()
        else:
            document.stroke_to(*point_and_keys(word))
    if not ends:
        document.abort()
    elif "/" in way or not document.stroke_end():
        document.stroke_finish()


def propose(document: Document, words: list[str]) -> None:
    color, *places, end = words
    pixels = document.pixels.copy()
    for x, y in (place.split(",") for place in places):
        pixels[int(y), int(x)] = from_hex(color)
        document.propose(document.sprite.with_pixels(pixels, *document.place), "model")
    _ = document.commit("Take", "model") if end == "take" else document.abort()


def changed(document: Document, verb: str, words: list[str]) -> None:
    """What needs no mouse and is one step."""
    pixels, selection = document.pixels, document.selection
    chosen = selection or Selection.all(document.sprite.size)
    if verb == "flip":
        pixels, selection = flipped(pixels, selection, axis=1)
    elif verb == "select-all":
        selection = Selection.all(document.sprite.size)
    elif verb == "invert":
        selection = chosen.invert()
    elif verb == "select-color":
        selection = Selection(like_color(pixels, from_hex(words[0])))
    elif verb == "quarter":
        pixels, selection = quarter_turned(pixels, selection, int(words[0]))
    elif verb == "turn":
        pixels, selection = Turning(pixels, selection).at(math.radians(float(words[0])))
    elif verb == "scale":
        pixels, selection = scaled(pixels, selection, int(words[0]))
    elif verb == "outline":
        pixels = outlined(pixels, selection, from_hex(words[0]))
    elif verb == "fill-selection":
        pixels = inks.paint(pixels, chosen.mask, from_hex(words[0]))
    elif verb == "stroke-selection":
        pixels = stroked(pixels, chosen, from_hex(words[0]))
    else:
        assert verb == "nudge"
        pixels, selection = moved(pixels, selection, point_and_keys(words[0])[0])
    assert document.apply(document.sprite.with_pixels(pixels, *document.place), verb, selection=selection)


def stamp_of(document: Document) -> Stamp:
    """The selected pixels, as Ctrl+B takes them."""
    assert document.selection is not None
    assert document.selection.bounds is not None
    x, y, width, height = document.selection.bounds
    return Stamp(lift(document.pixels, document.selection)[1][y : y + height, x : x + width])


def replayed(path: Path) -> Replay:
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    (_, size), *deeds = [words for words in lines if words and words[0] != "#"]
    width, height = size.split("x")
    replay = Replay(Document(Sprite.blank(int(width), int(height))))
    for verb, *words in deeds:
        document = replay.document
        if verb in ("expect", "expect-all"):
            replay.expected.append(words[0])
            replay.found.append(digest(document) if verb == "expect" else whole_digest(document))
        elif verb == "go":
            document.go_to(*point_and_keys(words[0])[0])
        elif verb in VERBS:
            change_timeline(document, verb, words)
        elif verb == "propose":
            propose(document, words)
        elif verb in ("undo", "redo"):
            assert document.undo() if verb == "undo" else document.redo()
        elif verb == "deselect":
            assert document.select(None, "Deselect")
        elif verb == "brush":
            replay.stamp = stamp_of(document)
        elif verb in list(ToolName):
            stroke(document, replay.stamp, [verb, *words])
        else:
            changed(document, verb, words)
    return replay


@pytest.fixture
def replay() -> Callable[[Path], Replay]:
    """Replays a recording."""
    return replayed


@pytest.fixture
def state_digest() -> Callable[[Document], str]:
    """Digest of what a document shows and has selected."""
    return digest
