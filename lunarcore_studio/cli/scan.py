"""`scan`: what would be trained on, and every file left out with its reason. Main thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from lunarcore_studio.cli.options import Device, IdleDeviceOption, IdleSeedOption, JsonOption, QuietOption
from lunarcore_studio.cli.report import Report, printable
from lunarcore_studio.files import cached_scan
from lunarcore_studio.files.findings import Finding
from lunarcore_studio.files.scan_result import Scan, ScanOptions
from lunarcore_studio.files.scan_summary import ScanSummary, summarise


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
        found = cached_scan.scan_cached(
            [folder], ScanOptions(resolution), lambda done, total: bar.to(done / max(1, total))
        )
    summary = summarise(found)
    if found.notice:
        report.note(found.notice)
    report.result(_facts(found, summary) if as_json else {}, *map(printable, _lines(found, summary)))


def _facts(found: Scan, summary: ScanSummary) -> dict[str, Any]:
    left = [{"path": str(each.path), "cell": each.cell, "reason": each.reason} for each in found.left_out]
    kept = [
        {
            "name": each.name, "source": str(each.source), "cell": each.cell, "sha256": each.digest,
            "tags": each.tags,
        }
        for each in found.sprites
    ]  # fmt: skip
    return {
        "sprites": summary.sprites, "resolution": found.resolution, "colors": summary.colors,
        "left_out": left, "left_out_counts": dict(summary.left_out),
        "findings": [_finding(each) for each in found.findings], "warning": summary.warning,
        "suggested_resolution": summary.suggested_resolution, "kept": kept,
    }  # fmt: skip


def _finding(found: Finding) -> dict[str, Any]:
    grid = found.layout.grid
    facts: dict[str, Any] = {"path": str(found.path), "what": found.what, "applied": found.is_applied}
    facts |= {"size": found.size, "enlarged": found.layout.factor, "sheet": None}
    if grid is not None:
        facts["sheet"] = {
            "cell": grid.cell, "margin": grid.margin, "spacing": grid.spacing, "columns": grid.columns,
            "rows": grid.rows,
        }  # fmt: skip
    return facts


def _lines(found: Scan, summary: ScanSummary) -> Iterator[str]:
    for left in found.left_out:
        yield f"{left.path}{'' if left.cell is None else f' {left.cell}'}: {left.reason}"
    for each in found.findings:
        done = "shrunk" if each.layout.grid is None else "cut"
        yield f"{each.path}: {each.what}; {done if each.is_applied else f'not {done}'}"
    yield f"{summary.sprites:,} sprites, {summary.colors:,} colours, {len(found.left_out):,} left out"
    if summary.left_out:
        yield "left out: " + ", ".join(f"{count:,} {kind}" for kind, count in summary.left_out)
    if summary.warning:
        yield f"Warning: {summary.warning}"
    if summary.suggestion:
        yield summary.suggestion
