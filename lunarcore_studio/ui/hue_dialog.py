"""Other colours for what is selected, shown on the drawing at once. GUI thread only."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QSlider, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.adjusting import Adjustment, adjusted
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import Mask
from lunarcore_studio.pixels.tones import MOST_LEVELS, contrasted, posterised
from lunarcore_studio.ui.proposing_dialog import ProposingDialog
from lunarcore_studio.ui.session import Session

LABEL, CONTRAST, POSTERISE = mark("Hue and saturation"), mark("Brightness and contrast"), mark("Posterise")
FIRST_LEVELS = 4


class AdjustDialog(ProposingDialog):
    """Sliders over the active cel, or what is selected of it."""

    def __init__(self, session: Session, label: str, parent: QWidget | None = None) -> None:
        super().__init__(session, label, "hand", parent)
        document = session.document
        document.commit(mark("Change"))
        self._pixels, self._selection = document.pixels, document.selection
        self.sliders: dict[str, QSlider] = {}

    def show_adjusted(self) -> None:
        """Show what the sliders say."""
        document, selection = self._session.document, self._selection
        pixels = self.adjusted(self._pixels, None if selection is None else selection.mask)
        self.propose(document.ground.with_pixels(pixels, document.layer, document.frame))

    @abstractmethod
    def adjusted(self, pixels: Pixels, mask: Mask | None) -> Pixels:
        """uint8 (H, W, 4) as the sliders say, within a bool (H, W) mask if there is one."""

    def _add(self, name: str, word: str, least: int, most: int, value: int, unit: str) -> None:
        self.sliders[name] = self.add_slider(word, least, most, value, unit, self.show_adjusted)


class HueDialog(AdjustDialog):
    """Turns hues, and makes colours paler, fuller, darker or lighter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, LABEL, parent)
        self._add("hue", say("&Hue"), -180, 180, 0, "°")
        self._add("saturation", say("&Saturation"), -100, 100, 0, " %")
        self._add("lightness", say("&Lightness"), -100, 100, 0, " %")
        self.sliders["hue"].setFocus()

    @property
    def adjustment(self) -> Adjustment:
        """What the sliders say."""
        values = {name: slider.value() for name, slider in self.sliders.items()}
        return Adjustment(values["hue"], values["saturation"] / 100, values["lightness"] / 100)

    def adjusted(self, pixels: Pixels, mask: Mask | None) -> Pixels:
        """With the hues turned."""
        return adjusted(pixels, self.adjustment, mask)


class ContrastDialog(AdjustDialog):
    """Parts dark from light, or brings them together."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, CONTRAST, parent)
        self._add("brightness", say("&Brightness"), -100, 100, 0, " %")
        self._add("contrast", say("&Contrast"), -100, 100, 0, " %")
        self.sliders["brightness"].setFocus()

    def adjusted(self, pixels: Pixels, mask: Mask | None) -> Pixels:
        """With the lightness spread and raised."""
        brightness, contrast = (self.sliders[name].value() / 100 for name in ("brightness", "contrast"))
        return contrasted(pixels, brightness, contrast, mask)


class PosteriseDialog(AdjustDialog):
    """Fewer tones of red, green and blue; seen from the moment it opens."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, POSTERISE, parent)
        self._add("levels", say("&Levels"), 2, MOST_LEVELS, FIRST_LEVELS, "")
        self.sliders["levels"].setFocus()
        self.show_adjusted()

    def adjusted(self, pixels: Pixels, mask: Mask | None) -> Pixels:
        """With so many levels to a channel."""
        return posterised(pixels, self.sliders["levels"].value(), mask)
