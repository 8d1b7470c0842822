"""What is seen of a drawing is patched where it changed, and always what flattening all of it gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.change import Change
from lunarcore_studio.pixels.composite import Composite
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.frames import frame_added
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite

SIDE = 6


def begun() -> Document:
    """Three layers, one of them see-through, and two frames."""
    chance = np.random.default_rng(1)
    cels = {
        (layer, frame): Cel(chance.integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8))
        for layer in range(3)
        for frame in range(2)
    }
    layers = (Layer("a"), Layer("b", opacity=128), Layer("c", blend="multiply"))
    return Document(Sprite(SIDE, SIDE, layers=layers, frames=(Frame(), Frame()), cels=cels))


def dab(document: Document, number: int) -> None:
    pixels = document.sprite.pixels(document.layer, document.frame).copy()
    pixels[number % document.sprite.height, number // SIDE % document.sprite.width] = (
        number * 37 % 256,
        20,
        30,
        number * 11 % 256,
    )
    document.apply(document.sprite.with_pixels(pixels, document.layer, document.frame), "Dab", "hand")


def hide(document: Document, number: int) -> None:
    place = number % len(document.sprite.layers)
    layers = list(document.sprite.layers)
    layers[place] = replace(layers[place], visible=not layers[place].visible)
    document.apply(replace(document.sprite, layers=tuple(layers)), "Layer", "hand")


def go(document: Document, number: int) -> None:
    document.go_to(number % len(document.sprite.layers), number // 3 % len(document.sprite.frames))


def recolour(document: Document, number: int) -> None:
    palette = Palette(((number % 256, 0, 0, 255),))
    document.apply(document.sprite.with_palette(palette), "Palette", "palette")


def lengthen(document: Document, number: int) -> None:
    document.apply(frame_added(document.sprite, number % len(document.sprite.frames)), "Frame", "hand")


def grow(document: Document, number: int) -> None:
    document.apply(Sprite.blank(1 + number % 9, SIDE), "Size", "hand")


ACTS = (dab, dab, hide, go, recolour, lengthen, grow, Document.undo, Document.redo)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200), st.booleans()), max_size=30))
def test_it_is_at_every_time_what_flattening_gives(acts: list[tuple]) -> None:
    document, composite = begun(), Composite()

    def follow(change: Change) -> None:
        composite.follow(document.sprite, document.frame, change.rect)

    document.subscribe(follow)
    for act, number, is_asked in acts:
        act(document) if act in (Document.undo, Document.redo) else act(document, number)
        if is_asked:
            seen = composite.of(document.sprite, document.frame)
            np.testing.assert_array_equal(seen, document.sprite.flatten(document.frame))
            assert not seen.flags.writeable


def test_only_what_changed_is_made_anew() -> None:
    document, composite, rects = begun(), Composite(), []
    document.subscribe(lambda change: rects.append(change.rect))
    composite.follow(document.sprite, 0, None)
    before = composite.of(document.sprite, 0)
    dab(document, 8)
    # a rect that is told and holds nothing: what lies beside it stays as it was seen
    composite.follow(document.sprite, 0, (5, 5, 1, 1))
    assert rects == [(1, 2, 1, 1)]
    np.testing.assert_array_equal(composite.of(document.sprite, 0), before)


def test_what_was_asked_for_in_between_is_not_patched() -> None:
    document, composite = begun(), Composite()
    composite.follow(document.sprite, 0, None)
    composite.of(document.sprite, 0)
    other = Sprite.from_pixels(np.full((SIDE, SIDE, 4), 7, np.uint8))
    composite.of(other, 0)
    dab(document, 8)
    composite.follow(document.sprite, 0, (1, 2, 1, 1))
    np.testing.assert_array_equal(composite.of(document.sprite, 0), document.sprite.flatten(0))
