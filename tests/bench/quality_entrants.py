"""Who takes part in the quality bench, how each is trained, and what is measured of it."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from quality_networks import Pca, PlainVAE

from lunarcore_studio import LunarCore
from lunarcore_studio.engine.model_opening import open_model
from lunarcore_studio.engine.training_run import TrainingSet
from lunarcore_studio.vae import sample_test
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.prior_learning import MOST_S, learned
from lunarcore_studio.vae.trainer import Trainer, TrainingPlan

Pixels = NDArray[np.uint8]

NAMES = ("document", "pca", "plain", "studio", "from")
TITLES = {
    "document": "The document, to the letter",
    "pca": "PCA, 128 components",
    "plain": "Plain convolutional VAE",
    "studio": "The studio, from scratch",
    "from": "The studio, from {origin}",
    "untrained": "{origin}, as it came",
}
WALKS = 48
FRAMES = 9
MOST_SAMPLES = 600


@dataclass
class Entrant:
    """One model of the run. title: its name for a person.   metrics: what `evaluate` gave, the PCA's numbers
    being those of its own number of channels."""

    name: str
    title: str
    network: Any
    codec: Codec
    trainer: Trainer | None = None
    metrics: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """As JSON values."""
        trainer = self.trainer
        told: dict[str, Any] = {"title": self.title, "metrics": self.metrics}
        told |= {"parameters": self.network.parameter_count}
        told |= {"channels": self.codec.config.channels, "width": self.codec.config.width}
        if trainer is not None and trainer.step:
            told |= {"steps": trainer.step, "training_s": round(trainer.elapsed_s, 1)}
            told |= {"sprites_per_s": trainer.step * trainer.plan.batch_size / trainer.elapsed_s}
        return told


def train_in_turns(trainers: list[Trainer]) -> None:
    """Step whichever has used less of its time until all are done: a busy machine is busy for all of them."""
    running = {trainer: iter(trainer) for trainer in trainers}
    while running:
        behind = min(running, key=lambda trainer: trainer.elapsed_s)
        if next(running[behind], None) is None:
            del running[behind]


def trained(asked: argparse.Namespace, sprites: TrainingSet) -> list[Entrant]:
    """All that were asked for, trained for the same time on the same sprites by the same seed."""
    studio, trainers = VAEConfig.studio(asked.width), {}
    if "document" in asked.only:
        trainers["document"] = new_trainer(asked, VAEConfig.seed(asked.width), sprites, recipe="seed")
    if "plain" in asked.only:
        size = new_trainer(asked, studio, sprites).model.parameter_count
        plain: Any = PlainVAE.as_large_as(size, studio)
        trainers["plain"] = new_trainer(asked, plain.config, sprites, plain, changes={"palette_weight": 0.0})
    if "studio" in asked.only:
        trainers["studio"] = new_trainer(asked, studio, sprites)
    if "from" in asked.only:
        start = open_model(asked.origin)[0]
        trainers["from"] = new_trainer(asked, start.config, sprites, start)
    train_in_turns(list(trainers.values()))
    origin = asked.origin.name if asked.origin else ""
    entrants = {
        name: _finished(name, TITLES[name].format(origin=origin), trainer)
        for name, trainer in trainers.items()
    }
    entrants["pca"] = fitted_pca(asked, sprites, studio.channels)
    if "from" in asked.only:
        title = TITLES["untrained"].format(origin=origin)
        entrants["untrained"] = Entrant("untrained", title, start, Codec(start))
    order = ("document", "pca", "plain", "studio", "untrained", "from")
    return [entrants[name] for name in order if name in entrants]


def _finished(name: str, title: str, trainer: Trainer) -> Entrant:
    """What a training ends with; the plain VAE has no skips to polish."""
    network = trainer.model if name == "plain" else trainer.finished()
    return Entrant(name, title, network, Codec(network, trainer.device), trainer)


def new_trainer(
    asked: argparse.Namespace,
    config: VAEConfig,
    sprites: TrainingSet,
    start: Any = None,
    recipe: str = "studio",
    changes: dict[str, Any] | None = None,
) -> Trainer:
    """A training of `asked.minutes` that never looks at the held-out sprites: they are for the end alone."""
    plan = TrainingPlan(
        config, recipe, minutes=asked.minutes, batch_size=asked.batch_size, seed=asked.seed,
        device=asked.device, holdout_every=0, changes=changes or {},
    )  # fmt: skip
    return Trainer(plan, sprites.pixels, None, start)


def fitted_pca(asked: argparse.Namespace, sprites: TrainingSet, channels: int) -> Entrant:
    """The PCA of the training sprites, which the eigen path of any studio network keeps."""
    config = VAEConfig.studio(4, channels)
    network: Any = Pca(config, new_trainer(asked, config, sprites).model.eigen)
    return Entrant("pca", TITLES["pca"], network, Codec(network))


def measure(asked: argparse.Namespace, entrants: list[Entrant], sprites: TrainingSet) -> None:
    """Evaluate all on the held-out sprites, each beside the PCA of as many channels as it knows."""
    fitted: dict[int, dict[str, Any]] = {}
    for channels in {each.codec.config.channels for each in entrants}:
        pca = fitted_pca(asked, sprites, channels)
        fitted[channels] = evaluate(pca.codec, sprites.holdout)
    for each in entrants:
        pca_metrics = fitted[each.codec.config.channels]
        told = pca_metrics if each.name == "pca" else evaluate(each.codec, sprites.holdout)
        latent = pca_metrics["latent"]
        each.metrics = told | {"pca_psnr_db": latent["psnr_db"], "pca_exact": latent["exact"]}


def with_prior(entrant: Entrant, sprites: TrainingSet, origin: Path) -> tuple[LunarCore, dict[str, Any]]:
    """A model of the studio as a person has it: with a prior over its codes as the end of `train` learns it
    (the facts of which are told too), or where it was not trained here, as it lies in `origin`."""
    trainer, codec = entrant.trainer, entrant.codec
    if trainer is None:
        return LunarCore.load(origin), {}
    limit_s = min(MOST_S, trainer.plan.prior_share * trainer.elapsed_s)
    prior, told = learned(
        codec, sprites.pixels, sprites.holdout, sprites.tags, trainer.plan.seed, limit_s, trainer.breath
    )
    axes, bank = Axes.plain(codec.latent), codec.bank
    return LunarCore(entrant.network, axes, bank, {}, Path(), trainer.plan.device, prior), told


def sampled(core: LunarCore, unseen: Pixels, seed: int) -> tuple[dict[str, Pixels], dict[str, float]]:
    """New pictures by N(0, 1) ("normal") and by the prior, as many as unseen sprites, and how often a small
    network is right about which is which (see `vae.sample_test`; 0.5 is perfect).

    A model without a prior varies its training codes: those are "codes".
    """
    count = min(MOST_SAMPLES, max(len(unseen), sample_test.LEAST))
    learned_by = "prior" if core.facts["has_prior"] else "codes"
    drawn = {"normal": core.sample(count, seed, by="normal"), learned_by: core.sample(count, seed)}
    if len(unseen) < sample_test.LEAST:
        return drawn, {}
    return drawn, {by: sample_test.accuracy(unseen, pictures, seed) for by, pictures in drawn.items()}


def walked(core: LunarCore, unseen: Pixels, seed: int) -> list[tuple[int, int, dict[str, dict[str, float]]]]:
    """Which two unseen sprites were walked between, and the largest over the mean step of every way."""
    order = np.random.default_rng(seed).permutation(len(unseen))
    pairs = list(zip(order, np.roll(order, -1), strict=True))[:WALKS]
    return [(int(a), int(b), core.smoothness(unseen[a], unseen[b], FRAMES)) for a, b in pairs]


def mean_smoothness(walks: list[tuple[int, int, dict[str, dict[str, float]]]]) -> dict[str, dict[str, float]]:
    """The mean over the walks of each way, raw and projected."""
    ways = walks[0][2]
    return {
        way: {kind: float(np.mean([told[way][kind] for *_, told in walks])) for kind in ways[way]}
        for way in ways
    }
