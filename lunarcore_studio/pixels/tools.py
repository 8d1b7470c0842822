"""A tool is a gesture with an ink: which stroke the hand, the button and the keys mean. GUI thread.

Re-exports the names a tool is spoken of with, so that callers need this one module.
"""

from __future__ import annotations

from collections.abc import Callable

from lunarcore_studio.language import mark
from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.cornered import CurveStroke, PolygonStroke
from lunarcore_studio.pixels.ground import Ground, StrokeResult
from lunarcore_studio.pixels.hand import (
    FREEHAND,
    MAX_BRUSH_PX,
    MAX_SPRAY_DOTS,
    MAX_SPRAY_PX,
    SELECTING,
    Button,
    Hand,
    Modifiers,
    ToolName,
)
from lunarcore_studio.pixels.marquees import LassoStroke, SelectPolygonStroke, SelectStroke, WandStroke
from lunarcore_studio.pixels.moving import MoveStroke
from lunarcore_studio.pixels.raster import Symmetry, snapped
from lunarcore_studio.pixels.selection import Selection, SelectOp
from lunarcore_studio.pixels.shapes import ContourStroke, GradientStroke, ShapeStroke, TextStroke
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.stamp import Stamp
from lunarcore_studio.pixels.strokes import (
    FillStroke,
    FreehandStroke,
    IdleStroke,
    ReplaceStroke,
    SprayStroke,
    Stroke,
)

__all__ = [
    "FREEHAND",
    "MAX_BRUSH_PX",
    "MAX_SPRAY_DOTS",
    "MAX_SPRAY_PX",
    "SELECTING",
    "Button",
    "Hand",
    "Modifiers",
    "Stamp",
    "Stroke",
    "StrokeResult",
    "Symmetry",
    "ToolName",
    "begin_stroke",
    "effective_tool",
    "select_op",
    "snapped",
]

_LABELS = {
    ToolName.PENCIL: mark("Pencil"),
    ToolName.SPRAY: mark("Spray"),
    ToolName.ERASER: mark("Eraser"),
    ToolName.FILL: mark("Fill"),
    ToolName.GRADIENT: mark("Gradient"),
    ToolName.LINE: mark("Line"),
    ToolName.CURVE: mark("Curve"),
    ToolName.RECTANGLE: mark("Rectangle"),
    ToolName.ELLIPSE: mark("Ellipse"),
    ToolName.POLYGON: mark("Polygon"),
    ToolName.CONTOUR: mark("Contour"),
    ToolName.SHADE: mark("Shade"),
    ToolName.REPLACE: mark("Replace Colour"),
    ToolName.TEXT: mark("Text"),
    ToolName.EYEDROPPER: mark("Eyedropper"),
    ToolName.SELECT: mark("Select"),
    ToolName.SELECT_ELLIPSE: mark("Select Ellipse"),
    ToolName.LASSO: mark("Lasso"),
    ToolName.SELECT_POLYGON: mark("Select Polygon"),
    ToolName.WAND: mark("Magic Wand"),
    ToolName.MOVE: mark("Move"),
}
_GESTURES: dict[ToolName, Callable[[Ground, ToolName, str, Point], Stroke]] = {
    ToolName.PENCIL: FreehandStroke,
    ToolName.SPRAY: SprayStroke,
    ToolName.ERASER: FreehandStroke,
    ToolName.FILL: FillStroke,
    ToolName.GRADIENT: GradientStroke,
    ToolName.LINE: ShapeStroke,
    ToolName.CURVE: CurveStroke,
    ToolName.RECTANGLE: ShapeStroke,
    ToolName.ELLIPSE: ShapeStroke,
    ToolName.POLYGON: PolygonStroke,
    ToolName.CONTOUR: ContourStroke,
    ToolName.SHADE: FreehandStroke,
    ToolName.REPLACE: ReplaceStroke,
    ToolName.TEXT: TextStroke,
    ToolName.MOVE: MoveStroke,
}
_MARQUEES: dict[ToolName, type[SelectStroke | SelectPolygonStroke]] = {
    ToolName.SELECT: SelectStroke,
    ToolName.SELECT_ELLIPSE: SelectStroke,
    ToolName.LASSO: LassoStroke,
    ToolName.SELECT_POLYGON: SelectPolygonStroke,
    ToolName.WAND: WandStroke,
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
    if Modifiers.SHIFT not in modifiers and not (from_point is not None and hand.tool in FREEHAND):
        if Modifiers.CTRL in modifiers:
            return ToolName.MOVE
        if Modifiers.ALT in modifiers:
            return ToolName.EYEDROPPER
    replaces = hand.tool in SELECTING and select_op(hand, button, modifiers) == "replace"
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
    pressure: float = 1.0,
    adrift: Adrift | None = None,
) -> Stroke:
    """Press the button at `point` (on or off the canvas); the stroke's `result` is what the press itself did.

    With `from_point`, the freehand tools draw a straight line from there first (Shift and click), with
    Ctrl its angle snaps. On a hidden or locked layer nothing but a marquee has an effect.
    """
    tool = effective_tool(hand, selection, point, button, modifiers, from_point)
    ground = Ground(hand, sprite, selection, button, layer, frame, adrift)
    label = _LABELS[tool]
    stroke: Stroke
    if tool in _MARQUEES:
        op = select_op(hand, button, modifiers)
        stroke = _MARQUEES[tool](ground, tool, label, point, op, modifiers)
    elif tool is ToolName.EYEDROPPER or not sprite.layers[layer].editable:
        stroke = IdleStroke(ground, tool, label, point)
    elif tool is ToolName.REPLACE and hand.everywhere:
        stroke = FillStroke(ground, tool, label, point)
    else:
        if tool is ToolName.ERASER and button == "right":
            label = _LABELS[ToolName.REPLACE]
        start = from_point if from_point is not None and tool in FREEHAND else point
        if start is not point and Modifiers.CTRL in modifiers:
            point = snapped(start, point)
        stroke = _GESTURES[tool](ground, tool, label, start)
    stroke.to(point, modifiers, pressure)
    return stroke
