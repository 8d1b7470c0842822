"""Other hues, paler, lighter: what is to be seen of it, and what stays as it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.adjusting import Adjustment, adjusted
from lunarcore_studio.pixels.color import srgb_to_oklab

RED, GREY = (208, 70, 72, 255), (120, 120, 120, 90)
COLORS = st.tuples(*[st.integers(0, 255)] * 3)


def one(color: tuple[int, ...], **changes: float) -> list[int]:
    pixels = np.array([[color]], np.uint8)
    return [int(value) for value in adjusted(pixels, Adjustment(**changes))[0, 0]]


def hue(color: list[int]) -> float:
    lab = srgb_to_oklab(np.array(color[:3], np.uint8))
    return float(np.rad2deg(np.arctan2(lab[2], lab[1])))


def test_nothing_asked_changes_no_byte() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (9, 9, 4), np.uint8)
    np.testing.assert_array_equal(adjusted(pixels, Adjustment()), pixels)


def test_a_hue_turns_around_and_back() -> None:
    green = one(RED, hue=120)
    assert green[1] > green[0]
    assert abs((hue(green) - hue(list(RED)) - 120 + 180) % 360 - 180) < 3
    assert one(RED, hue=180) == one(RED, hue=-180)
    np.testing.assert_allclose(one(tuple(one(RED, hue=20)), hue=-20), RED, atol=2)


def test_saturation_goes_to_grey_and_a_grey_has_none() -> None:
    red, green, blue, _alpha = one(RED, saturation=-1)
    assert red == green == blue
    assert one(GREY, saturation=1, hue=90) == list(GREY)


def test_lightness_goes_to_black_and_white_and_alpha_stays() -> None:
    assert one(RED, lightness=-1)[:3] == [0, 0, 0]
    assert one(RED, lightness=1)[:3] == [255, 255, 255]
    assert one(GREY, lightness=0.5)[3] == 90


@given(COLORS)
def test_a_tenth_less_saturation_is_about_a_tenth_less_chroma(color: tuple[int, int, int]) -> None:
    after = one((*color, 255), saturation=-0.1)
    lab = srgb_to_oklab(np.array([color, after[:3]], np.uint8))
    before, left = np.hypot(lab[:, 1], lab[:, 2])
    assert abs(left - 0.9 * before) < 0.04


@given(COLORS, st.integers(-180, 180), st.floats(-1, 1))
def test_a_turned_colour_is_as_light_as_before(
    color: tuple[int, int, int], degrees: int, saturation: float
) -> None:
    after = one((*color, 255), hue=degrees, saturation=saturation)
    before = srgb_to_oklab(np.array(color, np.uint8))[0]
    assert abs(float(srgb_to_oklab(np.array(after[:3], np.uint8))[0] - before)) < 0.02


def test_only_what_is_selected_and_seen_changes() -> None:
    pixels = np.array([[RED, RED, (9, 8, 7, 0)]], np.uint8)
    mask = np.array([[True, False, True]])
    after = adjusted(pixels, Adjustment(hue=90), mask)
    assert (after[0, 0] != pixels[0, 0]).any()
    np.testing.assert_array_equal(after[0, 1:], pixels[0, 1:])


@pytest.mark.parametrize("changes", [{"hue": 181}, {"saturation": -1.1}, {"lightness": 2}])
def test_numbers_out_of_range_are_told(changes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="to"):
        Adjustment(**changes)
