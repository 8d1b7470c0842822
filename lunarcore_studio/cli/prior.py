"""`prior`: what new pictures are drawn by, for a model that is there already. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from lunarcore_studio.cli.sprites import sprites_of
from lunarcore_studio.cli.train import require_place, training_set


def prior(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="Model folder.")],
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Sprites, or starter:COUNT+icons:COUNT.")],
    out: Annotated[Path, typer.Option("--out", help="Model folder to make.")],
    minutes: Annotated[float, typer.Option(min=0.01, help="At most so long.")] = 1.0,
    holdout: Annotated[str, typer.Option(help="Share that judges when to stop, or a folder.")] = "0.1",
    device: DeviceOption = Device.AUTO,
    seed: SeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Learn anew what a model's samples are drawn by; all else of the model stays as it is."""
    from lunarcore_studio.engine.prior_adding import add_prior
    from lunarcore_studio.engine.training_run import config_of

    report = Report(as_json, quiet)
    require_place(out, force, resume=False)
    resolution = config_of(model).resolution
    sprites = training_set(sprites_of(folder, resolution, report, seed), holdout, resolution, report)
    told = add_prior(
        model, out, sprites.pixels, sprites.holdout, sprites.tags, seed, 60 * minutes, device.value, force
    )
    line = f"{told['steps']} steps, best at {told['best_step']}; {len(told['tags'])} tags; {out}"
    report.result({"out": str(out)} | told, line)
