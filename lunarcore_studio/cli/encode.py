"""`encode`: pictures in, their codes out as numpy arrays. Main thread."""

from __future__ import annotations

import io
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
from lunarcore_studio.files.atomic import write_bytes


def encode(
    inputs: InputsArgument,
    out: Annotated[Path, typer.Option("--out", help="The .npz file to write.")],
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write mean (N, 128) and logvar (N, 128), float32, and the names of the sprites."""
    report = Report(as_json, quiet)
    pictures.require_free([out], force)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    given = pictures.read_given(inputs, core.resolution, report)
    code = core.encode(np.concatenate([each.cells for each in given]))
    names = [name for each in given for name in each.names]
    stream = io.BytesIO()
    np.savez(stream, mean=code.mean, logvar=code.logvar, names=np.array(names, dtype=np.str_))
    write_bytes(out, stream.getvalue(), overwrite=force)
    facts = {"sprites": len(names), "latent": core.latent, "out": str(out)}
    report.result(facts, f"{len(names)} codes written to {out}")
