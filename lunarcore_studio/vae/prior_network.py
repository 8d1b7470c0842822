"""The network of the prior over the latents and the numbers that say its shape; on the model's thread.

It learns the velocity of straight paths from noise, t = 0, to standardised codes, t = 1 (flow matching:
Lipman et al. 2023). What is learned stands beside a part known beforehand: were the codes normal, the
velocity at x_t would be x_t (2t - 1) / (t^2 + (1 - t)^2), so that a network that has learned nothing yet
already turns noise into something as wide as the codes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn

MAX_WIDTH: Final = 1024
MAX_BLOCKS: Final = 8
MAX_TAGS: Final = 256
MAX_TAG_LENGTH: Final = 80
MAX_FREEDOM: Final = 10.0
CONDITION: Final = 64
SLOWEST, FASTEST = 1.0, 1000.0  # radians of the time's waves between noise and code


class PriorError(ValueError):
    """A prior that this program does not have, or a tag that the prior does not know; one sentence."""


@dataclass(frozen=True, slots=True)
class PriorConfig:
    """The shape of a prior: latent dimensions, width and number of its blocks, and the names of its tags.

    freedom: how much noise, in units of a code, what it has learned can lead back to a sprite; 0..10.
    Raises PriorError for absurd values, before anything is allocated for them.
    """

    latent: int
    width: int
    blocks: int = 3
    tags: tuple[str, ...] = ()
    freedom: float = 1.0

    def __post_init__(self) -> None:
        sizes = ((self.latent, 512), (self.width, MAX_WIDTH), (self.blocks, MAX_BLOCKS))
        if any(type(number) is not int or not 1 <= number <= most for number, most in sizes):
            raise PriorError("The prior has a size that no prior of this program has.")
        if type(self.freedom) not in (float, int) or not 0 < self.freedom <= MAX_FREEDOM:
            raise PriorError("The prior's freedom is a number above 0 and up to 10.")
        named = all(isinstance(tag, str) and 0 < len(tag) <= MAX_TAG_LENGTH for tag in self.tags)
        if not named or len(set(self.tags)) != len(self.tags) or len(self.tags) > MAX_TAGS:
            raise PriorError("The prior's tags are not up to 256 different short names.")

    def to_dict(self) -> dict[str, Any]:
        """What is not told by the model's own config, as JSON values."""
        values = {"width": self.width, "blocks": self.blocks, "tags": list(self.tags)}
        return values | {"freedom": self.freedom}

    @classmethod
    def from_dict(cls, latent: int, values: object) -> PriorConfig:
        """The config that `to_dict` gave. Raises PriorError when a field is missing, unknown or absurd."""
        if not isinstance(values, Mapping) or set(values) != {"width", "blocks", "tags", "freedom"}:
            raise PriorError("The prior does not have the fields of one of this program.")
        if not isinstance(values["tags"], list):
            raise PriorError("The prior's tags are not a list.")
        return cls(latent, values["width"], values["blocks"], tuple(values["tags"]), values["freedom"])


class _Block(nn.Module):
    """x + a small network of x and the condition; the last layer starts at zero, so the block at x itself."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(width, width)
        self.condition = nn.Linear(CONDITION, width)
        self.outer = nn.Linear(width, width)
        nn.init.zeros_(self.outer.weight)
        nn.init.zeros_(self.outer.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        within = self.inner(self.norm(x)) + self.condition(condition)
        return x + self.outer(nn.functional.silu(within))  # type: ignore[no-any-return]


class PriorNetwork(nn.Module):
    """The velocity at points (N, L) of standardised codes, times (N,) in [0, 1] and tags (N,) int64.

    Tag 0 is none, tag k + 1 is `config.tags[k]`.
    """

    def __init__(self, config: PriorConfig) -> None:
        super().__init__()
        self.config = config
        self.enter = nn.Linear(config.latent, config.width)
        self.time = nn.Linear(CONDITION, CONDITION)
        self.tag = nn.Embedding(len(config.tags) + 1, CONDITION, _weight=_tag_start(len(config.tags) + 1))
        self.blocks = nn.ModuleList(_Block(config.width) for _ in range(config.blocks))
        self.norm = nn.LayerNorm(config.width)
        self.leave = nn.Linear(config.width, config.latent)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(self, x: Tensor, time: Tensor, tag: Tensor) -> Tensor:
        condition = nn.functional.silu(self.time(_waves(time)) + self.tag(tag))
        features = self.enter(x)
        for block in self.blocks:
            features = block(features, condition)
        t = time[:, None]
        known = x * (2 * t - 1) / (t.square() + (1 - t).square())
        return known + self.leave(self.norm(features))  # type: ignore[no-any-return]


def _tag_start(count: int) -> Tensor:
    """The tags' vectors (count, CONDITION) before training, as nn.Embedding draws them.

    On the meta device, on which a file is checked, there is nothing to draw, and torch would take almost two
    seconds to import what draws there: at every start of the studio.
    """
    vectors = torch.empty(count, CONDITION)
    return vectors if vectors.is_meta else nn.init.normal_(vectors)


def _waves(time: Tensor) -> Tensor:
    """Sines and cosines of times (N,), from slow to fast, (N, CONDITION)."""
    steps = torch.linspace(0, 1, CONDITION // 2, device=time.device)
    rates = SLOWEST * torch.exp(steps * math.log(FASTEST / SLOWEST))
    angles = time[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)


@contextmanager
def chance_untouched() -> Iterator[None]:
    """Within, torch's random numbers may be drawn or seeded; outside nobody sees it."""
    with torch.random.fork_rng(devices=[]):
        yield
