"""`train`: a folder of sprites in, a model folder out. Main thread."""

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
from lunarcore_studio.cli.sprites import HOLDOUT_SEED, STARTER, Sprites, sprites_of
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError, FileExists, shown

if TYPE_CHECKING:
    from lunarcore_studio.engine.training_run import TrainingRun, TrainingSet
    from lunarcore_studio.vae.config import VAEConfig

DEFAULT_MINUTES = 10.0
MAX_DRAWN_HOLDOUT = 4096


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
    width: Annotated[int | None, typer.Option(min=4, max=128, help="Channels at full size.")] = None,
    channels: Annotated[int | None, typer.Option(min=3, max=4, help="3 RGB, 4 RGBA.")] = None,
    resolution: Annotated[int | None, typer.Option(min=8, max=32, help="Side of a sprite.")] = None,
    holdout: Annotated[str, typer.Option(help="Share kept unseen, or a folder.")] = "0.1",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where --out stopped.")] = False,
    device: DeviceOption = Device.AUTO,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Train a model on a folder of sprites; Ctrl+C stops early and keeps what was learned."""
    if steps is not None and minutes is not None:
        raise typer.BadParameter("Give --steps or --minutes, not both.")
    from lunarcore_studio.engine.training_run import TrainingRun
    from lunarcore_studio.vae.trainer import TrainingPlan

    report = Report(as_json, quiet)
    require_place(out, force, resume)
    origin = model_path(start)
    config = network(out if resume else origin, recipe, width, channels, resolution)
    given = sprites_of(folder, config.resolution, report, seed)
    sprites = training_set(given, holdout, config.resolution, report)
    if resume:
        run = TrainingRun.resume(sprites, out, shown(out))
    else:
        length = DEFAULT_MINUTES if steps is None and minutes is None else minutes
        plan = TrainingPlan(config, recipe.value, steps, length, batch_size, seed, device.value)
        run = TrainingRun.begin(plan, sprites, out, shown(out), origin)
    report.result(*trained(run, report))


def require_place(out: Path, force: bool, resume: bool) -> None:
    """Before the work starts: nothing at `out`, or leave to replace or continue it. Raises FileExists."""
    is_taken = out.exists() and not (out.is_dir() and not any(out.iterdir()))
    if is_taken and not (force or resume):
        raise FileExists(f"{out} already exists; --force overwrites it, --resume goes on with it.")


def model_path(name: str) -> Path | None:
    """The folder that `--from` names; None for `scratch`, the program's own model for `shipped`."""
    if name == "scratch":
        return None
    return paths.shipped_model() if name == "shipped" else Path(name)


def network(
    origin: Path | None, recipe: RecipeName, width: int | None, channels: int | None, resolution: int | None
) -> VAEConfig:
    """The config of the model to go on from, or of the recipe, with what was asked for in its place.

    Raises FileError, EngineError or ConfigError.
    """
    from lunarcore_studio.engine.training_run import config_of
    from lunarcore_studio.vae.config import VAEConfig

    if origin is not None:
        config = config_of(origin)
    else:
        config = VAEConfig.studio() if recipe is RecipeName.STUDIO else VAEConfig.seed()
    asked = {"width": width, "channels": channels, "resolution": resolution}
    known = {name: value for name, value in asked.items() if value is not None}
    return VAEConfig.from_dict(config.to_dict() | known)


def training_set(sprites: Sprites, holdout: str, resolution: int, report: Report) -> TrainingSet:
    """Split `sprites` by a share, or hold out another folder's. Raises FileError.

    What is held out of the artist's sprites comes from a stream of its own; nothing held out, nor its mirror
    image, is trained on.
    """
    from lunarcore_studio.engine.training_run import TrainingSet, split_holdout, unlike

    source: Path | None = None
    kept_out: float | dict[str, Any]
    try:
        share = float(holdout)
    except ValueError:
        source = Path(holdout)
    else:
        if not 0 <= share < 1:
            raise FileError(f"--holdout {holdout} is neither a share from 0 to below 1 nor a folder.")
        if share and str(sprites.facts["source"]).startswith(STARTER):
            count = min(MAX_DRAWN_HOLDOUT, max(1, round(share * len(sprites.pixels))))
            source = Path(f"{STARTER}{count}")
    if source is None:
        inside, outside = split_holdout(sprites.pixels, share)
        unseen, kept_out = sprites.pixels[outside], share
    else:
        apart = sprites_of(source, resolution, report, HOLDOUT_SEED)
        unseen, kept_out = apart.pixels, apart.facts
        inside = unlike(sprites.pixels, unseen)
    if not len(inside):
        raise FileError(f"--holdout {holdout} leaves no sprite to train on.")
    return TrainingSet(sprites.pixels[inside], unseen, sprites.facts | {"holdout": kept_out})


def trained(run: TrainingRun, report: Report) -> tuple[dict[str, Any], str]:
    """Train, write the model and tell the facts, as JSON values and as a line."""
    best: float | None = None
    told: str | None = None
    last = None
    with report.progress("training", 1) as bar, stopping() as stopped:
        for last in run:
            if last.holdout_psnr_db is not None:
                best = max(best or 0.0, last.holdout_psnr_db)
            seen = "" if best is None else f", unseen {best:.1f} dB"
            bar.to(last.fraction, f"step {last.step}, loss {last.losses['total']:.4f}{seen}")
            if run.trouble is not None and run.trouble != told:
                told = run.trouble
                report.note(f"Training goes on in memory: {told}")
            if stopped:
                break
    if last is None:
        raise FileError(f"The training in {run.out} is at its end already; there is nothing to go on with.")
    was_stopped = bool(stopped) and last.fraction < 1
    card = run.finish(resumable=was_stopped, best=was_stopped)
    facts = {"out": str(run.out), "stopped": was_stopped, "sprites_per_s": last.sprites_per_s}
    facts |= {"best_psnr_db": best} | {
        name: card[name] for name in ("steps", "sprites", "held_out", "metrics")
    }
    line = f"{card['steps']} steps, {last.sprites_per_s:.0f} sprites a second; "
    end = " Stopped early: --resume goes on from here." if was_stopped else ""
    return facts, line + "; ".join(lines_of(card["metrics"])) + end


@contextmanager
def stopping() -> Iterator[list[int]]:
    """Ctrl+C or a termination fills the list instead of raising, so that a step ends whole and is kept.

    A second Ctrl+C is the usual one.
    """
    received: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        received.append(number)
        signal.signal(signal.SIGINT, former[signal.SIGINT])

    former = {number: signal.signal(number, remember) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
