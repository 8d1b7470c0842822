"""Changes of the named axes of the model in use, as they are asked for and told. On the model's thread."""

from __future__ import annotations

from lunarcore_studio.engine.axis_protocol import (
    AxesChanged,
    AxisCommand,
    MakeAxis,
    PutAxis,
    RemoveAxis,
    RenameAxis,
)
from lunarcore_studio.engine.named_axes import NamedAxes
from lunarcore_studio.vae.breathing import Breathe


def change_axes(axes: NamedAxes, command: AxisCommand, breathe: Breathe) -> AxesChanged:
    """Do what `command` asks for. EngineError or FileError with one sentence, and then nothing has changed.

    breathe: called between two passes over many sprites.
    """
    before = tuple(axes)
    places = {axis.name: place for place, axis in enumerate(before)}
    removed = None
    if isinstance(command, MakeAxis):
        axes.add(command.name, command.these, command.those, breathe)
    elif isinstance(command, PutAxis):
        axes.put(command.axis, command.place)
    elif isinstance(command, RenameAxis):
        place = axes.place_of(command.name)
        places[axes.rename(command.name, command.new_name).name] = place
    elif isinstance(command, RemoveAxis):
        gone = axes.remove(command.name)
        removed = PutAxis(gone, before.index(gone)) if gone in before else None
    now = tuple(axes)
    kept = tuple(places.get(axis.name, -1) for axis in now)
    return AxesChanged(now, kept, tuple(axis.name for axis in axes.older), removed)
