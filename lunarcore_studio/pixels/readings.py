"""What can be asked of the open drawing; what can be done to it is in document. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lunarcore_studio.pixels.adrift import Adrift, adrift_at
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.drawing import Drawing, new_key
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.pixels.history import History, Place, State
from lunarcore_studio.pixels.listeners import Listeners
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Stroke, ToolName


class Readings:
    """A drawing's present state, its open gesture, its history and its path."""

    def __init__(self, sprite: Sprite | None = None, path: Path | None = None) -> None:
        self._now = State(Sprite.blank() if sprite is None else sprite)
        self._history = History.begin(self._now)
        self._path = path
        self._key = new_key()
        self._revision = 0
        self._stroke: Stroke | None = None
        self._whole: Callable[[], Sprite] | None = None  # makes all of a proposal of which a part is shown
        self._gesture = ""  # label of the open gesture
        self._live = False
        self._place: Place = (0, 0)
        self._begun: Place = (0, 0)  # where the hand was when the open gesture began
        self._last_point: Point | None = None
        self._listeners = Listeners()

    @property
    def sprite(self) -> Sprite:
        """The drawing as it is shown, an open gesture included."""
        return self._now.sprite

    @property
    def selection(self) -> Selection | None:
        """The selected pixels; None when nothing is selected."""
        return self._now.selection

    @property
    def layer(self) -> int:
        """Index of the active layer, 0 at the bottom."""
        return min(self._place[0], len(self.sprite.layers) - 1)

    @property
    def frame(self) -> int:
        """Index of the active frame."""
        return min(self._place[1], len(self.sprite.frames) - 1)

    @property
    def place(self) -> Place:
        """The active layer and frame: the hand draws on that cel."""
        return self.layer, self.frame

    @property
    def ground(self) -> Sprite:
        """What a proposal departs from: the drawing without the proposal that is open, a stroke included."""
        return self._history.state.sprite if self._live and self._stroke is None else self.sprite

    @property
    def pixels(self) -> Pixels:
        """The active cel: read-only uint8 (H, W, 4), straight RGBA."""
        return self.sprite.pixels(self.layer, self.frame)

    @property
    def adrift(self) -> Adrift:
        """The active cel with what moving it as a whole has led beyond the edge."""
        return adrift_at(self.place, self.pixels, self._now.adrift)

    @property
    def revision(self) -> int:
        """Counts the changes told so far."""
        return self._revision

    @property
    def path(self) -> Path | None:
        """Where the drawing lies on disk; None for one that was never saved."""
        return self._path

    @property
    def key(self) -> str:
        """Tells the drawing from all others, whatever its name is."""
        return self._key

    @property
    def drawing(self) -> Drawing:
        """The drawing as a value, without an open gesture."""
        return Drawing(self._history, self._path, self.place, self._key)

    @property
    def name(self) -> str:
        """What to call the drawing."""
        return self.drawing.name

    @property
    def modified(self) -> bool:
        """Whether the drawing differs from what was last saved or opened."""
        return self.sprite.digest != self._history.saved_digest

    @property
    def live(self) -> bool:
        """Whether a gesture is open."""
        return self._live

    @property
    def gesture(self) -> str:
        """Label of the open gesture; empty when none is open."""
        return self._gesture if self._live else ""

    @property
    def stroke_tool(self) -> ToolName | None:
        """What the open stroke is made with; None without one."""
        return None if self._stroke is None else self._stroke.tool

    @property
    def extent(self) -> Extent | None:
        """How far the open stroke has spanned; None without one, and where that is no size of anything."""
        return None if self._stroke is None else self._stroke.extent

    @property
    def stroke_waits(self) -> bool:
        """Whether the open stroke goes on with another press, its button being up."""
        return self._stroke is not None and self._stroke.waits

    @property
    def last_point(self) -> Point | None:
        """Where the last freehand stroke ended, the start of a straight line by Shift and click."""
        return self._last_point

    @property
    def history(self) -> History:
        """The steps so far, without an open gesture."""
        return self._history

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something; an open gesture would be ended and taken back."""
        return self._settled().can_undo

    @property
    def can_redo(self) -> bool:
        """Whether `redo` would change something."""
        return self._settled().can_redo

    @property
    def undo_label(self) -> str:
        """Name of the step that `undo` takes back; empty when there is none."""
        return self._settled().undo_label

    @property
    def redo_label(self) -> str:
        """Name of the step that `redo` brings back; empty when there is none."""
        return self._settled().redo_label

    def _settled(self) -> History:
        """The history as it would be with the open gesture ended."""
        if not self._live:
            return self._history
        return self._history.pushed(self._now, self._gesture, self._begun, self.place)
