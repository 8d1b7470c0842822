"""Print how fast this machine trains, beside a plain eager float32 loop of the same network in the same run.

    python tests/bench/bench_training.py --steps 8

The plain loop is what anybody would write first: the same network, loss, optimiser and batches, contiguous
layout, no averaging of weights, no look at held-out sprites, no breath, no checkpoint. The two take turns
step by step, so that whatever else the machine does hits both. `breathing` is the trainer with an empty
breath between all layers, and `longest breath` the longest that a drawing hand would wait for one. The share
of the peak is what the trainer's multiplications (counted by torch, of matrices and convolutions, forwards
and backwards) are of what one large matrix product of the same type does in a second, in the same run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import lunarcore_studio.vae  # noqa: F401  (before torch: it settles how OpenMP waits)

# isort: split
import numpy as np
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.batches import Batches
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.objective import Objective, draw_chance
from lunarcore_studio.vae.plan import RECIPES
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

KL_WEIGHT = 1e-5


def plain_loop(plan: TrainingPlan, pixels: np.ndarray, device: torch.device) -> Callable[[int], None]:
    """A step of the plain loop, by number."""
    torch.manual_seed(plan.seed)
    model = LunarVAE(plan.config).to(device).train()
    recipe = RECIPES[plan.recipe]
    objective = Objective(model, recipe, torch.float32)
    optimiser = torch.optim.AdamW(
        model.parameters(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    deck = Batches(pixels, plan.config.channels, plan.batch_size, plan.seed, plan.flips, device)

    def step(number: int) -> None:
        batch = deck.deal(number)
        chance = draw_chance(plan.batch_size, plan.config.latent, recipe, number).to(device)
        optimiser.zero_grad()
        loss, _ = objective(batch, chance, KL_WEIGHT, 1.0, 1.0)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), recipe.clip_norm)
        optimiser.step()
        if device.type == "cuda":
            torch.cuda.synchronize()

    return step


def counted_flops(plan: TrainingPlan, pixels: np.ndarray) -> float:
    """Floating-point operations of one step of the plan's network, without its bookkeeping."""
    objective = Objective(LunarVAE(plan.config).train(), plan.recipe_values, torch.float32)
    deck = Batches(pixels, plan.config.channels, plan.batch_size, 0, plan.flips, torch.device("cpu"))
    chance = draw_chance(plan.batch_size, plan.config.latent, plan.recipe_values, 0)
    with FlopCounterMode(display=False) as counter:
        objective(deck.deal(0), chance, KL_WEIGHT, 1.0, 1.0)[0].backward()
    return float(counter.get_total_flops())


def peak_flops(device: torch.device, precision: torch.dtype, side: int = 2048) -> float:
    """Operations a second of a matrix product, the best of a few."""
    one = torch.randn(side, side, device=device).to(precision)

    def product(_number: int) -> None:
        torch.mm(one, one)
        if device.type == "cuda":
            torch.cuda.synchronize()

    product(0)
    return 2 * side**3 / min(seconds(product, number) for number in range(7))


def seconds(step: Callable[[int], object], number: int) -> float:
    began = time.perf_counter()
    step(number)
    return time.perf_counter() - began


def measured(asked: argparse.Namespace) -> dict[str, Any]:
    """Sprites a second of each way, the median over the steps after two that only warm up."""
    pixels = draw_sprites(max(256, asked.batch_size), asked.seed)
    plan = TrainingPlan(
        VAEConfig.studio(asked.width), steps=10**6, batch_size=asked.batch_size, seed=asked.seed,
        device=asked.device, precision=asked.precision, holdout_every=0,
    )  # fmt: skip
    trainer, breathing = Trainer(plan, pixels), Trainer(plan, pixels, breathe=lambda: None)
    steps, breathing_steps = iter(trainer), iter(breathing)
    ways: dict[str, Callable[[int], object]] = {
        "plain eager float32": plain_loop(plan, pixels, trainer.device),
        "trainer": lambda _number: next(steps),
        "trainer, breathing": lambda _number: next(breathing_steps),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(asked.steps + 2):
        for name, step in ways.items():
            took[name].append(seconds(step, number))
    flops, peak = counted_flops(plan, pixels), peak_flops(trainer.device, trainer.precision)
    rates = {name: asked.batch_size / statistics.median(times[2:]) for name, times in took.items()}
    return {
        "device": str(trainer.device), "precision": str(trainer.precision).removeprefix("torch."),
        "threads": torch.get_num_threads(), "width": asked.width, "batch_size": asked.batch_size,
        "steps": asked.steps, "sprites_per_s": rates,
        "trainer_over_plain": rates["trainer"] / rates["plain eager float32"],
        "gflop_a_step": flops / 1e9, "peak_gflops": peak / 1e9,
        "share_of_peak": flops * rates["trainer"] / asked.batch_size / peak,
        "longest_breath_ms": 1e3 * breathing.breath.longest_s,
        "checkpoint_copy_ms": 1e3 * seconds(lambda _number: trainer.snapshot(), 0),
        "quick_codec_ms": 1e3 * seconds(lambda _number: trainer.quick_codec(), 0),
    }  # fmt: skip


def main() -> None:
    """Print the table, or with --json the same as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--steps", type=int, default=4, help="steps of each way that are counted")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    told = measured(parser.parse_args())
    if parser.parse_args().json:
        print(json.dumps(told))
        return
    print(f"{told['device']}, {told['threads']} threads, width {told['width']}, batch {told['batch_size']}")
    for name, rate in told["sprites_per_s"].items():
        print(f"{name:22} {rate:8.1f} sprites a second")
    print(f"trainer ({told['precision']}) over plain: {told['trainer_over_plain']:.2f}")
    peak = f"{told['peak_gflops']:.0f} GFLOP/s of a large matrix product"
    print(f"{told['share_of_peak']:.0%} of {peak}; {told['gflop_a_step']:.1f} GFLOP a step")
    for name in ("longest_breath_ms", "checkpoint_copy_ms", "quick_codec_ms"):
        print(f"{name.removesuffix('_ms').replace('_', ' '):22} {told[name]:8.0f} ms")


if __name__ == "__main__":
    main()
