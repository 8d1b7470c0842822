"""The opponents in the quality bench, made so that trainer, codec and metrics take them for a LunarVAE.

Both know nothing of skips: what they say has all gone through the code.
"""

from __future__ import annotations

import copy
from dataclasses import replace

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.blocks import NormedConv
from lunarcore_studio.vae.config import MAX_WIDTH, VAEConfig
from lunarcore_studio.vae.eigen import EigenPath
from lunarcore_studio.vae.model import Posterior
from lunarcore_studio.vae.network_numbers import LOGVAR_RANGE


class PlainVAE(nn.Module):
    """What anybody would write first: strided convolutions down to 2x2, a code, and the same way back.

    Two convolutions at each size, BatchNorm, LeakyReLU 0.2, tanh at the end; no skips, no attention, no
    residuals, no eigen path. Shapes at the line ends are those of 16x16, width 64, latent 128.
    """

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        self.config, self.eigen = config, None
        w, bottom = config.width, config.resolution // 8
        flat = 8 * w * bottom**2
        self.bottom = (8 * w, bottom, bottom)
        down: list[nn.Module] = [NormedConv(nn.Conv2d(config.channels, w, 3, padding=1))]  # (N, 64, 16, 16)
        for c in (w, 2 * w, 4 * w):
            down += [NormedConv(nn.Conv2d(c, 2 * c, 4, 2, 1)), NormedConv(nn.Conv2d(2 * c, 2 * c, 3, 1, 1))]
        self.down = nn.Sequential(*down, nn.Flatten())  # (N, 2048)
        self.to_mean = nn.Linear(flat, config.latent)
        self.to_logvar = nn.Linear(flat, config.latent)
        self.from_latent = nn.Linear(config.latent, flat)
        up: list[nn.Module] = []
        for c in (8 * w, 4 * w, 2 * w):
            up += [NormedConv(nn.ConvTranspose2d(c, c // 2, 4, 2, 1))]
            up += [NormedConv(nn.Conv2d(c // 2, c // 2, 3, 1, 1))]
        self.up = nn.Sequential(*up, nn.Conv2d(w, config.channels, 3, padding=1), nn.Tanh())

    @classmethod
    def as_large_as(cls, parameters: int, like: VAEConfig) -> PlainVAE:
        """The one whose size comes nearest to `parameters`, for the sprites and the code of `like`."""
        configs = [
            replace(
                VAEConfig.seed(width, like.channels, like.resolution),
                encoder_dropout=0.0,
                decoder_dropout=0.0,
            )
            for width in range(4, MAX_WIDTH + 1, 4)
        ]
        return cls(min(configs, key=lambda config: abs(cls.size_of(config) - parameters)))

    @classmethod
    def size_of(cls, config: VAEConfig) -> int:
        """Parameters, without making the network."""
        with torch.device("meta"):
            return cls(config).parameter_count

    @property
    def parameter_count(self) -> int:
        """Trained numbers."""
        return sum(parameter.numel() for parameter in self.parameters())

    def encode(self, x: Tensor, noise: Tensor | None = None) -> Posterior:
        """As `LunarVAE.encode`, with no skips."""
        flat = self.down(x)
        return Posterior(self.to_mean(flat).float(), self.to_logvar(flat).float().clamp(*LOGVAR_RANGE), ())

    def decode(self, z: Tensor, skips: object = None, detail: object = 1.0) -> Tensor:
        """As `LunarVAE.decode`; there are no skips to heed."""
        picture: Tensor = self.up(self.from_latent(z).reshape(-1, *self.bottom))
        return picture.float()


class Pca(nn.Module):
    """The PCA of the training sprites that an eigen path keeps, as a network of its own; its code is certain.

    Plainly linear both ways, whatever the eigen path itself makes of it.
    """

    def __init__(self, config: VAEConfig, eigen: EigenPath) -> None:
        super().__init__()
        self.config, self.eigen = config, copy.deepcopy(eigen)

    @property
    def parameter_count(self) -> int:
        """The centre and the components."""
        return self.eigen.basis_centre.numel() + self.eigen.basis_components.numel()

    def encode(self, x: Tensor, noise: Tensor | None = None) -> Posterior:
        """The whitened scores."""
        eigen = self.eigen
        scores = (x.float().flatten(1) - eigen.basis_centre) @ eigen.basis_components.T
        return Posterior(scores / eigen.basis_sigma.clamp(min=1e-9), torch.zeros_like(scores), ())

    def decode(self, z: Tensor, skips: object = None, detail: object = 1.0) -> Tensor:
        """The picture of scores."""
        eigen = self.eigen
        picture = eigen.basis_centre + z * eigen.basis_sigma @ eigen.basis_components
        return picture.reshape(-1, *eigen.shape)
