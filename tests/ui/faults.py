"""Faults at the lowest level: hooks on the very network that answers, in the worker's own thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from lunarcore_studio.engine.client import EngineClient


def network_of(client: EngineClient) -> nn.Module:
    """The network that answers; it has to be torch's (without ONNX Runtime)."""
    worker = client._workers.worker
    assert worker is not None
    network = worker._core._model._codec._network._network
    assert isinstance(network, nn.Module)
    return network


def break_passes(client: EngineClient, fault: Callable[[], object]) -> None:
    """From now on every pass through the network calls `fault` in its middle."""
    layer = next(each for each in network_of(client).modules() if isinstance(each, nn.Conv2d))
    layer.register_forward_pre_hook(lambda *_: fault() and None)


def raise_error() -> None:
    raise RuntimeError("a kernel\nfailed")


def want_tensor() -> torch.Tensor:
    """More than any machine has: torch's own allocator refuses it."""
    return torch.empty(1 << 60, dtype=torch.uint8)


def want_array() -> np.ndarray:
    """More than any machine has: numpy's MemoryError."""
    return np.empty(1 << 60, np.uint8)


def spoil_weights(client: EngineClient) -> None:
    """What a bad memory module does: weights that are no numbers."""
    with torch.no_grad():
        for weight in network_of(client).parameters():
            weight.fill_(float("nan"))


class Hang:
    """A pass that does not end until it is let go, in a layer of the network."""

    def __init__(self, client: EngineClient) -> None:
        self.entered, self._gone_on = threading.Event(), threading.Event()
        break_passes(client, self._wait)

    def _wait(self) -> None:
        self.entered.set()
        self._gone_on.wait(60)

    def end(self) -> None:
        """Let every pass go on."""
        self._gone_on.set()
