"""Turn a model into the bytes of its two files and back, trusting nothing that comes in; any thread.

`weights.safetensors` holds the tensors, `model.json` the config and the card; never a pickle. No disk access
here: `files.model_folder` reads and writes the folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from lunarcore_studio.vae.checkpoint_files import (
    DAMAGED,
    FACTS,
    FORMAT,
    VERSION,
    VERSION_WITH_PRIOR,
    WEIGHTS,
    CheckpointError,
    facts_and_weights,
    tensors_of,
)
from lunarcore_studio.vae.codec import Axes
from lunarcore_studio.vae.config import ConfigError, VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.prior import Prior, PriorConfig, PriorError, layout

__all__ = ["CheckpointError", "check", "pack", "pack_state", "unpack", "unpack_whole"]

PRIOR: Final = "prior."
MAX_AXES: Final = 512
ONLY_FOR_TRAINING: Final = "num_batches_tracked"  # BatchNorm's count of batches
MAX_BANK: Final = 512
REACH_LIMIT: Final = 64.0


def pack(
    model: LunarVAE,
    axes: Axes,
    bank: NDArray[np.float32],
    card: Mapping[str, Any],
    half: bool = False,
    prior: Prior | None = None,
) -> dict[str, bytes]:
    """{"weights.safetensors": ..., "model.json": ...} of a model in use.

    bank: (M, L) training codes, M <= 512.   card: facts as JSON values (training, metrics, ...).
    half: convolution and linear weights as float16 (26 MB at width 64); statistics, biases, the stored PCA
    and the axes stay float32.   prior: over the codes, where the model has one.
    Raises CheckpointError where the card is not JSON or a number not finite.
    """
    return pack_state(model.config, model.state_dict(), axes, bank, card, half, prior)


def pack_state(
    config: VAEConfig,
    state: Mapping[str, Tensor],
    axes: Axes,
    bank: NDArray[np.float32],
    card: Mapping[str, Any],
    half: bool = False,
    prior: Prior | None = None,
) -> dict[str, bytes]:
    """`pack` of a model of which only the state dict is there, such as a copy of a training's average."""
    kept = {name: tensor for name, tensor in state.items() if not name.endswith(ONLY_FOR_TRAINING)}
    tensors = {f"model.{name}": _stored(name, tensor.detach().cpu(), half) for name, tensor in kept.items()}
    tensors |= {
        f"axes.{name}": torch.from_numpy(np.ascontiguousarray(getattr(axes, name), np.float32))
        for name in Axes.__dataclass_fields__
    }
    tensors["bank"] = torch.from_numpy(np.ascontiguousarray(bank[:MAX_BANK], np.float32))
    if prior is not None:
        tensors |= {PRIOR + name: _stored(name, each, half) for name, each in prior.tensors().items()}
    _require_finite(tensors)
    weights = save(tensors)
    facts: dict[str, Any] = {
        "format": FORMAT, "version": VERSION, "config": config.to_dict(),
        "weights_sha256": hashlib.sha256(weights).hexdigest(), "card": dict(card),
    }  # fmt: skip
    if prior is not None:
        facts |= {"version": VERSION_WITH_PRIOR, "prior": prior.config.to_dict()}
    try:
        text = json.dumps(facts, indent=1, allow_nan=False, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise CheckpointError("The facts of the model can not be written as JSON.") from error
    return {WEIGHTS: weights, FACTS: text.encode()}


def unpack(
    files: Mapping[str, bytes],
) -> tuple[LunarVAE, Axes, NDArray[np.float32], dict[str, Any]]:
    """(model in eval mode, axes, bank, card) of what `pack` gave; CheckpointError for anything else."""
    return unpack_whole(files)[:4]


def unpack_whole(
    files: Mapping[str, bytes],
) -> tuple[LunarVAE, Axes, NDArray[np.float32], dict[str, Any], Prior | None]:
    """As `unpack`, and the prior over the codes where the model has one."""
    contents = _checked(files)
    tensors = contents.tensors
    with torch.random.fork_rng(devices=[]):
        model = LunarVAE(contents.config)
    start = "model."
    state = {n.removeprefix(start): t.float() for n, t in tensors.items() if n.startswith(start)}
    model.load_state_dict(state, strict=False)
    model.eval().requires_grad_(False)
    return model, contents.axes, tensors["bank"].numpy(), contents.card, contents.prior


def check(files: Mapping[str, bytes]) -> None:
    """CheckpointError for what `unpack` would refuse. No network is made, and no random number drawn: a
    training that runs on another thread goes on as it would have."""
    _checked(files)


@dataclass(frozen=True, eq=False, slots=True)
class _Contents:
    config: VAEConfig
    tensors: dict[str, Tensor]
    axes: Axes
    card: dict[str, Any]
    prior: Prior | None


def _checked(files: Mapping[str, bytes]) -> _Contents:
    """What the files hold. Version, configs, digest and the name, shape, type and finiteness of every tensor
    are checked, the configs before anything is allocated for them."""
    facts, weights = facts_and_weights(files)
    try:
        config = VAEConfig.from_dict(facts["config"])
        has_prior = facts["version"] == VERSION_WITH_PRIOR
        prior_config = PriorConfig.from_dict(config.latent, facts.get("prior")) if has_prior else None
    except (ConfigError, PriorError) as error:
        raise CheckpointError(f"The model's {FACTS} describes no network: {error}") from error
    _require_layout(weights, config, prior_config)
    try:
        tensors = load(weights)
    except SafetensorError as error:
        raise CheckpointError(DAMAGED) from error
    _require_finite(tensors)
    axes = Axes(**{name: tensors[f"axes.{name}"].numpy() for name in Axes.__dataclass_fields__})
    _require_sound(axes)
    prior = None if prior_config is None else _prior_of(prior_config, tensors)
    return _Contents(config, tensors, axes, facts["card"], prior)


def _prior_of(config: PriorConfig, tensors: Mapping[str, Tensor]) -> Prior:
    own = {n.removeprefix(PRIOR): tensor for n, tensor in tensors.items() if n.startswith(PRIOR)}
    try:
        return Prior.of(config, own)
    except PriorError as error:
        raise CheckpointError(f"The model's prior is damaged: {error}") from error


def _stored(name: str, tensor: Tensor, half: bool) -> Tensor:
    if tensor.dtype == torch.uint8:
        return tensor.contiguous()
    is_weight = tensor.dim() > 1 and "basis_" not in name
    return tensor.to(torch.float16 if half and is_weight else torch.float32).contiguous()


def _require_layout(weights: bytes, config: VAEConfig, prior: PriorConfig | None) -> None:
    """Every tensor of the config's network there, of the right shape and type, and no other."""
    found = tensors_of(weights)
    expected = {f"model.{name}": shape for name, shape in _layout_of(config).items()}
    count, latent = found.get("axes.sigma", ((0,), ""))[0], config.latent
    rows = count[0] if len(count) == 1 and 0 < count[0] <= MAX_AXES else 1
    codes = found.get("bank", ((), ""))[0][:1] or (0,)
    expected |= {"axes.directions": (rows, latent), "bank": (min(codes[0], MAX_BANK), latent)}
    expected |= {f"axes.{name}": (rows,) for name in ("sigma", "reach", "effect")}
    full: tuple[str, ...] = ("F32",)
    allowed = {
        name: (shape, ("F32", "F16") if name.startswith("model.") and len(shape) > 1 else full)
        for name, shape in expected.items()
    }
    if prior is not None:
        own = {name.removeprefix(PRIOR): shape for name, (shape, _) in found.items() if PRIOR in name}
        allowed |= {PRIOR + name: each for name, each in layout(prior, own).items()}
    for name in allowed.keys() ^ found.keys():
        raise CheckpointError(
            f"The model's {WEIGHTS} does not hold the tensors of its network ({_printable(name)})."
        )
    for name, (shape, kind) in found.items():
        if shape != allowed[name][0] or kind not in allowed[name][1]:
            raise CheckpointError(f"The model's {WEIGHTS} has {_printable(name)} in another shape or type.")


def _printable(name: str) -> str:
    """A tensor's name, which a stranger's file gives, as a part of one line."""
    return "".join(letter if letter.isprintable() else "�" for letter in name[:60])


@lru_cache(maxsize=8)
def _layout_of(config: VAEConfig) -> dict[str, tuple[int, ...]]:
    """The names and shapes of a network's stored tensors, from one without numbers."""
    with torch.device("meta"):
        state = LunarVAE(config).state_dict()
    return {name: tuple(each.shape) for name, each in state.items() if not name.endswith(ONLY_FOR_TRAINING)}


def _require_finite(tensors: Mapping[str, Tensor]) -> None:
    for name, tensor in tensors.items():
        if not bool(torch.isfinite(tensor).all()):
            raise CheckpointError(f"The model has numbers that are not finite in {name:.60}.")


def _require_sound(axes: Axes) -> None:
    lengths = np.linalg.norm(axes.directions, axis=1)
    sound = np.abs(lengths - 1).max() < 1e-3 and bool((axes.sigma >= 0).all() and (axes.effect >= 0).all())
    if not sound or not (axes.reach > 0).all() or axes.reach.max() > REACH_LIMIT:
        raise CheckpointError("The model's slider axes are damaged.")
