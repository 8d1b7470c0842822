"""`restyle`: make a picture like others, in style and in colours. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.axis import sprites_in, without
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
from lunarcore_studio.engine.axis_protocol import USUAL_AMOUNT
from lunarcore_studio.files.image_writing import write_png

LikeOption = Annotated[list[Path], typer.Option("--like", help="Sprites that it is to be like.")]
UnlikeOption = Annotated[
    list[Path] | None,
    typer.Option("--unlike", help="Sprites that it is like now (default: what the model was trained on)."),
]


def restyle(
    picture: Annotated[Path, typer.Argument(metavar="IN", help="A picture of one sprite.")],
    like: LikeOption,
    out: Annotated[Path, typer.Option("--out", help="The PNG to write.")],
    unlike: UnlikeOption = None,
    amount: Annotated[
        float, typer.Option(min=0, max=4, help="How far; 0 is the colours alone.")
    ] = USUAL_AMOUNT,
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write the picture made like others: moved as their style differs, in their colours."""
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    pixels = pictures.read_one(picture, core.resolution, report)
    targets = sprites_in(like, core.resolution, report)
    others = without(sprites_in(unlike, core.resolution, report), targets) if unlike else None
    made = core.restyle(pixels, targets, others, amount)
    write_png(out, made, overwrite=force)
    changed = int((made != pixels).any(axis=-1).sum())
    facts = {"out": str(out), "changed_pixels": changed, "like": len(targets)}
    report.result(facts, f"{changed} pixels changed; written to {out}")
