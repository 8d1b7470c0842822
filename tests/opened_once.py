"""The same model files become a network once a process: most tests of the window save a third of a second.

A network in use is never written to (training copies it), so no test sees what another one did to it.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from lunarcore_studio.vae import checkpoint, codec

REMEMBERED = 4


@contextmanager
def opened_once() -> Iterator[None]:
    """Meanwhile, opening and making ready what was opened before gives the same network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            checkpoint, "unpack_whole", _with_own_card(_remembering(checkpoint.unpack_whole, _digest))
        )
        patch.setattr(codec, "_inference", _remembering(codec._inference, lambda *given: given))
        yield


def _remembering(make: Callable[..., Any], key_of: Callable[..., Hashable]) -> Callable[..., Any]:
    made: OrderedDict[Hashable, Any] = OrderedDict()

    def remembered(*given: Any) -> Any:
        key = key_of(*given)
        if key not in made:
            made[key] = make(*given)
        made.move_to_end(key)
        if len(made) > REMEMBERED:
            made.popitem(last=False)
        return made[key]

    return remembered


def _with_own_card(opened: Callable[..., Any]) -> Callable[..., Any]:
    def unpack(files: Mapping[str, bytes]) -> Any:
        model, axes, bank, card, prior = opened(files)
        return model, axes, bank, dict(card), prior

    return unpack


def _digest(files: Mapping[str, bytes]) -> bytes:
    parts = (name.encode() + hashlib.sha256(data).digest() for name, data in sorted(files.items()))
    return hashlib.sha256(b"".join(parts)).digest()
