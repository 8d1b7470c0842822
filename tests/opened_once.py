"""What is made of the same files or sprites is made once a module: most tests save a third of a second by it.

A network that was opened is never written to (training copies it), but by tests that harm it on purpose: such
a module says `HARMS_MODELS = True`. The axes that a training starts on depend on its sprites alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from torch import Tensor

from lunarcore_studio.vae import checkpoint, codec, starting


@pytest.fixture(scope="module", autouse=True)
def models_opened_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """For a conftest to import; see above."""
    with nullcontext() if getattr(request.module, "HARMS_MODELS", False) else opened_once():
        yield


@contextmanager
def opened_once() -> Iterator[None]:
    """Meanwhile, opening and making ready what was opened before gives the same network."""
    opened: dict[bytes, Any] = {}
    ready: dict[tuple[int, str, bool], Any] = {}
    unpack, inference = checkpoint.unpack_whole, codec._inference

    def unpack_once(files: Mapping[str, bytes]) -> Any:
        key = _digest(f"{name}:".encode() + data for name, data in sorted(files.items()))
        if key not in opened:
            opened[key] = unpack(files)
        model, axes, bank, card, prior = opened[key]
        return model, axes, bank, dict(card), prior

    def ready_once(model: Any, device: Any, fast: bool) -> Any:
        if not any(model is each[0] for each in opened.values()):
            return inference(model, device, fast)
        key = (id(model), str(device), fast)
        if key not in ready:
            ready[key] = inference(model, device, fast)
        return ready[key]

    with pytest.MonkeyPatch.context() as patch, axes_found_once():
        patch.setattr(checkpoint, "unpack_whole", unpack_once)
        patch.setattr(codec, "_inference", ready_once)
        yield


@contextmanager
def axes_found_once() -> Iterator[None]:
    """Meanwhile, trainings of the same sprites start on the same axes, which are found once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "basis_of", _once(starting.basis_of, _of_moments))
        patch.setattr(starting, "start_basis", _once(starting.start_basis, _of_known))
        yield


def _once(found: Callable[..., Any], tensors_of: Callable[[Any], list[Tensor]]) -> Callable[..., Any]:
    """`found`, which looks no second time at what it has seen."""
    seen: dict[tuple[bytes, str], Any] = {}

    def find(known: Any, config: Any, kin: Any = None, *more: Any) -> Any:
        told = [] if kin is None else [kin.centre, kin.sigma]
        key = (_digest(t.numpy().tobytes() for t in tensors_of(known) + told), repr(config))
        if key not in seen:
            seen[key] = found(known, config, *(() if kin is None and not more else (kin, *more)))
        return seen[key]

    return find


def _of_moments(known: Any) -> list[Tensor]:
    return [known.centre, known.covariance.diagonal().contiguous()]


def _of_known(known: Any) -> list[Tensor]:
    return [*_of_moments(known.whole), *_of_moments(known.rest), known.kept_out]


def _digest(parts: Iterator[bytes]) -> bytes:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
