"""How trouble is told: a sentence with a way out, in the window and never as a traceback. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from lunarcore_studio.language import say, say_filled
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe

Choice = tuple[str, Callable[[], object]]  # what a button says and does
Changed = Literal["save", "elsewhere", "cancel"]
Role = QMessageBox.ButtonRole
_Answer = TypeVar("_Answer", bound=str)


class NoticeBar(QFrame):
    """One line above the canvas that stays until it is dismissed; it takes no focus and stops no work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "notice")
        self._sign = QLabel()
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button, self.other = QPushButton(), QPushButton()
        self._acts: dict[QPushButton, Callable[[], object]] = {}
        for button in (self.button, self.other):
            button.hide()
            button.clicked.connect(lambda _checked, one=button: self._on_clicked(one))
        self.dismiss = QToolButton()
        self.dismiss.setIcon(theme.icon("x"))
        self.dismiss.setIconSize(QSize(theme.ICON, theme.ICON))
        self.dismiss.setFixedSize(theme.SMALL_BUTTON, theme.SMALL_BUTTON)
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self.dismiss, say("Dismiss"))
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.PANEL_MARGIN, theme.TIGHT, theme.PANEL_MARGIN, theme.TIGHT)
        row.setSpacing(theme.GAP)
        row.addWidget(self._sign)
        row.addWidget(self.sentence, 1)
        for part in (self.button, self.other, self.dismiss):
            row.addWidget(part)
        self.hide()

    def say(self, sentence: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        """Show what went wrong, with a button that calls `act` where there is something to do."""
        self._show(("warning", "error"), sentence, [(button, act)] if button and act else [])

    def offer(self, sentence: str, button: str, act: Callable[[], object]) -> None:
        """Show a sentence that is no trouble, with a button that calls `act`."""
        self._show(("info", "accent"), sentence, [(button, act)])

    def choose(self, sentence: str, one: Choice, other: Choice) -> None:
        """Show what went wrong, with two ways out of it."""
        self._show(("warning", "error"), sentence, [one, other])

    def _show(self, sign: tuple[str, str], sentence: str, choices: list[Choice]) -> None:
        self._sign.setPixmap(theme.icon(*sign).pixmap(theme.ICON, theme.ICON))
        self.sentence.setText(say_filled(sentence))
        self.setAccessibleName(self.sentence.text())
        buttons = (self.button, self.other)
        self._acts = {button: act for button, (_text, act) in zip(buttons, choices, strict=False)}
        for place, button in enumerate(buttons):
            button.setText(choices[place][0] if place < len(choices) else "")
            button.setVisible(place < len(choices))
        self.show()

    def _on_clicked(self, button: QPushButton) -> None:
        self.hide()
        if button in self._acts:
            self._acts[button]()


def question(parent: QWidget, title: str, text: str, more: str = "") -> QMessageBox:
    """A question without Qt's empty column for an icon."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    for label in box.findChildren(QLabel):
        label.setContentsMargins(0, 0, 0, 0)
    grid = box.layout()
    if isinstance(grid, QGridLayout):
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(theme.GAP)
    return box


def answer_to(
    box: QMessageBox, choices: Sequence[tuple[_Answer, str, Role]], enter: _Answer, escape: _Answer
) -> _Answer:
    """Ask, with a button for each (answer, what it says, role); the keys mean `enter` and `escape`."""
    buttons = {answer: box.addButton(text, role) for answer, text, role in choices}
    box.setDefaultButton(buttons[enter])
    box.setEscapeButton(buttons[escape])
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    return next((answer for answer, button in buttons.items() if button is clicked), escape)


def is_confirmed(box: QMessageBox, yes: str) -> bool:
    """Whether a person says `yes` and not Cancel, which Enter and Escape mean."""
    choices = (("yes", yes, Role.DestructiveRole), ("cancel", say("Cancel"), Role.RejectRole))
    return answer_to(box, choices, enter="cancel", escape="cancel") == "yes"


def ask_to_save(parent: QWidget, name: str) -> str:
    """Ask what to do with unsaved changes: "save", "discard" or "cancel" (also by Escape)."""
    more = say("Closed without saving, it can be had back for 30 days by File > Recover drawings.")
    box = question(parent, say("Unsaved changes"), say("Save the changes to {name}?").format(name=name), more)
    choices = (
        ("save", say("Save"), Role.AcceptRole),
        ("discard", say("Don't save"), Role.DestructiveRole),
        ("cancel", say("Cancel"), Role.RejectRole),
    )
    return answer_to(box, choices, enter="save", escape="cancel")


def ask_to_replace(parent: QWidget, name: str) -> bool:
    """Ask whether a file that is there already may be replaced."""
    return _ask(
        parent,
        say("Replace the file"),
        say("{name} is there already. Replace it?").format(name=name),
        "",
        say("Replace"),
    )


def ask_to_replace_several(parent: QWidget, names: Sequence[str]) -> bool:
    """Ask whether two or more files that are there already may be replaced."""
    if len(names) == 2:
        told = say("{one} and {other}").format(one=names[0], other=names[1])
    else:
        told = say("{first} and {count} others").format(first=names[0], count=len(names) - 1)
    text = say("{names} are there already. Replace them?").format(names=told)
    return _ask(parent, say("Replace the files"), text, "", say("Replace"))


def ask_about_changed(parent: QWidget, name: str) -> Changed:
    """Ask what to do where another program wrote the file: "save" over it, "elsewhere" or "cancel"."""
    more = say("Saving over it replaces what was written there; the former version is kept.")
    box = question(
        parent,
        say("Changed by another program"),
        say("{name} was changed by another program.").format(name=name),
        more,
    )
    choices: tuple[tuple[Changed, str, Role], ...] = (
        ("elsewhere", say("Save as…"), Role.AcceptRole),
        ("save", say("Save over it"), Role.DestructiveRole),
        ("cancel", say("Cancel"), Role.RejectRole),
    )
    return answer_to(box, choices, enter="elsewhere", escape="cancel")


def ask_to_trash(parent: QWidget, name: str, more: str = "") -> bool:
    """Ask whether something of that name may go into the trash."""
    return _ask(
        parent, say("Delete"), say("Move {name} to the trash?").format(name=name), more, say("Move to trash")
    )


def ask_to_forget(parent: QWidget, names: str) -> bool:
    """Ask whether sliders of an older training may go for good."""
    more = say("The model has learned on since they were made, and they can not be used.")
    return _ask(parent, say("Delete"), say("Delete {names}?").format(names=names), more, say("Delete"))


def _ask(parent: QWidget, title: str, text: str, more: str, yes: str) -> bool:
    return is_confirmed(question(parent, title, text, more), yes)
