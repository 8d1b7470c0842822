"""Palettes that are made with a number: a ramp, the colours of the picture. Seen at once. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QCheckBox, QWidget

from lunarcore_studio.files.own_palette import sample
from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.palette_edits import with_ramp
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.proposing_dialog import ProposingDialog
from lunarcore_studio.ui.recolour_preview import RecolourPreview
from lunarcore_studio.ui.session import Session

RAMP, EXTRACT = mark("Insert ramp"), mark("Extract palette")
MOST_STEPS, FIRST_STEPS = 32, 3
FIRST_COUNT = 16


def drawn_pixels(sprite: Sprite) -> Pixels:
    """All visible pixels of a sprite's cels, or so many of them that they stand for all: uint8 (N, 4)."""
    cels = {id(cel): cel for cel in sprite.cels.values()}
    parts = [cel.pixels.reshape(-1, 4) for cel in cels.values()]
    whole = np.concatenate([np.zeros((0, 4), np.uint8), *parts])
    return sample(whole[whole[:, 3] > 0].reshape(1, -1, 4))[0] if len(whole) else whole


class PaletteDialog(ProposingDialog):
    """A number, and the palette that comes of it."""

    def __init__(self, session: Session, label: str, parent: QWidget | None = None) -> None:
        super().__init__(session, label, "palette", parent)
        self._preview = RecolourPreview(session, label, self)

    def show_palette(self, palette: Palette, recolours: bool = False) -> None:
        """Show the drawing with a palette: in its colours if it `recolours` or is indexed, else as it is."""
        ground = self._session.document.ground
        if recolours or ground.mode == "indexed":
            self._preview.show(palette)
        else:
            self.propose(ground.with_palette(palette))


class RampDialog(PaletteDialog):
    """Colours between two of the palette, even in OKLab."""

    def __init__(
        self, session: Session, first: int, last: int, most: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, RAMP, parent)
        self._ends = first, last
        most = min(MOST_STEPS, most)
        self.steps = self.add_slider(say("&Colours between"), 1, most, min(most, FIRST_STEPS), "", self._show)
        self.steps.setFocus()
        self._show()

    def _show(self) -> None:
        palette = self._session.document.ground.palette
        self.show_palette(with_ramp(palette, *self._ends, self.steps.value()))


class ExtractDialog(PaletteDialog):
    """The colours that stand best for what is drawn; it is brought to them only where that is asked."""

    def __init__(self, session: Session, pixels: Pixels, most: int, parent: QWidget | None = None) -> None:
        super().__init__(session, EXTRACT, parent)
        self._pixels = pixels
        self.count = self.add_slider(say("&Colours"), 2, most, FIRST_COUNT, "", self._show)
        self.recolours = QCheckBox(say("&Recolour the drawing with them"))
        describe(
            self.recolours, say("Recolour the drawing with them"), hint=say("Else the picture stays as it is")
        )
        self.recolours.toggled.connect(lambda _on: self._show())
        self.grid.addWidget(self.recolours, self.grid.rowCount(), 0, 1, 3)
        if session.document.sprite.mode == "indexed":
            self.recolours.setChecked(True)
            self.recolours.setEnabled(False)
        self.count.setFocus()
        self._show()

    def _show(self) -> None:
        palette = Palette.extract(self._pixels, self.count.value(), f"Extracted {self.count.value()}")
        self.show_palette(palette, self.recolours.isChecked())
