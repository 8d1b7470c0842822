"""`train`: a folder of sprites in, a model folder out. Main thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    ForceOption,
    JsonOption,
    QuietOption,
    SeedOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import HOLDOUT_SEED, Sprites, fewer_drawn, is_drawn, sprites_of
from lunarcore_studio.cli.training_loop import follow, trained
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError, FileExists, shown

if TYPE_CHECKING:
    from lunarcore_studio.engine.training_run import TrainingSet
    from lunarcore_studio.vae.config import VAEConfig
    from lunarcore_studio.vae.trainer import Ranks, TrainingPlan

Number = TypeVar("Number", int, float)

DEFAULT_MINUTES = 10.0
MOST_MINUTES = 240.0
UNTIL_BEST_HELP = "Go on until unseen sprites gain no more; at most --minutes (default 240) or --steps."
KL_WEIGHT_HELP = (
    "Weight of the code's cost. Raising it against posterior collapse, as the document advises, makes that "
    "worse: it pushes the code towards the prior."
)
MAX_DRAWN_HOLDOUT = 4096


class RecipeName(StrEnum):
    """Whose way of training."""

    STUDIO = "studio"
    SEED = "seed"


def train(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Sprites, or starter:COUNT+icons:COUNT.")],
    out: Annotated[Path, typer.Option("--out", help="Model folder to make.")],
    start: Annotated[str, typer.Option("--from", help="Model folder to go on from, or scratch.")] = "scratch",
    recipe: Annotated[RecipeName, typer.Option(help="Whose network and training.")] = RecipeName.STUDIO,
    steps: Annotated[int | None, typer.Option(min=1, help="Length in steps.")] = None,
    minutes: Annotated[float | None, typer.Option(min=0.01, help="Length in minutes (default 10).")] = None,
    until_best: Annotated[bool, typer.Option("--until-best", help=UNTIL_BEST_HELP)] = False,
    patience: Annotated[int, typer.Option(min=1, max=1000, help="Of --until-best: looks without gain.")] = 8,
    batch_size: Annotated[int, typer.Option(min=2, max=4096, help="Sprites a step, of all processes.")] = 64,
    learning_rate: Annotated[float | None, typer.Option(min=1e-7, max=1.0, help="Its peak.")] = None,
    kl_weight: Annotated[float | None, typer.Option(min=0.0, max=1.0, help=KL_WEIGHT_HELP)] = None,
    width: Annotated[
        int | None, typer.Option(min=4, max=128, help="Channels at full size (32, up to five minutes 24).")
    ] = None,
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
    """Train a model on a folder of sprites and keep it as it was best on unseen ones; Ctrl+C stops early.

    Several GPUs or machines: torchrun --nproc-per-node N -m lunarcore_studio train ...
    """
    if steps is not None and minutes is not None:
        raise typer.BadParameter("Give --steps or --minutes, not both.")
    require_place(out, force, resume)
    changes = known({"learning_rate": learning_rate, "kl_weight": kl_weight})
    fields = known({"width": width, "channels": channels, "resolution": resolution})
    wanted = Wanted(
        folder, out, model_path(start), recipe, steps, minutes, patience if until_best else None, batch_size,
        changes, fields, holdout, resume, device, seed,
    )  # fmt: skip
    train_together(wanted, Report(as_json, quiet))


@dataclass(frozen=True)
class Wanted:
    """What was asked for; `changes` to the recipe, `network` fields of the config."""

    folder: Path
    out: Path
    origin: Path | None
    recipe: RecipeName
    steps: int | None
    minutes: float | None
    patience: int | None
    batch_size: int
    changes: dict[str, float]
    network: dict[str, int]
    holdout: str
    resume: bool
    device: Device
    seed: int

    def most_minutes(self) -> float | None:
        """How long it may take; None where steps are counted."""
        usual = DEFAULT_MINUTES if self.patience is None else MOST_MINUTES
        return usual if self.steps is None and self.minutes is None else self.minutes

    def plan(self, config: VAEConfig) -> TrainingPlan:
        """The plan of a new run. Raises TrainingError."""
        from lunarcore_studio.vae.trainer import TrainingPlan

        return TrainingPlan(
            config, self.recipe.value, self.steps, self.most_minutes(), self.batch_size, self.seed,
            self.device.value, patience=self.patience, changes=self.changes,
        )  # fmt: skip


def known(asked: dict[str, Number | None]) -> dict[str, Number]:
    """Those that were asked for."""
    return {name: value for name, value in asked.items() if value is not None}


def train_together(wanted: Wanted, report: Report) -> None:
    """Train in this process, or together with those that torchrun has started; the first one tells."""
    from lunarcore_studio.vae.ranks import joined

    with joined(wanted.device.value) as ranks:
        if ranks.is_first:
            train_first(wanted, report, ranks)
        else:
            train_beside(wanted, ranks)


def train_first(wanted: Wanted, report: Report, ranks: Ranks) -> None:
    """The process that writes and tells; mostly the only one."""
    from lunarcore_studio.engine.training_run import TrainingRun

    with ranks.first_goes_first():
        sprites, config = gathered(wanted, report)
    name = shown(wanted.out)
    if wanted.resume:
        run = TrainingRun.resume(sprites, wanted.out, name, ranks)
    else:
        run = TrainingRun.begin(wanted.plan(config), sprites, wanted.out, name, wanted.origin, ranks)
    report.result(*trained(run, report))


def train_beside(wanted: Wanted, ranks: Ranks) -> None:
    """A process beside the first: the same training, and silence unless the trouble is its own."""
    from lunarcore_studio.engine.training_run import new_trainer, stopped_trainer

    silent = Report(as_json=False, quiet=True)
    with ranks.first_goes_first():
        sprites, config = gathered(wanted, silent)
    if wanted.resume:
        trainer = stopped_trainer(sprites, wanted.out, ranks)
    else:
        trainer = new_trainer(wanted.plan(config), sprites, wanted.origin, ranks)
    follow(trainer)


def gathered(wanted: Wanted, report: Report) -> tuple[TrainingSet, VAEConfig]:
    """The sprites to train on and the network to train."""
    origin = wanted.out if wanted.resume else wanted.origin
    config = network(origin, wanted)
    given = sprites_of(wanted.folder, config.resolution, report, wanted.seed)
    return training_set(given, wanted.holdout, config.resolution, report), config


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


def network(origin: Path | None, wanted: Wanted) -> VAEConfig:
    """The config of the model to go on from, or of the recipe, with the fields that were asked for in it.

    Raises FileError, EngineError, ConfigError or DeviceError.
    """
    from lunarcore_studio.engine.training_run import config_of
    from lunarcore_studio.vae.config import VAEConfig, training_width
    from lunarcore_studio.vae.device import choose_device

    if origin is not None:
        config = config_of(origin)
    elif wanted.recipe is RecipeName.STUDIO:
        on_cpu = choose_device(wanted.device.value).type == "cpu"
        config = VAEConfig.studio(training_width(wanted.most_minutes(), on_cpu))
    else:
        config = VAEConfig.seed()
    return VAEConfig.from_dict(config.to_dict() | wanted.network)


def training_set(sprites: Sprites, holdout: str, resolution: int, report: Report) -> TrainingSet:
    """Split `sprites` by a share, or hold out another folder's. Raises FileError.

    What is held out of the artist's sprites comes from a stream of its own; nothing held out, nor its mirror
    image, is trained on.
    """
    from lunarcore_studio.engine.training_run import TrainingSet, picked, split_holdout, unlike

    source: Path | None = None
    kept_out: float | dict[str, Any]
    try:
        share = float(holdout)
    except ValueError:
        source = Path(holdout)
    else:
        if not 0 <= share < 1:
            raise FileError(f"--holdout {holdout} is neither a share from 0 to below 1 nor a folder.")
        if share and is_drawn(str(sprites.facts["source"])):
            share = min(share, MAX_DRAWN_HOLDOUT / len(sprites.pixels))
            source = Path(fewer_drawn(str(sprites.facts["source"]), share))
    if source is None:
        inside, outside = split_holdout(sprites.pixels, share)
        unseen, kept_out = sprites.pixels[outside], share
    else:
        apart = sprites_of(source, resolution, report, HOLDOUT_SEED)
        unseen, kept_out = apart.pixels, apart.facts
        inside = unlike(sprites.pixels, unseen)
    if not len(inside):
        raise FileError(f"--holdout {holdout} leaves no sprite to train on.")
    tags = [sprites.tags[place] for place in inside] if sprites.tags else []
    return TrainingSet(picked(sprites.pixels, inside), unseen, sprites.facts | {"holdout": kept_out}, tags)
