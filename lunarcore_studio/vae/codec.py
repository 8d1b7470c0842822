"""Pixels in, codes out and back: the one face that engine, edits and metrics have of a model.

Runs on the worker thread. The codec holds a copy of the model made for use: by ONNX Runtime where it is asked
to be fast and runs on a CPU, by torch otherwise. Both give the same pictures within one level of 255.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae import onnx_inference
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.inference import Inference, Skips
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.picture_values import to_network, to_raw
from lunarcore_studio.vae.torch_inference import TorchInference, live_weights

# Sprites a pass: larger ones gain nothing on a CPU and hold a hundred megabytes of features.
PASS: Final = 128

__all__ = ["Axes", "Code", "Codec", "Skips"]


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
        fast: bool = False,
    ) -> None:
        """fast: worth half a second now for quicker answers later, on a CPU. A model in training is not."""
        self.device = torch.device(device)
        self.config: VAEConfig = model.config
        self.resolution, self.latent = model.config.resolution, model.config.latent
        self.axes = axes or Axes.plain(self.latent)
        self.bank = bank if bank is not None else np.zeros((0, self.latent), np.float32)
        self._eigen = copy.deepcopy(model.eigen)
        self._network = _inference(model, self.device, fast)

    def with_axes(self, axes: Axes, bank: NDArray[np.float32]) -> Codec:
        """This codec with other axes and bank; changes it in place and returns it."""
        self.axes, self.bank = axes, bank
        return self

    def encode(self, pixels: NDArray[np.uint8]) -> Code:
        """Straight RGBA uint8 (N, R, R, 4) -> its Code. Raises ValueError for another shape."""
        x = self._enter(pixels)
        parts = [self._network.encode(x[start : start + PASS]) for start in range(0, max(len(x), 1), PASS)]
        if len(parts) == 1:
            return Code(*parts[0])
        mean, logvar = (np.concatenate([part[place] for part in parts]) for place in (0, 1))
        levels = zip(*(part[2] for part in parts), strict=True)
        return Code(mean, logvar, tuple(_joined(level) for level in levels))

    def decode(
        self, mean: NDArray[np.float32], skips: Skips | None = None, detail: float = 1.0
    ) -> NDArray[np.float32]:
        """Codes (N, L) -> pictures float32 (N, R, R, 4), premultiplied, in [0, 1].

        skips: of N sprites, or of one for all; None is latent mode.   detail: 0 (latent) to 1.
        """
        parts = [np.zeros((0, self.config.channels, self.resolution, self.resolution), np.float32)]
        for start in range(0, len(mean), PASS):
            pick = slice(start, start + PASS)
            own = None if skips is None else tuple(s if len(s) == 1 else s[pick] for s in skips)
            parts.append(self._network.decode(mean[pick], own, detail))
        return self._leave(np.concatenate(parts))

    def reconstruct(self, pixels: NDArray[np.uint8]) -> tuple[Code, NDArray[np.float32], NDArray[np.float32]]:
        """The code of sprites and their pictures in detail mode and in latent mode, as `encode` and `decode`.

        For one sprite both pictures are one pass.
        """
        code = self.encode(pixels)
        if len(pixels) != 1:
            return code, self.decode(code.mean, code.skips), self.decode(code.mean)
        both = self._leave(self._network.both(code.mean, code.skips))
        return code, both[:1], both[1:]

    def at_rest(self, pixels: NDArray[np.uint8], detail: float) -> tuple[Code, NDArray[np.float32]]:
        """The code of one sprite (1, R, R, 4) and its picture (1, R, R, 4), from which an edit departs."""
        code = self.encode(pixels)
        return code, self.decode(code.mean, code.skips, detail)

    def blended_skips(self, code: Code, shares: NDArray[np.float32]) -> Skips:
        """The skips (B) of a code of two sprites at shares (B,) of the straight way to the second."""
        return self._network.blended(code.skips, shares)

    @torch.inference_mode()
    def pca(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """What the PCA of the training sprites makes of sprites, as `decode`; None without an eigen path."""
        if self._eigen is None:
            return None
        return self._leave(self._eigen.project(torch.from_numpy(self._enter(pixels))).numpy())

    def as_seen(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Sprites as the model sees them, float32 (N, R, R, 4) premultiplied in [0, 1].

        A model of three channels knows no alpha: it sees its sprites on black.
        """
        seen = premultiply(pixels)
        if self.config.channels == 3:
            seen[..., 3] = 1
        return seen

    def _enter(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        return to_network(pixels, self.config)

    def _leave(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        return to_raw(x, self.config)


def _inference(model: LunarVAE, device: torch.device, fast: bool) -> Inference:
    if fast and device.type == "cpu" and onnx_inference.available():
        return onnx_inference.OnnxInference(live_weights(model))
    return TorchInference(model, device)


def _joined(parts: Sequence[Any]) -> Any:
    return torch.cat(list(parts)) if isinstance(parts[0], torch.Tensor) else np.concatenate(parts)
