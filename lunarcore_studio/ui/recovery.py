"""Brings back what was lost: opens the offer at the start, and shows what a person takes. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.journal import Lost, Restored
from lunarcore_studio.language import say, say_many
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.ui.file_guard import FileGuard
from lunarcore_studio.ui.journal_keeper import JournalKeeper
from lunarcore_studio.ui.recovery_dialog import RecoveryDialog


class Recovery(QObject):
    """Between the journal and the window: `show` takes drawings, `say` and `tell` sentences.

    The `guard` is told what a restored drawing's file was: where it has changed since, it is asked about.
    """

    def __init__(
        self,
        keeper: JournalKeeper,
        guard: FileGuard,
        show: Callable[[Drawing], object],
        say: Callable[[str], object],
        tell: Callable[[str], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._keeper, self._guard, self._window = keeper, guard, window
        self._show, self._say, self._tell = show, say, tell
        self._is_asked = False
        self.dialog: RecoveryDialog | None = None
        keeper.lost.connect(self._offer)
        keeper.restored.connect(self._take)
        keeper.troubled.connect(self._on_trouble)
        keeper.damaged.connect(self._on_damage)

    def open(self) -> None:
        """Show what can be had back, also when that is nothing."""
        self._is_asked = True
        self._keeper.look()

    def _offer(self, lost: Lost) -> None:
        if self.dialog is not None or not (lost.unsaved or self._is_asked):
            return
        self._is_asked = False
        self.dialog = RecoveryDialog(lost, self._window)
        self.dialog.restore_asked.connect(self._keeper.restore)
        self.dialog.discard_asked.connect(self._discard)
        self.dialog.finished.connect(self._close)
        self.dialog.open()

    def _discard(self, key: str) -> None:
        self._keeper.throw(key)
        self._take_away(key)

    def _take(self, restored: Restored) -> None:
        drawing = restored.drawing
        if drawing is None:
            self._say(
                say("The drawing can not be restored: another studio has it, or nothing of it is whole.")
            )
        else:
            if drawing.path is not None:
                self._guard.recall(drawing.key, drawing.path, restored.file)
            self._show(drawing)
            steps = len(drawing.history.steps) - 1
            told = say_many(
                "Restored {name} with {count} step of its history.",
                "Restored {name} with {count} steps of its history.",
                steps,
            )
            self._tell(told.format(name=drawing.name, count=steps))
            if not restored.is_whole:
                less = say("Of {name} the journal has not all steps: it is as it was at the last whole one.")
                self._say(less.format(name=drawing.name))
        self._take_away(restored.key)

    def _take_away(self, key: str) -> None:
        if self.dialog is not None:
            self.dialog.take_away(key)

    def _close(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _on_trouble(self, sentence: str) -> None:
        if sentence:
            self._say(sentence)
        else:
            self._tell(say("What you draw is kept against a crash again."))

    def _on_damage(self, aside: Path) -> None:
        told = say(
            "The journal of strokes was damaged; what is whole of it is kept, the rest lies in {name}."
        )
        self._say(told.format(name=aside.name))
