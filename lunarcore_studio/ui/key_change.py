"""The line of the shortcut editor where one action's keys are changed. GUI thread only.

It says what the keys are, waits for a key, or asks about one that is taken: never more than one of these.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import shown_key, shown_keys
from lunarcore_studio.ui.key_field import KeyField
from lunarcore_studio.ui.keymap import ENTRIES, FIXED, Changes, Keys, holders, with_keys
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.shortcut_rows import ShortcutRow

FIXED_SENTENCE = mark("The arrows and Space belong to the canvas; with Ctrl or Alt they are free.")


def line_button(text: str, hint: str, act: object) -> QPushButton:
    """A button of the shortcut editor, which Enter in one of its fields does not press."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    describe(button, text.rstrip("… "), hint=hint)
    button.clicked.connect(act)
    return button


class KeyChange(QWidget):
    """`ended` tells that the line is done with a change, so that the table can have the focus again."""

    ended = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row: ShortcutRow | None = None
        self._adds = False
        self._wanted: Changes | None = None  # what a yes to the question makes
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setMinimumHeight(theme.TOOL_BUTTON)
        self.field = KeyField(say("New key"), say("Escape leaves it as it was"))
        self.field.setFixedWidth(160)
        self.field.pressed.connect(self._on_pressed)
        self.field.left.connect(self.rest)
        self.change = line_button(say("Change…"), say("Press another key for it"), lambda: self.listen(False))
        self.add = line_button(say("Add…"), say("Press one more key for it"), lambda: self.listen(True))
        self.remove = line_button(say("Remove"), say("Leave it without a key"), lambda: self._give(()))
        self.reset = line_button(say("Reset"), say("Give it the profile's keys"), self._reset)
        self.yes = line_button(say("Take it"), say("Take the key from where it is"), self._on_yes)
        self.no = line_button(say("Leave it"), say("Keep everything as it is"), self.rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.sentence, 1)
        for part in (self.field, self.change, self.add, self.remove, self.reset, self.yes, self.no):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.rest()

    def show_row(self, row: ShortcutRow | None) -> None:
        """Be about this action, or about none."""
        self._row = row
        self._show("rest")

    def rest(self) -> None:
        """Say what the keys are, and leave them."""
        had_focus = any(part.hasFocus() for part in (self.field, self.yes, self.no))
        self._show("rest")
        if had_focus:
            self.ended.emit()

    def listen(self, adds: bool) -> None:
        """Wait for a key: one more, or one in place of all."""
        if self._row is not None:
            self._adds = adds
            self._show("listen")
            self.field.setFocus()

    def _on_pressed(self, key: str) -> None:
        assert self._row is not None
        if key in FIXED:
            self.sentence.setText(say(FIXED_SENTENCE))
        else:
            self._give((*self._row.keys, key) if self._adds else (key,))

    def _reset(self) -> None:
        if self._row is not None:
            self._give(ENTRIES[self._row.id].keys_in(self._session.settings.profile))

    def _give(self, keys: Keys) -> None:
        """Give the action these keys; ask first where they are another's."""
        if self._row is None:
            return
        settings, name = self._session.settings, self._row.id
        changes = with_keys(settings.profile, settings.shortcuts, name, tuple(dict.fromkeys(keys)))
        held = holders(settings.profile, settings.shortcuts, keys)
        others = [(key, other) for key, other in held.items() if other != name]
        if not others:
            self._keep(changes)
            return
        self._wanted = changes
        facts = "; ".join(
            say("{key} is the key of {name}").format(key=shown_key(key), name=ENTRIES[other].name)
            for key, other in others
        )
        self._show("ask")
        self.sentence.setText(say("{facts}. Take it for {name}?").format(facts=facts, name=self._row.name))
        self.yes.setFocus()

    def _on_yes(self) -> None:
        if self._wanted is not None:
            self._keep(self._wanted)

    def _keep(self, changes: Changes) -> None:
        self._session.set_settings(shortcuts=changes)
        self._show("rest")
        self.ended.emit()

    def _show(self, state: str) -> None:
        row = self._row
        rests = state == "rest"
        self._wanted = None if rests else self._wanted
        for part in (self.change, self.add, self.remove, self.reset):
            part.setVisible(rests)
            part.setEnabled(row is not None)
        self.remove.setEnabled(row is not None and bool(row.keys))
        self.reset.setEnabled(row is not None and row.changed)
        self.field.setVisible(state == "listen")
        self.yes.setVisible(state == "ask")
        self.no.setVisible(state == "ask")
        if row is None:
            self.sentence.setText(say("Nothing is called that, or has that key."))
        elif state == "listen":
            self.sentence.setText(
                say("Press the key for {name}. Escape leaves it as it was.").format(name=row.name)
            )
        else:
            self.sentence.setText(f"{row.name}: {shown_keys(row.keys) or say('no key')}")
