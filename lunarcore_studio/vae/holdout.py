"""Look at the sprites that a training never sees; runs on the training thread, between two steps.

A few sprites a pass with a breath in between: a look at full width takes seconds, and the hand comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.best import Score
from lunarcore_studio.vae.breathing import Breathe
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.metrics import mean_psnr

MAX_LOOK: Final = 256
PASS: Final = 8

Pictures = NDArray[np.float32]


class Holdout:
    """Up to 256 held-out sprites, straight RGBA uint8 (N, R, R, 4); N may be 0."""

    def __init__(self, sprites: NDArray[np.uint8], breathe: Breathe) -> None:
        self.sprites, self._breathe = np.ascontiguousarray(sprites[:MAX_LOOK]), breathe

    def __len__(self) -> int:
        return len(self.sprites)

    def score(self, codec: Codec) -> Score:
        """The mean PSNR of both modes. Raises ZeroDivisionError where there are no sprites."""
        latent = detail = 0.0
        for part in self._parts(self.sprites):
            code = codec.encode(part)
            latent += len(part) * mean_psnr(codec, codec.decode(code.mean), part)
            detail += len(part) * mean_psnr(codec, codec.decode(code.mean, code.skips), part)
        return Score(latent / len(self.sprites), detail / len(self.sprites))

    def pca_psnr_db(self, codec: Codec) -> float | None:
        """The mean PSNR of the training's PCA; None without sprites or an eigen path."""
        fitted = codec.pca(self.sprites) if len(self.sprites) else None
        return None if fitted is None else mean_psnr(codec, fitted, self.sprites)

    def pictures(self, codec: Codec, count: int) -> tuple[NDArray[np.uint8], Pictures, Pictures]:
        """The first `count` sprites (n, R, R, 4) as they are, in detail mode and in latent mode.

        The two latter float32, premultiplied, in [0, 1]; n is smaller where there are fewer.
        """
        chosen = self.sprites[:count]
        detail, latent = ([np.zeros((0, *chosen.shape[1:]), np.float32)] for _ in range(2))
        for part in self._parts(chosen):
            code = codec.encode(part)
            detail.append(codec.decode(code.mean, code.skips))
            latent.append(codec.decode(code.mean))
        return chosen, np.concatenate(detail), np.concatenate(latent)

    def _parts(self, sprites: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
        for start in range(0, len(sprites), PASS):
            self._breathe()
            yield sprites[start : start + PASS]
