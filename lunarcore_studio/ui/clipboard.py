"""The system's clipboard: sprites out with their alpha, pictures of any program in. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QGuiApplication

from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.selection import Lifted, Selection, lift, place
from lunarcore_studio.ui.images import SPRITE_MIME, pixels_from_mime, sprite_mime


def afloat(pixels: Pixels, selection: Selection | None) -> Lifted | None:
    """What floats over (H, W, 4) just now; None once anybody else has changed the picture."""
    lifted = None if selection is None else selection.lifted
    return lifted if lifted is not None and lifted.makes(pixels) else None


def cut_out(pixels: Pixels, selection: Selection | None) -> Pixels | None:
    """The selected pixels of (H, W, 4) in their bounds, the others within empty; None when there are none.

    Of pixels that float, what lies under them is no part.
    """
    if selection is None:
        return pixels
    if selection.bounds is None:
        return None
    lifted = afloat(pixels, selection)
    if lifted is not None:
        chosen = place(np.zeros_like(pixels), lifted.floating, lifted.offset)
    else:
        chosen = lift(pixels, selection)[1]
    x, y, width, height = selection.bounds
    return np.array(chosen[y : y + height, x : x + width], order="C")


def put(pixels: Pixels, name: str) -> None:
    """Put uint8 (H, W, 4) on the clipboard, as a PNG with alpha that other programs read too."""
    QGuiApplication.clipboard().setMimeData(sprite_mime(pixels, name))


def let_go() -> None:
    """Leave on the clipboard, of what this program put there, the picture alone, before the program ends.

    Qt clears the clipboard after Python is gone, and what was made in Python must not be there any more.
    """
    clipboard = QGuiApplication.clipboard()
    there = clipboard.mimeData()  # None where nothing was ever copied
    if there is not None and there.hasFormat(SPRITE_MIME):
        clipboard.setImage(clipboard.image())


def held() -> Pixels | None:
    """The picture on the clipboard as uint8 (H, W, 4); None when there is none."""
    found = pixels_from_mime(QGuiApplication.clipboard().mimeData())
    return None if found is None else found[0]
