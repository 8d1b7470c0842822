"""Walk the network for use, by torch wherever it can be; runs on the thread that owns the model.

`onnx_inference` is the other way, on CPUs the faster one. Both work on float32 arrays (N, C, R, R) in [-1, 1]
as the network knows them; what they call skips is theirs and only to be handed back.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.vae.blocks import folded
from lunarcore_studio.vae.model import LunarVAE, on_device

Floats = NDArray[np.float32]
# Arrays or tensors whose first axis counts sprites.
Skips = tuple[Any, ...]


class Inference(Protocol):
    """A network that is only used, on as many sprites or codes at a time as fit into memory."""

    def encode(self, x: Floats) -> tuple[Floats, Floats, Skips]:
        """Mean and logvar (N, L) and the skips of sprites (N, C, R, R)."""

    def decode(self, z: Floats, skips: Skips | None, detail: float) -> Floats:
        """Pictures (N, C, R, R), not clamped, of codes (N, L); skips of N sprites, of one, or None."""

    def both(self, z: Floats, skips: Skips) -> Floats:
        """The pictures (2, C, R, R) of one code (1, L) in detail mode and in latent mode."""

    def blended(self, skips: Skips, shares: Floats) -> Skips:
        """For each of shares (B,) in [0, 1] the skips that far on the straight way between two sprites'."""


class TorchInference:
    """Inference on any device by the network itself, its BatchNorm folded."""

    def __init__(self, model: LunarVAE, device: torch.device) -> None:
        self._network, self._device = on_device(folded(model), device), device

    @torch.inference_mode()
    def encode(self, x: Floats) -> tuple[Floats, Floats, Skips]:
        """See Inference."""
        posterior = self._network.encode(self._enter(x).contiguous(memory_format=torch.channels_last))
        return posterior.mean.cpu().numpy(), posterior.logvar.cpu().numpy(), posterior.skips

    @torch.inference_mode()
    def decode(self, z: Floats, skips: Skips | None, detail: float) -> Floats:
        """See Inference."""
        return self._leave(self._network.decode(self._enter(z), skips, detail))

    @torch.inference_mode()
    def both(self, z: Floats, skips: Skips) -> Floats:
        """See Inference."""
        detail = torch.tensor([[1.0], [0.0]], device=self._device)
        return self._leave(self._network.decode(self._enter(z).expand(2, -1), skips, detail))

    @torch.inference_mode()
    def blended(self, skips: Skips, shares: Floats) -> Skips:
        """See Inference."""
        t = self._enter(shares)[:, None, None, None]
        return tuple(torch.lerp(level[:1], level[1:], t.to(level.dtype)) for level in skips)

    def _enter(self, array: Floats) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(array, np.float32)).to(self._device)

    def _leave(self, x: Tensor) -> Floats:
        array: Floats = x.cpu().numpy()
        return array
