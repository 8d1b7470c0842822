"""What the training wizard asks before something is lost. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from lunarcore_studio.language import say
from lunarcore_studio.ui import errors

Answer = Literal["background", "keep", "discard", "stay"]
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
        say("Training"),
        say("{name} is still learning.").format(name=name),
        say("It can go on in the background while you draw; the status line brings this page back."),
    )
    choices: Sequence[tuple[Answer, str, errors.Role]] = (
        ("background", say("Keep in background"), errors.Role.AcceptRole),
        ("keep", say("Stop and keep the best"), errors.Role.ApplyRole),
        ("discard", say("Discard"), errors.Role.DestructiveRole),
    )
    return errors.answer_to(box, choices, enter="background", escape="background")


def ask_to_discard(parent: QWidget, name: str, more: str) -> bool:
    """Whether what was learned may be lost; Escape says no."""
    return _ask(parent, say("Discard"), say("Discard {name}?").format(name=name), more, say("Discard"))


def ask_to_delete(parent: QWidget, name: str) -> bool:
    """There is no trash that takes it: whether it may be deleted for good."""
    more = say("The system's trash did not take it. What is deleted can not be brought back.")
    return _ask(parent, say("Delete"), say("Delete {name} for good?").format(name=name), more, say("Delete"))


def _ask(parent: QWidget, title: str, text: str, more: str, yes: str) -> bool:
    return errors.is_confirmed(_wide(parent, title, text, more), yes)
