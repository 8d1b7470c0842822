"""A codec that remembers the last drawings, so that a pulled slider encodes and decodes its base once.

Runs on the thread that owns the model.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from lunarcore_studio.pixels.color import Floats, Pixels
from lunarcore_studio.vae.codec import Axes, Code, Codec
from lunarcore_studio.vae.model import LunarVAE

# A slider's base, the picture it makes, both ends of a strip: a code with its skips takes a quarter of a
# megabyte.
REMEMBERED: Final = 8


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of one sprite: its code, and its picture (1, R, R, 4) by detail."""

    code: Code
    pictures: dict[float, Floats] = field(default_factory=dict)


class RememberingCodec(Codec):
    """A fast Codec that computes code and pictures of one single sprite once, for the last eight sprites.

    What it remembers is shared with the caller and can not be written to.
    """

    def __init__(self, model: LunarVAE, device: str, axes: Axes, bank: Floats) -> None:
        super().__init__(model, device, axes, bank, fast=True)
        self._seen: OrderedDict[bytes, _Seen] = OrderedDict()

    def encode(self, pixels: Pixels) -> Code:
        """As `Codec.encode`."""
        return self._look_at(pixels).code if _is_one(pixels) else super().encode(pixels)

    def reconstruct(self, pixels: Pixels) -> tuple[Code, Floats, Floats]:
        """As `Codec.reconstruct`; the pictures are the ones that an edit of the sprite departs from."""
        code, detail, latent = super().reconstruct(pixels)
        if _is_one(pixels):
            self._look_at(pixels).pictures.update({1.0: _shared(detail), 0.0: _shared(latent)})
        return code, detail, latent

    def at_rest(self, pixels: Pixels, detail: float) -> tuple[Code, Floats]:
        """As `Codec.at_rest`."""
        seen = self._look_at(pixels)
        if detail not in seen.pictures:
            seen.pictures[detail] = _shared(self.decode(seen.code.mean, seen.code.skips, detail))
        return seen.code, seen.pictures[detail]

    def _look_at(self, pixels: Pixels) -> _Seen:
        key = hashlib.blake2b(pixels.tobytes(), digest_size=16).digest() + repr(pixels.shape).encode()
        if key not in self._seen:
            self._seen[key] = _Seen(super().encode(pixels))
        self._seen.move_to_end(key)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return self._seen[key]


def _is_one(pixels: Pixels) -> bool:
    return pixels.shape[:1] == (1,) and pixels.dtype == np.uint8


def _shared(picture: Floats) -> Floats:
    picture.setflags(write=False)
    return picture
