"""Layers that mix with what lies below them, against the published formulas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lunarcore_studio.pixels.blending import BLENDS, Blend, laid_over
from lunarcore_studio.pixels.color import RGBA, over

BYTE = st.integers(0, 255)
COLOR = st.tuples(BYTE, BYTE, BYTE, BYTE)


def pixel(color: RGBA) -> np.ndarray:
    return np.array([[color]], np.uint8)


def exact(below: RGBA, above: RGBA, opacity: int, blend: Blend) -> list[float]:
    """Compositing and Blending Level 1, sections 5.1 and 9, in exact numbers."""
    alpha_b, alpha_s = below[3] / 255, above[3] / 255 * opacity / 255
    alpha = alpha_s + alpha_b * (1 - alpha_s)
    if alpha == 0:
        return [0, 0, 0, 0]
    colors = []
    for cb, cs in zip((part / 255 for part in below[:3]), (part / 255 for part in above[:3]), strict=True):
        mixed = {"normal": cs, "multiply": cb * cs, "screen": cb + cs - cb * cs, "add": min(1, cb + cs)}[
            blend
        ]
        source = (1 - alpha_b) * cs + alpha_b * mixed
        colors.append((alpha_s * source + alpha_b * cb * (1 - alpha_s)) / alpha)
    return [255 * part for part in (*colors, alpha)]


@example(below=(213, 0, 0, 245), above=(229, 0, 0, 229), opacity=249, blend="multiply")
@given(below=COLOR, above=COLOR, opacity=BYTE, blend=st.sampled_from(BLENDS))
def test_colours_are_those_of_the_formula(below: RGBA, above: RGBA, opacity: int, blend: Blend) -> None:
    got = laid_over(pixel(below), pixel(above), opacity, blend)[0, 0].astype(float)
    want = np.array(exact(below, above, opacity, blend))
    assert abs(got[3] - want[3]) <= 0.51
    if want[3] >= 1:
        # the mixed colour is rounded before it is laid over
        assert np.abs(got[:3] - want[:3]).max() <= 1.01


@pytest.mark.parametrize(
    ("blend", "color"),
    [
        ("normal", (100, 200, 0)),
        ("multiply", (39, 157, 0)),
        ("screen", (161, 243, 50)),
        ("add", (200, 255, 50)),
    ],
)
def test_opaque_colours_by_hand(blend: Blend, color: tuple[int, int, int]) -> None:
    got = laid_over(pixel((100, 200, 50, 255)), pixel((100, 200, 0, 255)), blend=blend)
    assert got.tolist() == [[[*color, 255]]]


@given(above=COLOR, blend=st.sampled_from(BLENDS))
def test_on_nothing_every_way_is_the_normal_one(above: RGBA, blend: Blend) -> None:
    nothing = pixel((9, 9, 9, 0))
    assert np.array_equal(laid_over(nothing, pixel(above), 255, blend), over(nothing, pixel(above)))
