"""Fit and walk the linear way beside the convolutions; runs wherever the model runs.

The latent's mean = scores(x) + encoder(x); the output = mu + W' z + decoder(z, skips). W, W' and mu start as
a whitened PCA (`start_basis` says of what), so a new model starts at PCA's quality with its axes in units of
sigma, and a latent that leads straight to the output can not collapse (Dieng et al. 2018, "Avoiding latent
variable collapse with generative skip models"). The scores start from W (x - mu) and allow for the clamp at
use by a few steps of accelerated gradient descent on the clamped picture's error, unrolled, so that training
learns what they walk on (Gregor and LeCun 2010, "Learning fast approximations of sparse coding"). The PCA
itself is kept untouched beside them: a trained model has to beat it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.device import full_precision
from lunarcore_studio.vae.network_numbers import MOMENTUM

# Below this share of the first axis' sigma an axis is numerical noise, and whitening would blow it up.
SIGMA_FLOOR = 1e-4
# A covariance of more values than this is too slow to take apart on a desktop; random projections are not.
LARGEST_EXACT = 2048
CHUNK = 1024


@dataclass(frozen=True, slots=True)
class EigenBasis:
    """A PCA of sprites: centre (D,), components (L, D) unit rows, sigma (L,) descending; float32, D = C R R.

    Where the sprites span fewer than L axes, the remaining rows and sigmas are 0.
    """

    centre: Tensor
    components: Tensor
    sigma: Tensor


@dataclass(frozen=True, slots=True)
class Moments:
    """How many sprites, their mean (D,) and covariance (D, D), both float64."""

    count: int
    centre: Tensor
    covariance: Tensor


def fit_basis(sprites: Tensor | Iterable[Tensor], latent: int, breathe: Breathe = no_breath) -> EigenBasis:
    """The first `latent` principal axes of the sprites and their mirror images.

    sprites: uint8 (N, C, R, R) premultiplied, N >= 1, whole or in parts; values enter as [-1, 1].
    breathe: called after each part.
    Exact (eigenvectors of the covariance) up to 2048 values a sprite, by randomised subspace iteration above.
    The sign of an axis is chosen so that its largest entry is positive, which makes the fit reproducible.
    """
    return basis_of(moments(sprites, breathe), latent)


def basis_of(known: Moments, latent: int) -> EigenBasis:
    """The first `latent` principal axes of sprites of which so much is known; see `fit_basis`."""
    size = len(known.centre)
    variance, axes = _leading_axes(known.covariance, min(latent, size))
    rank = min(latent, size, max(known.count - 1, 1))
    sigma = torch.zeros(latent)
    sigma[:rank] = variance[:rank].clamp(min=0).sqrt().float()
    sigma[sigma < SIGMA_FLOOR * sigma.max().clamp(min=1)] = 0
    components = torch.zeros(latent, size)
    components[:rank] = (
        axes[:rank] * axes[:rank].gather(1, axes[:rank].abs().argmax(1, True)).sign()
    ).float()
    components[sigma == 0] = 0
    return EigenBasis(known.centre.float(), components, sigma)


def moments(sprites: Tensor | Iterable[Tensor], breathe: Breathe = no_breath) -> Moments:
    """Those of sprites and their mirror images, as `fit_basis` takes them."""
    count, centre, moment = 0, torch.zeros(()), torch.zeros(())
    for part in torch.split(sprites.cpu(), CHUNK) if isinstance(sprites, Tensor) else sprites:
        rows = torch.cat([part, part.flip(3)]).flatten(1).float() / 127.5 - 1
        count += len(rows)
        centre = centre + rows.sum(0, dtype=torch.float64)
        moment = moment + (rows.T @ rows).double()
        breathe()
    centre = centre / count
    return Moments(count, centre, moment / count - torch.outer(centre, centre))


def _leading_axes(covariance: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Variances (count,) descending and unit axes (count, D) of a covariance (D, D)."""
    if len(covariance) <= LARGEST_EXACT:
        # LAPACK may give up where very many variances are equal; the randomised way below does not mind.
        with contextlib.suppress(RuntimeError):
            variance, vectors = torch.linalg.eigh(covariance)
            return variance.flip(0)[:count], vectors.flip(1).T[:count]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        vectors, variance, _ = torch.svd_lowrank(covariance, q=min(count + 16, len(covariance)), niter=6)
    return variance[:count], vectors.T[:count]


class EigenPath(nn.Module):
    """The linear way: `score` finds z, `picture` is mu + W' z. Trained parameters, fixed PCA buffers.

    Always computed in float32: eight bits of a score would show in the picture.
    """

    basis_centre: Tensor
    basis_components: Tensor
    basis_sigma: Tensor

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        size = config.channels * config.resolution**2
        self.steps = config.score_steps
        self.shape = (config.channels, config.resolution, config.resolution)
        self.centre = nn.Parameter(torch.zeros(size))
        self.reading = nn.Parameter(torch.zeros(config.latent, size))
        self.writing = nn.Parameter(torch.zeros(config.latent, size))
        self.register_buffer("basis_centre", torch.zeros(size))
        self.register_buffer("basis_components", torch.zeros(config.latent, size))
        self.register_buffer("basis_sigma", torch.zeros(config.latent))

    @property
    def basis(self) -> EigenBasis:
        """The PCA that it remembers."""
        return EigenBasis(self.basis_centre, self.basis_components, self.basis_sigma)

    @torch.no_grad()
    def start_from(self, basis: EigenBasis, pca: EigenBasis | None = None) -> None:
        """Make the path the whitened `basis`; remember `pca` (None: `basis`) as the one of the sprites."""
        self.remember(pca or basis)
        inverse = torch.where(basis.sigma > 0, 1 / basis.sigma.clamp(min=1e-12), torch.zeros(()))
        self.centre.copy_(basis.centre)
        self.reading.copy_(basis.components * inverse[:, None])
        self.writing.copy_(basis.components * basis.sigma[:, None])

    @torch.no_grad()
    def remember(self, basis: EigenBasis) -> None:
        """Store `basis` as the PCA of the training sprites and leave the trained parameters alone."""
        self.basis_centre.copy_(basis.centre)
        self.basis_components.copy_(basis.components)
        self.basis_sigma.copy_(basis.sigma)

    def score(self, x: Tensor) -> Tensor:
        """(N, C, R, R) in [-1, 1] -> whitened scores (N, L).

        W (x - mu), then for each of the config's score steps z <- y + s W (x - clamp(mu + W' y)), where y
        is z moved on by its last step times the momentum, and s the `pace`.
        """
        pace = self.pace() if self.steps else 1.0
        with full_precision(x):
            flat = x.float().flatten(1)
            z = ahead = (flat - self.centre) @ self.reading.T
            for _ in range(self.steps):
                missing = flat - (self.centre + ahead @ self.writing).clamp(-1, 1)
                moved = ahead + pace * (missing @ self.reading.T)
                ahead, z = moved + MOMENTUM * (moved - z), moved
            return z

    @torch.no_grad()
    def pace(self) -> float:
        """The size of a score step: 1, or as much less as keeps the walk from diverging when W W' has grown.

        Of a new model W W' is the identity; training may stretch it. 1 where they are not numbers: then the
        picture is none either, and whoever asked for it says so.
        """
        with full_precision(self.writing):
            product = self.writing @ self.reading.T
        if not bool(product.isfinite().all()):
            return 1.0
        return 1 / max(1.0, float(torch.linalg.matrix_norm(product, ord=2)))

    def picture(self, z: Tensor) -> Tensor:
        """(N, L) -> (N, C, R, R), unclamped."""
        with full_precision(z):
            return (self.centre + z.float() @ self.writing).reshape(-1, *self.shape)

    def project(self, x: Tensor) -> Tensor:
        """The stored PCA's reconstruction of x, (N, C, R, R) -> (N, C, R, R), unclamped."""
        with full_precision(x):
            offset = x.float().flatten(1) - self.basis_centre
            seen = offset @ self.basis_components.T @ self.basis_components
            return (self.basis_centre + seen).reshape(-1, *self.shape)
