"""Turn a trainer's moving parts into the bytes of one safetensors file, and back; no disk access, any thread.

The file holds the weights, their average, AdamW's two moments and the best weights so far; its metadata holds
the plan and counters. `collect` copies, quickly, on the training thread; `pack` may run on another meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from lunarcore_studio.vae.best import copied
from lunarcore_studio.vae.plan import TrainingError

FILE: Final = "training.safetensors"
VERSION: Final = 2
DAMAGED: Final = "The stored training is damaged or is not one of this program."
FIELDS: Final[Mapping[str, Any]] = {
    "plan": dict, "step": int, "elapsed_s": float, "failures": int, "rate_factor": float,
    "sprites_per_s": float, "precision": str, "sprites_sha256": str, "scaler": dict, "version": int,
    "micro_batch": (int, NoneType), "course": dict, "best": (dict, NoneType), "pending": (dict, NoneType),
}  # fmt: skip


def collect(network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Copies on the CPU of all tensors that change from step to step."""
    return copied(_tensors(network, average) | _moments(network, optimiser))


def pack(
    tensors: Mapping[str, Tensor], best: Mapping[str, Tensor], values: Mapping[str, Any]
) -> dict[str, bytes]:
    """{"training.safetensors": bytes} of what `collect` gave, the best weights, and the plan and counters."""
    contents = {**tensors, **{f"best.{name}": tensor for name, tensor in best.items()}}
    return {FILE: save(contents, {"lunarcore": json.dumps({**values, "version": VERSION})})}


def read_values(state: Mapping[str, bytes]) -> dict[str, Any]:
    """The plan and counters of a stored training. Raises TrainingError."""
    try:
        data = state[FILE]
        length = int.from_bytes(data[:8], "little")
        values = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["lunarcore"])
        sound = all(isinstance(values[name], kind) for name, kind in FIELDS.items())
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise TrainingError(DAMAGED) from error
    if not sound or values["version"] != VERSION:
        raise TrainingError(DAMAGED)
    return dict(values)


def read_tensors(state: Mapping[str, bytes]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """What `collect` gave and the best weights of a stored training. Raises TrainingError."""
    try:
        stored = load(state[FILE])
    except (KeyError, SafetensorError, ValueError) as error:
        raise TrainingError(DAMAGED) from error
    best = {name.removeprefix("best."): stored.pop(name) for name in list(stored) if name.startswith("best.")}
    return stored, best


@torch.no_grad()
def put_back(
    stored: Mapping[str, Tensor], network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer
) -> None:
    """Put tensors back, in place. Raises TrainingError when one is missing or of another shape."""
    _make_moments(optimiser)
    for name, parameter in network.named_parameters():
        # before its first step, and for what a recipe never uses, AdamW has no state
        if f"adam.step.{name}" not in stored:
            del optimiser.state[parameter]
    ours = _tensors(network, average) | _moments(network, optimiser)
    require_like(stored, ours)
    for name, tensor in ours.items():
        tensor.copy_(stored[name])


def require_like(stored: Mapping[str, Tensor], ours: Mapping[str, Tensor]) -> None:
    """The same names, shapes and types. Raises TrainingError."""
    if {n: (t.shape, t.dtype) for n, t in ours.items()} != {n: (t.shape, t.dtype) for n, t in stored.items()}:
        raise TrainingError(DAMAGED)


def _tensors(network: nn.Module, average: nn.Module) -> dict[str, Tensor]:
    ours = {f"network.{name}": tensor for name, tensor in network.state_dict().items()}
    return ours | {f"average.{name}": tensor for name, tensor in average.state_dict().items()}


def _moments(network: nn.Module, optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    return {
        f"adam.{key}.{name}": value
        for name, parameter in network.named_parameters()
        for key, value in optimiser.state.get(parameter, {}).items()
    }


def _make_moments(optimiser: torch.optim.Optimizer) -> None:
    """Give AdamW the state it would have made itself at its first step."""
    for group in optimiser.param_groups:
        for parameter in group["params"]:
            place = parameter.device if group["fused"] else torch.device("cpu")
            optimiser.state[parameter] = {
                "step": torch.zeros((), dtype=torch.float32, device=place),
                "exp_avg": torch.zeros_like(parameter, memory_format=torch.preserve_format),
                "exp_avg_sq": torch.zeros_like(parameter, memory_format=torch.preserve_format),
            }


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A training at rest between two steps, as copies that nobody changes: tensors of `collect`, the best
    averaged weights, and the plan and counters as JSON values."""

    tensors: Mapping[str, Tensor]
    best: Mapping[str, Tensor]
    values: Mapping[str, Any]

    @property
    def step(self) -> int:
        """How many steps the training had taken."""
        return int(self.values["step"])

    def average(self) -> dict[str, Tensor]:
        """The averaged network's state, on the CPU."""
        start = "average."
        return {n.removeprefix(start): t for n, t in self.tensors.items() if n.startswith(start)}

    def pack(self) -> dict[str, bytes]:
        """All that `Trainer.resume` needs, as one file: {"training.safetensors": bytes}. Any thread."""
        return pack(self.tensors, self.best, self.values)
