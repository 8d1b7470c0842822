"""The axes that a network starts on: reproducible, unit, and better on sprites that they have not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.batches import to_model_bytes
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenBasis, EigenPath, basis_of
from lunarcore_studio.vae.leaning import Known, look_at
from lunarcore_studio.vae.rebasing import PASS
from lunarcore_studio.vae.saturation import shortfall
from lunarcore_studio.vae.start_basis import EXCHANGED, MOVED, start_basis
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

CONFIG = VAEConfig.studio(8)


def known(sprites: np.ndarray, channels: int = 4) -> Known:
    return look_at([torch.from_numpy(to_model_bytes(sprites, channels))])


def pca(sprites: np.ndarray, latent: int = 128) -> EigenBasis:
    return basis_of(known(sprites).whole, latent)


def error(basis: EigenBasis, unseen: np.ndarray) -> float:
    """Of the linear pictures of sprites, as an untrained network draws them."""
    path = EigenPath(VAEConfig.studio(8))
    path.start_from(basis)
    x = torch.from_numpy(to_model_bytes(unseen, 4)).float() / 127.5 - 1
    with torch.no_grad():
        return float(shortfall(x, path.picture(path.score(x))).square().mean())


@pytest.mark.parametrize("count", [60, 400])
def test_unseen_sprites_are_described_better_than_by_the_pca(count: int) -> None:
    seen, unseen = draw_sprites(count, 3), draw_sprites(2 * PASS, 1_000_003)
    assert error(start_basis(known(seen), CONFIG), unseen) < error(pca(seen), unseen)


def test_few_sprites_lean_on_those_of_other_hands() -> None:
    kin, seen, unseen = pca(draw_sprites(600, 8)), draw_sprites(30, 3), draw_sprites(2 * PASS, 1_000_003)
    alone, leaning = (error(start_basis(known(seen), CONFIG, each), unseen) for each in (None, kin))
    assert leaning < 0.8 * alone


def test_it_is_the_pca_of_the_sprites_among_moved_and_recoloured_ones() -> None:
    sprites = draw_sprites(7, 5)
    moved = [np.roll(sprites, step, axis) for axis in (1, 2) for step in (1, -1)]
    orders = [[0, 2, 1, 3], [1, 0, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [2, 1, 0, 3]]
    recoloured = [sprites[..., order] for order in orders]
    # so many copies of each that the shares come out
    own = round(20 * (1 - MOVED - EXCHANGED) / MOVED)
    parts = [*[sprites] * own, *moved * 5, *recoloured * 4]
    expected = pca(np.concatenate(parts), 12)
    found = start_basis(known(sprites), replace(CONFIG, latent=12))
    torch.testing.assert_close(found.sigma, expected.sigma, rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(found.centre, expected.centre, rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("channels", [3, 4])
def test_one_sprite_is_enough(channels: int) -> None:
    basis = start_basis(known(draw_sprites(1, 2), channels), VAEConfig.studio(8, channels))
    assert basis.components.isfinite().all()
    used = basis.sigma > 0
    assert used.any()
    assert not basis.components[~used].any()
    torch.testing.assert_close(basis.components[used].norm(dim=1), torch.ones(int(used.sum())))


def test_a_new_network_starts_on_it_and_remembers_the_pca() -> None:
    sprites = draw_sprites(40, 4)
    plan = TrainingPlan(VAEConfig.studio(8), steps=1, device="cpu", holdout_every=0, prior_share=0)
    eigen = Trainer(plan, sprites).model.eigen
    assert eigen is not None
    basis = start_basis(known(sprites), CONFIG)
    assert torch.equal(eigen.basis_sigma, pca(sprites).sigma)
    assert torch.equal(eigen.centre.detach(), basis.centre)
