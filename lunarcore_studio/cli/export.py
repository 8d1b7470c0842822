"""`export`: drawings into other files, or all on one sheet with its JSON. Main thread."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    ForceOption,
    IdleDeviceOption,
    IdleSeedOption,
    InputsArgument,
    JsonOption,
    QuietOption,
)
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import documents
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.folder_walk import found_files
from lunarcore_studio.files.given_time import in_time
from lunarcore_studio.files.picture import MAX_PIXELS
from lunarcore_studio.files.sheet_export import Sheet, enlarged_sprite, sheet_of, write_sheet
from lunarcore_studio.pixels.sprite import Sprite


class SheetForm(StrEnum):
    """How the pictures of a sheet stand."""

    ROWS = "rows"
    PACKED = "packed"


class DataForm(StrEnum):
    """Aseprite's two forms of JSON."""

    HASH = "hash"
    ARRAY = "array"


Named = tuple[Path, Sprite]


def export(
    inputs: InputsArgument,
    out: Annotated[Path, typer.Option("--out", help="A file for one drawing or the sheet, else a folder.")],
    sheet: Annotated[
        SheetForm | None, typer.Option(help="All frames on one sheet (--out is a .png).")
    ] = None,
    data: Annotated[DataForm | None, typer.Option(help="JSON beside the sheet, as Aseprite has it.")] = None,
    scale: Annotated[int, typer.Option(min=1, max=64, help="Enlarge every pixel.")] = 1,
    margin: Annotated[int, typer.Option(min=0, max=256, help="Pixels around the sheet.")] = 0,
    spacing: Annotated[int, typer.Option(min=0, max=256, help="Pixels between its pictures.")] = 0,
    kind: Annotated[str, typer.Option(help="Suffix of the files in a folder.")] = "png",
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write drawings as other files, or all of their frames on one sheet."""
    report = Report(as_json, quiet)
    if sheet is None and (data or margin or spacing):
        raise typer.BadParameter("--data, --margin and --spacing are for a --sheet.")
    if sheet is not None:
        written = _sheet(inputs, out, sheet, data, (scale, margin, spacing), report, force)
    elif out.suffix.lower() in documents.EXPORTABLE:
        written = _one(inputs, out, scale, report, force)
    else:
        written = _folder(inputs, out, f".{kind.removeprefix('.').lower()}", scale, report, force)
    plural = "file" if len(written) == 1 else "files"
    report.result(
        {"written": [str(path) for path in written]},
        f"{len(written)} {plural} written to {out.parent if out.suffix else out}",
    )


def _sheet(
    inputs: Sequence[Path],
    out: Path,
    form: SheetForm,
    data: DataForm | None,
    lengths: tuple[int, int, int],
    report: Report,
    force: bool,
) -> list[Path]:
    if out.suffix.lower() != ".png":
        raise FileError(f"{out} can not be written: a sheet is a .png.")
    pictures.require_free([out, *([out.with_suffix(".json")] if data else [])], force)
    found = [(path.name, sprite) for path, sprite in _read(inputs, report)]
    made: Sheet = sheet_of(found, form.value, *lengths)
    return write_sheet(out, made, data.value if data else None, lunarcore_studio.__version__, overwrite=force)


def _one(inputs: Sequence[Path], out: Path, scale: int, report: Report, force: bool) -> list[Path]:
    pictures.require_free([out], force)
    found = _read(inputs, report)
    if len(found) > 1:
        raise FileError(f"{len(found)} drawings do not fit into one file; --out a folder, or --sheet.")
    documents.export_document(out, enlarged_sprite(_fitting(found[0], scale), scale), overwrite=force)
    return [out]


def _folder(
    inputs: Sequence[Path], out: Path, suffix: str, scale: int, report: Report, force: bool
) -> list[Path]:
    if suffix not in documents.EXPORTABLE:
        raise FileError(f"{suffix} can not be written: drawings are exported as {documents.EXPORTS}.")
    found = _read(inputs, report)
    targets: list[Path] = []
    for path, _ in found:
        targets.append(_free_name(out, path.stem, suffix, targets))
    pictures.require_free(targets, force)
    pictures.make_folder(out)
    with report.progress("writing", len(found)) as bar:
        for number, (each, target) in enumerate(zip(found, targets, strict=True)):
            documents.export_document(target, enlarged_sprite(_fitting(each, scale), scale), overwrite=force)
            bar.to(number + 1)
    return targets


def _free_name(folder: Path, stem: str, suffix: str, taken: list[Path]) -> Path:
    """A name that no other drawing of this run gets: two folders may hold one of the same name."""
    target, number = folder / f"{stem}{suffix}", 1
    while target in taken:
        number += 1
        target = folder / f"{stem} {number}{suffix}"
    return target


def _read(inputs: Sequence[Path], report: Report) -> list[Named]:
    """The drawings of files and folders; what in a folder can not be read is left out with a note."""
    found: list[Named] = []
    pixels = 0
    for path in inputs:
        inside = [path]
        if path.is_dir():
            inside = list(found_files([path], documents.OPENABLE, lambda at, why: _note(report, at, why)))
        for file in inside:
            try:
                opened = in_time(file, partial(documents.open_layered, file))
            except FileError as error:
                if not path.is_dir():
                    raise
                report.note(f"Left out: {error}")
                continue
            if opened.left:
                report.note(f"{file} is taken without {', '.join(opened.left)}.")
            sprite = opened.sprite
            pixels += sprite.width * sprite.height * max(1, len(sprite.cels))
            if pixels > 4 * MAX_PIXELS:
                raise FileError(f"{file} and those before it are too many pixels for one run.")
            found.append((file, sprite))
    if not found:
        raise FileError(f"{inputs[0]} holds no drawings.")
    return found


def _fitting(found: Named, scale: int) -> Sprite:
    path, sprite = found
    if sprite.width * sprite.height * scale**2 * max(1, len(sprite.cels)) > 2 * MAX_PIXELS:
        raise FileError(f"{path} would be too large {scale} times its size.")
    return sprite


def _note(report: Report, path: Path, why: str) -> None:
    report.note(f"Left out: {path}: {why}.")
