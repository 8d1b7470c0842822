"""Every sprite is dealt once an epoch, a step depends on seed and number alone, palettes are whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lunarcore_studio.vae.batches import Batch, Batches, indexed, to_model_bytes
from lunarcore_studio.vae.rows import Rows

CPU = torch.device("cpu")


def numbered(count: int) -> NDArray[np.uint8]:
    """Sprites whose first pixel and its mirror image tell their number."""
    sprites = np.zeros((count, 16, 16, 4), np.uint8)
    sprites[..., 3] = 255
    sprites[:, 0, 0, 0] = sprites[:, 0, 15, 0] = np.arange(count)
    sprites[:, 5, 2, 1] = 255
    return sprites


def numbers(batch: Batch) -> list[int]:
    return [round(float(value)) for value in (batch.target[:, 0, 0, 0] + 1) * 127.5]


@pytest.mark.parametrize(("count", "size"), [(10, 5), (10, 4), (3, 8)])
def test_an_epoch_deals_every_sprite_once(count: int, size: int) -> None:
    deck = Batches(numbered(count), 4, size, seed=3, flips=True, device=CPU)
    dealt = [number for step in range(2 * count) for number in numbers(deck.deal(step))]
    for epoch in range(2 * size):
        assert sorted(dealt[epoch * count : (epoch + 1) * count]) == list(range(count))


def test_a_step_is_the_same_whenever_it_is_dealt() -> None:
    first = Batches(numbered(20), 4, 6, seed=1, flips=True, device=CPU)
    second = Batches(numbered(20), 4, 6, seed=1, flips=True, device=CPU)
    walked = [first.deal(step) for step in range(9)][-1]
    assert torch.equal(walked.target, second.deal(8).target)
    other = Batches(numbered(20), 4, 6, seed=2, flips=True, device=CPU)
    assert not torch.equal(walked.target, other.deal(8).target)


def test_about_half_are_mirrored_and_none_without_flips() -> None:
    def shares(flips: bool) -> float:
        deck = Batches(numbered(50), 4, 50, seed=0, flips=flips, device=CPU)
        return float((deck.deal(0).target[:, 1, 5, 13] > 0).float().mean())

    assert shares(False) == 0
    assert 0.25 < shares(True) < 0.75


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 400), st.sampled_from([3, 4]), st.sampled_from([16, 32]))
def test_colours_at_their_places_give_the_sprite_back(seed: int, inks: int, channels: int, side: int) -> None:
    rng = np.random.default_rng(seed)
    palette = rng.integers(0, 256, (inks, channels), np.uint8)
    sprites = np.moveaxis(palette[rng.integers(0, inks, (2, side, side))], 3, 1)
    colors, counts, index = indexed(sprites)
    for n in range(2):
        distinct = len(np.unique(sprites[n].reshape(channels, -1), axis=1).T)
        assert counts[n] == (distinct if distinct <= 256 else 0)
        if counts[n]:
            assert np.array_equal(np.moveaxis(colors[n][index[n]], 2, 0), sprites[n])


def test_dealt_palettes_follow_the_mirror_image(sprites: NDArray[np.uint8]) -> None:
    batch = Batches(sprites, 4, 32, seed=0, flips=True, device=CPU).deal(0)
    places = torch.arange(32)[:, None, None]
    rebuilt = batch.colors[places, batch.index].permute(0, 3, 1, 2)
    torch.testing.assert_close(rebuilt, batch.target)


def test_hidden_colour_is_never_learned() -> None:
    pixels = np.full((1, 16, 16, 4), 200, np.uint8)
    pixels[..., 3] = 0
    assert not to_model_bytes(pixels, 4).any()


@pytest.mark.parametrize("channels", [3, 4])
def test_a_large_set_is_dealt_like_a_small_one_to_the_bit(channels: int, sprites: NDArray[np.uint8]) -> None:
    small = Batches(sprites, channels, 10, seed=4, flips=True, device=CPU)
    large = Batches(sprites, channels, 10, seed=4, flips=True, device=CPU, resident_limit=0)
    some = Batches(
        Rows(np.concatenate([sprites, sprites]), np.arange(48) + 48), channels, 10, 4, True, CPU, 0
    )
    assert (small.is_resident, large.is_resident) == (True, False)
    for step in (0, 3, 4, 11):
        whole = small.deal(step)
        for other in (large.deal(step), some.deal(step)):
            for name in Batch.__slots__:
                assert torch.equal(getattr(whole, name), getattr(other, name))
    assert small.digest == large.digest == some.digest
    parts = torch.cat(list(large.model_bytes(7)))
    assert torch.equal(parts, torch.from_numpy(to_model_bytes(sprites, channels)))
    sample = torch.cat(list(large.model_bytes(5, most=12)))
    assert torch.equal(sample, parts[::4])


def test_a_share_of_a_batch_is_that_part_of_it(sprites: NDArray[np.uint8]) -> None:
    deck = Batches(sprites, 4, 10, seed=4, flips=True, device=CPU)
    whole, part = deck.deal(2), deck.deal(2, slice(4, 10))
    assert torch.equal(whole.part(4, 10).target, part.target)
    assert torch.equal(whole.part(4, 10).index, part.index)


def test_a_mapped_file_is_read_a_batch_at_a_time(tmp_path: Path) -> None:
    shape = (60_000, 16, 16, 4)
    mapped = np.lib.format.open_memmap(tmp_path / "sprites.npy", "w+", np.uint8, shape)
    mapped[::7, 3:9, 4:12] = (10, 200, 30, 255)
    mapped.flush()
    mapped = np.load(tmp_path / "sprites.npy", mmap_mode="r")
    tracemalloc.start()
    deck = Batches(Rows(mapped, np.arange(5, 60_000)), 4, 64, seed=0, flips=True, device=CPU)
    for step in range(5):
        assert deck.deal(step).target.shape == (64, 4, 16, 16)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not deck.is_resident
    assert most < mapped.nbytes / 10
