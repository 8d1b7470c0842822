"""Whatever is done to palette and picture: an indexed one stays in its palette, an RGBA one is left alone,
and undo passes through all of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.indexed import packed
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from lunarcore_studio.pixels.palette_edits import in_order, merged, moved, uses_of, with_ramp, without
from lunarcore_studio.pixels.recolouring import as_indexed, edited, recoloured, repaletted
from lunarcore_studio.pixels.sprite import Mode, Sprite
from lunarcore_studio.pixels.tools import Hand, ToolName

SIDE = 6
Edit = Callable[[Sprite], Sprite]
BYTE, PLACE = st.integers(0, 255), st.integers(0, 40)
COLORS = st.tuples(BYTE, BYTE, BYTE, st.sampled_from([0, 100, 200, 255, 255, 255]))
POINTS = st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))
STROKES = st.tuples(
    st.sampled_from([tool for tool in ToolName if tool is not ToolName.TEXT]), COLORS, POINTS, POINTS
)


def of_palette(change: Callable[[Palette], Palette]) -> Edit:
    return lambda sprite: repaletted(sprite, change(sprite.palette))


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda at, c: lambda sprite: edited(sprite, at % len(sprite.palette), c), PLACE, COLORS),
    st.builds(lambda at: of_palette(lambda palette: without(palette, {at % len(palette)})), PLACE),
    st.builds(
        lambda at, to: of_palette(lambda one: moved(one, {at % len(one)}, to % (len(one) + 1))), PLACE, PLACE
    ),
    st.builds(
        lambda at, to: of_palette(lambda one: with_ramp(one, at % len(one), to % len(one), 2)), PLACE, PLACE
    ),
    st.sampled_from(
        [
            of_palette(merged),
            of_palette(lambda palette: in_order(palette, "hue")),
            lambda sprite: repaletted(sprite, in_order(sprite.palette, "use", uses_of(sprite.cels.values()))),
        ]
    ),
    st.builds(
        lambda colors: of_palette(lambda _one: Palette((*colors, (9, 9, 9, 255)))),
        st.lists(COLORS, max_size=5),
    ),
)


def drawn(mode: Mode) -> Document:
    chance = np.random.default_rng(3)
    pixels = chance.integers(0, 256, (SIDE, SIDE, 4), dtype=np.uint8)
    sprite = Sprite.from_pixels(pixels, Palette(FALLBACK.colors[:5]))
    return Document(as_indexed(sprite) if mode == "indexed" else sprite)


def stroke(
    document: Document, tool: ToolName, color: tuple[int, int, int, int], *way: tuple[int, int]
) -> None:
    document.stroke_begin(Hand(tool, foreground=color, gradient_dither=0), way[0])
    document.stroke_to(way[1])
    document.stroke_finish() if document.stroke_waits else document.stroke_end()


@pytest.mark.parametrize("mode", ["rgba", "indexed"])
@given(st.lists(st.one_of(EDITS, STROKES), max_size=8))
@settings(max_examples=60, deadline=None)
def test_palette_and_picture_keep_to_each_other(mode: Mode, deeds: list[object]) -> None:
    document = drawn(mode)
    states = [document.sprite]
    for deed in deeds:
        before = document.sprite
        if isinstance(deed, tuple):
            stroke(document, *deed)
        else:
            after = deed(before)  # type: ignore[operator]
            if not after.palette.has_visible:
                continue
            document.apply(after, "Edit")
            if mode == "rgba":
                assert document.sprite.cels[0, 0] is before.cels[0, 0]
        if mode == "indexed":
            shown = document.pixels[document.pixels[..., 3] > 0]
            assert np.isin(packed(shown), packed(document.sprite.palette.array)).all()
        if document.sprite != states[-1]:
            states.append(document.sprite)
    while document.undo():
        pass
    assert document.sprite == states[0]
    while document.redo():
        pass
    assert document.sprite == states[-1]


@given(st.lists(COLORS, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_recoloured_picture_has_the_palettes_colours_and_its_own_alpha(
    colors: list[tuple[int, ...]],
) -> None:
    palette = Palette((*colors, (9, 9, 9, 255)))  # type: ignore[arg-type]
    before = drawn("rgba").sprite
    after = recoloured(before, palette)
    assert np.array_equal(after.pixels()[..., 3], before.pixels()[..., 3])
    visible = after.pixels()[after.pixels()[..., 3] > 0]
    own = {color[:3] for color in palette if color[3]}
    assert {tuple(color[:3]) for color in visible.tolist()} <= own
    again = recoloured(after, palette)
    assert np.array_equal(again.pixels(), after.pixels())
