"""The artist's stream: the same everywhere, true pixel art, as colourful as real sets and no more."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from lunarcore_studio.starter import draw_family, draw_labelled, draw_sprites
from lunarcore_studio.starter.families import FAMILIES, ground

COUNT = 1500


@pytest.fixture(scope="module")
def stream() -> tuple[np.ndarray, list[str]]:
    return draw_labelled(COUNT, seed=5)


def colours_of(sprite: np.ndarray) -> int:
    return len(np.unique(sprite[sprite[..., 3] > 0], axis=0))


def test_a_stream_is_the_same_every_time_and_a_longer_one_begins_with_it() -> None:
    first = draw_sprites(40, seed=9)
    assert first.shape == (40, 16, 16, 4)
    assert first.dtype == np.uint8
    assert np.array_equal(draw_sprites(600, seed=9)[:40], first)
    assert not np.array_equal(draw_sprites(40, seed=10), first)


def test_a_stream_is_the_same_on_every_machine() -> None:
    digest = hashlib.sha256(draw_sprites(1200, seed=0).tobytes()).hexdigest()
    assert digest == "7f38df0f1e62f8fbd8bc60098753923655a5dd21cc9072e9c2440d880ccdbf8c"


def test_no_sprites_is_an_empty_stream() -> None:
    assert draw_sprites(0, seed=1).shape == (0, 16, 16, 4)


def test_alpha_is_all_or_nothing_and_hidden_pixels_are_zero(stream: tuple[np.ndarray, list[str]]) -> None:
    pixels, _ = stream
    assert set(np.unique(pixels[..., 3])) == {0, 255}
    assert not pixels[pixels[..., 3] == 0].any()
    assert (pixels[..., 3] > 0).any(axis=(1, 2)).all()


def test_every_family_turns_up(stream: tuple[np.ndarray, list[str]]) -> None:
    _, labels = stream
    assert len(FAMILIES) >= 40
    assert set(labels) == set(FAMILIES)


def test_colours_are_as_many_as_in_real_sets(stream: tuple[np.ndarray, list[str]]) -> None:
    counts = [colours_of(sprite) for sprite in stream[0]]
    assert 5 <= np.median(counts) <= 7
    assert 8 <= np.percentile(counts, 90) <= 12
    assert max(counts) <= 32


def test_sprites_hardly_ever_repeat(stream: tuple[np.ndarray, list[str]]) -> None:
    pixels, _ = stream
    assert len({sprite.tobytes() for sprite in pixels}) > 0.995 * COUNT


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_varies_and_keeps_to_its_kind(family: str) -> None:
    pixels = draw_family(family, range(40))
    assert len({sprite.tobytes() for sprite in pixels}) >= 30
    opaque = (pixels[..., 3] > 0).all(axis=(1, 2))
    if family in ground.FAMILIES:
        assert opaque.all()
    if not FAMILIES[family].tile:
        assert not opaque.all()


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(KeyError, match="unicorn"):
        draw_family("unicorn", [0])
