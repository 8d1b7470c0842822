"""The same model files become a network once a module: most tests of the window save a third of a second.

A network that was opened is never written to (training copies it), but by tests that harm it on purpose: such
a module says `HARMS_MODELS = True`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from lunarcore_studio.vae import checkpoint, codec


@contextmanager
def opened_once() -> Iterator[None]:
    """Meanwhile, opening and making ready what was opened before gives the same network."""
    opened: dict[bytes, Any] = {}
    ready: dict[tuple[int, str, bool], Any] = {}
    unpack, inference = checkpoint.unpack_whole, codec._inference

    def unpack_once(files: Mapping[str, bytes]) -> Any:
        key = _digest(files)
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

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoint, "unpack_whole", unpack_once)
        patch.setattr(codec, "_inference", ready_once)
        yield


def _digest(files: Mapping[str, bytes]) -> bytes:
    parts = (name.encode() + hashlib.sha256(data).digest() for name, data in sorted(files.items()))
    return hashlib.sha256(b"".join(parts)).digest()
