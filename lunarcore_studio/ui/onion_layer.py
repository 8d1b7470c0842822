"""The onion skin under the drawing, made anew only when one of its frames is another one. GUI thread only."""

from __future__ import annotations

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.onion import MOST_SKINS, Onion, onion_skin
from lunarcore_studio.pixels.sprite import Cel, Layer
from lunarcore_studio.ui.session import Session


def onion_in(settings: Settings) -> Onion:
    """The onion skin of the settings; a number that a hand wrote into their file is kept within bounds."""
    before, after = (min(MOST_SKINS, max(0, one)) for one in (settings.onion_before, settings.onion_after))
    return Onion(before, after, min(100, max(1, settings.onion_percent)))


class OnionLayer:
    """Follows the session's document and settings; a stroke on the active frame changes nothing in it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: tuple[Onion, int, tuple[Layer, ...], tuple[int, int], list[Cel | None]] | None = None
        self._skin: Pixels | None = None

    @property
    def pixels(self) -> Pixels | None:
        """What is to be seen under the drawing, uint8 (H, W, 4); None when the skin is off."""
        settings, document = self._session.settings, self._session.document
        if not settings.onion or len(document.sprite.frames) == 1:
            return None
        sprite, frame = document.sprite, document.frame
        onion = onion_in(settings)
        near = range(max(0, frame - onion.before), min(len(sprite.frames), frame + onion.after + 1))
        cels = [
            sprite.cels.get((layer, at)) for at in near if at != frame for layer in range(len(sprite.layers))
        ]
        now = onion, frame, sprite.layers, sprite.size, cels
        known = self._known
        same = known is not None and known[:4] == now[:4] and len(known[4]) == len(cels)
        if known is None or not same or any(was is not cel for was, cel in zip(known[4], cels, strict=True)):
            self._known, self._skin = now, onion_skin(sprite, frame, onion)
        return self._skin
