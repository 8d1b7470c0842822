"""The drawing that is open: the one mutable thing below the UI. GUI thread only.

Every method is one operation: it ends with at most one Change to each listener. A gesture (a stroke, or a
live proposal) shows its outcome at once and becomes one step of history when it ends.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.difference import Facts, difference
from lunarcore_studio.pixels.history import History, State
from lunarcore_studio.pixels.listeners import Listener, Listeners
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import FREEHAND, Button, Hand, Modifiers, Stroke, begin_stroke


class Keep(enum.Enum):
    """Stands for the selection as it is, where None would mean none."""

    SELECTION = enum.auto()


KEEP = Keep.SELECTION


class Document:
    """A sprite with its selection, history and path; see the module for how changes are told."""

    def __init__(self, sprite: Sprite | None = None, path: Path | None = None) -> None:
        self._now = State(Sprite.blank() if sprite is None else sprite)
        self._history = History.begin(self._now)
        self._path = path
        self._revision = 0
        self._stroke: Stroke | None = None
        self._gesture = ""  # label of the open gesture
        self._live = False
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
        """Index of the active layer."""
        return 0

    @property
    def frame(self) -> int:
        """Index of the active frame."""
        return 0

    @property
    def pixels(self) -> Pixels:
        """The active cel: read-only uint8 (H, W, 4), straight RGBA."""
        return self.sprite.pixels(self.layer, self.frame)

    @property
    def revision(self) -> int:
        """Counts the changes told so far."""
        return self._revision

    @property
    def path(self) -> Path | None:
        """Where the drawing lies on disk; None for one that was never saved."""
        return self._path

    @property
    def name(self) -> str:
        """What to call the drawing."""
        return "Untitled" if self._path is None else self._path.name

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

    def stroke_begin(
        self,
        hand: Hand,
        point: Point,
        button: Button = "left",
        modifiers: Modifiers = Modifiers.NONE,
        from_point: Point | None = None,
    ) -> None:
        """Press: open a stroke at `point`; see `tools.begin_stroke` for `from_point`."""
        with self._operation("hand"):
            self._close()
            stroke = begin_stroke(
                hand, self.sprite, self.selection, point, button, modifiers,
                from_point=from_point, layer=self.layer, frame=self.frame,
            )  # fmt: skip
            self._open(stroke.label)
            self._stroke = stroke
            self._now = State(stroke.result.sprite, stroke.result.selection)

    def stroke_to(self, point: Point, modifiers: Modifiers = Modifiers.NONE) -> None:
        """Move: lead the open stroke to `point`; nothing without one (another gesture may have ended it)."""
        if self._stroke is None:
            return
        with self._operation("hand"):
            result = self._stroke.to(point, modifiers)
            self._now = State(result.sprite, result.selection)

    def stroke_end(self) -> bool:
        """Release: the stroke becomes one step; False if it waits for a press, changed nothing or is none."""
        if self._stroke is None:
            return False
        with self._operation("hand"):
            self._stroke.release()
            return not self._stroke.waits and self._close()

    def stroke_finish(self) -> bool:
        """End a stroke that waits (Enter); False when there was none or it changed nothing."""
        return self.stroke_waits and self.commit(self._gesture)

    def propose(
        self,
        sprite: Sprite,
        initiator: str,
        selection: Selection | Keep | None = KEEP,
        label: str = "Change",
    ) -> None:
        """Show `sprite` without a step, as often as needed; `commit` or `abort` ends it.

        `label` names the step if another gesture ends this one. An open stroke is ended first.
        """
        with self._operation(initiator):
            if self._stroke is not None:
                self._close()
            self._open(label)
            self._now = self._with(sprite, selection)

    def commit(self, label: str, initiator: str = "hand") -> bool:
        """End the open gesture as one step; False when there was none or it changed nothing."""
        with self._operation(initiator):
            return self._close(label)

    def abort(self) -> bool:
        """End the open gesture and take it back (Escape); False when there was none."""
        was_live = self._live
        with self._operation("hand"):
            self._now = self._history.state
            self._stroke, self._live = None, False
        return was_live

    def apply(
        self,
        sprite: Sprite,
        label: str,
        initiator: str = "hand",
        selection: Selection | Keep | None = KEEP,
    ) -> bool:
        """One step at once, after ending an open gesture; False when it changes nothing."""
        with self._operation(initiator):
            self._close()
            self._open(label)
            self._now = self._with(sprite, selection)
            return self._close()

    def select(self, selection: Selection | None, label: str = "Select") -> bool:
        """One step that only selects; a selection of nothing is None. False when it is selected already."""
        if selection is not None and selection.is_empty:
            selection = None
        return self.apply(self.sprite, label, selection=selection)

    def undo(self) -> bool:
        """One step back, False at the start; an open gesture is ended first, so it is that which goes."""
        return self._travel(History.undone)

    def redo(self) -> bool:
        """One step forth; False at the end."""
        return self._travel(History.redone)

    def replace(self, sprite: Sprite, path: Path | None, history: History | None = None) -> None:
        """Open another drawing with the history that its file brings, else none; nothing is unsaved."""
        with self._operation("file"):
            self._stroke, self._live, self._last_point = None, False, None
            self._history = History.begin(State(sprite)) if history is None else history
            self._now = self._history.state
            self._path = path

    def mark_saved(self, path: Path | None = None) -> None:
        """The drawing as shown now lies on disk, at `path` or where it lay."""
        with self._operation("file"):
            self._history = self._history.saved(self.sprite)
            self._path = path if path is not None else self._path

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; call what is returned to end that."""
        return self._listeners.add(listener)

    def _open(self, label: str) -> None:
        self._gesture, self._live = label, True

    def _close(self, label: str | None = None) -> bool:
        if not self._live:
            return False
        stroke, self._stroke, self._live = self._stroke, None, False
        if stroke is not None and stroke.waits:
            result = stroke.finish()
            self._now = State(result.sprite, result.selection)
        if stroke is not None and stroke.tool in FREEHAND:
            self._last_point = stroke.last_point
        before = self._history
        self._history = before.pushed(self._now, label or self._gesture)
        self._now = self._history.state
        return self._history is not before

    def _settled(self) -> History:
        """The history as it would be with the open gesture ended."""
        return self._history.pushed(self._now, self._gesture) if self._live else self._history

    def _with(self, sprite: Sprite, selection: Selection | Keep | None) -> State:
        kept = self.selection if selection is KEEP else selection
        fits = kept is not None and kept.mask.shape == (sprite.height, sprite.width)
        return State(sprite, kept if fits else None)

    def _travel(self, step: Callable[[History], History]) -> bool:
        with self._operation("history"):
            self._close()
            before = self._history
            self._history = step(before)
            self._now = self._history.state
            return self._history is not before

    @contextmanager
    def _operation(self, initiator: str) -> Iterator[None]:
        before = self._facts()
        try:
            yield
        finally:
            change = difference(before, self._facts(), initiator)
            if change is not None:
                self._revision += 1
                self._listeners.tell(change)

    def _facts(self) -> Facts:
        return Facts(self._now, self._history, self._path, self.stroke_waits)
