"""The options that several verbs share, once. Main thread."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Device(StrEnum):
    """Where the network runs."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


ModelOption = Annotated[
    Path | None, typer.Option("--model", help="Model folder (default: the shipped model).")
]
DeviceOption = Annotated[Device, typer.Option("--device", help="Where the network runs.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, max=999_999, help="Seed of all chance.")]
# Every verb takes the common options, so that a script can pass them all; here they change nothing.
IdleSeedOption = Annotated[int, typer.Option("--seed", min=0, hidden=True)]
IdleDeviceOption = Annotated[Device, typer.Option("--device", hidden=True)]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress and no notes.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite what stands at the output.")]
InputsArgument = Annotated[list[Path], typer.Argument(metavar="IN...", help="Images and folders of them.")]
