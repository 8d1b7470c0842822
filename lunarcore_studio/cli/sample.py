"""`sample`: a sheet of new pictures. Main thread."""

from __future__ import annotations

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
    JsonOption,
    ModelOption,
    QuietOption,
    SeedOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.cli.sprites import HOLDOUT_SEED, sprites_of
from lunarcore_studio.files import sheets
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.pixels.color import Pixels


class Source(StrEnum):
    """Where new codes come from."""

    PRIOR = "prior"
    NORMAL = "normal"


JudgeOption = Annotated[
    str | None,
    typer.Option("--judge", metavar="FOLDER", help="Sprites never trained on: can a network tell?"),
]


def sample(
    out: Annotated[Path, typer.Option("--out", help="The PNG sheet to write.")],
    count: Annotated[int, typer.Option(min=1, max=4096, help="Pictures.")] = 64,
    near: Annotated[Path | None, typer.Option(help="A sprite to vary.")] = None,
    sigma: Annotated[float, typer.Option(min=0, max=8, help="How far from it, in sigma.")] = 1.0,
    tag: Annotated[str | None, typer.Option(help="What they are to be; inspect lists the tags.")] = None,
    by: Annotated[Source, typer.Option(help="What was learned of the codes, or noise.")] = Source.PRIOR,
    judge: JudgeOption = None,
    seed: SeedOption = 0,
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write a sheet of new pictures, the same for the same seed."""
    if by is Source.NORMAL and (near is not None or tag is not None):
        raise typer.BadParameter("--by normal knows neither --near nor --tag.")
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    around = None if near is None else pictures.read_one(near, core.resolution, report)
    drawn = core.sample(count, seed, around, sigma, tag=tag, by=by.value)
    told_apart = None if judge is None else _told_apart(drawn, judge, core.resolution, report)
    write_png(out, sheets.pack(drawn), overwrite=force)
    has_no_prior = by is Source.PRIOR and not core.facts["has_prior"]
    facts = {"out": str(out), "count": count, "seed": seed, "tag": tag}
    facts |= {"by": "codes" if has_no_prior else by.value}
    line = f"{count} pictures written to {out}"
    if has_no_prior:
        report.note("The model has no prior: these are variations of its codes. The verb prior gives it one.")
    if told_apart is not None:
        facts["told_apart"] = told_apart
        line += f"; told from sprites: {told_apart:.2f} (0.5 is not at all)"
    report.result(facts, line)


def _told_apart(drawn: Pixels, folder: str, resolution: int, report: Report) -> float:
    """How often a small network is right about which are samples; FileError when there are too few."""
    from lunarcore_studio.vae import sample_test

    sprites = sprites_of(Path(folder), resolution, report, HOLDOUT_SEED).pixels
    try:
        return sample_test.accuracy(np.asarray(sprites), drawn)
    except ValueError as error:
        raise FileError(str(error)) from error
