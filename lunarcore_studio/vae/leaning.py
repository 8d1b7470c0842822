"""Lean the axes of few sprites on those of many by other hands, as much as describes unseen ones best.

A covariance of few samples is mended by mixing it with a well-known one: shrinkage (Ledoit and Wolf 2004, "A
well-conditioned estimator for large-dimensional covariance matrices"). The share is not computed but tried:
a fifth of the sprites is kept out, and that share is taken with which axes of the other four describe it
best. Measured before any training, four splits of each set, with the axes of the built-in artist's sprites:
unseen ones are described better by 0.4 and 0.1 dB (60 and 123 characters), by 1.9, 1.0 and 0.3 dB (60, 120
and 250 icons), as well as by the best of the shares within 0.2 dB.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.eigen import EigenBasis, EigenPath, Moments, basis_of, moments
from lunarcore_studio.vae.losses import saturating_error

SHARES: Final = (0.02, 0.06, 0.15, 0.35, 0.6)
# Every fifth sprite, up to so many, is kept out to try the shares on; below so many it tells nothing.
EVERY: Final = 5
MOST_KEPT_OUT: Final = 512
FEWEST_KEPT_OUT: Final = 2
# The axes of every share are looked for among so many times the latent's first ones of a mixture in between,
# which finds the same share in a third of the time.
SPANS: Final = 2.5
MIDDLE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Known:
    """Of sprites: what is known of all, of all but those kept out, and those, uint8 (n, C, R, R)."""

    whole: Moments
    rest: Moments
    kept_out: Tensor


def look_at(parts: Iterable[Tensor], breathe: Breathe = no_breath) -> Known:
    """What is to be known of sprites, uint8 (n, C, R, R) premultiplied, in parts.

    breathe: called after each part.
    """
    rest: Moments | None = None
    kept_out: list[Tensor] = []
    for part in parts:
        room = MOST_KEPT_OUT - sum(map(len, kept_out))
        out = torch.zeros(len(part), dtype=torch.bool)
        out[EVERY - 1 :: EVERY][:room] = True
        kept_out.append(part[out])
        if not bool(out.all()):
            found = moments(part[~out])
            rest = found if rest is None else joined(rest, found)
        breathe()
    assert rest is not None
    tried = torch.cat(kept_out)
    whole = joined(rest, moments(tried)) if len(tried) else rest
    return Known(whole, rest, tried)


def joined(one: Moments, other: Moments) -> Moments:
    """The moments of the sprites of both."""
    count = one.count + other.count
    shares = one.count / count, other.count / count
    return _mixed(count, (one, other), shares)


def leaning(own: Moments, kin: EigenBasis, share: float) -> Moments:
    """The moments of sprites among which `share` of all is such as `kin` is the PCA of."""
    axes = kin.components.double() * kin.sigma.double()[:, None]
    return _mixed(
        own.count + len(axes),
        (own, Moments(len(axes), kin.centre.double(), axes.T @ axes)),
        (1 - share, share),
    )


def best_share(
    rest: Moments, kept_out: Tensor, kin: EigenBasis, config: VAEConfig, breathe: Breathe = no_breath
) -> float:
    """With which of SHARES axes of `rest` describe the sprites `kept_out` best; the greatest where these are
    too few to tell."""
    if len(kept_out) < FEWEST_KEPT_OUT:
        return SHARES[-1]
    path, x = EigenPath(config), kept_out.float() / 127.5 - 1
    span = _span(leaning(rest, kin, MIDDLE), round(SPANS * config.latent))
    breathe()

    def error(share: float) -> float:
        path.start_from(_basis_within(span, leaning(rest, kin, share), config.latent))
        breathe()
        with torch.no_grad():
            return float(saturating_error(path.picture(path.score(x)), x))

    return min(SHARES, key=error)


def _span(known: Moments, count: int) -> Tensor:
    """Unit vectors (up to `count`, D) among which the first axes of like mixtures can be looked for."""
    vectors: Tensor = torch.linalg.eigh(known.covariance.float())[1]
    return vectors[:, -count:].T.double()


def _basis_within(span: Tensor, known: Moments, latent: int) -> EigenBasis:
    """`basis_of`, of axes that are sums of the vectors (K, D): K rows to take apart, not D."""
    inside = basis_of(Moments(known.count, span @ known.centre, span @ known.covariance @ span.T), latent)
    return EigenBasis(known.centre.float(), inside.components @ span.float(), inside.sigma)


def _mixed(count: int, parts: tuple[Moments, Moments], shares: tuple[float, float]) -> Moments:
    centre = sum((share * part.centre for part, share in zip(parts, shares, strict=True)), torch.zeros(()))
    apart = parts[0].centre - parts[1].centre
    covariance = torch.outer(apart, apart).mul_(shares[0] * shares[1])
    for part, share in zip(parts, shares, strict=True):
        covariance.add_(part.covariance, alpha=share)
    return Moments(count, centre, covariance)
