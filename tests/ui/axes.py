"""A library of named sprites for the tests of sliders of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lunarcore_studio.files.dataset import Found
from lunarcore_studio.starter import draw_family
from lunarcore_studio.ui.library_panel import LibraryPanel

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def family(name: str, count: int) -> tuple[Found, ...]:
    """So many sprites of a family, in a folder of that name."""
    pictures = draw_family(name, range(count))
    return tuple(
        Found(pixels, f"{name} {number}", Path("art") / name, None, f"{name}{number}", tags=(name,))
        for number, pixels in enumerate(pictures)
    )


def fill(library: LibraryPanel, sprites: tuple[Found, ...]) -> None:
    """Show these as a folder that was read."""
    library.model.show_sprites(sprites)
    library.controls.show_tags(library.model.tags())
    library._refresh()


def click(library: LibraryPanel, row: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
    """Click on a thumbnail."""
    view = library.view
    QTest.mouseClick(view.viewport(), LEFT, keys, view.visualRect(library.model.index(row)).center())
