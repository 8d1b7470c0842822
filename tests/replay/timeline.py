"""The verbs of a recording that act on layers, frames and tags, each one step."""

from __future__ import annotations

import hashlib

from lunarcore_studio.pixels import frames, layers
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.history import Place
from lunarcore_studio.pixels.sprite import Layer, Sprite, Tag

VERBS = ("layer", "frame", "tag")
FACTS = {"hide": {"visible": False}, "show": {"visible": True}, "lock": {"locked": True}}


def whole_digest(document: Document) -> str:
    """Of all layers, frames and tags, and of where the hand is."""
    facts = f"{document.sprite.digest} {document.place}"
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def change_timeline(document: Document, verb: str, words: list[str]) -> None:
    """Do what a line says to the active layer or frame; it must change something."""
    does = {"layer": _layer, "frame": _frame, "tag": _tag}[verb]
    sprite, place = does(document.sprite, document.place, words)
    assert document.apply(sprite, " ".join((verb, *words)), place=place)


def _layer(sprite: Sprite, place: Place, words: list[str]) -> tuple[Sprite, Place]:
    (layer, frame), (what, *rest) = place, words
    if what == "add":
        added = layers.layer_added(sprite, layer + 1, Layer(layers.unused_name(sprite)))
        return added, (layer + 1, frame)
    if what == "copy":
        return layers.layer_duplicated(sprite, layer), (layer + 1, frame)
    if what == "delete":
        return layers.layer_removed(sprite, layer), (max(0, layer - 1), frame)
    if what == "merge":
        return layers.merged_down(sprite, layer), (layer - 1, frame)
    if what == "move":
        return layers.layer_moved(sprite, layer, int(rest[0])), (int(rest[0]), frame)
    if what == "opacity":
        return layers.with_layer(sprite, layer, opacity=int(rest[0])), place
    if what == "blend":
        return layers.with_layer(sprite, layer, blend=rest[0]), place
    if what == "name":
        return layers.with_layer(sprite, layer, name=rest[0]), place
    return layers.with_layer(sprite, layer, **FACTS[what]), place


def _frame(sprite: Sprite, place: Place, words: list[str]) -> tuple[Sprite, Place]:
    (layer, frame), (what, *rest) = place, words
    if what == "add":
        return frames.frame_copied(sprite, frame), (layer, frame + 1)
    if what == "empty":
        return frames.frame_added(sprite, frame), (layer, frame + 1)
    if what == "delete":
        return frames.frame_removed(sprite, frame), (layer, max(0, frame - 1))
    if what == "move":
        return frames.frame_moved(sprite, frame, int(rest[0])), (layer, int(rest[0]))
    assert what == "lasts"
    return frames.with_durations(sprite, {frame: int(rest[0])}), place


def _tag(sprite: Sprite, place: Place, words: list[str]) -> tuple[Sprite, Place]:
    what, *rest = words
    if what == "delete":
        return frames.tag_removed(sprite, int(rest[0])), place
    name, first, last, direction = rest
    tag = Tag(name, int(first), int(last), direction)  # type: ignore[arg-type]
    return frames.tag_added(sprite, tag), place
