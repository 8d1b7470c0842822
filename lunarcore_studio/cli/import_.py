"""`import`: the cells of a sheet as pictures of their own, or as the frames of one. Main thread."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    ForceOption,
    IdleDeviceOption,
    IdleSeedOption,
    JsonOption,
    QuietOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import documents, sheets
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.files.picture import MAX_FRAMES
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite


def import_sheet(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="A picture of many cells.")],
    size: Annotated[str, typer.Option("--size", help="Width and height of a cell, like 16x16.")],
    out: Annotated[Path, typer.Option("--out", help="A file with the cells as frames, else a folder.")],
    margin: Annotated[int, typer.Option(min=0, max=4096, help="Pixels around the grid.")] = 0,
    spacing: Annotated[int, typer.Option(min=0, max=4096, help="Pixels between cells.")] = 0,
    ms: Annotated[int, typer.Option(min=1, max=65535, help="How long a frame is shown.")] = 100,
    blank: Annotated[bool, typer.Option("--blank", help="Keep fully transparent cells.")] = False,
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Cut a sheet into its cells, in reading order."""
    report = Report(as_json, quiet)
    width, height = _sides(size)
    whole = in_time(sheet, lambda: documents.open_document(sheet))
    cells = sheets.cut(whole.flatten(), (width, height), margin, spacing, keep_blank=blank)
    if not cells:
        raise FileError(f"{sheet} holds no cells of {width}x{height} pixels that are not blank.")
    base = Sprite(width, height, whole.palette, mode=whole.mode)
    if out.suffix.lower() in documents.EXPORTABLE:
        written = [out]
        pictures.require_free(written, force)
        if len(cells) > MAX_FRAMES:
            raise FileError(f"{sheet} holds {len(cells)} cells, a file at most {MAX_FRAMES} frames.")
        frames = tuple(Frame(ms) for _ in cells)
        cels = {(0, number): Cel(cell.pixels) for number, cell in enumerate(cells)}
        documents.export_document(out, replace(base, frames=frames, cels=cels), overwrite=force)
    else:
        written = [out / f"{sheet.stem} ({cell.column},{cell.row}).png" for cell in cells]
        pictures.require_free(written, force)
        pictures.make_folder(out)
        for cell, target in zip(cells, written, strict=True):
            documents.export_document(target, base.with_pixels(cell.pixels), overwrite=force)
    report.result(
        {"written": [str(path) for path in written], "cells": [[cell.column, cell.row] for cell in cells]},
        f"{len(cells)} cells written to {out}",
    )


def _sides(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,4})x([0-9]{1,4})", text.strip().lower())
    width, height = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (1 <= width <= 4096 and 1 <= height <= 4096):
        raise typer.BadParameter("--size is a width and a height from 1 to 4096, like 16x16.")
    return width, height
