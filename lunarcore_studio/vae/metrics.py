"""The numbers that count, on sprites the model never saw; runs on the worker thread or a verb's.

The keys are those of `evaluate --json` in cli.md, a contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Codec

PEAK: Final = 255.0
# A picture without any error would be infinitely good; one level in a thousand values is good enough.
BEST_DB: Final = 60.0
ACTIVE_VARIANCE: Final = 0.01
CHUNK: Final = 16

Pictures = NDArray[np.float32]


def evaluate(codec: Codec, pixels: NDArray[np.uint8], breathe: Breathe = no_breath) -> dict[str, Any]:
    """The metrics of a model on straight RGBA uint8 (N, R, R, 4) sprites, N >= 1, as JSON values.

    sprites; detail and latent, each with psnr_db, exact, authority (None for fewer than two sprites);
    pca_psnr_db and pca_exact, of the PCA of the training sprites (None without an eigen path); kl_nats;
    active_dims. Raises ValueError for no sprites.
    breathe: called between passes of a few sprites.
    """
    if not len(pixels):
        raise ValueError("There are no sprites to evaluate on.")
    mean, logvar = _codes(codec, pixels, breathe)
    sums = {"detail": np.zeros(3), "latent": np.zeros(3)}
    others = _others(len(pixels))
    for start in range(0, len(pixels), CHUNK):
        own = np.arange(start, min(start + CHUNK, len(pixels)))
        _measure(codec, pixels, mean, own, others[own], sums)
        breathe()
    difference = np.abs(codec.as_seen(pixels) - codec.as_seen(pixels[others])).mean(dtype=np.float64)
    fitted = codec.pca(pixels)
    return {
        "sprites": len(pixels),
        "detail": _report(sums["detail"] / len(pixels), float(difference)),
        "latent": _report(sums["latent"] / len(pixels), float(difference)),
        "pca_psnr_db": None if fitted is None else mean_psnr(codec, fitted, pixels),
        "pca_exact": None if fitted is None else float(exact_shares(codec, fitted, pixels).mean()),
        "kl_nats": float(0.5 * (np.exp(logvar) + mean**2 - 1 - logvar).sum(axis=1, dtype=np.float64).mean()),
        "active_dims": int((mean.var(axis=0) > ACTIVE_VARIANCE).sum()),
    }


def wrong_beside_pca(metrics: Mapping[str, Any]) -> float | None:
    """Wrong pixels of latent mode as a share of the PCA's, from what `evaluate` gave: 0.5 is half as many.

    None where there is no PCA, where it makes no mistake, or where an older model's card does not tell.
    """
    pca_exact = metrics.get("pca_exact")
    if pca_exact is None or pca_exact >= 1:
        return None
    return float((1 - metrics["latent"]["exact"]) / (1 - pca_exact))


def _codes(codec: Codec, pixels: NDArray[np.uint8], breathe: Breathe) -> tuple[Pictures, Pictures]:
    means, logvars = [], []
    for start in range(0, len(pixels), CHUNK):
        code = codec.encode(pixels[start : start + CHUNK])
        means.append(code.mean)
        logvars.append(code.logvar)
        breathe()
    return np.concatenate(means), np.concatenate(logvars)


def _measure(
    codec: Codec,
    pixels: NDArray[np.uint8],
    mean: Pictures,
    own: NDArray[np.int64],
    others: NDArray[np.int64],
    sums: dict[str, NDArray[np.float64]],
) -> None:
    """Add PSNR, exact share and mean absolute change of sprites `own` to the sums of both modes."""
    sprites = pixels[own]
    for mode, skips in (("detail", codec.encode(sprites).skips), ("latent", None)):
        pictures = codec.decode(mean[own], skips)
        swapped = codec.decode(mean[others], skips)
        sums[mode] += [
            mean_psnr(codec, pictures, sprites) * len(own),
            exact_shares(codec, pictures, sprites).sum(),
            np.abs(swapped - pictures).mean(axis=(1, 2, 3)).sum(),
        ]


def _report(means: NDArray[np.float64], difference: float) -> dict[str, float | None]:
    psnr_db, exact, change = (float(value) for value in means)
    return {"psnr_db": psnr_db, "exact": exact, "authority": change / difference if difference else None}


def _others(count: int) -> NDArray[np.int64]:
    """For each sprite another one, by a fixed shuffle turned by one place; itself only where it is alone."""
    order = np.random.default_rng(0).permutation(count)
    others = np.empty(count, np.int64)
    others[order] = np.roll(order, 1)
    return others


def mean_psnr(codec: Codec, pictures: Pictures, pixels: NDArray[np.uint8]) -> float:
    """PSNR in dB of pictures (N, R, R, 4) premultiplied in [0, 1], averaged over sprites, peak 255.

    Over the channels that the model knows; a picture counts for 60 dB at most.
    """
    used = slice(0, codec.config.channels)
    error = PEAK * (pictures[..., used] - codec.as_seen(pixels)[..., used])
    squared = np.square(error, dtype=np.float64).mean(axis=(1, 2, 3))
    return float((10 * np.log10(PEAK**2 / np.maximum(squared, PEAK**2 / 10 ** (BEST_DB / 10)))).mean())


def exact_shares(codec: Codec, pictures: Pictures, pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The share of each sprite's pixels that are right after snapping to the sprite's own colours, (N,).

    Snapping is to the nearest in premultiplied RGBA, transparent being a colour like the others, so that
    it means the same for sprites with and without soft alpha. Equal in all four channels is right.
    """
    seen = codec.as_seen(pixels)
    shares = np.empty(len(pixels))
    for place, (picture, sprite) in enumerate(zip(pictures, seen, strict=True)):
        colors, index = np.unique(sprite.reshape(-1, 4), axis=0, return_inverse=True)
        scores = 2 * picture.reshape(-1, 4) @ colors.T - np.square(colors).sum(axis=1)
        shares[place] = (scores.argmax(axis=1) == index.reshape(-1)).mean()
    return shares
