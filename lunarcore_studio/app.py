"""The window's composition root: builds the parts, shows the window, then wakes the engine. GUI thread.

The order is the point: the window is up, and draws, before the engine's thread begins to import torch.
"""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import lunarcore_studio
from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.ending import end_process
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.logbook import Logbook
from lunarcore_studio.files.settings import Settings, load_settings, save_settings
from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import clipboard, theme
from lunarcore_studio.ui.drag_out import sweep_unnoticed
from lunarcore_studio.ui.file_commands import starting_palette
from lunarcore_studio.ui.hand_memory import starting_hand
from lunarcore_studio.ui.language_choice import speak
from lunarcore_studio.ui.main_window import MainWindow
from lunarcore_studio.ui.qt_messages import leave_qt_messages, log_qt_messages
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.system_signals import SystemSignals
from lunarcore_studio.ui.unexpected import catch_the_unexpected

TITLE = "LunarCore Studio"
# A step is on disk within a quarter of this; a system that ends does not wait for long.
FLUSH_S = 1.0
log = logging.getLogger(__name__)


def new_session(settings: Settings, client: EngineClient) -> Session:
    """An empty drawing, a hand and an engine, as the settings say."""
    palette = starting_palette(settings.palette)
    document = Document(Sprite.blank(settings.new_width, settings.new_height, palette))
    session = Session(document, client, settings, starting_hand(palette, settings))
    session.projection = Projection(settings.projection, count=settings.extract_count)
    return session


def keep_settings(session: Session) -> None:
    """Write the settings whenever they change; what can not be written is told."""

    def keep(settings: Settings) -> None:
        try:
            save_settings(settings)
        except FileError as error:
            session.tell(str(error))

    session.settings_changed.connect(keep)
    session.projection_changed.connect(
        lambda chosen: session.set_settings(projection=chosen.kind, extract_count=chosen.count)
    )


def leave_unasked(window: MainWindow, number: int) -> None:
    """The system ends the program by signal `number`, and nobody can be asked: a training leaves its
    checkpoint, and the journal offers what is not saved at the next start."""
    window.session.client.stop()
    window.keeper.flush(FLUSH_S)
    QApplication.exit(128 + number)


def spare_the_collector(client: EngineClient) -> None:
    """Let Python's garbage collector pass over all that is there once the first model is loaded.

    torch and Qt bring a quarter of a million objects that stay to the end. A full collection, in whatever
    thread it comes up, holds Python's lock for 0.2 s to look through them; without them it takes no time.
    """
    client.model_loaded.connect(lambda _facts: gc.freeze(), Qt.ConnectionType.SingleShotConnection)


def main(arguments: list[str]) -> NoReturn:
    """Open the studio, with the files that are named; ends the process with the exit code."""
    Logbook.begin()
    log_qt_messages()
    log.info("LunarCore Studio %s starts", lunarcore_studio.__version__)
    app = QApplication([sys.argv[0], *arguments])
    app.setApplicationName("lunarcore-studio")
    app.setApplicationDisplayName(TITLE)
    app.setDesktopFileName("lunarcore-studio")
    app.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "lunarcore-studio.svg")))
    settings, notice = load_settings()
    speak(app, settings.language)
    theme.apply_theme(app, settings.theme)
    session = new_session(settings, EngineClient())
    keep_settings(session)
    spare_the_collector(session.client)
    window = MainWindow(session)
    catch_the_unexpected(window.notice.say)
    app.aboutToQuit.connect(clipboard.let_go)
    SystemSignals(app).end_asked.connect(lambda number: leave_unasked(window, number))
    window.show()
    if notice:
        window.notice.say(notice)
    # After the first turn of the event loop: the window has painted itself by then.
    QTimer.singleShot(0, lambda: window.start([Path(name) for name in arguments]))
    sweep_unnoticed()
    code = app.exec()
    # Here and not with Python: Qt's own end leaves the clipboard and the screen as they should be.
    app.shutdown()
    leave_qt_messages()
    end_process(code)
