"""What the window tells of a drawing's file: not saved, another's to write, changed on disk. GUI thread only.

The file is looked at when the window is come back to and when another tab is shown; one that is another
studio's to write is asked for again and again, until that studio lets it go. Nothing is ever read into a
drawing unasked.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.errors import NoticeBar
from lunarcore_studio.ui.file_commands import FileCommands, opened
from lunarcore_studio.ui.patient_reading import read_patiently
from lunarcore_studio.ui.session import Session

ASK_AGAIN_MS: Final = 1500


class FileNotices(QObject):
    """Speaks in a window's notice bar; `look` can be called at any time."""

    def __init__(self, session: Session, files: FileCommands, notice: NoticeBar, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._files, self._notice, self._window = session, files, notice, window
        self._refusal = ""  # what was last said of a file that is another's
        self._asking = QTimer(self)
        self._asking.setInterval(ASK_AGAIN_MS)
        self._asking.timeout.connect(self._ask_again)
        files.guard.changed.connect(self._wait_for_others)
        files.guard.refused.connect(self._refuse)
        files.not_saved.connect(lambda sentence: notice.say(sentence, say("Save as…"), files.save_as))
        session.drawings.changed.connect(self.look)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._look_at_locks()
            self.look()
        return super().eventFilter(watched, event)

    def _wait_for_others(self) -> None:
        """Ask again as long as some file is another studio's."""
        if self._files.guard.has_read_only != self._asking.isActive():
            if self._asking.isActive():
                self._asking.stop()
            else:
                self._asking.start()

    def _ask_again(self) -> None:
        if self._look_at_locks():
            self.look()

    def _look_at_locks(self) -> bool:
        """Say so when the shown drawing is no longer another's to write; whether that is so."""
        guard, document = self._files.guard, self._session.document
        was_read_only = guard.is_read_only(document.key)
        guard.look_again()
        is_free = was_read_only and not guard.is_read_only(document.key)
        if is_free:
            if self._notice.sentence.text() == self._refusal:
                self._notice.hide()
            self._session.tell(say("{name} can be saved in its place again.").format(name=document.name))
        return is_free

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        self._notice.say(sentence, say("Save as…"), self._files.save_as)

    def look(self) -> None:
        """Offer to read the shown drawing's file anew where another program has written it."""
        document = self._session.document
        if document.path is None or self._files.guard.standing(document.key) != "changed":
            return
        sentence = say("{name} was changed by another program.").format(name=document.path.name)
        if not document.modified:
            self._notice.offer(sentence, say("Reload"), self.reload)
            return
        self._notice.choose(
            say("{sentence} Reloading it can be undone.").format(sentence=sentence),
            (say("Reload"), self.reload),
            (say("Save as…"), self._files.save_as),
        )

    def reload(self) -> bool:
        """Read the shown drawing's file anew as one step of its history; False when it can not be read."""
        document = self._session.document
        path = document.path
        if path is None:
            return False
        try:
            known, found = read_patiently(path, lambda: opened(path), self._window)
        except FileError as error:
            self._notice.say(str(error))
            return False
        if found.left:
            self._files.in_part.add(document.key)
        document.apply(found.sprite, mark("Reload"), "file")
        self._files.guard.saved(document.drawing, path, known)
        document.mark_saved(path)
        self._session.tell(say("Reloaded {name}.").format(name=path.name))
        return True
