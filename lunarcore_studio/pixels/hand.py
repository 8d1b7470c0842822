"""What the hand holds: the tool with its options, the button, the keys kept down. Any thread; immutable."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal

from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.raster import Symmetry
from lunarcore_studio.pixels.selection import SelectOp

Button = Literal["left", "right"]
MAX_BRUSH_PX = 32


class Modifiers(enum.Flag):
    """Keys kept down during a gesture."""

    NONE = 0
    SHIFT = enum.auto()
    CTRL = enum.auto()
    ALT = enum.auto()
    SPACE = enum.auto()


class ToolName(enum.StrEnum):
    """The tools that know the drawing; hand and zoom belong to the canvas."""

    PENCIL = "pencil"
    ERASER = "eraser"
    FILL = "fill"
    LINE = "line"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    EYEDROPPER = "eyedropper"
    SELECT = "select"
    MOVE = "move"


@dataclass(frozen=True)
class Hand:
    """A tool and its options; ValueError when a number is out of range.

    `brush_size` is 1..32 pixels, `tolerance` 0..255 in each channel. `pixel_perfect` speaks to pencil and
    eraser at size 1, `filled` to rectangle and ellipse, `tolerance` and `contiguous` to fill.
    """

    tool: ToolName = ToolName.PENCIL
    foreground: RGBA = (0, 0, 0, 255)
    background: RGBA = (255, 255, 255, 255)
    brush_size: int = 1
    brush_shape: Literal["square", "round"] = "square"
    pixel_perfect: bool = True
    symmetry: Symmetry = Symmetry.NONE
    filled: bool = False
    tolerance: int = 0
    contiguous: bool = True
    select_op: SelectOp = "replace"

    def __post_init__(self) -> None:
        if not 1 <= self.brush_size <= MAX_BRUSH_PX:
            raise ValueError(f"A brush is 1 to {MAX_BRUSH_PX} pixels wide, not {self.brush_size}.")
        if not 0 <= self.tolerance <= 255:
            raise ValueError(f"A tolerance is 0 to 255, not {self.tolerance}.")
