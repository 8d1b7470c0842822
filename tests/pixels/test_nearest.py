"""The nearest sprite is the one that looking at each would find, mirror images counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio.pixels.nearest import Nearest, NearestSprite, count_differing, premultiplied


def by_looking_at_each(sprites: np.ndarray, picture: np.ndarray) -> Nearest:
    """The plain definition: least sum, then first sprite, then as it is."""
    asked = premultiplied(picture).astype(int)
    ways = [
        (int(np.abs(premultiplied(shown).astype(int) - asked).sum()), index, mirrored)
        for index, sprite in enumerate(sprites)
        for mirrored, shown in ((False, sprite), (True, sprite[:, ::-1]))
    ]
    total, index, mirrored = min(ways)
    shown = sprites[index][:, ::-1] if mirrored else sprites[index]
    return Nearest(index, mirrored, total / (255 * picture.size), count_differing(picture, shown))


def found(sprites: np.ndarray, picture: np.ndarray, slice_size: int = 2048) -> Nearest:
    search = NearestSprite(sprites)
    while not search.prepare(slice_size):
        pass
    return search.find(picture)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 2**31), count=st.integers(1, 700), side=st.sampled_from([1, 3, 4, 8, 10, 16]),
    levels=st.sampled_from([2, 4, 256]), slice_size=st.integers(1, 800),
)  # fmt: skip
def test_it_is_what_looking_at_each_finds(
    seed: int, count: int, side: int, levels: int, slice_size: int
) -> None:
    rng = np.random.default_rng(seed)
    tones = np.linspace(0, 255, levels).astype(np.uint8)
    sprites = tones[rng.integers(0, levels, (count, side, side, 4))]
    picture = tones[rng.integers(0, levels, (side, side, 4))]
    assert found(sprites, picture, slice_size) == by_looking_at_each(sprites, picture)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**31), row=st.integers(0, 299), flip=st.booleans(), touched=st.integers(0, 9))
def test_a_changed_sprite_finds_its_origin(seed: int, row: int, flip: bool, touched: int) -> None:
    rng = np.random.default_rng(seed)
    sprites = rng.integers(0, 256, (300, 16, 16, 4), dtype=np.uint8)
    sprites[..., 3] = 255
    picture = sprites[row].copy()
    picture.reshape(-1, 4)[rng.choice(256, touched, replace=False), :3] ^= 0xFF
    nearest = found(sprites, picture[:, ::-1] if flip else picture)
    assert (nearest.index, nearest.is_mirrored, nearest.differing) == (row, flip, touched)


def test_the_sprite_itself_is_at_no_distance_and_the_opposite_at_the_greatest() -> None:
    sprites = np.zeros((2, 8, 8, 4), np.uint8)
    sprites[1] = 255
    assert found(sprites, sprites[1]) == Nearest(1, False, 0.0, 0)
    assert found(sprites[:1], sprites[1]) == Nearest(0, False, 1.0, 64)


def test_colours_under_alpha_0_do_not_count() -> None:
    sprites = np.zeros((1, 4, 4, 4), np.uint8)
    picture = np.zeros((4, 4, 4), np.uint8)
    picture[..., :3] = 200
    assert found(sprites, picture) == Nearest(0, False, 0.0, 0)


def test_an_array_on_disk_is_searched_and_stays_there(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    sprites = rng.integers(0, 256, (5000, 16, 16, 4), dtype=np.uint8)
    np.save(tmp_path / "set.npy", sprites)
    on_disk = np.load(tmp_path / "set.npy", mmap_mode="r")
    assert found(on_disk, sprites[4321][:, ::-1]) == Nearest(4321, True, 0.0, 0)


def test_it_is_prepared_a_slice_at_a_time() -> None:
    search = NearestSprite(np.zeros((5, 8, 8, 4), np.uint8))
    assert not search.prepare(3)
    assert (search.prepared, search.is_ready) == (3, False)
    with pytest.raises(ValueError, match="no prepared sprites"):
        search.find(np.zeros((8, 8, 4), np.uint8))
    assert search.prepare(3)
    with pytest.raises(ValueError, match="of the picture's size"):
        search.find(np.zeros((4, 4, 4), np.uint8))
