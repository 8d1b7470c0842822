"""The palette of a picture that brings none: its colours, and bounded work for a large one."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from lunarcore_studio.files.own_palette import own_palette, sample
from lunarcore_studio.pixels.palette import FALLBACK, Palette
from tests.files.drawn import sprite


def test_a_sprites_palette_is_that_of_all_its_pixels() -> None:
    assert own_palette(sprite()) == Palette.of(sprite())
    assert own_palette(np.zeros((4, 4, 4), np.uint8)) == FALLBACK


@pytest.mark.parametrize("shape", [(4096, 4096), (1, 4096 * 4096), (4096 * 4096, 1), (3, 1 << 22)])
def test_of_a_large_picture_a_part_is_looked_at(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (*shape, 4), np.uint8)
    assert 1 << 16 < sample(noise).size // 4 <= 1 << 19
    tracemalloc.start()
    try:
        assert len(own_palette(noise)) == 256
        assert tracemalloc.get_traced_memory()[1] < 100 << 20
    finally:
        tracemalloc.stop()
