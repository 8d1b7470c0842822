"""Unlimited undo as a row of snapshots with a cursor. Any thread; immutable.

A snapshot shares every cel that a step did not touch, so a step costs what it changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite

Place = tuple[int, int]  # layer, frame


@dataclass(frozen=True)
class State:
    """What one step of undo restores; what is `adrift` makes no difference to it."""

    sprite: Sprite
    selection: Selection | None = None
    adrift: Adrift | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Step:
    """A state, the name of what led to it, and where the hand was before and after that."""

    label: str
    state: State
    begun: Place = (0, 0)
    ended: Place = (0, 0)


@dataclass(frozen=True)
class History:
    """Steps, the cursor on the present one, and the digest of the sprite that lies on disk.

    The saved mark is a digest and not a place in the row: drawing back by hand what was saved is as good as
    undo, and a new branch can not make an unsaved state look saved.
    """

    steps: tuple[Step, ...]
    cursor: int
    saved_digest: str

    @classmethod
    def begin(cls, state: State) -> History:
        """A history without steps to undo, its state saved."""
        return cls((Step("", state),), 0, state.sprite.digest)

    @property
    def step(self) -> Step:
        """What led to the present."""
        return self.steps[self.cursor]

    @property
    def state(self) -> State:
        """The present state."""
        return self.step.state

    @property
    def undo_label(self) -> str:
        """Name of the step that undo takes back; empty when there is none."""
        return self.step.label

    @property
    def redo_label(self) -> str:
        """Name of the step that redo brings back; empty when there is none."""
        return self.steps[self.cursor + 1].label if self.can_redo else ""

    @property
    def can_undo(self) -> bool:
        """Whether a step lies before the present."""
        return self.cursor > 0

    @property
    def can_redo(self) -> bool:
        """Whether a step lies after the present."""
        return self.cursor + 1 < len(self.steps)

    def pushed(self, state: State, label: str, begun: Place = (0, 0), ended: Place = (0, 0)) -> History:
        """One step on, what was undone is dropped; itself when `state` equals the present."""
        if state == self.state:
            return self
        steps = (*self.steps[: self.cursor + 1], Step(label, state, begun, ended))
        return replace(self, steps=steps, cursor=self.cursor + 1)

    def undone(self) -> History:
        """One step back; itself at the beginning."""
        return replace(self, cursor=self.cursor - 1) if self.can_undo else self

    def redone(self) -> History:
        """One step forth; itself at the end."""
        return replace(self, cursor=self.cursor + 1) if self.can_redo else self

    def at(self, cursor: int) -> History:
        """With the cursor on any of the steps, the nearest one there is; itself when it stands there."""
        cursor = min(max(0, cursor), len(self.steps) - 1)
        return self if cursor == self.cursor else replace(self, cursor=cursor)

    def saved(self, sprite: Sprite) -> History:
        """The same steps with `sprite` as what lies on disk."""
        return replace(self, saved_digest=sprite.digest)
