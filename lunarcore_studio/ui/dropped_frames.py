"""Reads what is dropped on the timeline as frames: sprites, walks, pictures and files. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.documents import OPENABLE, open_document
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import MAX_FRAMES
from lunarcore_studio.language import say
from lunarcore_studio.ui.file_failures import failures_told
from lunarcore_studio.ui.images import holds_pixels, local_files, pixels_from_mime
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.several_pictures import several_in

MOST_FILES: Final = 50
Size = tuple[int, int]


@dataclass(frozen=True)
class Frames:
    """Pictures, uint8 (H, W, 4) of any sizes, each with its duration in ms; None: as the frame before it.

    `told` is the sentence of what was not read; empty where all of it was.
    """

    pictures: tuple[np.ndarray, ...] = ()
    durations_ms: tuple[int | None, ...] = ()
    told: str = ""


def holds_frames(mime: QMimeData) -> bool:
    """Whether there may be frames in a drag, told without reading any."""
    return holds_pixels(mime) or any(path.suffix.lower() in OPENABLE for path in local_files(mime))


def frames_in(mime: QMimeData, size: Size, window: QWidget) -> Frames:
    """The frames in a drop; of each in a file no more than the `size` that there is room for."""
    several = several_in(mime)
    if several is not None:
        return Frames(several.pictures, several.durations_ms)
    files = local_files(mime)
    if files:
        return _of_files(files, size, window)
    found = pixels_from_mime(mime)
    if found is None:
        return Frames(told=say("That is no picture the studio can read."))
    return Frames((found[0],), (None,))


def _of_files(files: list[Path], size: Size, window: QWidget) -> Frames:
    pictures: list[np.ndarray] = []
    durations_ms: list[int | None] = []
    failures: list[FileError] = []
    for path in files[:MOST_FILES]:
        try:
            found = read_patiently(path, partial(_of_file, path, size), window)
        except FileError as error:
            failures.append(error)
            continue
        pictures += found.pictures
        durations_ms += found.durations_ms
        if len(pictures) > MAX_FRAMES:
            break
    told = ""
    if failures:
        told = failures_told(failures, len(files))
    elif len(files) > MOST_FILES:
        told = say("Opened the first {most} of {count} files.").format(most=MOST_FILES, count=len(files))
    return Frames(tuple(pictures), tuple(durations_ms), told)


def _of_file(path: Path, size: Size) -> Frames:
    """All frames of a file as they are seen; only one that has several says how long each is."""
    sprite = open_document(path)
    width, height = size
    count = len(sprite.frames)
    pictures = (sprite.flatten(index)[:height, :width].copy() for index in range(count))
    ms = [frame.duration_ms for frame in sprite.frames]
    return Frames(tuple(pictures), tuple(ms) if count > 1 else (None,))
