"""`sample`: a sheet of new pictures. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    ForceOption,
    JsonOption,
    ModelOption,
    QuietOption,
    SeedOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import sheets
from lunarcore_studio.files.image_writing import write_png


def sample(
    out: Annotated[Path, typer.Option("--out", help="The PNG sheet to write.")],
    count: Annotated[int, typer.Option(min=1, max=4096, help="Pictures.")] = 64,
    near: Annotated[Path | None, typer.Option(help="A sprite to vary.")] = None,
    sigma: Annotated[float, typer.Option(min=0, max=8, help="How far from it, in sigma.")] = 1.0,
    seed: SeedOption = 0,
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write a sheet of new pictures, the same for the same seed."""
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    around = None if near is None else pictures.read_one(near, core.resolution, report)
    drawn = core.sample(count, seed, around, sigma)
    write_png(out, sheets.pack(drawn), overwrite=force)
    report.result({"out": str(out), "count": count, "seed": seed}, f"{count} pictures written to {out}")
