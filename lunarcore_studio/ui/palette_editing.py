"""What is done to the colours of the palette, each one step of history with a name. GUI thread only.

The picture of an RGBA drawing stays as it is, but for the commands that say that they recolour it; that of an
indexed one is made of its palette and goes with it.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from lunarcore_studio.language import mark, say, say_many
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.palette_edits import (
    SortKey,
    in_order,
    landing,
    merged,
    moved,
    uses_of,
    without,
    without_unused,
)
from lunarcore_studio.pixels.recolouring import REMAP, as_indexed, followed, recoloured, repaletted
from lunarcore_studio.pixels.sprite import Mode, Sprite
from lunarcore_studio.ui.palette_dialogs import ExtractDialog, RampDialog, drawn_pixels
from lunarcore_studio.ui.palette_lock import may_edit_palette
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.swatch_grid import SwatchGrid

LARGEST = 256
SORTED = {"lightness": mark("Sort by lightness"), "hue": mark("Sort by hue"), "use": mark("Sort by use")}


class PaletteEditing:
    """Acts on the palette of the session's document, and on the colours that are chosen in `swatches`."""

    def __init__(self, session: Session, swatches: SwatchGrid, widget: QWidget) -> None:
        self._session, self._swatches, self._widget = session, swatches, widget

    def apply(self, palette: Palette, label: str) -> bool:
        """Give the drawing a palette as one step; False, with the reason told, when it is locked."""
        if not may_edit_palette(self._session):
            return False
        document = self._session.document
        document.apply(repaletted(document.sprite, palette), label, "palette")
        return True

    def add(self) -> None:
        """Add the foreground at the palette's end."""
        if len(self._palette) >= LARGEST:
            self._session.tell(say("A palette has at most {largest} colours.").format(largest=LARGEST))
        elif self.apply(self._palette.added(self._session.hand.foreground), mark("Add colour")):
            self._swatches.choose([self._palette.colors.index(self._session.hand.foreground)])

    def remove(self) -> None:
        """Remove what is chosen; one colour stays."""
        places = self._swatches.places
        if len(self._palette) == 1:
            self._session.tell(say("A palette has one colour at least."))
        elif self.apply(
            without(self._palette, places), mark("Remove colours") if places[1:] else mark("Remove colour")
        ):
            self._swatches.choose([min(places[0], len(self._palette) - 1)])

    def move(self, places: list[int], gap: int) -> None:
        """Put colours before the one that is at `gap`."""
        if self.apply(
            moved(self._palette, places, gap), mark("Move colours") if places[1:] else mark("Move colour")
        ):
            self._swatches.choose(landing(places, gap))

    def sort(self, key: SortKey) -> None:
        """Sort what is chosen where that is more than one, else all."""
        uses = uses_of(self._sprite.cels.values()) if key == "use" else None
        self.apply(in_order(self._palette, key, uses, self._swatches.places), SORTED[key])

    def merge(self) -> None:
        """Leave of equal colours the first."""
        palette = merged(self._palette)
        gone = len(self._palette) - len(palette)
        if not gone:
            self._session.tell(say("No colour is in the palette twice."))
        elif self.apply(palette, mark("Merge duplicates")):
            self._session.tell(say("Merged {colors} into others like them.").format(colors=_colors(gone)))

    def remove_unused(self) -> None:
        """Leave what is drawn with."""
        palette = without_unused(self._palette, uses_of(self._sprite.cels.values()))
        gone = len(self._palette) - len(palette)
        if not palette.has_visible:
            self._session.tell(say("No colour of the palette is drawn with: nothing would be left of it."))
        elif not gone:
            self._session.tell(say("Every colour of the palette is drawn with."))
        elif self.apply(palette, mark("Remove unused")):
            self._session.tell(
                say("Removed {colors} that nothing is drawn with.").format(colors=_colors(gone))
            )

    def insert_ramp(self) -> None:
        """Ask how many colours go between the first and the last of those that are chosen."""
        places = self._swatches.places
        room = LARGEST - len(self._palette)
        if not places[1:]:
            self._session.tell(say("Choose two colours of the palette first: hold Ctrl and click."))
        elif not room:
            self._session.tell(say("A palette has at most {largest} colours.").format(largest=LARGEST))
        elif may_edit_palette(self._session):
            first, last = places[0], places[-1]
            dialog = RampDialog(self._session, first, last, room, self._widget.window())

            def choose(steps: int) -> None:
                self._swatches.choose(range(first, last + steps + 1))

            choose(dialog.steps.value())
            dialog.steps.valueChanged.connect(choose)
            dialog.rejected.connect(lambda: self._swatches.choose(places))
            self._ask(dialog)

    def extract(self) -> None:
        """Ask how many colours are taken from what is drawn."""
        pixels = drawn_pixels(self._sprite)
        if not len(pixels):
            self._session.tell(say("Nothing is drawn yet: there are no colours to take from it."))
        elif may_edit_palette(self._session):
            self._ask(ExtractDialog(self._session, pixels, LARGEST, self._widget.window()))

    def remap(self) -> None:
        """Bring the picture to the palette: where an edited colour went, else the nearest in OKLab."""
        document = self._session.document
        document.commit(mark("Change"))
        steps = document.history.steps[: document.history.cursor + 1]
        if document.apply(recoloured(self._sprite, self._palette, followed(steps)), REMAP, "palette"):
            self._session.tell(
                say("The picture has the {colors} of the palette.").format(colors=_colors(len(self._palette)))
            )
        else:
            self._session.tell(say("The picture has only colours of the palette already."))

    def lock(self, on: bool) -> None:
        """Let nothing change the palette, or let it be changed again."""
        self._session.set_settings(palette_locked=on)
        self._session.tell(say("The palette is locked.") if on else say("The palette can be changed."))

    def choose_mode(self, mode: Mode) -> None:
        """Bring the drawing into a colour mode, "rgba" or "indexed"; one step, see the module."""
        document = self._session.document
        if mode == self._sprite.mode:
            return
        if mode == "indexed" and (len(self._palette) > LARGEST or not self._palette.has_visible):
            self._session.tell(
                say("An indexed drawing has a palette of 1 to {largest} colours.").format(largest=LARGEST)
            )
        elif mode == "indexed":
            document.apply(as_indexed(self._sprite), mark("Indexed colours"), "palette")
            self._session.tell(
                say("Indexed: the drawing has only colours of its palette, and goes with them.")
            )
        else:
            document.apply(replace(self._sprite, mode=mode), mark("RGBA colours"), "palette")
            self._session.tell(say("RGBA: the drawing may have any colour."))

    @property
    def _sprite(self) -> Sprite:
        return self._session.document.sprite

    @property
    def _palette(self) -> Palette:
        return self._session.document.sprite.palette

    def _ask(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()


def _colors(count: int) -> str:
    return say_many("{count} colour", "{count} colours", count).format(count=count)
