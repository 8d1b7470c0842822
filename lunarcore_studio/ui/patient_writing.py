"""Writes a person's file beside the window, which stays alive where no drive answers. GUI thread only.

What a person does not want to wait for may still reach the disk. Until it has ended nothing else is written
in its place, so that what is older never comes after what is newer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.given_time import Reading
from lunarcore_studio.language import say
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.patient_reading import read_patiently, wait_shown

_unfinished: dict[Path, Reading[Any]] = {}  # what was not waited for
_Content = TypeVar("_Content")


def write_patiently(path: Path, write: Callable[[], _Content], window: QWidget) -> _Content:
    """What `write`, which touches no widget, gives once the file at `path` is there; raises what it raises.

    FileError when the person does not want to wait, or something that was not waited for is on its way there.
    """
    path = path.absolute()
    earlier = _unfinished.pop(path, None)
    if earlier is not None and not earlier.wait(0):
        _unfinished[path] = earlier
        raise FileError.about(path, "can not be written: its drive has not answered the last save")
    writing = Reading(write)
    if wait_shown(writing, say("Saving {name}…").format(name=shown(path)), window):
        return writing.content()
    writing.give_up()
    _unfinished[path] = writing
    raise FileError.about(path, "is not written: you did not want to wait for its drive")


def may_replace(
    files: Sequence[Path], window: QWidget, fail: Callable[[FileError], object]
) -> Literal["", "free", "replace"]:
    """Whether nothing is at any of the places, or a person, asked once, says that it may go; "" for neither.

    Also "" where a drive does not answer; `fail` gets the sentence of that.
    """
    try:
        there = [path for path in files if read_patiently(path, partial(os.path.lexists, path), window)]
    except FileError as error:
        fail(error)
        return ""
    if not there:
        return "free"
    names = [shown(path) for path in there]
    several = len(names) > 1
    may = errors.ask_to_replace_several(window, names) if several else errors.ask_to_replace(window, names[0])
    return "replace" if may else ""
