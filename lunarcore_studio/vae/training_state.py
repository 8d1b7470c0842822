"""Turn a trainer's moving parts into the bytes of one safetensors file, and back; no disk access, any thread.

The file holds the weights, their average and AdamW's two moments; its metadata holds the plan and counters.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn

from lunarcore_studio.vae.plan import TrainingError

FILE: Final = "training.safetensors"
VERSION: Final = 1
DAMAGED: Final = "The stored training is damaged or is not one of this program."
FIELDS: Final = {
    "plan": dict, "step": int, "elapsed_s": float, "failures": int, "rate_factor": float,
    "sprites_per_s": float, "precision": str, "sprites_sha256": str, "scaler": dict, "version": int,
}  # fmt: skip


def pack(
    network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer, values: Mapping[str, Any]
) -> dict[str, bytes]:
    """{"training.safetensors": bytes} of a training at rest between two steps."""
    tensors = _tensors(network, average) | _moments(network, optimiser)
    contents = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
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


@torch.no_grad()
def restore(
    state: Mapping[str, bytes], network: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer
) -> None:
    """Put stored tensors back, in place. Raises TrainingError when one is missing or of another shape."""
    try:
        stored = load(state[FILE])
    except (KeyError, SafetensorError, ValueError) as error:
        raise TrainingError(DAMAGED) from error
    _make_moments(optimiser)
    ours = _tensors(network, average) | _moments(network, optimiser)
    stepped = any(name.startswith("adam.") for name in stored)
    if not stepped:
        ours = _tensors(network, average)
        optimiser.state.clear()
    if {n: (t.shape, t.dtype) for n, t in ours.items()} != {n: (t.shape, t.dtype) for n, t in stored.items()}:
        raise TrainingError(DAMAGED)
    for name, tensor in ours.items():
        tensor.copy_(stored[name])


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
