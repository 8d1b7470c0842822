"""Brings pulled sliders into the drawing: one gesture, one undo step, whatever the engine's pace. GUI thread.

A pull asks the engine; its answers are proposed to the document as they come. A released pull is committed
when the answer for its final position is there. Pulls that follow before that wait their turn, so that each
is its own step with its own final picture. A hand that draws meanwhile ends all of them: no answer overwrites
a newer stroke.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lunarcore_studio.engine.axis_protocol import AxesChanged
from lunarcore_studio.engine.protocol import Edit, Edited, Failed, ModelFacts
from lunarcore_studio.language import mark
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.latent_session import LatentSession, Position
from lunarcore_studio.ui.session import Session

# What the step is called when another gesture ends it.
LIVE_LABEL = mark("Sliders")


@dataclass
class _Step:
    """One gesture: where the sliders were, where they go, and once it is released what it is called."""

    start: Position
    goal: Position
    label: str = ""


class LatentGesture(QObject):
    """Runs the gestures of the latent panel on the session's document.

    `moved` is emitted when the sliders stand elsewhere for another reason than a pull; `settled` when the
    drawing and the sliders have come to rest and what is derived from them may be drawn anew.
    """

    moved = Signal()
    settled = Signal()

    def __init__(self, session: Session, latent: LatentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._latent = session, latent
        self._steps: deque[_Step] = deque()
        self._asked: dict[int, Position] = {}
        self._newest_asked = 0
        self._answered = 0
        self._shown: Position | None = None
        self._shown_pixels = latent.position.base
        self._acting = False
        self._clicked = False
        client = session.client
        client.edited.connect(self._on_edited)
        client.failed.connect(self._on_failed)
        client.state_changed.connect(self._on_state)
        client.model_loaded.connect(self.open_model)
        client.axes.changed.connect(self._on_axes)
        session.document_changed.connect(self._on_document_changed)
        session.cell_changed.connect(self._on_cell_changed)

    @property
    def live(self) -> bool:
        """Whether a gesture is under way or waits for its final picture."""
        return bool(self._steps)

    def open_model(self, facts: ModelFacts) -> None:
        """Another model answers: its axes are other axes, and the sliders go to rest on the drawing."""
        self._abandon()
        self._latent.open_model(facts.slider_reach)
        self._latent.observe(self._session.model_pixels(), self._session.selection_mask(), "file")
        self.moved.emit()
        self.settled.emit()

    def begin(self) -> None:
        """The hand takes hold of a slider."""
        position = self._latent.position
        self._steps.append(_Step(position, position))

    def pull(self, position: Position) -> None:
        """The sliders stand at `position`, and the hand still holds."""
        if not self._steps or self._steps[-1].label:
            return  # somebody else took the drawing while the hand still held the slider
        self._steps[-1].goal = position
        self._latent.position = position
        if len(self._steps) == 1:
            self._ask(position)

    def release(self, label: str) -> None:
        """The hand lets go; the gesture becomes one undo step called `label`."""
        if self._steps:
            self._steps[-1].label = label
            self._finish()

    def step(self, position: Position, label: str) -> None:
        """A whole gesture at once: a key, a reset, a throw of the dice."""
        self.begin()
        self.pull(position)
        self.release(label)

    def cancel(self) -> bool:
        """Escape: take back the newest gesture that is not committed; whether there was one."""
        if not self._steps:
            return False
        step = self._steps.pop()
        self._latent.position = step.start
        if not self._steps:
            self._take_back()
        self.moved.emit()
        return True

    def take_back_click(self) -> None:
        """A double click is one gesture: what its first click did is undone, if it is the newest step."""
        if self._steps:
            self.cancel()
        elif self._clicked:
            self._session.document.undo()

    def _ask(self, position: Position) -> None:
        if position.at_rest:
            self._session.client.withdraw(Edit)
            self._asked.clear()
            self._answered = self._newest_asked
            self._show(position, self._session.with_model_pixels(position.base))
            return
        projection = self._session.projection_now()
        # The inline client answers inside of the call, before the stamp is known: the slot 0 holds it.
        self._asked[0] = position
        stamp = self._session.client.edit(
            position.base, position.offsets, projection, detail=position.detail, mask=position.mask
        )
        self._asked.pop(0, None)
        self._newest_asked = stamp
        if self._answered < stamp:
            self._asked[stamp] = position

    def _on_edited(self, reply: Edited) -> None:
        position = self._asked.get(reply.stamp) or self._asked.get(0)
        self._answered = max(self._answered, reply.stamp)
        self._asked = {stamp: asked for stamp, asked in self._asked.items() if not 0 < stamp <= reply.stamp}
        if position is None or not self._steps:
            return
        self._show(position, self._session.with_model_pixels(reply.pixels))
        if 0 not in self._asked:
            self._finish()

    def _show(self, position: Position, sprite: Sprite) -> None:
        document = self._session.document
        if document.gesture not in ("", LIVE_LABEL):
            self._give_up()
            return
        self._acting = True
        document.propose(sprite, "model", label=LIVE_LABEL)
        self._acting = False
        self._shown, self._shown_pixels = position, self._session.model_pixels()
        self._expect()

    def _finish(self) -> None:
        while self._steps and self._steps[0].label and self._answered >= self._newest_asked:
            step = self._steps.popleft()
            self._acting = True
            self._clicked = self._shown is not None and self._session.document.commit(step.label, "model")
            self._acting = False
            self._shown = None
            self._latent.remember(self._session.model_pixels(), step.goal)
            if self._steps:
                self._ask(self._steps[0].goal)
        if not self._steps:
            self.settled.emit()

    def _expect(self) -> None:
        self._latent.expect(self._session.model_pixels(), self._session.selection_mask())

    def _take_back(self) -> None:
        self._session.client.withdraw(Edit)
        self._asked.clear()
        self._answered = self._newest_asked
        shown, self._shown = self._shown, None
        if shown is not None and self._session.document.live:
            self._acting = True
            self._session.document.abort()
            self._acting = False
            self._expect()
        self.settled.emit()

    def _give_up(self) -> None:
        """Somebody else has the drawing: what it shows of the pulls stays, the rest is forgotten."""
        if self._shown is not None:
            self._latent.remember(self._shown_pixels, self._shown)
        if self._steps:
            self._latent.position = self._shown or self._steps[0].start
        self._steps.clear()
        self._shown = None
        self._session.client.withdraw(Edit)
        self._asked.clear()
        self._answered = self._newest_asked

    def _on_axes(self, change: AxesChanged) -> None:
        """The model has other named sliders: the others stay where they are. A gesture under way is taken
        back when sliders change their places."""
        facts = self._session.client.facts
        if facts is None:
            return
        own, before = facts.axis_count, len(self._latent.reach)
        kept = (*range(own), *(own + place if place >= 0 else -1 for place in change.kept))
        if kept[:before] != tuple(range(before)):
            self._abandon()
        self._latent.change_axes(facts.slider_reach, kept)
        self._observe("model")

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == "Edit":
            self._abandon()

    def _on_state(self, state: object) -> None:
        if self._session.client.facts is None:
            self._abandon()

    def _abandon(self) -> None:
        if self._steps:
            self._latent.position = self._steps[0].start
            self._steps.clear()
            self._take_back()
            self.moved.emit()

    def _on_cell_changed(self) -> None:
        if self._steps:
            self._give_up()
        self._observe("hand")

    def _on_document_changed(self, change: Change) -> None:
        if self._acting:
            return
        self._clicked = False
        if self._steps and change.what & (What.PIXELS | What.HISTORY | What.PLACE):
            self._give_up()
        self._observe(change.initiator)

    def _observe(self, initiator: str) -> None:
        self._latent.observe(self._session.model_pixels(), self._session.selection_mask(), initiator)
        self.moved.emit()
        if not self._session.document.live:
            self.settled.emit()
