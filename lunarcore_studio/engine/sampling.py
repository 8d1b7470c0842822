"""New pictures from a model, by its prior where it has one. Runs on the thread that owns the model."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from lunarcore_studio.pixels.color import Floats, Pixels
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.vae import edits
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.prior import Prior, PriorError

Source = Literal["prior", "normal"]

EXTRACTED: Final = Projection("extract")


def sampled(
    codec: Codec,
    prior: Prior | None,
    count: int,
    seed: int,
    near: Pixels | None = None,
    sigma: float = 1.0,
    tag: str | None = None,
    by: Source = "prior",
) -> Floats:
    """`count` raw pictures (count, R, R, 4) in latent mode, the same for the same seed.

    near (R, R, 4): relatives of that drawing: its code under noise, led back.   None: new ones, from training
    codes.   sigma: how much noise, in units of what the prior can lead back.   tag: what they are to be.
    by: "normal" decodes N(0, 1) noise, for comparison. A model without a prior varies codes (see
    `vae.edits.sample`). Raises PriorError for a tag that the model does not know.
    """
    if by == "normal":
        noise = np.random.default_rng(seed).standard_normal((count, codec.latent), dtype=np.float32)
        return codec.decode(noise)
    if prior is None:
        if tag is not None:
            raise PriorError(f"The model knows no tags, and so not {tag!r:.60}.")
        return edits.sample(codec, count, seed, near, sigma)
    freedom = prior.config.freedom * sigma
    if near is None:
        return codec.decode(prior.sample(count, seed, tag, freedom=freedom))
    strength = freedom / (1 + freedom)
    return codec.decode(prior.near(codec.encode(near[None]).mean[0], count, seed, strength, tag))


def own_colours(prior: Prior | None, raw: Floats) -> Projection:
    """The colours that suit a new picture (R, R, 4): those of the training sprite whose palette fits best,
    or the sixteen that stand best for it where the model knows no palettes."""
    palette = None if prior is None else prior.palettes.best(raw)
    return EXTRACTED if palette is None else Projection("document", palette)
