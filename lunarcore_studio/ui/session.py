"""What the window's parts share: the drawings, the hand, the engine, the settings. GUI thread only.

Parts talk to the session and hear from it; they do not know each other. The session is also who shows the
model every change of the drawing, through the cell of it that the model can see.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import QObject, Signal

from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Change, Point, Rect, What
from lunarcore_studio.pixels.color import RGBA, Pixels
from lunarcore_studio.pixels.composite import Composite
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.hand_options import USUAL, options_of
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.pixels.selection import Mask
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import MAX_BRUSH_PX, Hand, ToolName
from lunarcore_studio.ui.hand_memory import BLACK, WHITE, remembered
from lunarcore_studio.ui.model_cell import ModelCell
from lunarcore_studio.ui.open_drawings import OpenDrawings
from lunarcore_studio.ui.stamp_hand import put_stamp_down

RESOLUTION_BEFORE_A_MODEL = 16
SEEN = What.PIXELS | What.PALETTE | What.STRUCTURE | What.PLACE
ViewTool = Literal["", "hand", "zoom"]
ColorField = Literal["foreground", "background"]


class Session(QObject):
    """The document, the hand that draws on it, and the model's cell of it."""

    document_changed = Signal(object)  # Change
    hand_changed = Signal(object)  # Hand
    projection_changed = Signal(object)  # Projection
    settings_changed = Signal(object)  # Settings
    cell_changed = Signal()  # another cell of the drawing is the model's
    cell_pinned = Signal(bool)  # it stays where it is, or follows the hand again
    told = Signal(str)  # a sentence for the status line

    def __init__(
        self,
        document: Document,
        client: EngineClient,
        settings: Settings | None = None,
        hand: Hand | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.document, self.client = document, client
        self.drawings = OpenDrawings(document, self)
        self.settings = settings or Settings()
        self.hand = hand or Hand(foreground=BLACK, background=WHITE)
        self.other_tools = remembered(self.settings)  # what those that are not in hand have for options
        self.view_tool: ViewTool = ""
        self.plain_shape = "round" if self.hand.brush_shape == "round" else "square"  # before any stamp
        self._projection = Projection("document")
        self._cell = ModelCell()
        self._size = document.sprite.size
        self._composite = Composite()
        self._seen: tuple[Pixels, tuple[Rect, int], Pixels] | None = None
        self._unsubscribe = document.subscribe(self._on_change)
        client.model_loaded.connect(self._on_model_loaded)

    def close(self) -> None:
        """Stop listening to the document."""
        self._unsubscribe()
        self.drawings.close()

    def set_hand(self, **fields: Any) -> None:
        """Replace fields of the hand: `set_hand(tool=ToolName.LINE, brush_size=2)`.

        A tool ends the hand and the zoom tool, which only look at the drawing, and comes with its options.
        """
        tool = fields.get("tool", self.hand.tool)
        if tool is not self.hand.tool:
            self.other_tools[self.hand.tool] = options_of(self.hand)
            fields = {**USUAL, **self.other_tools.get(tool, {}), **fields}
        hand = replace(self.hand, **fields)
        view_tool = "" if "tool" in fields else self.view_tool
        if hand != self.hand or view_tool != self.view_tool:
            self.hand, self.view_tool = hand, view_tool
            self.plain_shape = self.plain_shape if hand.brush_shape == "custom" else hand.brush_shape
            self.hand_changed.emit(hand)

    def choose_view_tool(self, tool: ViewTool) -> None:
        """Let the mouse move the view ("hand") or scale it ("zoom") instead of drawing."""
        if tool != self.view_tool:
            self.view_tool = tool
            self.hand_changed.emit(self.hand)

    @property
    def tool(self) -> str:
        """The tool the mouse has: a ToolName, "hand" or "zoom"."""
        return self.view_tool or self.hand.tool.value

    def choose_tool(self, name: str) -> None:
        """Take a tool by its name, also "hand" and "zoom"; ValueError for a name no tool has."""
        if name == "hand":
            self.choose_view_tool("hand")
        elif name == "zoom":
            self.choose_view_tool("zoom")
        else:
            self.set_hand(tool=ToolName(name))

    def choose_shape(self, name: str) -> None:
        """Take the tool of a shape; when it is in hand already, change between outline and filled."""
        if self.tool == name:
            self.set_hand(filled=not self.hand.filled)
        else:
            self.set_hand(tool=ToolName(name))

    def step_brush(self, steps: int) -> None:
        """Make the brush some pixels larger or smaller, as far as brushes go; a stamp is only put down."""
        if not put_stamp_down(self):
            self.set_hand(brush_size=min(MAX_BRUSH_PX, max(1, self.hand.brush_size + steps)))

    def step_color(self, steps: int, which: ColorField = "foreground") -> None:
        """Go to the next or an earlier colour of the palette; from a foreign colour, to the nearest."""
        palette = self.document.sprite.palette
        if not palette.has_visible:
            return
        now = getattr(self.hand, which)
        if now in palette.colors:
            index = (palette.colors.index(now) + steps) % len(palette)
        else:
            index = int(palette.nearest(np.array(now, dtype=np.uint8)))
        self.set_hand(**{which: palette.colors[index]})

    def swap_colors(self) -> None:
        """Exchange foreground and background."""
        self.set_hand(foreground=self.hand.background, background=self.hand.foreground)

    def set_settings(self, **fields: Any) -> None:
        """Replace fields of the settings; who keeps them on disk listens to `settings_changed`."""
        settings = replace(self.settings, **fields)
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    def tell(self, sentence: str) -> None:
        """Say a sentence in the status line."""
        self.told.emit(sentence)

    def may_draw(self) -> bool:
        """Whether the active layer can be drawn on; where it can not, that is told."""
        editable = self.document.sprite.layers[self.document.layer].editable
        if not editable:
            self.tell(say("This layer is hidden or locked."))
        return editable

    @property
    def projection(self) -> Projection:
        """How the model's pictures become true pixel art; its palette is filled in by `projection_now`."""
        return self._projection

    @projection.setter
    def projection(self, projection: Projection) -> None:
        if projection != self._projection:
            self._projection = projection
            self.projection_changed.emit(projection)
            self._reconstruct()

    def projection_now(self) -> Projection:
        """The projection with the document's palette in it.

        A palette without a name is no choice but the colours of a picture that was opened: what has been
        drawn or dropped on it since then keeps its colours too.
        """
        palette = self.document.sprite.palette
        keeps_own = self._projection.kind == "document" and not palette.name
        return replace(self._projection, palette=palette, keeps_own=keeps_own)

    @property
    def resolution(self) -> int:
        """Side of the model's square picture, in pixels."""
        facts = self.client.facts
        return RESOLUTION_BEFORE_A_MODEL if facts is None else facts.resolution

    @property
    def cell_origin(self) -> Point:
        """Corner of the model's cell: of the whole-cell grid the one last drawn in, or where it is pinned."""
        return self._cell.origin

    @property
    def cell(self) -> ModelCell:
        """The model's cell; to replace it moves it."""
        return self._cell

    @cell.setter
    def cell(self, cell: ModelCell) -> None:
        former, self._cell = self._cell, cell
        if cell.is_pinned != former.is_pinned:
            self.cell_pinned.emit(cell.is_pinned)
        if cell.origin != former.origin:
            self.cell_changed.emit()
            self._reconstruct()

    @property
    def cell_rect(self) -> Rect:
        """The model's cell as (x, y, width, height), cut at the canvas' edge."""
        return self._cell.rect(self.document.sprite.size, self.resolution)

    def look_at(self, point: Point) -> None:
        """Make the cell around `point` the model's, unless it is pinned; points off the canvas do nothing."""
        self.cell = self._cell.towards(point, self.document.sprite.size, self.resolution)

    def composite(self) -> Pixels:
        """The active frame as it is seen, all layers together: read-only, contiguous uint8 (H, W, 4)."""
        return self._composite.of(self.document.sprite, self.document.frame)

    def color_at(self, point: Point) -> RGBA | None:
        """The colour seen at a point; None off the canvas and where nothing is drawn."""
        (x, y), (width, height) = point, self.document.sprite.size
        if not (0 <= x < width and 0 <= y < height):
            return None
        red, green, blue, alpha = self.composite()[y, x].tolist()
        return (red, green, blue, alpha) if alpha else None

    def model_pixels(self) -> Pixels:
        """What the model is shown: the cell as it is seen, read-only uint8 (R, R, 4); off the canvas empty.

        Several parts ask for it at every point of a stroke: it is made once for a drawing.
        """
        composite, asked = self.composite(), (self.cell_rect, self.resolution)
        if self._seen is None or self._seen[0] is not composite or self._seen[1] != asked:
            x, y, width, height = self.cell_rect
            out = np.zeros((self.resolution, self.resolution, 4), dtype=np.uint8)
            out[:height, :width] = composite[y : y + height, x : x + width]
            out.flags.writeable = False
            self._seen = composite, asked, out
        return self._seen[2]

    def with_model_pixels(self, pixels: Pixels) -> Sprite:
        """The document's sprite with `pixels`, uint8 (R, R, 4), in the model's cell.

        Where they differ from what was to be seen they land on the active layer; the others stay. A hidden or
        locked one stays as well, and that is told.
        """
        x, y, width, height = self.cell_rect
        document, ground = self.document, self.document.ground
        if not self.may_draw():
            return ground
        wanted, seen = pixels[:height, :width], ground.flatten(document.frame, self.cell_rect)
        whole = ground.pixels(document.layer, document.frame).copy()
        cell = whole[y : y + height, x : x + width]
        cell[:] = np.where((wanted != seen).any(axis=-1, keepdims=True), wanted, cell)
        return ground.with_pixels(whole, document.layer, document.frame)

    def selection_mask(self) -> Mask | None:
        """The selection within the model's cell as bool (R, R); None when nothing at all is selected."""
        selection = self.document.selection
        if selection is None:
            return None
        x, y, width, height = self.cell_rect
        out = np.zeros((self.resolution, self.resolution), dtype=np.bool_)
        out[:height, :width] = selection.mask[y : y + height, x : x + width]
        return out

    def take(self, pixels: Pixels, label: str) -> bool:
        """Put a picture, uint8 (R, R, 4), into the model's cell, one undo step; False if nothing changes."""
        return self.document.apply(self.with_model_pixels(pixels), label, "model")

    def _on_change(self, change: Change) -> None:
        self._composite.follow(self.document.sprite, self.document.frame, change.rect)
        if change.what & (What.PIXELS | What.STRUCTURE):
            self._follow(change)
        self.document_changed.emit(change)
        if change.what & SEEN:
            self._reconstruct()

    def _follow(self, change: Change) -> None:
        """Undo in another cell shows that cell; a change that touches the present one leaves it."""
        if self._size != self.document.sprite.size:
            self._size = self.document.sprite.size
            self.cell = self._cell.fitting(self._size, self.resolution)
            return
        if change.rect is None:
            return
        x, y, width, height = self.cell_rect
        left, top, wide, high = change.rect
        if not (left < x + width and x < left + wide and top < y + height and y < top + high):
            self.look_at((left + wide // 2, top + high // 2))

    def _on_model_loaded(self, _facts: object) -> None:
        self.cell = self._cell.of_side(self.document.sprite.size, self.resolution)
        self._reconstruct()

    def _reconstruct(self) -> None:
        self.client.reconstruct(self.model_pixels(), self.projection_now())
