"""A new model is a PCA, exactly, and the PCA it started from stays what it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.batches import to_model_bytes
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenPath, fit_basis
from lunarcore_studio.vae.metrics import mean_psnr
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan


def rows_of(sprites: NDArray[np.uint8]) -> NDArray[np.float64]:
    doubled = np.concatenate([sprites, sprites[..., ::-1]]).reshape(2 * len(sprites), -1)
    return doubled.astype(np.float64) / 127.5 - 1


def test_basis_is_the_svd_of_the_sprites_and_their_mirror_images(sprites: NDArray[np.uint8]) -> None:
    data = to_model_bytes(sprites, 4)
    basis = fit_basis(torch.from_numpy(data), 16)
    rows = rows_of(data)
    _, sizes, axes = np.linalg.svd(rows - rows.mean(0), full_matrices=False)
    np.testing.assert_allclose(basis.centre.numpy(), rows.mean(0), atol=1e-5)
    np.testing.assert_allclose(basis.sigma.numpy(), sizes[:16] / np.sqrt(len(rows)), rtol=1e-3)
    alike = np.abs(np.sum(basis.components.numpy()[:6] * axes[:6], axis=1))
    np.testing.assert_allclose(alike, 1, atol=1e-2)


def test_larger_sprites_take_the_randomised_way_to_the_same_end() -> None:
    rng = np.random.default_rng(0)
    factors, loadings = rng.standard_normal((60, 5)), rng.standard_normal((5, 3 * 32 * 32))
    data = (np.clip(factors @ loadings * 20 + 128, 0, 255)).astype(np.uint8).reshape(60, 3, 32, 32)
    basis = fit_basis(torch.from_numpy(data), 8)
    rows = rows_of(data)
    sizes = np.linalg.svd(rows - rows.mean(0), compute_uv=False)
    np.testing.assert_allclose(basis.sigma.numpy(), sizes[:8] / np.sqrt(len(rows)), rtol=2e-2)


def test_few_sprites_leave_the_other_dimensions_free(sprites: NDArray[np.uint8]) -> None:
    basis = fit_basis(torch.from_numpy(to_model_bytes(sprites[:3], 4)), 128)
    assert int((basis.sigma > 0).sum()) <= 5
    assert not basis.components[basis.sigma == 0].any()
    path = EigenPath(VAEConfig.studio(8))
    path.start_from(basis)
    assert all(bool(torch.isfinite(parameter).all()) for parameter in path.parameters())


def test_scores_are_white_and_pictures_their_way_back(sprites: NDArray[np.uint8]) -> None:
    data = torch.from_numpy(to_model_bytes(sprites, 4))
    path = EigenPath(replace(VAEConfig.studio(8), score_steps=0))
    path.start_from(fit_basis(data, 128))
    x = torch.cat([data, data.flip(3)]).float() / 127.5 - 1
    with torch.no_grad():
        scores = path.score(x)
        used = scores[:, path.basis_sigma > 0.05]
        torch.testing.assert_close(used.T @ used / len(used), torch.eye(used.shape[1]), atol=2e-2, rtol=0)
        torch.testing.assert_close(path.picture(scores), path.project(x), atol=1e-3, rtol=0)


def test_scores_that_allow_for_the_clamp_describe_unseen_sprites_better(
    sprites: NDArray[np.uint8], unseen: NDArray[np.uint8]
) -> None:
    x = torch.from_numpy(to_model_bytes(unseen, 4)).float() / 127.5 - 1
    data = torch.from_numpy(to_model_bytes(sprites, 4))
    errors = []
    for steps in (0, 4, 16):
        path = EigenPath(replace(VAEConfig.studio(8), score_steps=steps))
        path.start_from(fit_basis(data, 128))
        with torch.no_grad():
            errors.append(float((path.picture(path.score(x)).clamp(-1, 1) - x).square().mean()))
    assert errors[0] > 1.1 * errors[1] > 1.1 * errors[2]


def test_training_can_change_what_the_scores_walk_on() -> None:
    torch.manual_seed(0)
    path = EigenPath(VAEConfig.studio(8))
    path.start_from(fit_basis(torch.randint(0, 256, (40, 4, 16, 16), dtype=torch.uint8), 128))
    path.score(torch.rand(2, 4, 16, 16) * 2 - 1).square().sum().backward()
    assert all(each.grad is not None and bool(each.grad.isfinite().all()) for each in path.parameters())
    assert float(path.writing.grad.abs().max()) > 0  # type: ignore[union-attr]


def test_a_new_model_without_score_steps_is_linear_and_no_worse_than_its_pca(
    sprites: NDArray[np.uint8], unseen: NDArray[np.uint8]
) -> None:
    trainer = Trainer(TrainingPlan(replace(VAEConfig.studio(8), score_steps=0), steps=1), sprites)
    codec = Codec(trainer.model)
    fitted = codec.pca(unseen)
    assert fitted is not None
    latent = codec.decode(codec.encode(unseen).mean)
    assert mean_psnr(codec, latent, unseen) > mean_psnr(codec, fitted, unseen) - 0.2
    picture = trainer.model.eigen.picture(torch.from_numpy(codec.encode(unseen).mean)).detach().numpy()
    linear = np.moveaxis(picture, 1, 3).clip(-1, 1) / 2 + 0.5
    assert np.abs(latent - linear).mean() < 0.02


def test_training_leaves_the_stored_pca_alone(trained: Trainer, sprites: NDArray[np.uint8]) -> None:
    basis = fit_basis(torch.from_numpy(to_model_bytes(sprites, 4)), 128)
    for model in (trained.model, trained.network):
        assert model.eigen is not None
        ours, theirs = (each.components[:20].T @ each.components[:20] for each in (model.eigen.basis, basis))
        torch.testing.assert_close(ours, theirs, atol=1e-3, rtol=0)
        torch.testing.assert_close(model.eigen.basis.sigma, basis.sigma, atol=1e-3, rtol=0)
        torch.testing.assert_close(model.eigen.basis.centre, basis.centre)
        assert float((model.eigen.centre - basis.centre).detach().abs().max()) > 1e-3


def test_scores_settle_however_far_training_has_stretched_the_path(
    sprites: NDArray[np.uint8], unseen: NDArray[np.uint8]
) -> None:
    x = torch.from_numpy(to_model_bytes(unseen, 4)).float() / 127.5 - 1
    path = EigenPath(replace(VAEConfig.studio(8), score_steps=64))
    path.start_from(fit_basis(torch.from_numpy(to_model_bytes(sprites, 4)), 128))
    assert path.pace() == pytest.approx(1, rel=1e-3)
    with torch.no_grad():
        path.reading.mul_(2)
        scores = path.score(x)
        error = (path.picture(scores).clamp(-1, 1) - x).square().mean()
    assert path.pace() == pytest.approx(0.5, rel=1e-3)
    assert float(error) < float((path.project(x).clamp(-1, 1) - x).square().mean())
