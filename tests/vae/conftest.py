"""Small sprites and small networks, so that every test of the model trains or runs a real one in no time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan
from tests.opened_once import axes_found_once

TINY = VAEConfig.studio(width=8)


def draw(count: int, seed: int, side: int = 16) -> NDArray[np.uint8]:
    """Outlined discs and boxes of a few colours on nothing, straight RGBA uint8 (count, side, side, 4)."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side]
    sprites = np.zeros((count, side, side, 4), np.uint8)
    for sprite in sprites:
        (cx, cy), radius = rng.uniform(0.3 * side, 0.7 * side, 2), rng.uniform(side / 5, side / 2.5)
        metric = np.hypot(x - cx, y - cy) if rng.random() < 0.5 else np.maximum(abs(x - cx), abs(y - cy))
        sprite[metric <= radius] = (*rng.integers(0, 6, 3) * 50, 255)
        sprite[(metric <= radius) & (metric > radius - 1.2)] = (20, 10, 30, 255)
    return sprites


@pytest.fixture(scope="session", autouse=True)
def quick_starts() -> Iterator[None]:
    """See `axes_found_once`."""
    with axes_found_once():
        yield


@pytest.fixture(scope="session")
def sprites() -> NDArray[np.uint8]:
    """48 sprites to train on, (48, 16, 16, 4)."""
    return draw(48, seed=1)


@pytest.fixture(scope="session")
def unseen() -> NDArray[np.uint8]:
    """12 sprites that no model of these tests was trained on, (12, 16, 16, 4)."""
    return draw(12, seed=2)


@pytest.fixture(scope="session")
def trained(sprites: NDArray[np.uint8]) -> Trainer:
    """A studio network of width 8 after 40 steps."""
    trainer = Trainer(TrainingPlan(TINY, steps=40, batch_size=16, precision="float32"), sprites)
    assert len(list(trainer)) == 40
    return trainer


@pytest.fixture(scope="session")
def codec(trained: Trainer) -> Codec:
    """The codec of `trained`, its axes fitted."""
    return trained.codec()


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Sums in one order: what bit-equal needs on any machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
