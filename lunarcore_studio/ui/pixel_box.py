"""A field for a number of pixels in a dialog. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from lunarcore_studio.ui.panel import describe


def pixel_box(name: str, bounds: tuple[int, int], value: int, hint: str) -> QSpinBox:
    """A spin box of `bounds`, least and most."""
    box = QSpinBox()
    box.setRange(*bounds)
    box.setValue(value)
    box.setSuffix(" px")
    box.setAlignment(Qt.AlignmentFlag.AlignRight)
    describe(box, name, hint=hint)
    return box
