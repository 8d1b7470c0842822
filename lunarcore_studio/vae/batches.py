"""Hold the training sprites and deal them out in batches; runs on the training thread.

Sprites stay resident as uint8 on the device that trains: a hundred thousand 16x16 sprites are 100 MB.
What a step sees depends on (seed, step) alone, so a resumed run needs no sampler or generator restored.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from lunarcore_studio.pixels.color import premultiply

MAX_COLORS = 64
CHUNK = 8192


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


def indexed(sprites: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """The palette of each sprite and the pixels as places in it, by one sort of each sprite's pixels.

    sprites: uint8 (N, C, R, R) -> colors (N, 64, C), counts (N,) with 0 for more than 64 colours,
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
    counts = np.where(distinct <= MAX_COLORS, distinct, 0).astype(np.uint8)
    return colors, counts, index.reshape(count, side, side)


def sprites_digest(sprites: Tensor) -> str:
    """SHA-256 of uint8 sprites, in hex: tells whether a resumed run has the same sprites."""
    return hashlib.sha256(np.ascontiguousarray(sprites.cpu().numpy()).tobytes()).hexdigest()


class Batches:
    """An endless, seeded deal of batches: each epoch a fresh order, every sprite flipped half of the time."""

    def __init__(
        self, sprites: NDArray[np.uint8], batch_size: int, seed: int, flips: bool, device: torch.device
    ) -> None:
        """sprites: premultiplied uint8 (N, C, R, R), N >= 1; fewer than a batch repeat within it."""
        colors, counts, index = indexed(sprites)
        self.sprites = torch.from_numpy(sprites).to(device)
        self.batch_size, self.seed, self.flips = batch_size, seed, flips
        self._colors, self._counts = torch.from_numpy(colors).to(device), torch.from_numpy(counts).to(device)
        self._index = torch.from_numpy(index).to(device)
        self._orders: dict[int, Tensor] = {}

    def deal(self, step: int) -> Batch:
        """The batch of step `step` (from 0), on the device."""
        chosen = self._chosen(step).to(self.sprites.device)
        target, index = self.sprites[chosen], self._index[chosen]
        if self.flips:
            mirrored = _generator(self.seed, step, 1)
            flip = torch.rand(len(chosen), generator=mirrored).to(target.device) < 0.5
            target = torch.where(flip[:, None, None, None], target.flip(3), target)
            index = torch.where(flip[:, None, None], index.flip(2), index)
        counts = self._counts[chosen].long()
        widest = max(1, int(counts.max()))
        colors = self._colors[chosen, :widest].float() / 127.5 - 1
        return Batch(target.float() / 127.5 - 1, colors, counts, index.long())

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
