"""The sprite nearest to a picture, exact and without looking at each of a hundred thousand. Any thread; pure.

Every sprite has a signature: the sums of 4 x 4 blocks of its premultiplied colours. Two signatures differ by
at most as much as their sprites do (the triangle inequality), so that a sprite whose signature is farther
away than the best sprite found so far need not be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from lunarcore_studio.pixels.color import Pixels

Sums = npt.NDArray[np.int64]
Signatures = npt.NDArray[np.uint32]
BLOCKS: Final = 4  # to a side
ROWS_AT_ONCE: Final = 2048
_COMPARED_AT_ONCE: Final = 256


@dataclass(frozen=True)
class Nearest:
    """The sprite `index`, or its mirror image, and how far it is from the picture.

    distance: mean absolute difference of premultiplied RGBA, 0 to 1.   differing: pixels that look different.
    """

    index: int
    is_mirrored: bool
    distance: float
    differing: int


class NearestSprite:
    """Finds among sprites uint8 (N, R, R, 4), which may be an array on disk; their mirror images count.

    `prepare` takes a slice at a time, and holds 256 bytes for every sprite; `find` needs all to be prepared.
    """

    def __init__(self, sprites: Pixels) -> None:
        self._sprites = sprites
        self._signatures: Signatures = np.zeros((len(sprites), BLOCKS * BLOCKS * 4), np.uint32)
        self._prepared = 0

    @property
    def prepared(self) -> int:
        """Sprites that have their signature."""
        return self._prepared

    @property
    def is_ready(self) -> bool:
        """Whether all of them have."""
        return self._prepared == len(self._sprites)

    def prepare(self, count: int = ROWS_AT_ONCE) -> bool:
        """Take the next `count` sprites in; whether all are then."""
        rows = slice(self._prepared, min(self._prepared + count, len(self._sprites)))
        self._signatures[rows] = _signatures(premultiplied(self._sprites[rows]))
        self._prepared = rows.stop
        return self.is_ready

    def find(self, picture: Pixels) -> Nearest:
        """The sprite nearest to a picture (R, R, 4); of equal ones the first, as it is before mirrored.

        ValueError when the sprites are not all prepared, when there are none, or of another size.
        """
        if not self.is_ready or not len(self._sprites) or picture.shape != self._sprites.shape[1:]:
            raise ValueError("There are no prepared sprites of the picture's size.")
        both = premultiplied(np.stack([picture, picture[:, ::-1]]))
        bounds = self._bounds(_signatures(both))
        order = np.argsort(bounds, kind="stable")
        best = (1 << 62, 0, 0)
        for start in range(0, len(order), _COMPARED_AT_ONCE):
            rows = order[start : start + _COMPARED_AT_ONCE]
            if bounds[rows[0]] > best[0]:
                break
            best = min(best, self._best_of(rows, both))
        total, index, mirrored = best
        sprite = self._sprites[index]
        shown = sprite[:, ::-1] if mirrored else sprite
        return Nearest(index, bool(mirrored), total / (255 * picture.size), count_differing(picture, shown))

    def _bounds(self, both: Signatures) -> Sums:
        """(N,): no sprite, nor its mirror image, is nearer to the picture than this."""
        out = np.zeros(len(self._sprites), np.int64)
        for start in range(0, len(out), ROWS_AT_ONCE):
            part = self._signatures[start : start + ROWS_AT_ONCE].astype(np.int64)
            out[start : start + ROWS_AT_ONCE] = np.stack(
                [np.abs(part - one.astype(np.int64)).sum(axis=1) for one in both]
            ).min(axis=0)
        return out

    def _best_of(self, rows: npt.NDArray[np.intp], both: Pixels) -> tuple[int, int, int]:
        """The least (sum of differences, index, 1 when mirrored)."""
        sprites = premultiplied(self._sprites[rows]).astype(np.int16)
        sums = np.stack([np.abs(sprites - one.astype(np.int16)).sum(axis=(1, 2, 3)) for one in both])
        least = int(sums.min())
        return min((least, int(rows[at]), int(way)) for way, at in np.argwhere(sums == least))


def premultiplied(pixels: Pixels) -> Pixels:
    """Straight uint8 (..., 4) with its colours times alpha, rounded; what hides under alpha 0 is gone."""
    out = np.array(pixels, dtype=np.uint8)
    alpha = out[..., 3:].astype(np.uint16)
    out[..., :3] = (out[..., :3] * alpha + 127) // 255
    return out


def count_differing(one: Pixels, other: Pixels) -> int:
    """Pixels of two pictures (H, W, 4) that look different, whatever colour hides under alpha 0."""
    visible = (one[..., 3] > 0) | (other[..., 3] > 0)
    return int((visible & (one != other).any(axis=-1)).sum())


def _signatures(pixels: Pixels) -> Signatures:
    """(N, R, R, 4) to (N, 64): sums over blocks, of a picture of fewer than 4 pixels a side over pixels."""
    starts = np.unique(np.arange(BLOCKS) * pixels.shape[1] // BLOCKS)
    rows = np.add.reduceat(pixels, starts, axis=1, dtype=np.uint32)
    sums = np.add.reduceat(rows, starts, axis=2, dtype=np.uint32).reshape(len(pixels), -1)
    return np.pad(sums, ((0, 0), (0, BLOCKS * BLOCKS * 4 - sums.shape[1])))
