"""The artist's other hand: the same things as icons, with soft edges, light that runs and many colours.

A sprite is enlarged by Scale2x, laid on the grid anew a little larger, smaller, turned or moved by a part of
a pixel, and averaged, as icon painters draw large and shrink. Numpy only; any thread; sprite i of a stream
depends on the seed and on i alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.pixels.rotation import enlarged
from lunarcore_studio.starter.artist import draw_labelled
from lunarcore_studio.starter.cells import SIDE
from lunarcore_studio.starter.dice import Dice

Pixels = NDArray[np.uint8]
Premultiplied = NDArray[np.float32]

_FINE = 4
# Another stream of chance than the one that drew the sprite.
_OTHER_HAND = 1 << 32


@dataclass(frozen=True, slots=True)
class Finish:
    """How one icon is made: turned by `angle` radians, at `size` of its own, moved by parts of a pixel, lit
    by so much from above and from the left, with gloss on its upper half and a shadow, thinned to `alpha`.
    """

    angle: float
    size: float
    move: tuple[float, float]
    fall: float
    lean: float
    gloss: float
    shadow: float
    alpha: float

    @classmethod
    def rolled(cls, dice: Dice) -> Finish:
        """A finish as real icons have them."""
        return cls(
            angle=(dice.roll() - 0.5) * 0.5 if dice.chance(0.5) else 0.0,
            size=0.75 + 0.35 * dice.roll(),
            move=(dice.roll() - 0.5, dice.roll() - 0.5),
            fall=(dice.roll() - 0.35) * 0.9,
            lean=(dice.roll() - 0.5) * 0.4,
            gloss=0.45 * dice.roll() if dice.chance(0.4) else 0.0,
            shadow=0.2 + 0.4 * dice.roll() if dice.chance(0.35) else 0.0,
            alpha=0.4 + 0.5 * dice.roll() if dice.chance(0.06) else 1.0,
        )


def draw_icons(count: int, seed: int) -> tuple[Pixels, list[str]]:
    """The first `count` icons of stream `seed`, uint8 (count, 16, 16, 4) straight RGBA, and families."""
    sprites, labels = draw_labelled(count, seed)
    icons = [finished(sprite, Finish.rolled(Dice(seed + _OTHER_HAND, i))) for i, sprite in enumerate(sprites)]
    return np.stack(icons), labels


def finished(sprite: Pixels, finish: Finish) -> Pixels:
    """A sprite (16, 16, 4) as an icon of the same shape."""
    icon = _lit(_averaged(sprite, finish), finish)
    if finish.shadow:
        icon = _over(icon, _shadow(icon[..., 3], finish.shadow))
    icon *= np.float32(finish.alpha)
    alpha = icon[..., 3:]
    colour = np.divide(icon[..., :3], alpha, out=np.zeros_like(icon[..., :3]), where=alpha > 0.5 / 255)
    straight = np.concatenate([colour, np.where(alpha > 0.5 / 255, alpha, 0)], axis=2)
    return np.asarray(np.rint(255 * straight.clip(0, 1)), np.uint8)


def _averaged(sprite: Pixels, finish: Finish) -> Premultiplied:
    """The sprite as it falls on the grid, float32 (16, 16, 4) premultiplied in [0, 1]."""
    large = enlarged(np.ascontiguousarray(sprite).view(np.uint32)[..., 0])
    scale = len(large) / (SIDE + 2)  # `enlarged` leaves a rim of one pixel
    spots = (np.arange(SIDE * _FINE) + 0.5) / _FINE - SIDE / 2
    x, y = (spots - finish.move[0])[None, :] / finish.size, (spots - finish.move[1])[:, None] / finish.size
    sine, cosine = math.sin(finish.angle), math.cos(finish.angle)
    column, row = (
        np.floor((place + SIDE / 2 + 1) * scale).astype(np.intp).clip(0, len(large) - 1)
        for place in (x * cosine + y * sine, y * cosine - x * sine)
    )
    seen = premultiply(large[row, column].view(np.uint8).reshape(SIDE * _FINE, SIDE * _FINE, 4))
    return np.asarray(seen.reshape(SIDE, _FINE, SIDE, _FINE, 4).mean(axis=(1, 3)), np.float32)


def _lit(icon: Premultiplied, finish: Finish) -> Premultiplied:
    """Light that falls from above and from the side over what is drawn, and gloss on its upper half."""
    drawn = icon[..., 3] > 0
    rows, columns = _unit(np.asarray(drawn.any(axis=1))), _unit(np.asarray(drawn.any(axis=0)))
    light = 1 + finish.fall * (0.5 - rows[:, None]) + finish.lean * (0.5 - columns[None, :])
    lit = np.minimum(icon[..., :3] * light[..., None].astype(np.float32), icon[..., 3:])
    gloss = finish.gloss * ((rows < 0.5) * (1 - rows))[:, None, None].astype(np.float32)
    return np.concatenate([lit + gloss * (icon[..., 3:] - lit), icon[..., 3:]], axis=2)


def _unit(used: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Where each of the 16 places stands between the first one used (0) and the last (1)."""
    places = np.flatnonzero(used)
    if len(places) < 2:
        return np.full(SIDE, 0.5)
    return np.asarray(((np.arange(SIDE) - places[0]) / (places[-1] - places[0])).clip(0, 1))


def _shadow(alpha: Premultiplied, strength: float) -> Premultiplied:
    """The alpha (16, 16) of a blurred shadow one pixel down, black."""
    padded = np.pad(alpha, 1)
    across = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    blurred = (across[:-2] + 2 * across[1:-1] + across[2:]) / 16
    fallen = np.zeros_like(alpha)
    fallen[1:] = strength * blurred[:-1]
    return fallen


def _over(icon: Premultiplied, shadow: Premultiplied) -> Premultiplied:
    result = icon.copy()
    result[..., 3] += (1 - icon[..., 3]) * shadow
    return result
