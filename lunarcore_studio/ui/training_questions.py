"""What the training wizard asks before something is lost. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from lunarcore_studio.ui import errors

Answer = Literal["background", "keep", "discard", "stay"]
Roles = QMessageBox.ButtonRole
LEAST_PX = 336


def _wide(parent: QWidget, title: str, text: str, more: str) -> QMessageBox:
    """A question whose sentences have room for more than four words a line."""
    box = errors.question(parent, title, text, more)
    for label in box.findChildren(QLabel):
        if label.text():
            label.setMinimumWidth(LEAST_PX)
    return box


def ask_what_now(parent: QWidget, name: str) -> Answer:
    """The page of a running training is closed: what shall become of it? Escape: background."""
    box = _wide(
        parent,
        "Training",
        f"{name} is still learning.",
        "It can go on in the background while you draw; the status line brings this page back.",
    )
    choices: Sequence[tuple[Answer, str, QMessageBox.ButtonRole]] = (
        ("background", "Keep in background", Roles.AcceptRole),
        ("keep", "Stop and keep the best", Roles.ApplyRole),
        ("discard", "Discard", Roles.DestructiveRole),
    )
    buttons: dict[Answer, QPushButton] = {answer: box.addButton(word, role) for answer, word, role in choices}
    box.setDefaultButton(buttons["background"])
    box.setEscapeButton(buttons["background"])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((answer for answer, button in buttons.items() if button is clicked), "background")


def ask_to_discard(parent: QWidget, name: str, more: str) -> bool:
    """Whether what was learned may be lost; Escape says no."""
    return _ask(parent, "Discard", f"Discard {name}?", more, "Discard")


def ask_to_delete(parent: QWidget, name: str) -> bool:
    """There is no trash that takes it: whether it may be deleted for good."""
    more = "The system's trash did not take it. What is deleted can not be brought back."
    return _ask(parent, "Delete", f"Delete {name} for good?", more, "Delete")


def _ask(parent: QWidget, title: str, text: str, more: str, yes: str) -> bool:
    box = _wide(parent, title, text, more)
    does = box.addButton(yes, Roles.DestructiveRole)
    cancel = box.addButton("Cancel", Roles.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return clicked is does
