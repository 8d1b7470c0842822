"""The commands that turn, scale, fill and outline what is selected. GUI thread only.

Each is one step of history. Where nothing is selected, the sprite itself is turned and scaled.
"""

from __future__ import annotations

import math

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels import inks
from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.outlines import outlined, stroked
from lunarcore_studio.pixels.raster import like_color
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.transforms import (
    Turning,
    quarter_turned,
    scaled,
    scaled_sprite,
    turned_sprite,
)
from lunarcore_studio.ui.session import Session

TURN = mark("Rotate")
QUARTERS = {1: mark("Turn right"), -1: mark("Turn left"), 2: mark("Turn around")}


class SelectionCommands:
    """Acts on the session's document; what can not be done is told in the status line."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._turning: Turning | None = None

    def select_color(self) -> None:
        """Select every pixel of the foreground colour, as tolerant as fill and wand are."""
        document, hand = self._session.document, self._session.hand
        found = Selection(like_color(document.pixels, hand.foreground, hand.tolerance))
        if found.is_empty:
            self._session.tell(say("The foreground colour is nowhere in this layer."))
        else:
            document.select(found, mark("Select colour"))

    def turn_quarters(self, turns: int) -> None:
        """Turn by quarters, clockwise."""
        document = self._session.document
        if document.selection is None:
            document.apply(turned_sprite(document.sprite, turns), QUARTERS[turns])
        elif self._session.may_draw():
            self._apply(*quarter_turned(document.pixels, document.selection, turns), QUARTERS[turns])

    def scale(self, factor: int) -> None:
        """Make every pixel a square of `factor`, or keep every `-factor`th."""
        document = self._session.document
        label = mark(f"Scale by {factor}") if factor > 0 else mark(f"Scale by 1/{-factor}")
        if document.selection is not None:
            if self._session.may_draw():
                self._apply(*scaled(document.pixels, document.selection, factor), label)
        elif max(document.sprite.size) * factor > MAX_SIDE_PX:
            self._session.tell(
                say("A drawing is at most {max_side_px} pixels a side.").format(max_side_px=MAX_SIDE_PX)
            )
        else:
            document.apply(scaled_sprite(document.sprite, factor), label)

    def propose_turn(self, degrees: float) -> None:
        """Show what is selected, or the layer, turned freely; `settle_turn` makes it a step."""
        document = self._session.document
        if not (document.live and document.gesture == TURN):
            self._turning = None
        if self._turning is None:
            if degrees == 0 or not self._session.may_draw():
                return
            self._turning = Turning(document.pixels, document.selection)
        pixels, selection = self._turning.pixels, self._turning.selection
        if degrees != 0:
            pixels, selection = self._turning.at(math.radians(degrees))
        sprite = document.sprite.with_pixels(pixels, document.layer, document.frame)
        document.propose(sprite, "hand", selection, TURN)

    def settle_turn(self) -> None:
        """The angle is the one that was wanted."""
        if self._session.document.gesture == TURN:
            self._session.document.commit(TURN)
        self._turning = None

    def outline(self, kind: str) -> None:
        """A line of the foreground colour around what is drawn: by its "sides", or its "corners" too."""
        document, color = self._session.document, self._session.hand.foreground
        if self._session.may_draw():
            pixels = outlined(document.pixels, document.selection, color, kind == "corners")
            self._apply(pixels, document.selection, mark("Outline"))

    def fill(self) -> None:
        """The foreground colour on all that is selected."""
        selection = self._chosen()
        if selection is not None:
            document = self._session.document
            pixels = inks.paint(document.pixels, selection.mask, self._session.hand.foreground)
            self._apply(pixels, document.selection, mark("Fill selection"))

    def stroke(self) -> None:
        """The foreground colour on the rim of what is selected."""
        selection = self._chosen()
        if selection is not None:
            document = self._session.document
            pixels = stroked(document.pixels, selection, self._session.hand.foreground)
            self._apply(pixels, document.selection, mark("Stroke selection"))

    def _chosen(self) -> Selection | None:
        selection = self._session.document.selection
        if selection is None:
            self._session.tell(say("Select something first."))
        return selection if self._session.may_draw() else None

    def _apply(self, pixels: Pixels, selection: Selection | None, label: str) -> None:
        document = self._session.document
        sprite = document.sprite.with_pixels(pixels, document.layer, document.frame)
        document.apply(sprite, label, selection=selection)
