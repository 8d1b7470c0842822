"""`edit`: what the sliders do, for one picture. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    ForceOption,
    IdleSeedOption,
    JsonOption,
    ModelOption,
    QuietOption,
)
from lunarcore_studio.cli.reconstruct import projection_of
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import write_png


def edit(
    picture: Annotated[Path, typer.Argument(metavar="IN", help="A picture of one sprite.")],
    axis: Annotated[list[str], typer.Option("--axis", help="Slider, from 1, or its name; may be repeated.")],
    sigma: Annotated[list[float], typer.Option("--sigma", help="Where it stands, one for each --axis.")],
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    palette: Annotated[str, typer.Option(help="sprite, none or a palette file.")] = "sprite",
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write the picture with the model's axes moved, as the sliders do."""
    if len(axis) != len(sigma):
        raise typer.BadParameter("Each --axis needs a --sigma of its own.")
    if any(number.isdecimal() and int(number) < 1 for number in axis):
        raise typer.BadParameter("The sliders are numbered from 1.")
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    projection = projection_of(palette)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    pixels = pictures.read_one(picture, core.resolution, report)
    offsets = np.zeros(len(core.named_axes.sliders.sigma), np.float32)
    for name, where in zip(axis, sigma, strict=True):
        offsets[_number_of(name, core)] += where
    result = core.edit(pixels, offsets.tolist(), projection=projection)
    write_png(out, result, overwrite=force)
    changed = int((result != pixels).any(axis=-1).sum())
    report.result({"out": str(out), "changed_pixels": changed}, f"{changed} pixels changed; written to {out}")


def _number_of(name: str, core: lunarcore_studio.LunarCore) -> int:
    """Which slider is meant, from 0: a number is one of the model's own. FileError when there is none."""
    count = len(core.axes.sigma)
    if not name.isdecimal():
        return core.named_axes.number_of(name)
    if int(name) > count:
        raise FileError(f"The model has {count} axes; there is no axis {name}.")
    return int(name) - 1
