"""What a press at the pixel under the cursor would do, shown before it is done. GUI thread only.

The preview is drawn by the very stroke that a press would begin, so it can not promise anything else:
selection, symmetry, brush and straight lines are all in it. The document is not touched.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.change import Point, Rect, bounds_of, united
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.raster import brush_mask
from lunarcore_studio.pixels.selection import Mask
from lunarcore_studio.pixels.surface import Surface
from lunarcore_studio.pixels.tools import (
    FREEHAND,
    SELECTING,
    Hand,
    Modifiers,
    ToolName,
    begin_stroke,
    effective_tool,
)
from lunarcore_studio.ui.outline import Runs, outline_runs

BRUSHES = frozenset(ToolName) - SELECTING - {ToolName.MOVE, ToolName.EYEDROPPER}
# A flood would jump about under the cursor, and a spray is thrown anew each time.
UNSHOWN = (ToolName.FILL, ToolName.GRADIENT, ToolName.REPLACE, ToolName.SPRAY)
PIXEL = np.ones((1, 1), dtype=np.bool_)


@dataclass(frozen=True)
class BrushPreview:
    """`patch` uint8 (h, w, 4) would stand in `rect`; `runs` outline the brush; `bounds` holds both."""

    runs: Runs
    bounds: Rect
    rect: Rect | None = None
    patch: Pixels | None = None


def line_start(document: Document, hand: Hand, modifiers: Modifiers) -> Point | None:
    """Where a straight line by Shift and click would begin; None when there would be none."""
    freehand = hand.tool in FREEHAND and Modifiers.SHIFT in modifiers
    return document.last_point if freehand else None


def brush_preview(document: Document, hand: Hand, point: Point, modifiers: Modifiers) -> BrushPreview | None:
    """The preview at a pixel; None where no brush would mark anything."""
    start = line_start(document, hand, modifiers)
    tool = effective_tool(hand, document.selection, point, "left", modifiers, start)
    if tool not in BRUSHES:
        return None
    surface = Surface(document.sprite.size, hand.symmetry, hand.axis, hand.tiled)
    mask = surface.stamped(np.array([point]), _reach(hand, tool))
    bounds = bounds_of(mask)
    rect, patch = _outcome(document, hand, point, modifiers, start, tool)
    if bounds is None and rect is None:
        return None
    runs = _outline(mask, bounds)
    whole = united(bounds, rect)
    return BrushPreview(runs, whole, rect, patch) if whole is not None else None


def _reach(hand: Hand, tool: ToolName) -> Mask:
    """What is outlined under the mouse: the brush, a spray's circle, or a pixel."""
    if tool is ToolName.SPRAY:
        return brush_mask(2 * hand.spray_px + 1, "round")
    whole = tool in (ToolName.FILL, ToolName.GRADIENT, ToolName.TEXT)
    return PIXEL if whole or (tool is ToolName.REPLACE and hand.everywhere) else hand.brush


def _outcome(
    document: Document, hand: Hand, point: Point, modifiers: Modifiers, start: Point | None, tool: ToolName
) -> tuple[Rect | None, Pixels | None]:
    # An eraser would hide what it hovers over.
    if tool in UNSHOWN or (tool is ToolName.ERASER and start is None):
        return None, None
    stroke = begin_stroke(
        hand,
        document.sprite,
        document.selection,
        point,
        "left",
        modifiers & ~Modifiers.SPACE,
        from_point=start,
        layer=document.layer,
        frame=document.frame,
    )
    rect = stroke.result.rect
    if rect is None:
        return None, None
    return rect, stroke.result.sprite.flatten(document.frame, rect)


def _outline(mask: np.ndarray, bounds: Rect | None) -> Runs:
    if bounds is None:
        return np.zeros((0, 4), np.int64)
    x, y, width, height = bounds
    runs: Runs = outline_runs(mask[y : y + height, x : x + width])
    return np.add(runs, np.array([x, y, x, y], np.int64))
