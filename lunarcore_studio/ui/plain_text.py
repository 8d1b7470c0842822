"""Texts with a stranger's words in them, for widgets that would take them for HTML. GUI thread only."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` letter by letter: a file named "<img src=...>" loads no picture."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
