"""Make this like those: the style of some sprites and their colours for a drawing. On the model's thread."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Final

import numpy as np

from lunarcore_studio.engine.axis_protocol import USUAL_AMOUNT
from lunarcore_studio.engine.snapping import finite, seen_through
from lunarcore_studio.pixels.color import Floats, Pixels
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.projection import project, uses_soft_alpha
from lunarcore_studio.vae import edits
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.named_axes import sprite_codes

# So many sprites of a side tell its style: the codes of both sides take half a second on two busy cores, and
# their means are then sure to 1.4 sigma, where kinds of sprites lie 5 to 10 apart.
MOST_SPRITES: Final = 64
MOST_COLOURS: Final = 32
MOST_AMOUNT: Final = 4.0
_REMEMBERED: Final = 4


def colours_of(sprites: Pixels) -> Palette:
    """The colours of sprites (N, R, R, 4), the most used first; where there are more than 32, the 32 that
    stand best for them in OKLab."""
    return Palette.extract(sprites, MOST_COLOURS)


class Restyling:
    """Restyles drawings with one model; remembers the mean codes of the last sides, so that pulling the
    amount encodes them once."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._means: OrderedDict[bytes, Floats] = OrderedDict()

    def restyled(
        self,
        pixels: Pixels,
        like: Pixels,
        unlike: Pixels | None = None,
        amount: float = USUAL_AMOUNT,
        mask: np.ndarray | None = None,
    ) -> Pixels:
        """The drawing (R, R, 4), its code moved by `amount` of the way from the mean of `unlike` to that of
        `like` (N, R, R, 4), by the rule of `vae.edits.edit`, in the colours of `like`.

        unlike: None or no sprites stand for what the model was trained on.   amount: 0 changes the colours
        only.   mask: bool (R, R), nothing changes where it is False. ValueError for sprites of another size,
        when `like` holds no visible pixel, and for an amount beyond 4.
        """
        if not abs(amount) <= MOST_AMOUNT:
            raise ValueError(f"The amount is a number from -{MOST_AMOUNT:g} to {MOST_AMOUNT:g}.")
        if not len(like) or not like[..., 3].any():
            raise ValueError("There is nothing to be like: select sprites that are not empty.")
        move = np.float32(amount) * (self._mean(like) - self._far_side(unlike))
        raw = edits.edit(self._codec, pixels, move[None], mask=mask)
        raw = finite(seen_through(raw, pixels, self._codec.config.channels))[0]
        restyled = project(raw, colours_of(like), soft_alpha=uses_soft_alpha(pixels))
        return restyled if mask is None else np.where(mask[..., None], restyled, pixels)

    def _far_side(self, unlike: Pixels | None) -> Floats:
        if unlike is not None and len(unlike):
            return self._mean(unlike)
        bank = self._codec.bank
        return bank.mean(axis=0) if len(bank) else np.zeros(self._codec.latent, np.float32)

    def _mean(self, sprites: Pixels) -> Floats:
        key = hashlib.blake2b(np.asarray(sprites).tobytes(), digest_size=16).digest()
        if key not in self._means:
            self._means[key] = sprite_codes(self._codec, sprites, MOST_SPRITES).mean(axis=0)
        self._means.move_to_end(key)
        if len(self._means) > _REMEMBERED:
            self._means.popitem(last=False)
        return self._means[key]
