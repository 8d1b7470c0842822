"""Walk the network for use by ONNX Runtime, on CPUs several times faster; the thread that owns the model.

Without torch. Where ONNX Runtime is not to be had, `available` says so and torch does the work.
"""

from __future__ import annotations

import importlib
import os
from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np

from lunarcore_studio.vae.inference import Floats, Skips
from lunarcore_studio.vae.inference_graph import SKIPS, decoder_graph, encoder_graph
from lunarcore_studio.vae.live_weights import LiveWeights

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ERRORS_ONLY: Final = 3
# A batch of one is too little to be shared out further; `device` has the measurements.
MOST_THREADS: Final = 4
BOTH: Final = np.array([1, 0], np.float32).reshape(2, 1, 1)


class OnnxInference:
    """Inference on the CPU. Two sessions hold the weights once, folded and laid out for their use."""

    def __init__(self, net: LiveWeights) -> None:
        with np.errstate(over="ignore", invalid="ignore"):  # pictures that are no numbers are told of at use
            graphs = encoder_graph(net), decoder_graph(net)
        self._encoder, self._decoder = map(_session, graphs)
        inputs = {each.name: each.shape for each in self._decoder.get_inputs()}
        self._latent = net.config.latent
        self._no_skips = tuple(np.zeros((1, *inputs[name][1:]), np.float32) for name in SKIPS)

    def encode(self, x: Floats) -> tuple[Floats, Floats, Skips]:
        """See Inference."""
        if not len(x):
            nothing = np.zeros((0, self._latent), np.float32)
            return nothing, nothing, tuple(skip[:0] for skip in self._no_skips)
        mean, logvar, *skips = self._encoder.run(["mean", "logvar", *SKIPS], {"x": _plain(x)})
        return mean, logvar, tuple(skips)

    def decode(self, z: Floats, skips: Skips | None, detail: float) -> Floats:
        """See Inference."""
        share = 0 if skips is None else detail
        return self._decoded(z, skips or self._no_skips, np.full((1, 1, 1), share, np.float32))

    def both(self, z: Floats, skips: Skips) -> Floats:
        """See Inference."""
        return self._decoded(z, skips, BOTH)

    def blended(self, skips: Skips, shares: Floats) -> Skips:
        """See Inference."""
        return tuple(_between(level, shares) for level in skips)

    def _decoded(self, z: Floats, skips: Skips, detail: Floats) -> Floats:
        feeds = dict(zip(SKIPS, map(_plain, skips), strict=True))
        picture: Floats
        (picture,) = self._decoder.run(["picture"], feeds | {"z": _plain(z), "detail": detail})
        return picture


def available() -> bool:
    """Whether ONNX Runtime can be imported."""
    return _runtime() is not None


def _session(graph: bytes) -> InferenceSession:
    runtime = _runtime()
    assert runtime is not None
    options = runtime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = ERRORS_ONLY
    # A spinning thread takes the core that the hand or a training needs; see device.py.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    """How many threads, none of them spinning, a live answer gets: one a usable core, four at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_THREADS)


def _runtime() -> ModuleType | None:
    """The package, where this platform has it; imported when the first model is opened."""
    try:
        runtime = importlib.import_module("onnxruntime")
    except ImportError:
        return None
    runtime.disable_telemetry_events()
    return runtime


def _between(level: Floats, shares: Floats) -> Floats:
    start, end = level[:1], level[1:]
    return start + shares.reshape(-1, *[1] * (level.ndim - 1)) * (end - start)


def _plain(array: Floats) -> Floats:
    return np.ascontiguousarray(array, np.float32)
