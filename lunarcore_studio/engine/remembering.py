"""A codec that remembers the codes of the last drawings, so that a pulled slider encodes its base once.

Runs on the thread that owns the model.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Final

import numpy as np

from lunarcore_studio.pixels.color import Floats, Pixels
from lunarcore_studio.vae.codec import Axes, Code, Codec
from lunarcore_studio.vae.model import LunarVAE

# A slider's base, the picture it makes, both ends of a strip: a code with its skips takes a tenth of a
# megabyte.
REMEMBERED: Final = 8


class RememberingCodec(Codec):
    """A Codec whose `encode` of one single sprite is computed once for as long as it is among the last
    eight."""

    def __init__(self, model: LunarVAE, device: str, axes: Axes, bank: Floats) -> None:
        super().__init__(model, device, axes, bank)
        self._codes: OrderedDict[bytes, Code] = OrderedDict()

    def encode(self, pixels: Pixels) -> Code:
        """As `Codec.encode`; a remembered Code is shared and must not be written to."""
        if pixels.shape[:1] != (1,) or pixels.dtype != np.uint8:
            return super().encode(pixels)
        key = hashlib.blake2b(pixels.tobytes(), digest_size=16).digest() + repr(pixels.shape).encode()
        if key not in self._codes:
            self._codes[key] = super().encode(pixels)
        self._codes.move_to_end(key)
        if len(self._codes) > REMEMBERED:
            self._codes.popitem(last=False)
        return self._codes[key]
