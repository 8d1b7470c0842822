"""What can be told of a model's two files without torch: facts, digest, layout of the tensors; any thread.

`weights.safetensors` holds the tensors, `model.json` the config and the card. Nothing that comes in is
trusted. `checkpoint` makes networks of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final, NoReturn

FORMAT: Final = "lunarcore-model"
VERSION: Final = 1
VERSION_WITH_PRIOR: Final = 2  # an older program would find tensors that it does not know
WEIGHTS: Final = "weights.safetensors"
FACTS: Final = "model.json"
MAX_FACTS_BYTES: Final = 4_000_000
MAX_HEAD_BYTES: Final = 1 << 20  # of the tensors' names, shapes and places
DAMAGED: Final = f"The model's {WEIGHTS} is damaged or is no safetensors file."


class CheckpointError(Exception):
    """The files are not a model of this program, or damaged; the message is one sentence without a path."""


def facts_and_weights(files: Mapping[str, bytes]) -> tuple[dict[str, Any], bytes]:
    """The facts, of the kinds that every model has, and the weights, of the digest that the facts name.

    Raises CheckpointError.
    """
    for name in (FACTS, WEIGHTS):
        if name not in files:
            raise CheckpointError(f"The model has no {name}.")
    facts = _read_facts(files[FACTS])
    if hashlib.sha256(files[WEIGHTS]).hexdigest() != facts["weights_sha256"]:
        raise CheckpointError(f"The model's {WEIGHTS} is damaged: its digest is not the one in {FACTS}.")
    return facts, files[WEIGHTS]


def tensors_of(weights: bytes) -> dict[str, tuple[tuple[int, ...], str]]:
    """Shape and type of each tensor by the file's own head. Raises CheckpointError."""
    try:
        return _head_of(weights)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CheckpointError(DAMAGED) from error


def _read_facts(data: bytes) -> dict[str, Any]:
    try:
        if len(data) > MAX_FACTS_BYTES:
            raise ValueError("larger than any model card")
        facts = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"The model's {FACTS} is damaged or is no JSON text.") from error
    kinds = {"format": str, "version": int, "config": dict, "weights_sha256": str, "card": dict}
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise CheckpointError(f"The model's {FACTS} is not one of LunarCore Studio.")
    if facts.get("version") not in (VERSION, VERSION_WITH_PRIOR):
        raise CheckpointError(
            f"The model is of format version {facts.get('version')!r:.20}, not {VERSION_WITH_PRIOR} or older."
        )
    if not all(isinstance(facts.get(name), kind) for name, kind in kinds.items()):
        raise CheckpointError(f"The model's {FACTS} lacks facts that every model has.")
    return facts


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _head_of(weights: bytes) -> dict[str, tuple[tuple[int, ...], str]]:
    """Shape and type of each tensor by the file's own head, so that nothing is copied for a foreign file.

    After "Safetensors", Format (Hugging Face, https://github.com/huggingface/safetensors#format).
    """
    length = int.from_bytes(weights[:8], "little")
    if length > MAX_HEAD_BYTES or 8 + length > len(weights):
        raise ValueError(length)
    head = json.loads(weights[8 : 8 + length])
    head.pop("__metadata__", None)
    found = {name: (tuple(each["shape"]), each["dtype"]) for name, each in head.items()}
    if not all(type(side) is int and side >= 0 for shape, _ in found.values() for side in shape):
        raise ValueError("a shape that is none")
    return found
