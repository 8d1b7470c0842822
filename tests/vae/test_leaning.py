"""Axes of few sprites lean on those of many: moments join exactly, and the share is what unseen ones say."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio.starter import draw_icons, draw_sprites
from lunarcore_studio.vae.batches import to_model_bytes
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenBasis, Moments, basis_of, moments
from lunarcore_studio.vae.leaning import (
    EVERY,
    MOST_KEPT_OUT,
    SHARES,
    best_share,
    joined,
    leaning,
    look_at,
)

CONFIG = VAEConfig.studio(8)


def as_bytes(sprites: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(to_model_bytes(sprites, 4))


def noise(count: int, seed: int) -> torch.Tensor:
    return as_bytes(np.random.default_rng(seed).integers(0, 256, (count, 16, 16, 4), np.uint8))


def assert_alike(found: Moments, expected: Moments) -> None:
    assert found.count == expected.count
    torch.testing.assert_close(found.centre, expected.centre, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(found.covariance, expected.covariance, rtol=1e-4, atol=1e-5)


@settings(max_examples=10, deadline=None)
@given(counts=st.tuples(st.integers(1, 9), st.integers(1, 9)), seed=st.integers(0, 99))
def test_moments_join(counts: tuple[int, int], seed: int) -> None:
    parts = noise(counts[0], seed), noise(counts[1], seed + 100)
    assert_alike(joined(*map(moments, parts)), moments(torch.cat(parts)))


@pytest.mark.parametrize(("count", "size"), [(1, 64), (4, 64), (5, 64), (23, 7), (60, 60)])
def test_a_fifth_is_kept_out_and_all_is_known_of_the_whole(count: int, size: int) -> None:
    sprites = noise(count, 3)
    known = look_at(torch.split(sprites, size))
    assert_alike(known.whole, moments(sprites))
    assert len(known.kept_out) == sum(len(part) // EVERY for part in torch.split(sprites, size))
    assert known.rest.count == 2 * (count - len(known.kept_out))


def test_no_more_are_kept_out_than_tell_it() -> None:
    known = look_at([noise(1, seed).expand(64 * EVERY, -1, -1, -1) for seed in range(10)])
    assert len(known.kept_out) == MOST_KEPT_OUT


def test_leaning_wholly_is_the_other_pca() -> None:
    kin = basis_of(moments(as_bytes(draw_sprites(50, 1))), 20)
    found = basis_of(leaning(moments(noise(30, 1)), kin, 1.0), 20)
    torch.testing.assert_close(found.sigma, kin.sigma, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(found.centre, kin.centre, rtol=1e-4, atol=1e-4)


def share_for(sprites: torch.Tensor, kin: EigenBasis) -> float:
    known = look_at([sprites])
    return best_share(known.rest, known.kept_out, kin, CONFIG)


def test_few_sprites_lean_more_than_many() -> None:
    kin, others = basis_of(moments(as_bytes(draw_icons(300, 8)[0])), 128), as_bytes(draw_sprites(640, 3))
    assert share_for(others[:20], kin) > share_for(others, kin)
    assert share_for(others[:3], kin) == SHARES[-1]
