"""Give a finished model its prior and tell what became of it; on the training thread, at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.palette_bank import palettes_of
from lunarcore_studio.vae.prior import Prior
from lunarcore_studio.vae.prior_training import CodeSet, PriorTrainer, encoded, parted
from lunarcore_studio.vae.rows import Sprites

MOST_S: Final = 60.0
# The part of the time in which sprites are encoded; those that do not fit in are not learned from.
ENCODING_SHARE: Final = 0.3
LEAST_SPRITES: Final = 16
LEAST_UNSEEN: Final = 16
MOST_UNSEEN: Final = 256
COMPARED: Final = 96
PALETTE_SPRITES: Final = 2048


def learned(
    codec: Codec,
    pixels: Sprites,
    unseen: NDArray[np.uint8],
    tags: Sequence[Sequence[str]] = (),
    seed: int = 0,
    limit_s: float = MOST_S,
    breathe: Breathe = no_breath,
) -> tuple[Prior | None, dict[str, Any]]:
    """The prior over the codes of sprites (N, R, R, 4) and what a card tells of it, as JSON values.

    unseen: sprites that judge when to stop; of fewer than 16 a tenth of `pixels` does it.   tags: of each of
    `pixels`, or none.   limit_s: at most so many seconds in all, breaths not counted; 0 is no prior.
    None and {} where there are fewer than 16 sprites.
    """
    if limit_s <= 0 or len(pixels) < LEAST_SPRITES:
        return None, {}
    part_s = ENCODING_SHARE * limit_s
    seen = encoded(codec, pixels, tags, seed=seed, limit_s=part_s * 0.8, breathe=breathe)
    if len(unseen) >= LEAST_UNSEEN:
        judges = unseen[:MOST_UNSEEN]
        held = encoded(codec, judges, (), seen.names, seed, part_s * 0.2, breathe)
    else:
        seen, held = parted(seen, seed)
    some = np.random.default_rng(seed).permutation(len(pixels))[:PALETTE_SPRITES]
    palettes = palettes_of(np.asarray(pixels[np.sort(some)]), seed)
    trainer = PriorTrainer(seen, held, seed, codec.device, limit_s - part_s, breathe, palettes=palettes)
    for _ in trainer:
        pass
    prior = trainer.prior()
    return prior, {
        "steps": trainer.step, "best_step": trainer.best_step, "codes": len(seen),
        "unseen_loss": trainer.best_loss, "unseen_loss_of_normal_codes": trainer.first_loss,
        "freedom": prior.config.freedom,
        "nearness": nearness(prior, seen, held, seed), "tags": list(prior.tags),
    }  # fmt: skip


def nearness(prior: Prior, seen: CodeSet, unseen: CodeSet, seed: int) -> float:
    """How far samples are from the nearest training code, as a share of how far unseen sprites are (medians).

    About 1 and above: samples are new. Near 0: the prior knows the training sprites by heart.
    """
    spread = np.sqrt(seen.mean.var(axis=0) + 1e-8)
    drawn = prior.sample(COMPARED, seed)
    ways = [_nearest(codes / spread, seen.mean / spread) for codes in (drawn, unseen.mean[:COMPARED])]
    return float(np.median(ways[0]) / max(float(np.median(ways[1])), 1e-6))


def _nearest(codes: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """The distance of each code (N, L) to the nearest of others (M, L)."""
    squares = np.square(codes).sum(axis=1)[:, None] + np.square(others).sum(axis=1) - 2 * codes @ others.T
    return np.asarray(np.sqrt(np.maximum(squares.min(axis=1), 0)), np.float32)
