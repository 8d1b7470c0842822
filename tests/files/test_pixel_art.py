"""Photographs and noise are told from drawings, and nothing that a person drew is taken for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio.files.dataset import scan
from lunarcore_studio.files.pixel_art import color_counts, not_pixel_art
from lunarcore_studio.starter import draw_sprites
from tests.files.drawn import sprite


def photograph(seed: int, side: int = 16) -> np.ndarray:
    """Smooth light with a camera's noise over it, opaque."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:side, 0:side] / side
    waves = [128 + 90 * np.sin(4 * x * rng.random() + 5 * y * rng.random() + number) for number in range(3)]
    light = np.stack(waves, axis=-1) + rng.normal(0, 5, (side, side, 3))
    return np.concatenate([light.clip(0, 255), np.full((side, side, 1), 255)], axis=-1).astype(np.uint8)


def test_colours_are_counted_cell_by_cell() -> None:
    cells = np.zeros((3, 8, 8, 4), np.uint8)
    cells[1, 0, :5] = np.arange(20).reshape(5, 4) + 1
    cells[2] = np.arange(256).reshape(8, 8, 4)
    assert color_counts(cells).tolist() == [1, 6, 64]


def test_photographs_and_noise_are_no_pixel_art() -> None:
    rng = np.random.default_rng(0)
    for side in (8, 16, 32):
        assert not_pixel_art(np.stack([photograph(seed, side) for seed in range(40)])).mean() > 0.9
        assert not_pixel_art(rng.integers(0, 256, (40, side, side, 4), dtype=np.uint8)).all()


def test_many_colours_with_flat_areas_are_pixel_art() -> None:
    pixels = photograph(1)
    pixels[:6] = (40, 80, 120, 255)
    assert not not_pixel_art(pixels[None]).any()


def test_drawings_are_pixel_art() -> None:
    assert not not_pixel_art(draw_sprites(500, seed=11)).any()
    assert not not_pixel_art(np.stack([sprite(seed) for seed in range(50)])).any()


@pytest.mark.slow
def test_no_real_sprite_is_taken_for_a_photograph(real_sprites: Path) -> None:
    for folder in sorted(path for path in real_sprites.iterdir() if path.is_dir()):
        pixels = scan([folder]).pixels
        assert len(pixels) > 100
        assert not not_pixel_art(pixels).any(), folder.name
