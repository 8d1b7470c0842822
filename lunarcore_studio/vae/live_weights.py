"""A network's weights as arrays, ready for use: every BatchNorm multiplied into its convolution.

Any thread. Without torch, so that a model answers before torch is there; `blocks.folded` does the same to a
network of torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import Floats
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.network_numbers import NORM_EPSILON


@dataclass(frozen=True, slots=True)
class Layer:
    """Weight and bias (O,): of a convolution (O, I, k, k), transposed (I, O, k, k), a linear layer (O, I)."""

    weight: Floats
    bias: Floats


class LiveWeights:
    """The arrays of a model's state dict by name, of the network that `config` names.

    What is asked for and not there raises KeyError, what does not fit together ValueError.
    """

    def __init__(self, config: VAEConfig, state: Mapping[str, NDArray[np.floating]]) -> None:
        self.config = config
        self._state = state
        side = config.resolution // 8
        self.bottom = (8 * config.width, side, side)

    def array(self, name: str) -> Floats:
        """The tensor of that name."""
        return np.asarray(self._state[name], np.float32)

    def has(self, name: str) -> bool:
        """Whether there is a tensor of that name."""
        return name in self._state

    def layer(self, name: str) -> Layer:
        """The layer of that name as it is."""
        return Layer(self.array(f"{name}.weight"), self.array(f"{name}.bias"))

    def normed(self, name: str, transposed: bool = False) -> Layer:
        """The convolution of the block `name` with its norm in it: a scale and shift for each output."""
        conv = self.layer(f"{name}.conv")
        mean, variance = (self.array(f"{name}.norm.running_{part}") for part in ("mean", "var"))
        scale = self.array(f"{name}.norm.weight") / np.sqrt(variance + np.float32(NORM_EPSILON))
        per_output = (1, -1, 1, 1) if transposed else (-1, 1, 1, 1)
        bias = (conv.bias - mean) * scale + self.array(f"{name}.norm.bias")
        return Layer(conv.weight * scale.reshape(per_output), bias)

    def null(self, index: int) -> Floats:
        """The null feature of the skip at side R / 2**index, (1, C, 1, 1); 0 for a network without a gate."""
        if not self.config.skip_gate:
            return np.zeros((1, self.config.width << index, 1, 1), np.float32)
        return self.array(f"gate.null{index}")
