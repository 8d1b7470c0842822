"""Hold the training sprites and deal them out in batches; runs on the training thread.

A small set lies prepared (premultiplied uint8, palettes, places in them) on the device that trains, 2.3
kilobytes a 16x16 sprite. A large one may be a file mapped into memory: of it only the sprites of a
batch are read and prepared, in a hundredth of the time that the step takes at full width.
What a step sees depends on (seed, step) alone, so a resumed run needs no sampler or generator restored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae.rows import Sprites

MAX_COLORS: Final = 256
CHUNK: Final = 2048
# Bytes of a prepared set: on the CPU, where to prepare a batch is a hundredth of a step and to prepare all of
# a large set would be a wait, and on a GPU, whose steps are too short to prepare sprites meanwhile.
RESIDENT_LIMIT: Final = (4 << 20, 2 << 30)
ALL: Final = slice(None)


@dataclass(frozen=True, slots=True)
class Batch:
    """target (N, C, R, R) float32 in [-1, 1]; colors (N, K, C), counts (N,), index (N, R, R): see losses."""

    target: Tensor
    colors: Tensor
    counts: Tensor
    index: Tensor

    def part(self, start: int, stop: int) -> Batch:
        """Sprites `start` to `stop` as a batch of their own."""
        pick = slice(start, stop)
        return Batch(self.target[pick], self.colors[pick], self.counts[pick], self.index[pick])


def to_model_bytes(pixels: NDArray[np.uint8], channels: int) -> NDArray[np.uint8]:
    """Straight RGBA uint8 (N, R, R, 4) -> premultiplied uint8 (N, C, R, R); three channels lose alpha."""
    result = np.empty((len(pixels), channels, *pixels.shape[1:3]), np.uint8)
    for start in range(0, len(pixels), CHUNK):
        part = np.rint(premultiply(pixels[start : start + CHUNK]) * 255).astype(np.uint8)
        result[start : start + CHUNK] = np.moveaxis(part[..., :channels], 3, 1)
    return result


def indexed(sprites: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int16], NDArray[np.uint8]]:
    """The palette of each sprite and the pixels as places in it, by one sort of each sprite's pixels.

    sprites: uint8 (N, C, R, R) -> colors (N, 256, C), counts int16 (N,) with 0 for more than 256 colours,
    index (N, R, R) (all 0 where the count is 0).
    """
    count, channels, side, _ = sprites.shape
    flat = sprites.reshape(count, channels, side * side).astype(np.uint32)
    packed = sum((flat[:, channel] << np.uint32(8 * channel) for channel in range(channels)), np.uint32(0))
    order = np.argsort(packed, axis=1, kind="stable")
    ordered = np.take_along_axis(packed, order, axis=1)
    rank = np.zeros(ordered.shape, np.int32)
    rank[:, 1:] = np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1)
    distinct = rank[:, -1] + 1
    rank = np.where((distinct <= MAX_COLORS)[:, None], rank, 0)
    index = np.zeros(ordered.shape, np.uint8)
    np.put_along_axis(index, order, rank.astype(np.uint8), axis=1)
    palette = np.zeros((count, MAX_COLORS), np.uint32)
    np.put_along_axis(palette, rank, ordered, axis=1)
    shifts = 8 * np.arange(channels, dtype=np.uint32)
    colors = ((palette[:, :, None] >> shifts) & np.uint32(255)).astype(np.uint8)
    counts = np.where(distinct <= MAX_COLORS, distinct, 0).astype(np.int16)
    return colors, counts, index.reshape(count, side, side)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Sprites ready to be dealt: pixels uint8 (N, C, R, R) premultiplied, and what `indexed` gives."""

    pixels: Tensor
    colors: Tensor
    counts: Tensor
    index: Tensor

    @classmethod
    def of(cls, sprites: NDArray[np.uint8], channels: int) -> Prepared:
        """Of straight RGBA uint8 (N, R, R, 4), on the CPU."""
        pixels = to_model_bytes(sprites, channels)
        return cls(torch.from_numpy(pixels), *(torch.from_numpy(each) for each in indexed(pixels)))

    def rows(self, chosen: Tensor) -> Prepared:
        """The sprites `chosen`, int64 (n,)."""
        return Prepared(*(each[chosen] for each in self._all()))

    def to(self, device: torch.device) -> Prepared:
        """The same on another device."""
        return Prepared(*(each.to(device) for each in self._all()))

    def _all(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        return self.pixels, self.colors, self.counts, self.index

    @classmethod
    def joined(cls, parts: Sequence[Prepared]) -> Prepared:
        """All of the parts, one after the other."""
        return cls(*(torch.cat(each) for each in zip(*(part._all() for part in parts), strict=True)))


class Batches:
    """An endless, seeded deal of batches: each epoch a fresh order, every sprite flipped half of the time."""

    def __init__(
        self,
        sprites: Sprites,
        channels: int,
        batch_size: int,
        seed: int,
        flips: bool,
        device: torch.device,
        resident_limit: int | None = None,
    ) -> None:
        """sprites: straight RGBA uint8 (N, R, R, 4), N >= 1; fewer than a batch repeat within it.

        resident_limit: bytes up to which the prepared set stays on the device (None: RESIDENT_LIMIT, by the
        device's type); beyond it each batch is prepared for itself, with the same result to the bit.
        """
        self.sprites, self.channels, self.device = sprites, channels, device
        self.batch_size, self.seed, self.flips = batch_size, seed, flips
        limit = RESIDENT_LIMIT[device.type != "cpu"] if resident_limit is None else resident_limit
        side = sprites.shape[1]
        size = len(sprites) * (side * side * (channels + 1) + MAX_COLORS * channels + 1)
        self._resident: Prepared | None = None
        if size <= limit:
            parts = [Prepared.of(part, channels).to(device) for part in self._parts(CHUNK)]
            self._resident = Prepared.joined(parts)
        self._orders: dict[int, Tensor] = {}

    @property
    def is_resident(self) -> bool:
        """Whether the whole set lies prepared on the device."""
        return self._resident is not None

    def deal(self, step: int, share: slice = ALL) -> Batch:
        """The batch of step `step` (from 0), on the device; of its sprites only those in `share`."""
        everyone = self._chosen(step)
        chosen = everyone[share]
        if self._resident is not None:
            ready = self._resident.rows(chosen.to(self.device))
        else:
            ready = Prepared.of(np.asarray(self.sprites[chosen.numpy()]), self.channels).to(self.device)
        target, index = ready.pixels, ready.index
        if self.flips:
            mirrored = _generator(self.seed, step, 1)
            flip = (torch.rand(len(everyone), generator=mirrored)[share] < 0.5).to(self.device)
            target = torch.where(flip[:, None, None, None], target.flip(3), target)
            index = torch.where(flip[:, None, None], index.flip(2), index)
        counts = ready.counts.long()
        widest = max(1, int(counts.max()))
        colors = ready.colors[:, :widest].float() / 127.5 - 1
        return Batch(target.float() / 127.5 - 1, colors, counts, index.long())

    def model_bytes(self, size: int, most: int | None = None) -> Iterator[Tensor]:
        """The sprites as the model gets them, uint8 (n, C, R, R) on the CPU, `size` at a time, in order.

        most: an evenly spaced sample of about so many, where there are more.
        """
        stride = 1 if most is None else max(1, len(self.sprites) // most)
        for part in self._parts(size * stride):
            yield torch.from_numpy(to_model_bytes(part[::stride], self.channels))

    def _parts(self, size: int) -> Iterator[NDArray[np.uint8]]:
        for start in range(0, len(self.sprites), size):
            yield np.asarray(self.sprites[start : start + size])

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all sprites, in hex: whether a resumed run has the same ones."""
        running = hashlib.sha256()
        for part in self._parts(CHUNK):
            running.update(part.tobytes())
        return running.hexdigest()

    def _chosen(self, step: int) -> Tensor:
        count = len(self.sprites)
        places = torch.arange(step * self.batch_size, (step + 1) * self.batch_size)
        epochs = places // count
        parts = [self._order(int(epoch))[places[epochs == epoch] % count] for epoch in torch.unique(epochs)]
        return torch.cat(parts)

    def _order(self, epoch: int) -> Tensor:
        if epoch not in self._orders:
            self._orders = {old: order for old, order in self._orders.items() if old == epoch - 1}
            self._orders[epoch] = torch.randperm(len(self.sprites), generator=_generator(self.seed, epoch, 0))
        return self._orders[epoch]


def step_seed(seed: int, number: int, purpose: int) -> int:
    """A seed of 63 bits for the `number`th use of `purpose`; neighbours share nothing."""
    digest = hashlib.blake2b(f"{seed}/{number}/{purpose}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1


def _generator(seed: int, number: int, purpose: int) -> torch.Generator:
    return torch.Generator().manual_seed(step_seed(seed, number, purpose))
