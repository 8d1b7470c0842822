"""The drawing that is open: the one mutable thing below the UI. GUI thread only.

Every method is one operation: it ends with at most one Change to each listener. A gesture (a stroke, or a
live proposal) shows its outcome at once and becomes one step of history when it ends.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lunarcore_studio.language import mark
from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.difference import Facts, difference
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.ground import StrokeResult
from lunarcore_studio.pixels.history import History, Place, State
from lunarcore_studio.pixels.listeners import Listener
from lunarcore_studio.pixels.readings import Readings
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import FREEHAND, Button, Hand, Modifiers, begin_stroke


class Keep(enum.Enum):
    """Stands for the selection as it is, where None would mean none."""

    SELECTION = enum.auto()


KEEP = Keep.SELECTION


class Document(Readings):
    """A sprite with its selection, history and path; see the module for how changes are told."""

    def stroke_begin(
        self,
        hand: Hand,
        point: Point,
        button: Button = "left",
        modifiers: Modifiers = Modifiers.NONE,
        from_point: Point | None = None,
        pressure: float = 1.0,
    ) -> None:
        """Press: open a stroke at `point`; see `tools.begin_stroke` for `from_point`.

        `pressure` is a pen's, 0..1.
        """
        with self._operation("hand"):
            self._close()
            stroke = begin_stroke(
                hand, self.sprite, self.selection, point, button, modifiers,
                from_point=from_point, layer=self.layer, frame=self.frame, pressure=pressure,
                adrift=self._now.adrift,
            )  # fmt: skip
            self._open(stroke.label)
            self._stroke = stroke
            self._now = _state(stroke.result)

    def stroke_to(self, point: Point, modifiers: Modifiers = Modifiers.NONE, pressure: float = 1.0) -> None:
        """Move: lead the open stroke to `point`; nothing without one (another gesture may have ended it)."""
        if self._stroke is None:
            return
        with self._operation("hand"):
            self._now = _state(self._stroke.to(point, modifiers, pressure))

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
        label: str = mark("Change"),
        whole: Callable[[], Sprite] | None = None,
    ) -> None:
        """Show `sprite` without a step, as often as needed; `commit` or `abort` ends it.

        `label` names the step if another gesture ends this one. An open stroke is ended first. Where `sprite`
        is only what can be seen of a change, `whole` makes all of it for the step.
        """
        with self._operation(initiator):
            if self._stroke is not None:
                self._close()
            self._open(label)
            self._now, self._whole = self._with(sprite, selection), whole

    def commit(self, label: str, initiator: str = "hand") -> bool:
        """End the open gesture as one step; False when there was none or it changed nothing."""
        with self._operation(initiator):
            return self._close(label)

    def abort(self) -> bool:
        """End the open gesture and take it back (Escape); False when there was none."""
        was_live = self._live
        with self._operation("hand"):
            self._place = self._begun if was_live else self._place
            self._now = self._history.state
            self._stroke, self._whole, self._live = None, None, False
        return was_live

    def apply(
        self,
        sprite: Sprite,
        label: str,
        initiator: str = "hand",
        selection: Selection | Keep | None = KEEP,
        place: Place | None = None,
        adrift: Adrift | None = None,
    ) -> bool:
        """One step at once, after ending an open gesture; False when it changes nothing.

        `place` is the layer and frame that are active from then on; None leaves the hand where it is.
        `adrift` is a cel that the step moves as a whole.
        """
        with self._operation(initiator):
            self._close()
            self._open(label)
            self._now = self._with(sprite, selection)
            self._now = replace(self._now, adrift=adrift or self._now.adrift)
            self._place = self.place if place is None else place
            return self._close()

    def select(self, selection: Selection | None, label: str = mark("Select")) -> bool:
        """One step that only selects; a selection of nothing is None. False when it is selected already."""
        if selection is not None and selection.is_empty:
            selection = None
        return self.apply(self.sprite, label, selection=selection)

    def go_to(self, layer: int, frame: int) -> None:
        """Make a layer and a frame the active ones, those nearest to what is asked; no step of history."""
        with self._operation("hand"):
            self._close()
            self._place = max(0, layer), max(0, frame)
            self._place = self.place

    def undo(self) -> bool:
        """One step back, False at the start; an open gesture is ended first, so it is that which goes.

        The hand is where the step happened then.
        """
        return self._travel(History.undone)

    def redo(self) -> bool:
        """One step forth, with the hand where it led; False at the end."""
        return self._travel(History.redone)

    def travel_to(self, cursor: int) -> bool:
        """To any step of the history, counted from 0; False when it is the present one.

        An open gesture is ended first and becomes a step of its own.
        """
        return self._travel(lambda history: history.at(cursor))

    def replace(self, sprite: Sprite, path: Path | None, history: History | None = None) -> None:
        """Open another drawing with the history that its file brings, else none; nothing is unsaved."""
        self.show(Drawing.begin(sprite, path, history))

    def show(self, drawing: Drawing) -> None:
        """Go on with a drawing where it was left, in place of the present one; see `leave`."""
        with self._operation("file"):
            self._stroke, self._whole, self._live, self._last_point = None, None, False, None
            self._key, self._path, self._history = drawing.key, drawing.path, drawing.history
            self._now, self._place = self._history.state, drawing.place

    def leave(self) -> Drawing:
        """The present drawing to be shown again later; an open gesture is ended and becomes a step."""
        with self._operation("file"):
            self._close()
        return self.drawing

    def mark_saved(self, path: Path | None = None) -> None:
        """The drawing as shown now lies on disk, at `path` or where it lay."""
        with self._operation("file"):
            self._history = self._history.saved(self.sprite)
            self._path = path if path is not None else self._path

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; call what is returned to end that."""
        return self._listeners.add(listener)

    def _open(self, label: str) -> None:
        self._begun = self._begun if self._live else self.place
        self._gesture, self._live, self._whole = label, True, None

    def _close(self, label: str | None = None) -> bool:
        if not self._live:
            return False
        stroke, self._stroke, self._live = self._stroke, None, False
        if self._whole is not None:
            self._now, self._whole = self._with(self._whole(), self.selection), None
        if stroke is not None and stroke.waits:
            self._now = _state(stroke.finish())
        if stroke is not None and stroke.tool in FREEHAND:
            self._last_point = stroke.last_point
        before = self._history
        self._history = before.pushed(self._now, label or self._gesture, self._begun, self.place)
        # the same to see, yet what was moved beyond the edge may have gone farther
        self._now = replace(self._now, sprite=self._history.state.sprite)
        return self._history is not before

    def _with(self, sprite: Sprite, selection: Selection | Keep | None) -> State:
        kept = self.selection if selection is KEEP else selection
        fits = kept is not None and kept.mask.shape == (sprite.height, sprite.width)
        return State(sprite, kept if fits else None, self._now.adrift)

    def _travel(self, step: Callable[[History], History]) -> bool:
        with self._operation("history"):
            self._close()
            before = self._history
            self._history = after = step(before)
            self._now = after.state
            if after.cursor != before.cursor:
                forth = after.cursor > before.cursor
                self._place = after.step.ended if forth else before.steps[after.cursor + 1].begun
            return after is not before

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
        return Facts(self._now, self._history, self._path, self.stroke_waits, self.place, self._key)


def _state(result: StrokeResult) -> State:
    return State(result.sprite, result.selection, result.adrift)
