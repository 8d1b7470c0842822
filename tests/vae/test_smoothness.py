"""The measure of a strip's evenness is right where the right answer is known, for each way to walk."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import unpremultiply
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.smoothness import largest_over_mean, ways

Sprites = NDArray[np.uint8]


def strip_of(levels: list[float]) -> NDArray[np.float32]:
    """A frame of one grey for each level."""
    return np.broadcast_to(np.array(levels, np.float32)[:, None, None, None], (len(levels), 4, 4, 4))


def test_known_strips() -> None:
    assert largest_over_mean(strip_of([0, 0.25, 0.5, 0.75, 1])) == pytest.approx(1)
    assert largest_over_mean(strip_of([0, 0, 0, 1, 1])) == pytest.approx(4)
    assert largest_over_mean(strip_of([0, 0.5, 0, 0.5])) == pytest.approx(1)
    assert largest_over_mean(strip_of([0.5, 0.5, 0.5])) == 1
    with pytest.raises(ValueError, match="two frames"):
        largest_over_mean(strip_of([0.5]))


@given(st.lists(st.floats(0, 1, width=32), min_size=2, max_size=9))
def test_it_lies_between_even_and_one_jump_and_has_no_direction(levels: list[float]) -> None:
    told = largest_over_mean(strip_of(levels))
    assert 1 - 1e-9 <= told <= len(levels) - 1 + 1e-9
    assert largest_over_mean(strip_of(levels[::-1])) == pytest.approx(told)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 11), st.integers(0, 11), st.integers(2, 9))
def test_every_way_begins_and_ends_with_the_drawings(
    codec: Codec, unseen: Sprites, first: int, last: int, frames: int
) -> None:
    strips = ways(codec, unseen[first], unseen[last], frames)
    assert list(strips) == ["model", "cross_fade", "pca"]
    for strip in strips.values():
        assert strip.shape == (frames, 16, 16, 4)
        assert np.array_equal(unpremultiply(strip[0]), unseen[first])
        assert np.array_equal(unpremultiply(strip[-1]), unseen[last])
        assert 1 <= largest_over_mean(strip) + 1e-6 <= frames


def test_a_cross_fade_is_perfectly_even(codec: Codec, unseen: Sprites) -> None:
    strips = ways(codec, unseen[0], unseen[1], 9)
    assert largest_over_mean(strips["cross_fade"]) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(strips["pca"], strips["cross_fade"], atol=0.05)
    assert not np.allclose(strips["model"], strips["pca"], atol=0.05)


def test_without_an_eigen_path_there_is_no_pca_to_walk(unseen: Sprites) -> None:
    assert list(ways(Codec(LunarVAE(VAEConfig.seed(8))), unseen[0], unseen[1], 3)) == ["model", "cross_fade"]
