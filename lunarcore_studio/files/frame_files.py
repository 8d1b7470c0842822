"""Some frames of a sprite, and each of them as a file of its own. Any thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lunarcore_studio.files.documents import export_document
from lunarcore_studio.files.errors import FileError, FileExists
from lunarcore_studio.pixels.sprite import Sprite

_FEWEST_DIGITS = 2  # an animation that grows to ten frames keeps its names


def numbered(path: Path, count: int) -> tuple[Path, ...]:
    """The files of `count` frames, whose names sort: walk_01.png and on for walk.png, itself for one."""
    if count == 1:
        return (path,)
    digits = max(_FEWEST_DIGITS, len(str(count)))
    return tuple(
        path.with_name(f"{path.stem}_{number:0{digits}}{path.suffix}") for number in range(1, count + 1)
    )


def write_frames(path: Path, sprite: Sprite, *, overwrite: bool = False) -> tuple[Path, ...]:
    """Write each frame as the files of `numbered`, of any kind that is exported; gives them.

    FileExists before anything is written. FileError as `export_document`; where some are written by then, it
    says how many.
    """
    files = numbered(path, len(sprite.frames))
    there = next((file for file in files if not overwrite and os.path.lexists(file)), None)
    if there is not None:
        raise FileExists.about(there, "already exists")
    for written, file in enumerate(files):
        try:
            export_document(file, part(sprite, [written]), overwrite=overwrite)
        except FileError as error:
            if written == 0:
                raise
            sentence = f"Only {written} of {len(files)} frames are written: {error}"
            raise FileError(sentence, error.path) from error
    return files


def part(sprite: Sprite, frames: Sequence[int]) -> Sprite:
    """The sprite with some of its frames alone; in rising order they keep the tags within."""
    if frames == range(len(sprite.frames)):
        return sprite
    cels = {
        (layer, place): sprite.cels[layer, at]
        for place, at in enumerate(frames)
        for layer in range(len(sprite.layers))
        if (layer, at) in sprite.cels
    }
    first, rising = frames[0], list(frames) == list(range(frames[0], frames[-1] + 1))
    tags = tuple(
        replace(tag, first=tag.first - first, last=tag.last - first)
        for tag in sprite.tags
        if rising and tag.first in frames and tag.last in frames
    )
    return replace(sprite, frames=tuple(sprite.frames[at] for at in frames), cels=cels, tags=tags)
