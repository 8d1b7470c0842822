"""Walk the network for use by torch, on any device; runs on the thread that owns the model."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lunarcore_studio.vae.blocks import folded
from lunarcore_studio.vae.inference import Floats, Skips
from lunarcore_studio.vae.live_weights import LiveWeights
from lunarcore_studio.vae.model import LunarVAE, on_device


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


def live_weights(model: LunarVAE) -> LiveWeights:
    """The weights of `model` for the way that needs no torch; on a CPU they share the model's memory."""
    state = model.state_dict()
    return LiveWeights(model.config, {name: each.cpu().float().numpy() for name, each in state.items()})
