"""Colours of a palette are moved, ramped, merged, sorted and dropped; every one is accounted for."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.color import srgb_to_oklab
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.palette_edits import (
    in_order,
    landing,
    merged,
    moved,
    ramp,
    uses_of,
    with_ramp,
    without,
    without_unused,
)
from lunarcore_studio.pixels.sprite import Cel

A, B, C, D = (0, 0, 0, 255), (255, 255, 255, 255), (200, 40, 40, 255), (40, 60, 220, 255)
FOUR = Palette((A, B, C, D), "Four")
NUMBERED = Palette(tuple((index, 0, 0, 255) for index in range(9)))


def test_colours_move_together_to_a_gap() -> None:
    assert moved(FOUR, {0, 2}, 4).colors == (B, D, A, C)
    assert moved(FOUR, {3}, 0).colors == (D, A, B, C)
    assert moved(FOUR, {1}, 2).colors == FOUR.colors
    assert moved(FOUR, {3}, 0).name == "Four"


@given(st.sets(st.integers(0, 8)), st.integers(0, 9))
def test_moved_colours_are_where_it_is_said(chosen: set[int], gap: int) -> None:
    after = moved(NUMBERED, chosen, gap)
    assert Counter(after.colors) == Counter(NUMBERED.colors)
    assert [after.colors[place][0] for place in landing(chosen, gap)] == sorted(chosen)
    others = [color for color in after if color[0] not in chosen]
    assert others == sorted(others)


def test_a_ramp_is_even_in_oklab() -> None:
    colors = [A, *ramp(A, B, 3), B]
    light = srgb_to_oklab(np.array(colors, np.uint8)[:, :3])[:, 0]
    assert np.diff(light) == pytest.approx(0.25, abs=0.01)
    assert ramp((0, 0, 0, 0), (0, 0, 0, 255), 1)[0][3] == 128
    with pytest.raises(ValueError, match="not 0"):
        ramp(A, B, 0)


def test_a_ramp_stands_between_its_ends_whichever_comes_first() -> None:
    forth, back = with_ramp(FOUR, 0, 1, 2).colors, with_ramp(FOUR, 1, 0, 2).colors
    assert forth == back
    assert forth[0] == A
    assert forth[3:] == (B, C, D)
    assert forth[1] < forth[2]


def test_duplicates_merge_into_the_first() -> None:
    assert merged(Palette((A, B, A, C, B))).colors == (A, B, C)
    assert merged(FOUR) is FOUR


def test_one_colour_stays() -> None:
    assert without(FOUR, {1, 3}).colors == (A, C)
    assert without(FOUR, range(4)).colors == (A,)


def test_uses_are_counted_and_the_unused_go() -> None:
    cels = [Cel(np.array([[A, A, C, (7, 7, 7, 0)]], np.uint8)), Cel(np.array([[C, C, C, C]], np.uint8))]
    uses = uses_of(cels)
    assert uses == {A: 2, C: 5}
    hidden = Palette((A, B, C, D, (1, 1, 1, 0)))
    assert without_unused(hidden, uses).colors == (A, C, (1, 1, 1, 0))
    assert in_order(FOUR, "use", uses).colors == (C, A, B, D)


def test_sorting_by_lightness_and_hue() -> None:
    assert in_order(FOUR, "lightness").colors == (A, D, C, B)
    assert in_order(FOUR, "hue").colors == (A, B, C, D)
    assert in_order(Palette((D, C, B, A)), "hue").colors == (A, B, C, D)


def test_of_several_chosen_only_these_change_places() -> None:
    assert in_order(Palette((B, C, A, D)), "lightness", chosen={0, 2}).colors == (A, C, B, D)
    assert in_order(Palette((B, C, A, D)), "lightness", chosen={0}).colors == (A, D, C, B)
