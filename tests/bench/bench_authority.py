"""Train the document's network and the studio's for the same minutes and print what their latents can move.

    python tests/bench/bench_authority.py --minutes 5

Authority: how much the picture moves when the code is replaced by another sprite's, as a share of how much
the two sprites differ (evaluate, cli.md). The document's skips carry everything, so its sliders are dead;
skip gate and eigen path cure that. The two runs take turns step by step, so that whatever else the machine
does hits both.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import lunarcore_studio.vae  # noqa: F401  (first: it settles how OpenMP waits)
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

HELD_OUT = 10


def train_in_turns(trainers: list[Trainer]) -> None:
    """Step whichever has used less of its time until all are done."""
    running = {trainer: iter(trainer) for trainer in trainers}
    while running:
        behind = min(running, key=lambda trainer: trainer.elapsed_s)
        if next(running[behind], None) is None:
            del running[behind]


def row(name: str, trainer: Trainer, told: dict[str, Any]) -> str:
    detail, latent, pca = told["detail"], told["latent"], told["pca_psnr_db"]
    return (
        f"{name:10} {trainer.step:6} {detail['authority']:9.3f} {latent['authority']:9.3f} "
        f"{detail['psnr_db']:9.1f} {latent['psnr_db']:9.1f} {detail['exact']:8.1%} {latent['exact']:8.1%} "
        f"{told['kl_nats']:7.1f} {pca if pca is None else round(pca, 1)!s:>6}"
    )


def main() -> None:
    """Print the table and, as the last line, the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=5.0, help="training time for each of the two")
    parser.add_argument("--sprites", type=int, default=4000)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()

    sprites = draw_sprites(asked.sprites, asked.seed)
    held_out, training = sprites[::HELD_OUT], sprites[[i % HELD_OUT != 0 for i in range(len(sprites))]]
    configs = {"document": VAEConfig.seed(asked.width), "studio": VAEConfig.studio(asked.width)}
    recipes = {"document": "seed", "studio": "studio"}
    trainers = {
        name: Trainer(
            TrainingPlan(config, recipes[name], minutes=asked.minutes, seed=asked.seed, holdout_every=0),
            training,
        )
        for name, config in configs.items()
    }
    train_in_turns(list(trainers.values()))
    told = {name: evaluate(Codec(trainer.model), held_out) for name, trainer in trainers.items()}
    print(f"{asked.minutes:g} minutes each, width {asked.width}")
    print(f"{len(training)} sprites, {len(held_out)} unseen")
    print("            steps   authority: detail, latent  PSNR: detail, latent    exact: both      KL    PCA")
    for name, trainer in trainers.items():
        print(row(name, trainer, told[name]))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
