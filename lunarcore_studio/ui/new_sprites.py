"""Bring new sprites of the model into the drawing, each as one undo step. GUI thread only.

The answer takes a moment: a hand that draws, or Escape, before it is there keeps its drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import randrange

import numpy as np
from PySide6.QtCore import QObject

from lunarcore_studio.engine.protocol import Failed, Mask, Pixels, Sample, Sampled
from lunarcore_studio.language import mark
from lunarcore_studio.ui.frame_commands import FrameCommands
from lunarcore_studio.ui.session import Session

# Noise as much as the drawing's own code: a relative; about half as much: another one of the same.
FAR, CLOSE = 1.0, 0.6
MOST_SEEDS = 1 << 31


@dataclass(frozen=True, eq=False)
class _Asked:
    """A request under way: what the step is called, the drawing then, and where it may change."""

    label: str
    as_frame: bool
    revision: int
    near: Pixels | None
    mask: Mask | None


class NewSprites(QObject):
    """Throws the model's dice: near the drawing where there is one, or a sprite of a kind that it knows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: _Asked | None = None
        self._base: Pixels | None = None
        self._thrown: Pixels | None = None
        session.client.sampled.connect(self._on_sampled)
        session.client.failed.connect(self._on_failed)
        session.client.model_loaded.connect(lambda _facts: self.cancel())

    @property
    def can(self) -> bool:
        """Whether the model has anything to draw relatives by."""
        facts = self._session.client.facts
        return facts is not None and facts.has_prior

    @property
    def can_throw(self) -> bool:
        """Whether the model knows sprites so well that a throw of it is more than one of the sliders."""
        facts = self._session.client.facts
        return facts is not None and facts.knows_sprites

    def throw(self) -> None:
        """A relative of the drawing, each time of the same one; a new sprite where nothing is drawn."""
        self._ask(mark("Dice"), FAR)

    def another(self) -> None:
        """Another like the drawing; a new sprite where nothing is drawn."""
        self._ask(mark("Another like this"), CLOSE)

    def another_frame(self) -> None:
        """Another like the drawing as a new frame behind it."""
        self._ask(mark("Another as a frame"), CLOSE, as_frame=True)

    def of_kind(self, tag: str) -> None:
        """A new sprite of a kind, in place of the drawing."""
        self._ask(mark(f"Another {tag}"), FAR, tag)

    def cancel(self) -> bool:
        """Escape: want no sprite any more; whether one was on its way."""
        was_asked, self._asked = self._asked is not None, None
        if was_asked:
            self._session.client.withdraw(Sample)
        return was_asked

    def _ask(self, label: str, sigma: float, tag: str | None = None, as_frame: bool = False) -> None:
        near = None if tag is not None else self._drawing()
        projection = self._session.projection_now()
        # with no drawing whose colours they could be, each comes in its own
        chosen = None if near is None and projection.kind in ("sprite", "none") else projection
        mask = self._session.selection_mask()
        self._asked = _Asked(label, as_frame, self._session.document.revision, near, mask)
        seed = randrange(MOST_SEEDS)
        self._session.client.sample(1, seed, chosen, near, sigma, tag)

    def _drawing(self) -> Pixels | None:
        """What a throw departs from: after a throw still the drawing before it; None for nothing drawn."""
        now = self._session.model_pixels()
        if self._base is None or self._thrown is None or not np.array_equal(now, self._thrown):
            self._base = now
        return self._base if self._base[..., 3].any() else None

    def _on_sampled(self, reply: Sampled) -> None:
        asked, self._asked = self._asked, None
        document = self._session.document
        if asked is None or document.live or document.revision != asked.revision:
            return
        drawn = reply.pictures[0]
        if asked.mask is not None:
            drawn = np.where(asked.mask[..., None], drawn, self._session.model_pixels())
        if asked.as_frame:
            duration_ms = document.sprite.frames[document.frame].duration_ms
            FrameCommands(self._session).add_pictures([drawn], duration_ms, asked.label)
            return
        self._thrown = None
        document.apply(self._session.with_model_pixels(drawn), asked.label, "model")
        if asked.near is not None:
            self._thrown = self._session.model_pixels()

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == "Sample":
            self._asked = None
