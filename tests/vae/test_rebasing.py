"""A model that goes on with other sprites starts from whichever describes them better, its axes or theirs."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.batches import to_model_bytes
from lunarcore_studio.vae.eigen import fit_basis
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.rebasing import better_start, latent_error, rebased
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan


def strange(count: int, seed: int) -> NDArray[np.uint8]:
    """Opaque sprites of smooth colour, of which the starter set holds none: sums of six fixed waves."""
    waves = np.random.default_rng(0).normal(size=(6, 3))
    y, x = np.mgrid[:16, :16] / 16
    shapes = np.stack([np.cos(np.pi * (a * x + b * y)) for a in range(3) for b in range(2)])
    weights = np.random.default_rng(seed).normal(size=(count, 6)) * 30
    pixels = 128 + np.einsum("nk,kyx,kc->nyxc", weights, shapes, waves)
    opaque = np.full((*pixels.shape[:3], 1), 255.0)
    return np.concatenate([pixels, opaque], axis=3).clip(0, 255).astype(np.uint8)


def as_network(sprites: NDArray[np.uint8]) -> torch.Tensor:
    return torch.from_numpy(to_model_bytes(sprites, 4)).float() / 127.5 - 1


def test_a_rebased_copy_speaks_by_the_new_axes_and_keeps_its_features(trained: Trainer) -> None:
    basis = fit_basis(torch.from_numpy(to_model_bytes(strange(80, 1), 4)), 128)
    model, other = trained.model, strange(16, 2)
    changed = rebased(model, basis)
    assert latent_error(changed, as_network(other)) < 0.2 * latent_error(model, as_network(other))
    assert torch.equal(changed.down_half.res.conv.weight, model.down_half.res.conv.weight)
    assert changed.eigen is not None
    assert torch.equal(changed.eigen.basis_components, basis.components)


def test_the_decoder_hears_the_codes_it_is_used_to(trained: Trainer) -> None:
    basis = fit_basis(torch.from_numpy(to_model_bytes(strange(80, 1), 4)), 128)
    model, changed = trained.model, rebased(trained.model, basis)
    assert model.eigen is not None
    assert changed.eigen is not None
    z = torch.randn(5, 128, generator=torch.Generator().manual_seed(0))
    pictures = changed.eigen.picture(z).flatten(1)
    former = (pictures - model.eigen.centre) @ model.eigen.reading.T
    torch.testing.assert_close(changed.from_latent(z), model.from_latent(former), atol=1e-3, rtol=1e-3)


def test_the_better_start_is_told_by_sprites_that_nobody_has_seen(
    trained: Trainer, unseen: NDArray[np.uint8]
) -> None:
    basis = fit_basis(torch.from_numpy(to_model_bytes(strange(80, 1), 4)), 128)
    kept, changed = trained.model, rebased(trained.model, basis)
    assert better_start(kept, changed, strange(16, 2)) is changed
    assert better_start(kept, changed, unseen) is kept
    assert better_start(kept, changed, unseen[:0]) is kept


def first_error(start: LunarVAE, holdout: NDArray[np.uint8]) -> float:
    plan = TrainingPlan(start.config, steps=1)
    return latent_error(
        Trainer(plan, strange(80, 1), holdout, start=start).network, as_network(strange(16, 2))
    )


def test_a_training_that_goes_on_takes_the_better_start(trained: Trainer) -> None:
    told, untold = (first_error(trained.model, strange(16, 3)[:count]) for count in (16, 0))
    assert told < 0.2 * untold
