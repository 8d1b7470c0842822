"""LunarCore's network, both the document's and the studio's, read top to bottom; runs on the worker thread.

Shapes at the line ends are those of 16x16, width 64, latent 128. A sprite enters as float32 (N, C, 16, 16),
premultiplied colour and alpha in [-1, 1], and leaves the same way. The studio's changes
(lunarcore.md, section 3) are fields of the config; with all of them off this is the document layer for layer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from lunarcore_studio.vae.blocks import DownBlock, NormedConv, UpBlock
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenPath
from lunarcore_studio.vae.network_numbers import LOGVAR_RANGE
from lunarcore_studio.vae.rest_skips import RestSkips
from lunarcore_studio.vae.saturation import shortfall
from lunarcore_studio.vae.skip_gate import SkipGate, Skips

LOGVAR_START = -4.0
HEAD_GAIN = 0.02


def on_device(model: LunarVAE, device: torch.device) -> LunarVAE:
    """`model`, moved there, its convolutions laid out channels last, the faster way on CPUs and GPUs."""
    return model.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class Posterior:
    """What the encoder knows of N sprites: mean and logvar (N, L) float32, skips finest first."""

    mean: Tensor
    logvar: Tensor
    skips: Skips

    def sample(self) -> Tensor:
        """One draw z = mean + exp(logvar / 2) * noise, (N, L)."""
        return self.at(torch.randn_like(self.mean))

    def at(self, noise: Tensor) -> Tensor:
        """The draw that standard normal noise (N, L) stands for (Kingma and Welling 2014)."""
        return self.mean + (0.5 * self.logvar).exp() * noise


class LunarVAE(nn.Module):
    """The variational autoencoder; about 12.9 million parameters at width 64."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        self.config = config
        w, side = config.width, config.resolution
        p_in, p_out = config.encoder_dropout, config.decoder_dropout
        self.bottom = (8 * w, side // 8, side // 8)
        flat = 8 * w * (side // 8) ** 2

        self.stem = NormedConv(nn.Conv2d(config.channels, w, 3, padding=1))
        self.down_half = DownBlock(w, 2 * w, p_in, attention=True)
        self.down_quarter = DownBlock(2 * w, 4 * w, p_in, attention=True)
        self.down_eighth = DownBlock(4 * w, 8 * w, p_in, attention=False)
        self.to_mean = nn.Linear(flat, config.latent)
        self.to_logvar = nn.Linear(flat, config.latent)

        self.rest_skips = RestSkips(config.channels, w) if config.rest_skips else None
        self.gate = SkipGate((w, 2 * w, 4 * w), (side, side // 2, side // 4), learned=config.skip_gate)
        self.from_latent = nn.Linear(config.latent, flat)
        self.up_quarter = UpBlock(8 * w, 4 * w, p_out, attention=True)
        self.up_half = UpBlock(4 * w, 2 * w, p_out, attention=True)
        self.up_full = UpBlock(2 * w, w, p_out, attention=False)
        self.to_picture = nn.Conv2d(w, config.channels, 3, padding=1)
        self.eigen = EigenPath(config) if config.eigen_path else None
        if config.eigen_path:
            self.quieten_heads()

    @torch.no_grad()
    def quieten_heads(self) -> None:
        """Start the convolutional heads near zero, so that the eigen path alone speaks at first."""
        for head in (self.to_mean, self.to_logvar, self.to_picture):
            head.weight.mul_(HEAD_GAIN)
            nn.init.zeros_(head.bias)  # type: ignore[arg-type]
        nn.init.constant_(self.to_logvar.bias, LOGVAR_START)

    def encode(self, x: Tensor, noise: Tensor | None = None) -> Posterior:  # (N, C, 16, 16)
        """What the network knows of sprites x, float32 in [-1, 1].

        noise: of the draw (N, L) that is going to be decoded, for skips that say what that one lacks.
        """
        full = self.stem(x)  # (N, 64, 16, 16)
        half = self.down_half(full)  # (N, 128, 8, 8)
        quarter = self.down_quarter(half)  # (N, 256, 4, 4)
        eighth = self.down_eighth(quarter)  # (N, 512, 2, 2)
        flat = eighth.flatten(1)  # (N, 2048)
        mean = self.to_mean(flat).float()  # (N, 128)
        logvar = self.to_logvar(flat).float().clamp(*LOGVAR_RANGE)  # (N, 128)
        if self.eigen is not None:
            mean = mean + self.eigen.score(x)  # (N, 128)
        posterior = Posterior(mean, logvar, (full, half, quarter))
        if self.rest_skips is None or self.eigen is None:
            return posterior
        z = mean if noise is None else posterior.at(noise)  # (N, 128)
        rest = shortfall(x, self.eigen.picture(z.detach()))  # (N, C, 16, 16)
        skips = self.rest_skips(rest.contiguous(memory_format=torch.channels_last))
        return replace(posterior, skips=skips)

    def decode(self, z: Tensor, skips: Skips | None = None, detail: float | Tensor = 1.0) -> Tensor:
        """Pictures (N, C, 16, 16) of codes z (N, L).

        skips: of `encode`, for N sprites or one; None is latent mode. detail: see SkipGate. With the eigen
        path the sum is not bounded here (a clamp has no slope to learn by): clamp it to [-1, 1] at use.
        """
        full, half, quarter = self.gate(skips, detail, len(z))
        x = self.from_latent(z).reshape(-1, *self.bottom)  # (N, 512, 2, 2)
        x = self.up_quarter(x, quarter)  # (N, 256, 4, 4)
        x = self.up_half(x, half)  # (N, 128, 8, 8)
        x = self.up_full(x, full)  # (N, 64, 16, 16)
        x = self.to_picture(x).float()  # (N, C, 16, 16)
        picture: Tensor = x.tanh() if self.eigen is None else x + self.eigen.picture(z)
        return picture

    def forward(self, x: Tensor) -> tuple[Tensor, Posterior]:
        """Reconstruct x with all skips: a sampled code in training mode, the mean otherwise."""
        noise = x.new_zeros(len(x), self.config.latent)
        posterior = self.encode(x, noise.normal_() if self.training else noise)
        return self.decode(posterior.at(noise), posterior.skips), posterior

    @torch.no_grad()
    def stages(self, x: Tensor) -> dict[str, tuple[int, ...]]:
        """The shape behind every named stage while x (N, C, R, R) goes there and back."""
        shapes: dict[str, tuple[int, ...]] = {}
        watched = [(name, module) for name, module in self.named_modules() if name and name.count(".") < 2]
        hooks = [
            module.register_forward_hook(
                lambda _module, _inputs, output, name=name: shapes.update({name: tuple(output.shape)})
            )
            for name, module in watched
            if not isinstance(module, (SkipGate, EigenPath, RestSkips))
        ]
        output, posterior = self(x)
        for hook in hooks:
            hook.remove()
        skips = {f"skip{skip.shape[-1]}": tuple(skip.shape) for skip in posterior.skips}
        return shapes | skips | {"mean": tuple(posterior.mean.shape), "output": tuple(output.shape)}

    @property
    def parameter_count(self) -> int:
        """Trained numbers, the eigen path's included."""
        return sum(parameter.numel() for parameter in self.parameters())
