"""What a person can read of a window: every text of it, and whether there is room for it. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTabBar, QToolButton, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui.status_line import ElidedLabel

TEXTS = (
    "text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "windowTitle", "title",
    "suffix", "specialValueText", "informativeText",
)  # fmt: skip


def lines(root: QWidget) -> Iterator[str]:
    """Every line of every text, also of what is hidden; a name without its key."""
    for part in (root, *root.findChildren(QWidget), *root.findChildren(QAction)):
        for text in _texts(part):
            yield from (line.split("  (")[0].split("\t")[0] for line in text.splitlines())


def unsaid(root: QWidget) -> set[str]:
    """The lines that the language that is spoken has other words for."""
    return {line for line in lines(root) if say(line) != line}


def cut_off(root: QWidget) -> list[str]:
    """The texts of visible labels and buttons that are wider, or higher, than the room they have."""
    return [text for part in root.findChildren(QWidget) if part.isVisible() for text in _cut(part)]


def _texts(part: QWidget | QAction) -> Iterator[str]:
    for name in TEXTS:
        read = getattr(part, name, None)
        if callable(read) and (name != "title" or not isinstance(part, QComboBox)):
            yield str(read())
    if isinstance(part, QComboBox):
        yield from map(part.itemText, range(part.count()))
    if isinstance(part, QTabBar):
        yield from map(part.tabText, range(part.count()))


def _cut(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel) and not isinstance(part, ElidedLabel) and part.text():
        wide = not part.wordWrap() and part.sizeHint().width() > part.width()
        high = part.wordWrap() and part.heightForWidth(part.width()) > part.height()
        if wide or high:
            yield part.text()
    is_worded = isinstance(part, QAbstractButton) and not isinstance(part, QToolButton) and part.text()
    if is_worded and part.sizeHint().width() > part.width():
        yield part.text()
