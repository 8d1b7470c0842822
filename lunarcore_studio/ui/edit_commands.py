"""The commands of the Edit, Sprite and Select menus, each one step of history. GUI thread only."""

from __future__ import annotations

import numpy as np

from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.adrift import Adrift
from lunarcore_studio.pixels.change import Change, Point, What
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import Selection, lift, moved, paste
from lunarcore_studio.pixels.tools import ToolName
from lunarcore_studio.pixels.transforms import flipped, flipped_sprite
from lunarcore_studio.ui import clipboard
from lunarcore_studio.ui.float_commands import FloatCommands
from lunarcore_studio.ui.session import Session


class EditCommands:
    """Acts on the session's document; what can not be done is told in the status line."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._selection = session.document.selection
        self._former: Selection | None = None
        self.floats = FloatCommands(session)
        session.document_changed.connect(self._on_changed)

    def undo(self) -> None:
        """One step back."""
        label = say_filled(self._session.document.undo_label)
        self._session.tell(
            say("Undone: {label}.").format(label=label)
            if self._session.document.undo()
            else say("Nothing to undo.")
        )

    def redo(self) -> None:
        """One step forth."""
        label = say_filled(self._session.document.redo_label)
        self._session.tell(
            say("Redone: {label}.").format(label=label)
            if self._session.document.redo()
            else say("Nothing to redo.")
        )

    def copy(self) -> bool:
        """The selected pixels, or all of them, to the clipboard; False when nothing is there to copy."""
        document = self._session.document
        pixels = clipboard.cut_out(document.pixels, document.selection)
        if pixels is None:
            return False
        clipboard.put(pixels, document.path.stem if document.path else "sprite")
        self._session.tell(
            say("Copied {width} x {height} pixels.").format(width=pixels.shape[1], height=pixels.shape[0])
        )
        return True

    def cut(self) -> None:
        """Copy, then delete."""
        if self._session.may_draw() and self.copy():
            self._erase(mark("Cut"))

    def delete(self) -> None:
        """Empty the selected pixels, or all of them; what floats goes, and what it lay over is back."""
        if self._session.may_draw():
            self._erase(mark("Delete"))

    def paste(self) -> bool:
        """The clipboard's picture into the drawing, afloat under the Move tool; False when it has none."""
        pixels = clipboard.held()
        if pixels is None:
            self._session.tell(say("There is no picture on the clipboard."))
            return False
        return self.place(pixels, self._landing(pixels))

    def place(self, pixels: Pixels, origin: Point, label: str = mark("Paste")) -> bool:
        """Lay a picture, uint8 (h, w, 4), over the drawing with its corner at `origin`, as one step."""
        document = self._session.document
        if not self._session.may_draw():
            return False
        width, height = document.sprite.size
        whole, selection = paste(document.pixels, pixels, origin)
        if selection is None:
            self._session.tell(say("The picture lies beside the drawing."))
            return False
        sprite = document.sprite.with_pixels(whole, document.layer, document.frame)
        document.apply(sprite, label, selection=selection)
        self.floats.lend_move()
        high, wide = pixels.shape[:2]
        if wide > width or high > height:
            self._session.tell(
                say("Pasted {wide} x {high} pixels: drag to bring in what lies beside the drawing.").format(
                    wide=wide, high=high
                )
            )
        else:
            self._session.tell(
                say("Pasted {wide} x {high} pixels: drag to move, Enter sets them down.").format(
                    wide=wide, high=high
                )
            )
        return True

    def select_all(self) -> None:
        """Select every pixel."""
        self._session.document.select(Selection.all(self._session.document.sprite.size), mark("Select all"))

    def deselect(self) -> None:
        """Select nothing; what floats stays where it is."""
        self._session.document.select(None, mark("Deselect"))

    def reselect(self) -> None:
        """Select again what was selected before the last deselection."""
        size = self._session.document.sprite.size
        if self._former is None or self._former.mask.shape != (size[1], size[0]):
            self._session.tell(say("Nothing was selected before."))
            return
        self._session.document.select(Selection(self._former.mask), mark("Reselect"))

    def invert(self) -> None:
        """Select what is not selected."""
        document = self._session.document
        selection = document.selection
        inverted = Selection.all(document.sprite.size) if selection is None else selection.invert()
        document.select(inverted, mark("Invert selection"))

    def flip_horizontal(self) -> None:
        """Exchange left and right of what is selected, or of the whole sprite."""
        self._flip(1, mark("Flip horizontally"))

    def flip_vertical(self) -> None:
        """Exchange top and bottom of what is selected, or of the whole sprite."""
        self._flip(0, mark("Flip vertically"))

    @property
    def can_nudge(self) -> bool:
        """Whether the arrow keys have something to move."""
        selected = self._session.document.selection is not None
        return selected or self._session.hand.tool is ToolName.MOVE

    def nudge(self, dx: int, dy: int) -> bool:
        """Move the selected pixels; with the Move tool and no selection, all of them. False when neither."""
        document = self._session.document
        if not self.can_nudge or not self._session.may_draw():
            return False
        if document.selection is None:
            adrift = document.adrift.moved((dx, dy))
            self._apply(adrift.shown(), None, mark("Nudge"), adrift)
        else:
            self._apply(*moved(document.pixels, document.selection, (dx, dy)), mark("Nudge"))
        return True

    def _flip(self, axis: int, label: str) -> None:
        document = self._session.document
        if document.selection is None:
            document.apply(flipped_sprite(document.sprite, axis), label)
        elif self._session.may_draw():
            self._apply(*flipped(document.pixels, document.selection, axis), label)

    def _apply(
        self, pixels: Pixels, selection: Selection | None, label: str, adrift: Adrift | None = None
    ) -> None:
        document = self._session.document
        sprite = document.sprite.with_pixels(pixels, document.layer, document.frame)
        document.apply(sprite, label, selection=selection, adrift=adrift)

    def _erase(self, label: str) -> None:
        document = self._session.document
        selection = document.selection
        lifted = clipboard.afloat(document.pixels, selection)
        rest = lift(document.pixels, selection)[0] if lifted is None else lifted.rest
        kept = None if selection is None else Selection(selection.mask)
        self._apply(np.ascontiguousarray(rest), kept, label)

    def _landing(self, pixels: Pixels) -> Point:
        """In the selection's corner where there is one, else in the middle of the cell or the drawing."""
        document = self._session.document
        bounds = document.selection.bounds if document.selection is not None else None
        if bounds is not None:
            return bounds[:2]
        height, width = pixels.shape[:2]
        x, y, wide, high = self._session.cell_rect
        if width > wide or height > high:
            (x, y), (wide, high) = (0, 0), document.sprite.size
        return x + max(0, (wide - width) // 2), y + max(0, (high - height) // 2)

    def _on_changed(self, change: Change) -> None:
        if change.what & What.SELECTION:
            now = self._session.document.selection
            if now is None and self._selection is not None and not self._selection.is_empty:
                self._former = self._selection
            self._selection = now
