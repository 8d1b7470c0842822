"""The strip's two ends in the colours that the drawing was recoloured with since they came. GUI thread only.

Read from the history of the drawing, so that they go back with undo, and with Escape before there is a step.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lunarcore_studio.pixels.indexed import brought
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import RECOLOUR
from lunarcore_studio.ui.session import Session


@dataclass(frozen=True, eq=False)
class _Kept:
    """A sprite uint8 (R, R, 4) as it came, to which drawing, and how often that was recoloured before."""

    pixels: np.ndarray
    key: str
    times: int


class EndColors:
    """Keeps the ends "A" and "B" as they came."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: dict[str, _Kept] = {}

    def keep(self, which: str, pixels: np.ndarray) -> None:
        """Remember an end, uint8 (R, R, 4); what was recoloured before it came does not concern it."""
        self._kept[which] = _Kept(pixels, self._session.document.key, self._recoloured()[0])

    def swap(self) -> None:
        """Exchange the two."""
        self._kept = {{"A": "B", "B": "A"}[which]: kept for which, kept in self._kept.items()}

    def shown(self) -> dict[str, np.ndarray]:
        """The ends in the colours that they have now."""
        times, palette = self._recoloured()
        return {which: self._in_palette(kept, times, palette) for which, kept in self._kept.items()}

    def _in_palette(self, kept: _Kept, times: int, palette: Palette) -> np.ndarray:
        follows = kept.key == self._session.document.key and times > kept.times
        return brought(kept.pixels, palette, keeps_alpha=True) if follows else kept.pixels

    def _recoloured(self) -> tuple[int, Palette]:
        """How often the drawing was recoloured up to now, and with what at last."""
        document = self._session.document
        steps = document.history.steps[: document.history.cursor + 1]
        palettes = [step.state.sprite.palette for step in steps if step.label == RECOLOUR]
        if document.gesture == RECOLOUR:
            palettes.append(document.sprite.palette)
        return len(palettes), palettes[-1] if palettes else document.sprite.palette
