"""Pixels in, codes out and back: the one face that engine, edits and metrics have of a model.

Runs on the worker thread. The codec holds a copy of the model made for use: BatchNorm folded into the
convolutions (exact up to float32 rounding), channels last, no gradients.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae.blocks import folded
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE, on_device

# Sprites a pass: larger ones gain nothing on a CPU and hold a hundred megabytes of features.
PASS: Final = 128

Skips = tuple[Tensor, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """What the model knows of N sprites: mean and logvar float32 (N, L); skips opaque, to be handed back."""

    mean: NDArray[np.float32]
    logvar: NDArray[np.float32]
    skips: Skips

    def one(self, index: int) -> Code:
        """The code of sprite `index` alone, (1, L)."""
        pick = slice(index, index + 1)
        return Code(self.mean[pick], self.logvar[pick], tuple(skip[pick] for skip in self.skips))


@dataclass(frozen=True, slots=True)
class Axes:
    """The sliders' directions, by size of effect, strongest first.

    directions (K, L) unit vectors; sigma (K,): standard deviation of the training codes along each;
    effect (K,): mean absolute change of the picture (premultiplied, 0..1) for one sigma;
    reach (K,): sigmas at a slider's end, 1.5..8, chosen so that all ends change the picture alike. float32.
    """

    directions: NDArray[np.float32]
    sigma: NDArray[np.float32]
    reach: NDArray[np.float32]
    effect: NDArray[np.float32]

    @classmethod
    def plain(cls, latent: int) -> Axes:
        """The latent's own dimensions in units of the prior, for a model whose codes nobody has seen."""
        ones = np.ones(latent, np.float32)
        return cls(np.eye(latent, dtype=np.float32), ones, 3 * ones, 0 * ones)


class Codec:
    """Encode and decode with one model in eval mode; `axes` its sliders, `bank` a sample of codes (M, L)."""

    def __init__(
        self,
        model: LunarVAE,
        device: torch.device | str = "cpu",
        axes: Axes | None = None,
        bank: NDArray[np.float32] | None = None,
    ) -> None:
        self.device = torch.device(device)
        self.config: VAEConfig = model.config
        self.resolution, self.latent = model.config.resolution, model.config.latent
        self.axes = axes or Axes.plain(self.latent)
        self.bank = bank if bank is not None else np.zeros((0, self.latent), np.float32)
        self._network = on_device(folded(model), self.device)

    def with_axes(self, axes: Axes, bank: NDArray[np.float32]) -> Codec:
        """This codec with other axes and bank; changes it in place and returns it."""
        self.axes, self.bank = axes, bank
        return self

    @torch.inference_mode()
    def encode(self, pixels: NDArray[np.uint8]) -> Code:
        """Straight RGBA uint8 (N, R, R, 4) -> its Code. Raises ValueError for another shape."""
        x = self._enter(pixels)
        parts = [self._network.encode(part) for part in torch.split(x, PASS)]
        skips = tuple(torch.cat(level) for level in zip(*(part.skips for part in parts), strict=True))
        mean, logvar = (torch.cat([getattr(p, name) for p in parts]) for name in ("mean", "logvar"))
        return Code(mean.cpu().numpy(), logvar.cpu().numpy(), skips)

    @torch.inference_mode()
    def decode(
        self, mean: NDArray[np.float32], skips: Skips | None = None, detail: float = 1.0
    ) -> NDArray[np.float32]:
        """Codes (N, L) -> pictures float32 (N, R, R, 4), premultiplied, in [0, 1].

        skips: of N sprites, or of one for all; None is latent mode.   detail: 0 (latent) to 1.
        """
        z = torch.from_numpy(np.ascontiguousarray(mean, np.float32)).to(self.device)
        parts = []
        for start in range(0, len(z), PASS):
            pick = slice(start, start + PASS)
            own = None if skips is None else tuple(s if len(s) == 1 else s[pick] for s in skips)
            parts.append(self._network.decode(z[pick], own, detail))
        if not parts:
            return np.zeros((0, self.resolution, self.resolution, 4), np.float32)
        return self._leave(torch.cat(parts))

    @torch.inference_mode()
    def pca(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """What the PCA of the training sprites makes of sprites, as `decode`; None without an eigen path."""
        if self._network.eigen is None:
            return None
        return self._leave(self._network.eigen.project(self._enter(pixels)))

    def as_seen(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Sprites as the model sees them, float32 (N, R, R, 4) premultiplied in [0, 1].

        A model of three channels knows no alpha: it sees its sprites on black.
        """
        seen = premultiply(pixels)
        if self.config.channels == 3:
            seen[..., 3] = 1
        return seen

    def _enter(self, pixels: NDArray[np.uint8]) -> Tensor:
        side = self.resolution
        if pixels.dtype != np.uint8 or pixels.ndim != 4 or pixels.shape[1:] != (side, side, 4):
            raise ValueError(f"The model needs sprites of {side}x{side} RGBA pixels in uint8.")
        seen = premultiply(pixels)[..., : self.config.channels] * np.float32(2) - np.float32(1)
        x = torch.from_numpy(np.ascontiguousarray(np.moveaxis(seen, 3, 1))).to(self.device)
        return x.contiguous(memory_format=torch.channels_last)

    def _leave(self, x: Tensor) -> NDArray[np.float32]:
        pictures = ((x + 1) / 2).clamp(0, 1).permute(0, 2, 3, 1).cpu().numpy()
        if self.config.channels == 4:
            return np.ascontiguousarray(pictures)
        return np.concatenate([pictures, np.ones_like(pictures[..., :1])], axis=3)
