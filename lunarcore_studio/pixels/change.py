"""What an operation on the document changed, told to every listener in one piece. GUI thread; immutable."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.color import Pixels

Point = tuple[int, int]  # x, y in pixels, y downwards
Rect = tuple[int, int, int, int]  # x, y, width, height in pixels


class What(enum.Flag):
    """Kinds of change; one operation may bring several."""

    PIXELS = enum.auto()
    PALETTE = enum.auto()
    SELECTION = enum.auto()
    STRUCTURE = enum.auto()  # size, layers, frames, tags or mode
    SAVED = enum.auto()  # path, saved mark, or another drawing
    HISTORY = enum.auto()  # what undo and redo would do
    PLACE = enum.auto()  # which layer and frame are active


@dataclass(frozen=True)
class Change:
    """One operation's outcome.

    `rect` bounds the pixels that differ, with another active frame all of them; None when none do.
    `initiator` names who did it: "hand", "model", "history", "file" or "palette"; whoever sends a change can
    so pass over its own echo.
    """

    what: What
    rect: Rect | None
    initiator: str


def changed_rect(before: Pixels, after: Pixels) -> Rect | None:
    """Bounds of the pixels in which two uint8 (H, W, 4) pictures of one size differ; None when equal."""
    if before is after:
        return None
    one = np.ascontiguousarray(before).view(np.uint32)[..., 0]
    two = np.ascontiguousarray(after).view(np.uint32)[..., 0]
    return bounds_of(one != two)


def bounds_of(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Rect | None:
    """The smallest rect around the True pixels of a bool (H, W) mask; None when there are none."""
    rows = np.flatnonzero(mask.any(axis=1))
    if rows.size == 0:
        return None
    columns = np.flatnonzero(mask.any(axis=0))
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1


def united(first: Rect | None, second: Rect | None) -> Rect | None:
    """The smallest rect around two rects, either of which may be None."""
    if first is None or second is None:
        return first or second
    x, y = min(first[0], second[0]), min(first[1], second[1])
    right = max(first[0] + first[2], second[0] + second[2])
    bottom = max(first[1] + first[3], second[1] + second[3])
    return x, y, right - x, bottom - y
