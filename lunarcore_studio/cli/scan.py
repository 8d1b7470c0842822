"""`scan`: what would be trained on, and every file left out with its reason. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lunarcore_studio.cli.options import Device, IdleDeviceOption, IdleSeedOption, JsonOption, QuietOption
from lunarcore_studio.cli.report import Report, printable
from lunarcore_studio.files import dataset


def scan(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder, a sheet or an image.")],
    resolution: Annotated[int, typer.Option(min=8, max=32, help="Side of a sprite in pixels.")] = 16,
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show what would be trained on, and every file left out with its reason."""
    report = Report(as_json, quiet)
    with report.progress("scanning", 1) as bar:
        found = dataset.scan([folder], resolution, lambda done, total: bar.to(done / max(1, total)))
    left = [{"path": str(each.path), "cell": each.cell, "reason": each.reason} for each in found.left_out]
    facts = {"sprites": len(found.sprites), "resolution": resolution, "left_out": left}
    names = [{"name": each.name, "source": str(each.source), "cell": each.cell} for each in found.sprites]
    lines = [printable(f"{entry['path']}{_cell(entry['cell'])}: {entry['reason']}") for entry in left]
    report.result(facts | {"kept": names}, *lines, f"{len(found.sprites)} sprites, {len(left)} left out")


def _cell(cell: object) -> str:
    return f" {cell}" if cell is not None else ""
