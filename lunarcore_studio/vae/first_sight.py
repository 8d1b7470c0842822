"""A model's reconstructions before torch is there, which takes seconds to import; any thread.

Only what a drawing hand asks first. All the rest, and every sentence about a model that can not be used, is
`checkpoint`'s and `codec`'s, as soon as torch is there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load

from lunarcore_studio.vae.checkpoint_files import facts_and_weights, tensors_of
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.live_weights import LiveWeights
from lunarcore_studio.vae.onnx_inference import OnnxInference
from lunarcore_studio.vae.picture_values import to_network, to_raw

MODEL = "model."


class FirstSight:
    """A network by ONNX Runtime on the CPU, of the files of a model folder.

    Raises whatever it meets in files that are damaged or foreign: nothing of them is shown.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        facts, weights = facts_and_weights(files)
        self.config = VAEConfig.from_dict(facts["config"])
        tensors_of(weights)
        state = {n.removeprefix(MODEL): each for n, each in load(weights).items() if n.startswith(MODEL)}
        self._network = OnnxInference(LiveWeights(self.config, state))

    def reconstruct(
        self, pixels: NDArray[np.uint8]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """The code (1, L) of a sprite (1, R, R, 4), its pictures in detail mode and in latent mode, as
        `Codec.reconstruct`."""
        mean, _, skips = self._network.encode(to_network(pixels, self.config))
        both = to_raw(self._network.both(mean, skips), self.config)
        return mean, both[:1], both[1:]
