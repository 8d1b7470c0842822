"""`export`: drawings into other files, or all on one sheet with its JSON. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
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
from lunarcore_studio.files.frame_files import numbered, write_frames
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


@dataclass(frozen=True)
class _Writing:
    """How drawings are written, each to a file of its own or, with `frames`, each frame to one."""

    scale: int
    frames: bool
    force: bool
    report: Report

    def files(self, target: Path, sprite: Sprite) -> Sequence[Path]:
        return numbered(target, len(sprite.frames)) if self.frames else [target]

    def write(self, named: Named, target: Path) -> list[Path]:
        sprite = enlarged_sprite(_fitting(named, self.scale), self.scale)
        if self.frames:
            return list(write_frames(target, sprite, overwrite=self.force))
        documents.export_document(target, sprite, overwrite=self.force)
        return [target]


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
    columns: Annotated[
        int, typer.Option(min=0, max=4096, help="Frames in a row of --sheet rows; 0 is all of a drawing.")
    ] = 0,
    frames: Annotated[
        bool,
        typer.Option("--frames", help="Every frame as a file of its own: walk_01.png, walk_02.png and on."),
    ] = False,
    kind: Annotated[str, typer.Option(help="Suffix of the files in a folder.")] = "png",
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    force: ForceOption = False,
) -> None:
    """Write drawings as other files, each frame as one, or all of their frames on one sheet.

    A .png of a drawing with several frames is a strip, unless --frames is given.
    """
    report = Report(as_json, quiet)
    if sheet is None and (data or margin or spacing):
        raise typer.BadParameter("--data, --margin and --spacing are for a --sheet.")
    if columns and sheet is not SheetForm.ROWS:
        raise typer.BadParameter("--columns is for --sheet rows.")
    if sheet is not None and frames:
        raise typer.BadParameter("--frames writes files of their own, --sheet one for all.")
    writing = _Writing(scale, frames, force, report)
    if sheet is not None:
        written = _sheet(inputs, out, sheet, data, (scale, margin, spacing, columns), report, force)
    elif out.suffix.lower() in documents.EXPORTABLE:
        written = _one(inputs, out, writing)
    else:
        written = _folder(inputs, out, f".{kind.removeprefix('.').lower()}", writing)
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
    lengths: tuple[int, int, int, int],
    report: Report,
    force: bool,
) -> list[Path]:
    if out.suffix.lower() != ".png":
        raise FileError(f"{out} can not be written: a sheet is a .png.")
    pictures.require_free([out, *([out.with_suffix(".json")] if data else [])], force)
    found = [(path.name, sprite) for path, sprite in _read(inputs, report)]
    made: Sheet = sheet_of(found, form.value, *lengths)
    return write_sheet(out, made, data.value if data else None, lunarcore_studio.__version__, overwrite=force)


def _one(inputs: Sequence[Path], out: Path, writing: _Writing) -> list[Path]:
    if not writing.frames:
        pictures.require_free([out], writing.force)
    found = _read(inputs, writing.report)
    if len(found) > 1:
        raise FileError(f"{len(found)} drawings do not fit into one file; --out a folder, or --sheet.")
    pictures.require_free(writing.files(out, found[0][1]), writing.force)
    return writing.write(found[0], out)


def _folder(inputs: Sequence[Path], out: Path, suffix: str, writing: _Writing) -> list[Path]:
    if suffix not in documents.EXPORTABLE:
        raise FileError(f"{suffix} can not be written: drawings are exported as {documents.EXPORTS}.")
    found = _read(inputs, writing.report)
    targets: list[Path] = []
    taken: set[Path] = set()
    for path, sprite in found:
        targets.append(_free_name(out, path.stem, suffix, taken, partial(writing.files, sprite=sprite)))
        taken.update(writing.files(targets[-1], sprite))
    pictures.require_free(sorted(taken), writing.force)
    pictures.make_folder(out)
    written: list[Path] = []
    with writing.report.progress("writing", len(found)) as bar:
        for number, (each, target) in enumerate(zip(found, targets, strict=True)):
            written += writing.write(each, target)
            bar.to(number + 1)
    return written


def _free_name(
    folder: Path, stem: str, suffix: str, taken: Set[Path], files: Callable[[Path], Sequence[Path]]
) -> Path:
    """A name whose files no other drawing of this run gets: two folders may hold one of the same name."""
    target, number = folder / f"{stem}{suffix}", 1
    while not taken.isdisjoint(files(target)):
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
