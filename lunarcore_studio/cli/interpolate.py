"""`interpolate`: the strip from one picture to another. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

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
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files.image_writing import write_any
from lunarcore_studio.pixels.projection import Projection


def interpolate(
    a: Annotated[Path, typer.Argument(metavar="A", help="Where the strip starts.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Where it ends.")],
    out: Annotated[Path, typer.Option("--out", help="A .png strip, or a .gif, .apng or .webp that moves.")],
    frames: Annotated[int, typer.Option(min=2, max=256, help="Pictures, both ends included.")] = 9,
    palette: Annotated[str, typer.Option(help="both, none or a palette file.")] = "both",
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write the way from A to B; both ends are exactly A and B."""
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    if palette in ("both", "none"):
        projection = Projection("sprite" if palette == "both" else "none")
    else:
        projection = Projection("document", pictures.read_palette_option(palette))
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    first, last = (pictures.read_one(path, core.resolution, report) for path in (a, b))
    strip = core.interpolate(first, last, frames, projection=projection)
    write_any(out, strip, overwrite=force)
    facts: dict[str, Any] = {"out": str(out), "frames": frames}
    if as_json:
        facts["smoothness"] = core.smoothness(first, last, frames, projection=projection)
    report.result(facts, f"{frames} frames written to {out}")
