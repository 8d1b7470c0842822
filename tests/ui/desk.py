"""The files' commands over a plain window: what is not about the studio's own window is quicker tested so."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lunarcore_studio.app import new_session
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.ui.errors import NoticeBar
from lunarcore_studio.ui.file_commands import FileCommands
from lunarcore_studio.ui.file_notices import FileNotices
from lunarcore_studio.ui.former_version import FormerVersion
from tests.ui.studio import RED


class Desk:
    """A session, the commands of its files, and a notice bar."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.session = new_session(Settings(), EngineClient())
        self.session.set_hand(foreground=RED)
        self.document = self.session.document
        self.notice = NoticeBar()
        self.files = FileCommands(self.session, self.window)
        self.notices = FileNotices(self.session, self.files, self.notice, self.window)
        self.former = FormerVersion(self.session, self.files.show, self.notice.say, self.window)
        QVBoxLayout(self.window).addWidget(self.notice)
        self.told: list[str] = []
        self.session.told.connect(self.told.append)
        self.window.show()

    def draw(self, point: tuple[int, int]) -> None:
        """A point in red."""
        self.document.stroke_begin(self.session.hand, point)
        assert self.document.stroke_end()

    def come_back(self) -> None:
        """The person returns from another window."""
        QApplication.sendEvent(self.window, QEvent(QEvent.Type.WindowActivate))

    def close(self) -> None:
        self.files.guard.close()
        self.session.close()
        self.window.close()
        self.window.deleteLater()
