"""Let a training step stop for breath between its layers, so that a drawing hand is answered meanwhile.

A step takes half a second on a small machine; the hand must not wait for it. Runs on the training thread: on
a CPU the autograd engine calls Python hooks in the thread that called it. What is called may run other models
and draw random numbers: the step neither sees that nor disturbs it, so training is bit-equal without it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

LAYERS = (nn.Conv2d, nn.ConvTranspose2d, nn.Linear, nn.BatchNorm2d)

Breathe = Callable[[], None]


class StepAbandoned(Exception):  # noqa: N818
    """What a `breathe` raises to end the step it interrupts: nothing is learned from that step."""


def no_breath() -> None:
    """Go on at once."""


class Breath:
    """Calls `breathe` where the step allows it; None is never. `spent_s`: seconds that took in all.

    longest_s: the longest time between two breaths of one step, seconds: how long a hand may wait.
    """

    def __init__(self, breathe: Breathe | None = None) -> None:
        self.breathe = breathe
        self.spent_s = self.longest_s = 0.0
        self._last = 0.0
        self._outside: Tensor | None = None
        self._holding = False

    def __call__(self) -> None:
        """Breathe now. Whatever `breathe` raises comes through."""
        if self.breathe is None or self._holding:
            return
        began = time.perf_counter()
        self.longest_s = max(self.longest_s, began - self._last if self._last else 0.0)
        self._holding = True
        try:
            with self._world_outside(), torch.enable_grad(), torch.autocast("cpu", enabled=False):
                self.breathe()
        finally:
            self._holding = False
            self._last = time.perf_counter()
            self.spent_s += self._last - began

    @contextmanager
    def _world_outside(self) -> Iterator[None]:
        """The random numbers as they are outside of the step; what is drawn of them stays drawn."""
        if self._outside is None:
            yield
            return
        ours = torch.get_rng_state()
        torch.set_rng_state(self._outside)
        try:
            yield
        finally:
            self._outside = torch.get_rng_state()
            torch.set_rng_state(ours)

    @contextmanager
    def chance_of_its_own(self, seed: int, device: torch.device) -> Iterator[None]:
        """Within, torch's random numbers are those of `seed`; afterwards those of the world go on."""
        if device.type != "cpu":
            with torch.random.fork_rng([device] if device.type == "cuda" else [], device_type=device.type):
                torch.manual_seed(seed)
                yield
            return
        self._outside = torch.get_rng_state()
        torch.default_generator.manual_seed(seed)
        try:
            yield
        finally:
            torch.set_rng_state(self._outside)
            self._outside = None

    @contextmanager
    def between_layers(self, model: nn.Module) -> Iterator[None]:
        """Within, `model` breathes after every layer's forward and before every layer's backward pass.

        On a CPU only: elsewhere layers are queued and not waited for.
        """
        hooks: list[RemovableHandle] = []
        self._last = 0.0
        if self.breathe is not None and next(model.parameters()).device.type == "cpu":
            layers = [module for module in model.modules() if isinstance(module, LAYERS)]
            hooks = [layer.register_forward_hook(self._after_forward) for layer in layers]
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()

    def _after_forward(self, _layer: nn.Module, _inputs: object, output: Tensor) -> None:
        self()
        if output.requires_grad:
            output.register_hook(self._before_backward)  # type: ignore[no-untyped-call]

    def _before_backward(self, _gradient: Tensor) -> None:
        self()
