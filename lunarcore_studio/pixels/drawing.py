"""A drawing as a value: what is kept of it while another one is open, or none. Any thread; immutable."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from lunarcore_studio.language import say
from lunarcore_studio.pixels.history import History, Place, State
from lunarcore_studio.pixels.sprite import Sprite


def new_key() -> str:
    """A name that no other drawing has, here or elsewhere."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Drawing:
    """Its history with the present in it, the file it lies in, and the layer and frame the hand is at.

    `key` stays with a drawing as long as it is open, under whatever name it is saved, and across a crash.
    """

    history: History
    path: Path | None = None
    place: Place = (0, 0)
    key: str = field(default_factory=new_key)

    @classmethod
    def begin(cls, sprite: Sprite, path: Path | None = None, history: History | None = None) -> Drawing:
        """A drawing that was just opened or begun, with the history that its file brings, else none."""
        history = History.begin(State(sprite)) if history is None else history
        return cls(history, path, history.step.ended)

    @property
    def sprite(self) -> Sprite:
        """What is seen."""
        return self.history.state.sprite

    @property
    def name(self) -> str:
        """What to call it."""
        return say("Untitled") if self.path is None else self.path.name

    @property
    def modified(self) -> bool:
        """Whether it differs from what was last saved or opened."""
        return self.sprite.digest != self.history.saved_digest

    @property
    def untouched(self) -> bool:
        """Whether it is empty and was never anything else: nothing at all would be lost with it."""
        begun = self.path is None and len(self.history.steps) == 1 and not self.modified
        return begun and not any(cel.pixels.any() for cel in self.sprite.cels.values())
