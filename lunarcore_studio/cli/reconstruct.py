"""`reconstruct`: what the model sees in each picture, one PNG for each input. Main thread."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
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
    InputsArgument,
    JsonOption,
    ModelOption,
    QuietOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.pixels.projection import Projection


class Mode(StrEnum):
    """With what the code leaves out, at full resolution, or from the code alone."""

    DETAIL = "detail"
    LATENT = "latent"


def reconstruct(
    inputs: InputsArgument,
    out: Annotated[Path, typer.Option("--out", help="Folder of the PNGs.")],
    mode: Annotated[Mode, typer.Option(help="With skips, or from the latent alone.")] = Mode.DETAIL,
    palette: Annotated[str, typer.Option(help="sprite, none or a palette file.")] = "sprite",
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write what the model makes of each picture, one PNG for each input, same name."""
    report = Report(as_json, quiet)
    projection = projection_of(palette)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    given = pictures.read_given(inputs, core.resolution, report)
    targets = [out / f"{each.path.stem}.png" for each in given]
    counts = Counter(targets)
    twice = next((target for target in targets if counts[target] > 1), None)
    if twice is not None:
        raise FileError(
            f"Two of the inputs are called {twice.stem}, so that their outputs would be one file."
        )
    pictures.require_free(targets, force)
    pictures.make_folder(out)
    with report.progress("reconstructing", len(given)) as bar:
        for done, (each, target) in enumerate(zip(given, targets, strict=True), 1):
            _, detail, latent = core.reconstruct(each.cells)
            raw = detail if mode is Mode.DETAIL else latent
            cells = [core.finish(one, cell, projection) for one, cell in zip(raw, each.cells, strict=True)]
            write_png(target, each.put_together(np.stack(cells)), overwrite=force)
            bar.to(done)
    facts = {
        "written": [str(target) for target in targets],
        "sprites": sum(len(each.cells) for each in given),
    }
    report.result(facts, f"{len(targets)} pictures written to {out}")


def projection_of(palette: str) -> Projection:
    """What `--palette sprite|none|FILE` means. Raises FileError."""
    if palette in ("sprite", "none"):
        return Projection("sprite" if palette == "sprite" else "none")
    return Projection("document", pictures.read_palette_option(palette))
