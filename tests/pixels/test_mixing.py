"""A colour that is mixed keeps what bytes would lose: the hue of greys, the chroma that sRGB has not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.pixels.mixing import HSV, MODELS, OKLCH, RGB, Mixed, hues

RED = (200, 60, 40, 255)
BYTE = st.integers(0, 255)


@given(st.tuples(BYTE, BYTE, BYTE, BYTE), st.sampled_from([*HSV, *OKLCH, *RGB, "alpha"]))
def test_what_is_put_where_it_is_stays_as_it_is(color: tuple[int, int, int, int], channel: str) -> None:
    mixed = Mixed.of(color)
    after = mixed.at(channel, mixed.share(channel))  # type: ignore[arg-type]
    assert np.abs(np.subtract(after.color, color)).max() <= 1


@pytest.mark.parametrize(("channel", "hue"), [("saturation", "hue"), ("value", "hue"), ("chroma", "angle")])
def test_a_hue_outlives_grey(channel: str, hue: str) -> None:
    mixed = Mixed.of(RED)
    grey = mixed.at(channel, 0)  # type: ignore[arg-type]
    assert len(set(grey.color[:3])) == 1
    back = grey.at(channel, mixed.share(channel))  # type: ignore[arg-type]
    assert back.share(hue) == mixed.share(hue)  # type: ignore[arg-type]
    assert np.abs(np.subtract(back.color, RED)).max() <= 1


def test_chroma_that_is_not_there_is_remembered() -> None:
    mixed = Mixed.of(RED).at("chroma", 1)
    assert not mixed.is_shown
    assert mixed.share("chroma") == 1
    assert mixed.at("lightness", 0.2).at("lightness", mixed.share("lightness")).color == mixed.color
    assert Mixed.of(mixed.color).share("chroma") < 1
    assert Mixed.of(RED).is_shown


def test_alpha_stays_while_colours_change() -> None:
    mixed = Mixed.of(RED).at("alpha", 0.5).at("hue", 0.5).at("red", 1).at("lightness", 0.9)
    assert mixed.color[3] == 128
    assert mixed.at("blue", 2).color[2] == 255


@pytest.mark.parametrize("channel", [*HSV, *OKLCH, *RGB, "alpha"])
def test_a_band_shows_what_pulling_it_gives(channel: str) -> None:
    mixed = Mixed.of(RED)
    pixels, shown = mixed.along(channel, 5)  # type: ignore[arg-type]
    for share, color, is_shown in zip(np.linspace(0, 1, 5), pixels.tolist(), shown.tolist(), strict=True):
        if is_shown:
            pulled = mixed.at(channel, share).color  # type: ignore[arg-type]
            assert np.abs(np.subtract(color, pulled)).max() <= 1
    assert shown.all() or channel in OKLCH


@pytest.mark.parametrize("model", list(MODELS))
def test_a_plane_shows_what_pointing_gives(model: str) -> None:
    mixed = Mixed.of(RED)
    pixels, shown = mixed.plane(model, 5, 9)  # type: ignore[arg-type]
    assert pixels.shape == (9, 5, 4)
    across, up = ("saturation", "value") if model == "hsv" else ("chroma", "lightness")
    wanted = mixed.at(across, 0.25).at(up, 0.5).color  # type: ignore[arg-type]
    assert shown[4, 1]
    assert np.abs(np.subtract(pixels[4, 1], wanted)).max() <= 1
    assert shown.all() == (model == "hsv")
    assert len(np.unique(hues(model, 36), axis=0)) > 30  # type: ignore[arg-type]
