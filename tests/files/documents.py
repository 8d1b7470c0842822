"""Sprites of every kind, as hypothesis draws them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.blending import BLENDS
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.sprite import DIRECTIONS, MODES, Cel, Frame, Layer, Sprite, Tag

NAMES = st.text(max_size=12)
BYTE = st.integers(0, 255)


COLORS = st.tuples(BYTE, BYTE, BYTE, st.integers(1, 255))


@st.composite
def tags_of(draw: st.DrawFn, frames: int) -> Tag:
    """A tag on so many frames."""
    first = draw(st.integers(0, frames - 1))
    last = draw(st.integers(first, frames - 1))
    color = draw(st.tuples(BYTE, BYTE, BYTE, st.just(255)))
    return Tag(draw(NAMES), first, last, draw(st.sampled_from(DIRECTIONS)), draw(st.integers(0, 9)), color)


@st.composite
def sprites(draw: st.DrawFn, min_colors: int = 1) -> Sprite:
    """Any sprite of up to 6 x 6 pixels, three layers and three frames."""
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    layers = draw(
        st.lists(
            st.builds(Layer, NAMES, st.booleans(), BYTE, st.booleans(), st.sampled_from(BLENDS)),
            min_size=1,
            max_size=3,
        )
    )
    frames = draw(st.lists(st.builds(Frame, st.integers(1, 10_000)), min_size=1, max_size=3))
    places = st.tuples(st.integers(0, len(layers) - 1), st.integers(0, len(frames) - 1))
    cels = draw(st.dictionaries(places, arrays(np.uint8, (height, width, 4)), max_size=4))
    palette = Palette(tuple(draw(st.lists(COLORS, min_size=min_colors, max_size=5))), draw(NAMES))
    tags = draw(st.lists(tags_of(len(frames)), max_size=3))
    pictures = {place: Cel(pixels) for place, pixels in cels.items()}
    mode = draw(st.sampled_from(MODES))
    return Sprite(width, height, palette, tuple(layers), tuple(frames), pictures, tuple(tags), mode)
