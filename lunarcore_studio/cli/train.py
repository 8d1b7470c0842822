"""`train`: a folder of sprites in, a model folder out."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lunarcore_studio.cli.evaluate import lines_of
from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    ForceOption,
    JsonOption,
    QuietOption,
    SeedOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import Sprites, sprites_of
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError, FileExists

if TYPE_CHECKING:
    from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet

HOLDOUT_SEED = 1_000_000  # the built-in artist's seed for held-out sprites: far from any seed of training


class RecipeName(StrEnum):
    """Whose way of training."""

    STUDIO = "studio"
    SEED = "seed"


def train(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Sprites, or starter:COUNT.")],
    out: Annotated[Path, typer.Option("--out", help="Model folder to make.")],
    start: Annotated[str, typer.Option("--from", help="Model folder to go on from, or scratch.")] = "scratch",
    recipe: Annotated[RecipeName, typer.Option(help="Whose network and training.")] = RecipeName.STUDIO,
    steps: Annotated[int | None, typer.Option(min=1, help="Length in steps.")] = None,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="Length in minutes (default 10).")] = None,
    batch_size: Annotated[int, typer.Option(min=2, max=4096, help="Sprites a step.")] = 64,
    width: Annotated[int, typer.Option(min=4, max=256, help="Channels of the first layer.")] = 64,
    channels: Annotated[int | None, typer.Option(min=3, max=4, help="3 RGB, 4 RGBA.")] = None,
    resolution: Annotated[int, typer.Option(min=8, max=32, help="Side of a sprite.")] = 16,
    holdout: Annotated[str, typer.Option(help="Share kept unseen, or a folder.")] = "0.1",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where --out stopped.")] = False,
    device: DeviceOption = Device.AUTO,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Train a model on a folder of sprites."""
    if steps is not None and minutes is not None:
        raise typer.BadParameter("Give --steps or --minutes, not both.")
    from lunarcore_studio.engine.training_run import TrainingRun
    from lunarcore_studio.vae.config import VAEConfig
    from lunarcore_studio.vae.trainer import TrainingPlan

    report = Report(as_json, quiet)
    if out.exists() and not (force or resume):
        raise FileExists(f"{out} already exists; --force overwrites it, --resume goes on with it.")
    sprites = training_set(sprites_of(folder, resolution, report, seed), holdout, resolution, report)
    if resume:
        run = TrainingRun.resume(sprites, out, out.name)
    else:
        family = VAEConfig.studio if recipe is RecipeName.STUDIO else VAEConfig.seed
        config = family(width=width, channels=channels or family().channels, resolution=resolution)
        length = {"steps": steps} if steps else {"minutes": minutes or 10.0}
        plan = TrainingPlan(
            config=config,
            recipe=recipe.value,
            batch_size=batch_size,
            seed=seed,
            device=device.value,
            **length,
        )
        run = TrainingRun.begin(plan, sprites, out, out.name, model_path(start))
    report.result(*_trained(run, report))


def model_path(name: str) -> Path | None:
    """The folder that `--from` names; None for `scratch`, the program's own model for `shipped`."""
    if name == "scratch":
        return None
    return paths.shipped_model() if name == "shipped" else Path(name)


def training_set(sprites: Sprites, holdout: str, resolution: int, report: Report) -> TrainingSet:
    """Split `sprites` by a share, or keep them all and hold out another folder's. Raises FileError."""
    from lunarcore_studio.engine.training_run import TrainingSet, split_holdout

    try:
        share = float(holdout)
    except ValueError:
        outside = sprites_of(Path(holdout), resolution, report, HOLDOUT_SEED)
        facts = sprites.facts | {"holdout": outside.facts["source"]}
        return TrainingSet(sprites.pixels, outside.pixels, facts)
    if not 0 <= share < 1:
        raise FileError(f"--holdout {holdout} is neither a share from 0 to below 1 nor a folder.")
    inside, outside_of = split_holdout(sprites.pixels, share)
    if not len(inside):
        raise FileError("With this holdout no sprite is left to train on.")
    return TrainingSet(sprites.pixels[inside], sprites.pixels[outside_of], sprites.facts | {"holdout": share})


def _trained(run: TrainingRun, report: Report) -> tuple[dict[str, Any], str]:
    best = None
    with report.progress("training", 1) as bar, _stopping() as stopped:
        for step in run:
            if step.holdout_psnr_db is not None:
                best = max(best or 0.0, step.holdout_psnr_db)
            seen = "" if best is None else f", unseen {best:.1f} dB"
            bar.to(step.fraction, f"step {step.step}, loss {step.losses['total']:.4f}{seen}")
            if stopped:
                break
    pace = step.sprites_per_s
    if stopped and step.fraction < 1:
        run.checkpoint(fitted=True)
        note = f"Stopped at step {step.step}; --resume goes on from here."
        return {"stopped": True, "steps": step.step, "sprites_per_s": pace}, note
    card = run.finish()
    facts = {
        "steps": card["steps"],
        "sprites_per_s": pace,
        "sprites": card["sprites"],
        "metrics": card["metrics"],
    }
    line = f"{card['steps']} steps, {pace:.0f} sprites a second; " + "; ".join(lines_of(card["metrics"]))
    return facts | {"out": str(run.out)}, line


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """Ctrl+C fills the list instead of raising, so that a step ends whole and is kept."""
    signals: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        signals.append(number)

    former = signal.signal(signal.SIGINT, remember)
    try:
        yield signals
    finally:
        signal.signal(signal.SIGINT, former)
