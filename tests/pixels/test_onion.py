"""The onion skin: which neighbours are seen, how faint, and in which tint."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.pixels.onion import AFTER, BEFORE, Onion, onion_skin, tinted
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite


@pytest.fixture
def sprite() -> Sprite:
    """Five frames of one row; frame N has a white pixel at x = N."""
    cels = {}
    for frame in range(5):
        pixels = np.zeros((1, 5, 4), np.uint8)
        pixels[0, frame] = 255
        cels[0, frame] = Cel(pixels)
    return Sprite(5, 1, frames=(Frame(),) * 5, cels=cels)


def test_the_nearest_is_the_strongest_and_none_is_the_frame_itself(sprite: Sprite) -> None:
    skin = onion_skin(sprite, 2, Onion(2, 1, 40))
    assert skin[0, :, 3].tolist() == [51, 102, 0, 102, 0]


def test_what_was_is_warm_and_what_comes_is_cool(sprite: Sprite) -> None:
    skin = onion_skin(sprite, 2, Onion(1, 1, 100))[0]
    white = np.full((1, 1, 4), 255, np.uint8)
    assert skin[1].tolist() == tinted(white, BEFORE)[0, 0].tolist()
    assert skin[3].tolist() == tinted(white, AFTER)[0, 0].tolist()
    assert skin[1, 0] > skin[1, 2]
    assert skin[3, 2] > skin[3, 0]


def test_there_is_nothing_beyond_the_ends(sprite: Sprite) -> None:
    assert not onion_skin(sprite, 0, Onion(4, 0)).any()
    assert onion_skin(sprite, 0, Onion(4, 4))[0, :, 3].astype(bool).tolist() == [False] + [True] * 4


@pytest.mark.parametrize("numbers", [(5, 0, 40), (0, -1, 40), (1, 1, 0), (1, 1, 101)])
def test_numbers_out_of_range_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="no onion skin"):
        Onion(*numbers)
