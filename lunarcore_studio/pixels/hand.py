"""What the hand holds: the tool with its options, the button, the keys kept down. Any thread; immutable."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.dither import SIDES
from lunarcore_studio.pixels.gradient import GradientShape
from lunarcore_studio.pixels.lettering import Face
from lunarcore_studio.pixels.raster import Symmetry, brush_mask
from lunarcore_studio.pixels.selection import Mask, SelectOp
from lunarcore_studio.pixels.stamp import Stamp

Button = Literal["left", "right"]
MAX_BRUSH_PX = 32
MAX_SPRAY_PX = 64
MAX_SPRAY_DOTS = 64


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
    SPRAY = "spray"
    ERASER = "eraser"
    FILL = "fill"
    GRADIENT = "gradient"
    LINE = "line"
    CURVE = "curve"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    CONTOUR = "contour"
    SHADE = "shade"
    REPLACE = "replace"
    TEXT = "text"
    EYEDROPPER = "eyedropper"
    SELECT = "select"
    SELECT_ELLIPSE = "select-ellipse"
    LASSO = "lasso"
    SELECT_POLYGON = "select-polygon"
    WAND = "wand"
    MOVE = "move"


FREEHAND = frozenset({ToolName.PENCIL, ToolName.ERASER, ToolName.SHADE})
SELECTING = frozenset(
    {ToolName.SELECT, ToolName.SELECT_ELLIPSE, ToolName.LASSO, ToolName.SELECT_POLYGON, ToolName.WAND}
)


@dataclass(frozen=True)
class Hand:
    """A tool and its options; ValueError when a number is out of range.

    `brush_size` is 1..32 pixels; a "custom" brush is the `stamp`, in its own colours if `stamp_colors`, and
    without a stamp square. `by_pressure` lets a pen that is pressed lightly make it smaller. `tolerance` is
    0..255 in each channel. `axis` is where the mirrors cross, see `raster.axis_of`. `dither` and
    `gradient_dither` are sides of a Bayer matrix or 0 for none, and `dither_percent` of the pixels are
    marked, 1..100. `bends` of a curve are 1 or 2. A spray throws `spray_dots` 1..64 within `spray_px` 1..64.
    `everywhere` lets the tool that replaces a colour leave the brush.
    """

    tool: ToolName = ToolName.PENCIL
    foreground: RGBA = (0, 0, 0, 255)
    background: RGBA = (255, 255, 255, 255)
    brush_size: int = 1
    brush_shape: Literal["square", "round", "custom"] = "square"
    stamp: Stamp | None = None
    stamp_colors: bool = True
    by_pressure: bool = True
    pixel_perfect: bool = True
    symmetry: Symmetry = Symmetry.NONE
    axis: Point | None = None
    tiled: bool = False
    dither: int = 0
    dither_percent: int = 50
    filled: bool = False
    tolerance: int = 0
    contiguous: bool = True
    everywhere: bool = True
    gradient_shape: GradientShape = "linear"
    gradient_dither: int = 4
    bends: int = 1
    spray_px: int = 8
    spray_dots: int = 6
    face: Face = "5x7"
    text: str = ""
    select_op: SelectOp = "replace"

    def __post_init__(self) -> None:
        if not 1 <= self.brush_size <= MAX_BRUSH_PX:
            raise ValueError(f"A brush is 1 to {MAX_BRUSH_PX} pixels wide, not {self.brush_size}.")
        if not 0 <= self.tolerance <= 255:
            raise ValueError(f"A tolerance is 0 to 255, not {self.tolerance}.")
        if {self.dither, self.gradient_dither} - {0, *SIDES}:
            raise ValueError("A dither matrix is 2, 4 or 8 pixels wide; 0 is none.")
        if not 1 <= self.dither_percent <= 100:
            raise ValueError(f"A dither marks 1 to 100 percent of the pixels, not {self.dither_percent}.")
        if self.bends not in (1, 2):
            raise ValueError(f"A curve has one bend or two, not {self.bends}.")
        if not 1 <= self.spray_px <= MAX_SPRAY_PX or not 1 <= self.spray_dots <= MAX_SPRAY_DOTS:
            raise ValueError(f"A spray throws 1 to {MAX_SPRAY_DOTS} dots within 1 to {MAX_SPRAY_PX} pixels.")

    @cached_property
    def custom(self) -> Stamp | None:
        """The stamp, where it is the brush."""
        return self.stamp if self.brush_shape == "custom" else None

    @cached_property
    def brush(self) -> Mask:
        """The pixels the brush marks, bool (h, w); its middle is (w // 2, h // 2)."""
        if self.custom is not None:
            return self.custom.mask
        return brush_mask(self.brush_size, "round" if self.brush_shape == "round" else "square")

    def brush_at(self, pressure: float) -> Mask:
        """The brush under a pen that is pressed 0..1 of what it can be; bool (h, w), a pixel at least."""
        if self.custom is not None or not self.by_pressure or pressure >= 1:
            return self.brush
        size = max(1, round(pressure * self.brush_size))
        return brush_mask(size, "round" if self.brush_shape == "round" else "square")

    @property
    def is_thin(self) -> bool:
        """Whether the brush is one pixel."""
        return self.brush.shape == (1, 1)
