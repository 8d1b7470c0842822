"""`axis`: sliders of one's own on a model: made of sprites, listed, renamed, removed. Main thread."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

import lunarcore_studio
from lunarcore_studio.cli import pictures
from lunarcore_studio.cli.options import (
    Device,
    DeviceOption,
    IdleDeviceOption,
    IdleSeedOption,
    JsonOption,
    ModelOption,
    QuietOption,
)
from lunarcore_studio.cli.report import Report, printable
from lunarcore_studio.cli.several import SeveralValued
from lunarcore_studio.files.axis_store import NamedAxis
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.pixels.color import Pixels

program = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Make, list, rename and remove sliders of one's own."
)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the slider is called.")]
TheseOption = Annotated[list[Path], typer.Option("--these", help="Sprites at its high end.")]
ThoseOption = Annotated[list[Path], typer.Option("--those", help="Sprites at its low end.")]


@program.command("add", cls=SeveralValued)
def add(
    name: NameArgument,
    these: TheseOption,
    those: ThoseOption,
    model: ModelOption = None,
    device: DeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Keep the way from those sprites to these with the model; what is in both is taken for these."""
    report = Report(as_json, quiet)
    core = lunarcore_studio.LunarCore.load(model, device=device.value)
    high, low = (sprites_in(paths, core.resolution, report) for paths in (these, those))
    low = without(low, high)
    if not len(low):
        raise FileError("The same sprites are on both sides; --those needs others.")
    axis = core.named_axes.add(name, high, low)
    report.result(_facts(axis), f"{_line(axis)}; edit moves it by --axis {axis.name!r}")


@program.command("list")
def show(
    model: ModelOption = None,
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """List the model's named sliders, and those of an older training of it."""
    report = Report(as_json, quiet)
    axes = lunarcore_studio.LunarCore.load(model, device="cpu").named_axes
    mine, older = list(axes), [axis.name for axis in axes.older]
    if axes.trouble:
        report.note(axes.trouble)
    lines = [_line(axis) for axis in mine]
    lines += [printable(f"{name}: of an older training; make it anew") for name in older]
    report.result(
        {"axes": [_facts(axis) for axis in mine], "older": older}, *(lines or ["No named sliders."])
    )


@program.command("rename")
def rename(
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")],
    model: ModelOption = None,
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Give a named slider another name."""
    lunarcore_studio.LunarCore.load(model, device="cpu").named_axes.rename(name, new_name)
    Report(as_json, quiet).result({"renamed": new_name}, printable(f"{name} is now {new_name}"))


@program.command("remove")
def remove(
    name: NameArgument,
    model: ModelOption = None,
    device: IdleDeviceOption = Device.AUTO,
    seed: IdleSeedOption = 0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Keep a named slider no more."""
    gone = lunarcore_studio.LunarCore.load(model, device="cpu").named_axes.remove(name)
    Report(as_json, quiet).result({"removed": gone.name}, printable(f"{gone.name} is removed"))


def sprites_in(paths: list[Path], resolution: int, report: Report) -> Pixels:
    """The sprites (N, R, R, 4) in pictures, sheets and folders, without empty ones. FileError."""
    cells = np.concatenate([each.cells for each in pictures.read_given(paths, resolution, report)])
    drawn: Pixels = cells[cells[..., 3].any(axis=(1, 2))]
    if not len(drawn):
        raise FileError(f"{paths[0]} holds only empty sprites.")
    return drawn


def without(sprites: Pixels, others: Pixels) -> Pixels:
    """The sprites (N, R, R, 4) that are not among the others."""
    known = {each.tobytes() for each in others}
    return sprites[[each.tobytes() not in known for each in sprites]]


def _facts(axis: NamedAxis) -> dict[str, object]:
    told = ("name", "sigma", "reach", "effect", "these", "those")
    return {field: getattr(axis, field) for field in told}


def _line(axis: NamedAxis) -> str:
    sides = f"{axis.these} sprites against {axis.those}"
    return printable(f"{axis.name}: {sides}, {-axis.reach:.1f} to {axis.reach:+.1f} sigma")
