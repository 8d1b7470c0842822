"""Give codes that decode to sprites instead of fog: a small flow over the latents; on the model's thread.

The codes of a folder are no standard normal (lunarcore.md, section 5). A new code is a training code under
much noise, or noise alone, that has followed the velocity which `prior_network` has learned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.vae.palette_bank import MOST_COLORS, MOST_PALETTES, PaletteBank
from lunarcore_studio.vae.prior_network import (
    MAX_TAG_LENGTH,
    MAX_TAGS,
    PriorConfig,
    PriorError,
    PriorNetwork,
    chance_untouched,
)

__all__ = [
    "Known",
    "Prior",
    "PriorConfig",
    "PriorError",
    "PriorNetwork",
    "chance_untouched",
    "layout",
    "tag_names",
]

EULER_STEPS: Final = 50
# How much a tag is overdrawn (classifier-free guidance: Ho and Salimans 2022); 1 is as it was learned.
GUIDANCE: Final = 1.5
# How much noise a training code gets from which a new code sets out, in units of the code: half of either.
# Measured with 1527 sprites of a pack, 60 s of training: a classifier tells samples from held-out sprites at
# 0.65, at 0.75 from noise alone, and by N(0, 1) at 0.91. The samples are 1.16 times as far from the nearest
# training code as the held-out sprites are: nothing is learned by heart.
FREEDOM: Final = 1.0
# Of a few dozen sprites no network learns anything that is true of unseen ones: then so much is no fog yet.
TIMID: Final = 0.3
MAX_ANCHORS: Final = 512

Codes = NDArray[np.float32]
Shape = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Known:
    """What a prior keeps of the training sprites beside the network.

    centre, scale: mean and standard deviation (L,) of their codes, scale above 0.   anchors: some codes
    (M, L), M <= 512, from which new ones set out.   anchor_tags: bool (M, T), which of the tags each has.
    palettes: uint8 (P, 16, 4), see `palette_bank`.
    """

    centre: Codes
    scale: Codes
    anchors: Codes
    anchor_tags: NDArray[np.bool_]
    palettes: NDArray[np.uint8]


class Prior:
    """A prior in use, numpy in and numpy out, on the CPU: a code takes some twenty milliseconds."""

    def __init__(self, network: PriorNetwork, known: Known) -> None:
        self.config = network.config
        self._network = network.cpu().eval().requires_grad_(False)
        self._known = known
        self.palettes = PaletteBank(known.palettes)

    @property
    def tags(self) -> tuple[str, ...]:
        """The names that `sample` and `near` take."""
        return self.config.tags

    @property
    def knows_sprites(self) -> bool:
        """Whether it has learned enough to lead more than a little noise back to a sprite."""
        return self.config.freedom >= FREEDOM

    def sample(
        self,
        count: int,
        seed: int,
        tag: str | None = None,
        guidance: float = GUIDANCE,
        freedom: float | None = None,
    ) -> Codes:
        """`count` new codes (count, L), the same for the same seed.

        Each sets out from a training code (of that tag) under `freedom` >= 0 times as much noise (None: as
        much as the prior can lead back); infinity is noise alone, as is a tag that no code at hand has.
        Raises PriorError for an unknown tag.
        """
        freedom = self.config.freedom if freedom is None else freedom
        rng = np.random.default_rng(seed)
        noise = rng.standard_normal((count, self.config.latent), dtype=np.float32)
        number = self._number(tag)
        anchors = self._known.anchors
        if number:
            anchors = anchors[self._known.anchor_tags[:, number - 1]]
        if not len(anchors) or math.isinf(freedom):
            return self._follow(noise, 0.0, number, guidance)
        own = anchors[rng.integers(len(anchors), size=count)]
        return self._from(own, noise, freedom / (1 + freedom), number, guidance)

    def near(
        self,
        code: Codes,
        count: int,
        seed: int,
        strength: float = 0.5,
        tag: str | None = None,
        guidance: float = GUIDANCE,
    ) -> Codes:
        """`count` relatives (count, L) of `code` (L,): noised by `strength`, 0 (itself) to 1 (a new one), and
        led back. The same for the same seed. Raises PriorError for an unknown tag or another strength."""
        if not 0 <= strength <= 1:
            raise PriorError("How far a relative may be from its sprite is a number from 0 to 1.")
        noise = np.random.default_rng(seed).standard_normal((count, self.config.latent), dtype=np.float32)
        return self._from(np.asarray(code, np.float32), noise, strength, self._number(tag), guidance)

    def _from(self, codes: Codes, noise: Codes, strength: float, number: int, guidance: float) -> Codes:
        own = (codes - self._known.centre) / self._known.scale
        start = 1 - strength
        return self._follow(np.float32(strength) * noise + np.float32(start) * own, start, number, guidance)

    @torch.inference_mode()
    def _follow(self, points: Codes, start: float, number: int, guidance: float) -> Codes:
        """From points (N, L) at time `start` along the velocity to codes, by Euler's steps."""
        x = torch.from_numpy(np.ascontiguousarray(points, np.float32))
        steps = math.ceil(EULER_STEPS * (1 - start)) if len(points) else 0
        for step in range(steps):
            t = start + (1 - start) * step / steps
            x = x + self._velocity(x, t, number, guidance) * ((1 - start) / steps)
        return np.asarray(x.numpy() * self._known.scale + self._known.centre, np.float32)

    def _velocity(self, x: Tensor, t: float, number: int, guidance: float) -> Tensor:
        time = torch.full((len(x),), t)
        free: Tensor = self._network(x, time, torch.zeros(len(x), dtype=torch.int64))
        if not number:
            return free
        tagged: Tensor = self._network(x, time, torch.full((len(x),), number))
        return free + guidance * (tagged - free)

    def _number(self, tag: str | None) -> int:
        if tag is None:
            return 0
        if tag not in self.tags:
            known = ", ".join(self.tags[:8]) or "none"
            raise PriorError(f"The model knows no tag {tag!r:.60}; it knows: {known}.")
        return self.tags.index(tag) + 1

    def tensors(self) -> dict[str, Tensor]:
        """All numbers of the prior by name: float32, but `palettes` and `anchor_tags` uint8; on the CPU."""
        known = self._known
        floats = {"centre": known.centre, "scale": known.scale, "anchors": known.anchors}
        numbers = {name: np.ascontiguousarray(each, np.float32) for name, each in floats.items()}
        bytes_ = {"anchor_tags": known.anchor_tags.astype(np.uint8), "palettes": known.palettes}
        named = {name: torch.from_numpy(np.array(each)) for name, each in (numbers | bytes_).items()}
        return named | {f"network.{name}": each for name, each in self._network.state_dict().items()}

    @classmethod
    def of(cls, config: PriorConfig, tensors: Mapping[str, Tensor]) -> Prior:
        """The prior that `tensors` gave, which must have the layout of `layout`; draws no random number.

        Raises PriorError where a deviation is not above 0.
        """
        with torch.device("meta"):
            network = PriorNetwork(config)
        start = "network."
        state = {n.removeprefix(start): t.float() for n, t in tensors.items() if n.startswith(start)}
        network.load_state_dict(state, assign=True)
        numbers = {name: tensors[name].numpy() for name in Known.__dataclass_fields__}
        floats = {name: numbers[name].astype(np.float32) for name in ("centre", "scale", "anchors")}
        if not (floats["scale"] > 0).all():
            raise PriorError("The prior's deviations are not above 0.")
        known = Known(**floats, anchor_tags=numbers["anchor_tags"] > 0, palettes=numbers["palettes"])
        return cls(network, known)


def layout(config: PriorConfig, found: Mapping[str, Shape]) -> dict[str, tuple[Shape, tuple[str, ...]]]:
    """The shape of every tensor of a prior and the types it may have, by the names of `Prior.tensors`.

    found: shapes as they are; of those only how many anchors and palettes there are is taken over, up to 512
    of each. Allocates nothing.
    """
    with torch.device("meta"):
        state = PriorNetwork(config).state_dict()
    anchors, palettes = (
        min(found.get(name, (0,))[0] if found.get(name) else 0, most)
        for name, most in (("anchors", MAX_ANCHORS), ("palettes", MOST_PALETTES))
    )
    full: tuple[str, ...] = ("F32",)
    either, small = ("F32", "F16"), ("U8",)
    expected = {f"network.{n}": (tuple(t.shape), either if t.dim() > 1 else full) for n, t in state.items()}
    return expected | {
        "centre": ((config.latent,), full), "scale": ((config.latent,), full),
        "anchors": ((anchors, config.latent), either),
        "anchor_tags": ((anchors, len(config.tags)), small),
        "palettes": ((palettes, MOST_COLORS, 4), small),
    }  # fmt: skip


def tag_names(tags: Sequence[Sequence[str]], least: int = 2) -> tuple[str, ...]:
    """The tags worth learning of those that sprites have: at least `least` sprites, at most 256, sorted."""
    names, counts = np.unique([tag for own in tags for tag in set(own)], return_counts=True)
    order = np.argsort(-counts, kind="stable")
    kept = [str(names[i]) for i in order if counts[i] >= least and 0 < len(names[i]) <= MAX_TAG_LENGTH]
    return tuple(sorted(kept[:MAX_TAGS]))
