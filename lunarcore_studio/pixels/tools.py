"""A tool is a gesture with an ink: which stroke the hand, the button and the keys mean. GUI thread.

Re-exports the names a tool is spoken of with, so that callers need this one module.
"""

from __future__ import annotations

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.hand import MAX_BRUSH_PX, Button, Hand, Modifiers, ToolName
from lunarcore_studio.pixels.raster import Symmetry, snapped
from lunarcore_studio.pixels.selection import Selection, SelectOp
from lunarcore_studio.pixels.shapes import MoveStroke, SelectStroke, ShapeStroke
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.strokes import (
    FillStroke,
    FreehandStroke,
    Ground,
    IdleStroke,
    Stroke,
    StrokeResult,
)

__all__ = [
    "MAX_BRUSH_PX",
    "Button",
    "Hand",
    "Modifiers",
    "Stroke",
    "StrokeResult",
    "Symmetry",
    "ToolName",
    "begin_stroke",
    "effective_tool",
    "pick_color",
    "select_op",
    "snapped",
]

_LABELS = {
    ToolName.PENCIL: "Pencil",
    ToolName.ERASER: "Eraser",
    ToolName.FILL: "Fill",
    ToolName.LINE: "Line",
    ToolName.RECTANGLE: "Rectangle",
    ToolName.ELLIPSE: "Ellipse",
    ToolName.EYEDROPPER: "Eyedropper",
}
_FREEHAND = (ToolName.PENCIL, ToolName.ERASER)
_GESTURES: dict[ToolName, type[FreehandStroke | FillStroke | ShapeStroke]] = {
    ToolName.PENCIL: FreehandStroke,
    ToolName.ERASER: FreehandStroke,
    ToolName.FILL: FillStroke,
    ToolName.LINE: ShapeStroke,
    ToolName.RECTANGLE: ShapeStroke,
    ToolName.ELLIPSE: ShapeStroke,
}


def select_op(hand: Hand, button: Button = "left", modifiers: Modifiers = Modifiers.NONE) -> SelectOp:
    """What a marquee pressed so does: Shift adds, Alt+Shift or the right button subtracts, Ctrl+Shift
    intersects, else as the hand says."""
    if Modifiers.SHIFT in modifiers:
        if Modifiers.CTRL in modifiers:
            return "intersect"
        return "subtract" if Modifiers.ALT in modifiers else "add"
    return "subtract" if button == "right" else hand.select_op


def effective_tool(
    hand: Hand,
    selection: Selection | None,
    point: Point,
    button: Button = "left",
    modifiers: Modifiers = Modifiers.NONE,
    from_point: Point | None = None,
) -> ToolName:
    """The tool a press would use: Ctrl means move, Alt eyedropper, a marquee begun in a selection moves it.

    With Shift these keys mean other things, as they do for a straight line from `from_point`.
    """
    if Modifiers.SHIFT not in modifiers and not (from_point is not None and hand.tool in _FREEHAND):
        if Modifiers.CTRL in modifiers:
            return ToolName.MOVE
        if Modifiers.ALT in modifiers:
            return ToolName.EYEDROPPER
    replaces = hand.tool is ToolName.SELECT and select_op(hand, button, modifiers) == "replace"
    if replaces and selection is not None and selection.contains(point):
        return ToolName.MOVE
    return hand.tool


def begin_stroke(
    hand: Hand,
    sprite: Sprite,
    selection: Selection | None,
    point: Point,
    button: Button,
    modifiers: Modifiers = Modifiers.NONE,
    *,
    from_point: Point | None = None,
    layer: int = 0,
    frame: int = 0,
) -> Stroke:
    """Press the button at `point` (on or off the canvas); the stroke's `result` is what the press itself did.

    With `from_point`, pencil and eraser draw a straight line from there first (Shift and click), with Ctrl
    its angle snaps. On a hidden or locked layer nothing but a marquee has an effect.
    """
    tool = effective_tool(hand, selection, point, button, modifiers, from_point)
    ground = Ground(hand, sprite, selection, button, layer, frame)
    stroke: Stroke
    if tool is ToolName.SELECT:
        stroke = SelectStroke(ground, point, select_op(hand, button, modifiers), modifiers)
    elif tool is ToolName.EYEDROPPER or not sprite.layers[layer].editable:
        stroke = IdleStroke(ground, tool, _LABELS.get(tool, "Move"), point)
    elif tool is ToolName.MOVE:
        stroke = MoveStroke(ground, point)
    else:
        replaces = tool is ToolName.ERASER and button == "right"
        label = "Replace Colour" if replaces else _LABELS[tool]
        start = from_point if from_point is not None and tool in _FREEHAND else point
        if start is not point and Modifiers.CTRL in modifiers:
            point = snapped(start, point)
        stroke = _GESTURES[tool](ground, tool, label, start)
    stroke.to(point, modifiers)
    return stroke


def pick_color(sprite: Sprite, point: Point, frame: int = 0) -> RGBA | None:
    """The colour seen at `point`, all layers together; None off the canvas and where nothing is drawn."""
    x, y = point
    if not (0 <= x < sprite.width and 0 <= y < sprite.height):
        return None
    red, green, blue, alpha = sprite.flatten(frame)[y, x].tolist()
    return (red, green, blue, alpha) if alpha else None
