"""Train the prior over a finished model's codes, as an iterable of reports; on the thread that iterates.

It memorises early, so it learns only as long as codes that it never sees gain by it: the averaged weights of
the best look are what stays. All chance is that of the seed. Time spent in a breath is not training time.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.vae.breathing import Breathe, no_breath
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.palette_bank import palettes_of
from lunarcore_studio.vae.prior import (
    FREEDOM,
    MAX_ANCHORS,
    TIMID,
    Known,
    Prior,
    PriorConfig,
    PriorNetwork,
    chance_untouched,
    tag_names,
)
from lunarcore_studio.vae.rows import Sprites

BATCH: Final = 256
MOST_STEPS: Final = 20_000
LOOK_EVERY: Final = 50
# Looks without a gain until it ends.
PATIENCE: Final = 5
GAIN: Final = 1e-3
# How much of the loss of codes that were normal the network must take away to have learned something.
LEAST_GAIN: Final = 0.02
RATE: Final = 1e-3
WARM_UP: Final = 50
LOWEST_RATE: Final = 0.05
DECAY: Final = 0.99
TAG_DROP: Final = 0.2
UNSEEN_SHARE: Final = 0.1
MOST_SPRITES: Final = 8192
PASS: Final = 8  # with their mirror images; a hand waits for one pass
# Draws of noise and time for each unseen code at a look: fewer make the loss a lottery.
LOOK_DRAWS: Final = 2048
# Widths by the number of codes: a large network knows a small folder by heart before it knows its ways.
WIDTHS: Final = ((400, 128), (3000, 256))
WIDEST: Final = 384


@dataclass(frozen=True, slots=True)
class CodeSet:
    """Codes to learn: mean and deviation float32 (N, L), and which of `names` each has, bool (N, T)."""

    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]
    has_tag: NDArray[np.bool_]
    names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.mean)

    def rows(self, chosen: NDArray[np.intp]) -> CodeSet:
        """The codes `chosen` alone."""
        return CodeSet(self.mean[chosen], self.deviation[chosen], self.has_tag[chosen], self.names)


@dataclass(frozen=True, slots=True)
class PriorReport:
    """What one step did. Losses are the mean squared error of the velocity, in units of the codes' spread.

    unseen_loss: on codes never trained on, averaged weights; None at steps that do not look.
    """

    step: int
    loss: float
    unseen_loss: float | None
    best_step: int
    best_loss: float
    elapsed_s: float


def encoded(
    codec: Codec,
    pixels: Sprites,
    tags: Sequence[Sequence[str]] = (),
    names: tuple[str, ...] | None = None,
    seed: int = 0,
    limit_s: float = float("inf"),
    breathe: Breathe = no_breath,
) -> CodeSet:
    """The codes of sprites uint8 (N, R, R, 4) and of their mirror images: row 2i and row 2i + 1.

    tags: of each sprite (none: no tags).   names: the tags to keep (None: those worth learning).
    At most 8192 sprites, drawn by `seed`, and as many as can be encoded in `limit_s`, but always some.
    """
    known = tag_names(tags) if names is None else names
    order = np.random.default_rng(seed).permutation(len(pixels))[:MOST_SPRITES]
    means, deviations, spent = [], [], 0.0
    for start in range(0, len(order), PASS):
        breathe()
        began = time.perf_counter()
        own = np.asarray(pixels[order[start : start + PASS]])
        both = np.stack([own, own[:, :, ::-1]], axis=1).reshape(-1, *own.shape[1:])
        code = codec.encode(both)
        means.append(code.mean)
        deviations.append(np.exp(code.logvar / 2))
        spent += time.perf_counter() - began
        if spent > limit_s:
            break
    count = sum(map(len, means)) // 2
    has_tag = np.array(
        [[name in tags[i] for name in known] if len(tags) else [False] * len(known) for i in order[:count]],
        bool,
    ).reshape(count, len(known))
    empty = [np.zeros((0, codec.latent), np.float32)]
    return CodeSet(
        np.concatenate(means or empty), np.concatenate(deviations or empty), has_tag.repeat(2, axis=0), known
    )


def parted(codes: CodeSet, seed: int) -> tuple[CodeSet, CodeSet]:
    """Keep a tenth of the sprites unseen, each with its mirror image, but one at least -> (seen, unseen)."""
    sprites = len(codes) // 2
    order = np.random.default_rng(seed).permutation(sprites)
    count = max(1, round(UNSEEN_SHARE * sprites))
    rows = [np.stack([2 * part, 2 * part + 1], axis=1).reshape(-1) for part in (order[count:], order[:count])]
    return codes.rows(rows[0]), codes.rows(rows[1])


class PriorTrainer:
    """Iterate to train; leaving the loop stops it. `prior()` is the best so far, at any time."""

    def __init__(
        self,
        codes: CodeSet,
        unseen: CodeSet,
        seed: int = 0,
        device: torch.device | str = "cpu",
        limit_s: float = float("inf"),
        breathe: Breathe = no_breath,
        width: int | None = None,
        most_steps: int = MOST_STEPS,
        palettes: NDArray[np.uint8] | None = None,
    ) -> None:
        """codes, unseen: some codes each, of other sprites, each followed by its mirror image's.

        limit_s: training time at most.   width: of the network (None: by the number of codes).
        palettes: what the prior is to know of colours, see `palette_bank`. Raises ValueError for no codes.
        """
        if not len(codes) or not len(unseen):
            raise ValueError("A prior needs codes to learn and others to be judged by.")
        self.device, self._limit_s, self._breathe = torch.device(device), limit_s, breathe
        self._most_steps = most_steps
        self._known = known_of(codes, palettes)
        wide = next((each for most, each in WIDTHS if len(codes) < most), WIDEST) if width is None else width
        self.config = PriorConfig(codes.mean.shape[1], wide, tags=codes.names)
        with chance_untouched():
            torch.manual_seed(seed)
            self._network = PriorNetwork(self.config).to(self.device)
        self._average = copy.deepcopy(self._network).requires_grad_(False)
        self._best = copy.deepcopy(self._average)
        self._optimiser = torch.optim.AdamW(self._network.parameters(), RATE, weight_decay=1e-2)
        self._codes, self._unseen = self._ready(codes), self._ready(unseen)
        self._chance = torch.Generator().manual_seed(seed)
        self._look_noise = self._look_draw(len(unseen), seed)
        self.step, self.elapsed_s = 0, 0.0
        self.first_loss = self.best_loss = self._gained_loss = self._look()
        self.best_step, self._gained_at = 0, 0

    def __iter__(self) -> Iterator[PriorReport]:
        while self.step < self._most_steps and self.elapsed_s < self._limit_s and not self._is_done():
            self._breathe()
            yield self._one_step()

    def _is_done(self) -> bool:
        return self.step - self._gained_at >= PATIENCE * LOOK_EVERY

    def prior(self) -> Prior:
        """The averaged weights that scored best on the unseen codes, ready for use.

        A network that has hardly learned anything is given little noise to lead back.
        """
        network = copy.deepcopy(self._best)
        has_learned = self.best_loss <= (1 - LEAST_GAIN) * self.first_loss
        network.config = replace(self.config, freedom=FREEDOM if has_learned else TIMID)
        return Prior(network, self._known)

    def _one_step(self) -> PriorReport:
        began = time.perf_counter()
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate()
        mean, deviation, has_tag = self._codes
        rows = torch.randint(len(mean), (BATCH,), generator=self._chance).to(self.device)
        target = mean[rows] + deviation[rows] * self._normal(BATCH)
        tag = self._dealt_tags(has_tag[rows])
        time_ = torch.rand(BATCH, generator=self._chance).to(self.device)
        with torch.enable_grad():
            loss = _error(self._network, target, self._normal(BATCH), time_, tag)
            self._optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimiser.step()
        self.step += 1
        self._follow()
        unseen = self._look() if self.step % LOOK_EVERY == 0 else None
        if unseen is not None:
            self._consider(unseen)
        self.elapsed_s += time.perf_counter() - began
        return PriorReport(
            self.step, float(loss.detach()), unseen, self.best_step, self.best_loss, self.elapsed_s
        )

    def _rate(self) -> float:
        """Rising at first, and falling in the second half of the steps or the time, whichever is used up."""
        used = max(self.step / self._most_steps, self.elapsed_s / self._limit_s)
        return RATE * min(1.0, (self.step + 1) / WARM_UP, max(LOWEST_RATE, 2 * (1 - used)))

    def _normal(self, count: int) -> Tensor:
        return torch.randn(count, self.config.latent, generator=self._chance).to(self.device)

    def _dealt_tags(self, has_tag: Tensor) -> Tensor:
        """One of each code's tags (N,), or 0 where it has none or is to learn without."""
        if not self.config.tags:
            return torch.zeros(len(has_tag), dtype=torch.int64, device=self.device)
        lots = torch.rand(has_tag.shape, generator=self._chance).to(self.device) * has_tag
        is_kept = torch.rand(len(has_tag), generator=self._chance).to(self.device) >= TAG_DROP
        return torch.where(has_tag.any(dim=1) & is_kept, lots.argmax(dim=1) + 1, 0)

    @torch.no_grad()
    def _follow(self) -> None:
        decay = min(DECAY, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self._average.parameters()), list(self._network.parameters()), 1 - decay)

    def _look_draw(self, count: int, seed: int) -> tuple[Tensor, Tensor, Tensor]:
        """Rows, times and noise that every look uses, so that looks compare."""
        chance = torch.Generator().manual_seed(seed + 1)
        draws = max(LOOK_DRAWS, min(count, 2 * LOOK_DRAWS))
        rows = torch.arange(draws) % count
        times = (torch.randperm(draws, generator=chance) + 0.5) / draws
        noise = torch.randn(draws, self.config.latent, generator=chance)
        return rows.to(self.device), times.to(self.device), noise.to(self.device)

    @torch.no_grad()
    def _look(self) -> float:
        """The averaged network's loss on the unseen codes, without tags, with breaths in between."""
        rows, times, noise = self._look_noise
        total = 0.0
        for start in range(0, len(rows), BATCH):
            self._breathe()
            part = slice(start, start + BATCH)
            tag = torch.zeros(len(rows[part]), dtype=torch.int64, device=self.device)
            target = self._unseen[0][rows[part]]
            total += float(_error(self._average, target, noise[part], times[part], tag)) * len(tag)
        return total / len(rows)

    def _consider(self, unseen: float) -> None:
        if unseen < self._gained_loss - GAIN:
            self._gained_at, self._gained_loss = self.step, unseen
        if unseen < self.best_loss:
            self.best_step, self.best_loss = self.step, unseen
            self._best.load_state_dict(self._average.state_dict())

    def _ready(self, codes: CodeSet) -> tuple[Tensor, Tensor, Tensor]:
        mean = (codes.mean - self._known.centre) / self._known.scale
        arrays = (mean, codes.deviation / self._known.scale, codes.has_tag)
        ready = [torch.from_numpy(np.ascontiguousarray(each)).to(self.device) for each in arrays]
        return ready[0], ready[1], ready[2]


def known_of(codes: CodeSet, palettes: NDArray[np.uint8] | None = None) -> Known:
    """What a prior keeps of codes. Their spread holds their own uncertainty too, and is never 0."""
    variance = codes.mean.var(axis=0) + np.square(codes.deviation).mean(axis=0)
    scale = np.sqrt(np.maximum(variance, 1e-8)).astype(np.float32)
    stored = palettes_of(np.zeros((0, 1, 1, 4), np.uint8)) if palettes is None else palettes
    kept = slice(0, 2 * MAX_ANCHORS, 2)
    return Known(codes.mean.mean(axis=0), scale, codes.mean[kept], codes.has_tag[kept], stored)


def _error(network: PriorNetwork, target: Tensor, noise: Tensor, time_: Tensor, tag: Tensor) -> Tensor:
    """Mean squared error of the velocity at points of the straight paths from noise to target (N, L)."""
    t = time_[:, None]
    velocity: Tensor = network((1 - t) * noise + t * target, time_, tag)
    return (velocity - (target - noise)).square().mean()
