"""The artist's soft hand: the same things, with edges and light that run through many colours."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.starter import draw_icons, draw_labelled
from lunarcore_studio.starter.icons import Finish, finished

PLAIN = Finish(angle=0, size=1, move=(0, 0), fall=0, lean=0, gloss=0, shadow=0, alpha=1)


@pytest.fixture(scope="module")
def icons() -> tuple[np.ndarray, list[str]]:
    return draw_icons(200, seed=5)


def test_a_stream_is_the_same_every_time_and_a_longer_one_begins_with_it(
    icons: tuple[np.ndarray, list[str]],
) -> None:
    first, labels = draw_icons(20, seed=5)
    assert np.array_equal(icons[0][:20], first)
    assert icons[1][:20] == labels == draw_labelled(20, seed=5)[1]
    assert not np.array_equal(draw_icons(20, seed=6)[0], first)


def test_they_are_as_soft_and_colourful_as_real_icons(icons: tuple[np.ndarray, list[str]]) -> None:
    pixels, _ = icons
    assert pixels.shape == (200, 16, 16, 4)
    assert pixels.dtype == np.uint8
    soft = (pixels[..., 3] > 0) & (pixels[..., 3] < 255)
    assert 0.1 < soft.mean() < 0.4
    assert 80 < np.median([len(np.unique(icon.reshape(-1, 4), axis=0)) for icon in pixels]) < 180
    assert not pixels[pixels[..., 3] == 0].any()
    assert (pixels[..., 3] > 0).any(axis=(1, 2)).all()


def test_without_any_finish_the_middle_of_things_stays() -> None:
    sprites, _ = draw_labelled(40, seed=8)
    for sprite in sprites:
        icon = finished(sprite, PLAIN)
        packed = sprite.view(np.uint32)[..., 0]
        inner = packed[1:-1, 1:-1]
        around = [packed[1 + y : 15 + y, 1 + x : 15 + x] for y in (-1, 0, 1) for x in (-1, 0, 1)]
        flat = np.all([inner == each for each in around], axis=0)
        assert np.array_equal(icon[1:-1, 1:-1][flat], sprite[1:-1, 1:-1][flat])


def test_light_comes_from_above_and_a_shadow_falls_below() -> None:
    square = np.zeros((16, 16, 4), np.uint8)
    square[4:12, 4:12] = (120, 120, 120, 255)
    lit = finished(square, Finish(0, 1, (0, 0), 0.5, 0, 0, 0.5, 1))
    assert lit[4, 8, 0] > lit[8, 8, 0] > lit[11, 8, 0]
    assert 0 < lit[12, 8, 3] < 255
    assert not lit[2, 8].any()
