"""The worker thread: it owns the model, sleeps on its mailbox and answers by a signal. Worker thread but
for __init__.

The one late import of the code base is here: torch needs seconds to load, and the window is up meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from lunarcore_studio.engine.mailbox import Mailbox
from lunarcore_studio.engine.protocol import Failed, Reply

if TYPE_CHECKING:
    from lunarcore_studio.engine.core import EngineCore


class EngineThread(QThread):
    """One worker with its mailbox. `replied` carries the worker's serial and a reply and is emitted in the
    worker.

    A turn is: the stop flag, then one command, then one slot, else sleep. Nothing is raised across: what
    goes wrong outside a request is a Failed without a stamp, and the thread ends.
    """

    replied = Signal(int, object)

    def __init__(self, serial: int) -> None:
        super().__init__()
        self.setObjectName(f"lunarcore-engine-{serial}")
        self._serial = serial
        self.mailbox = Mailbox()

    def run(self) -> None:
        try:
            from lunarcore_studio.engine.core import EngineCore

            self._serve(EngineCore())
        except ImportError as error:
            name = error.name or "a part of the engine"
            self._give_up(
                f"The engine can not start because {name} can not be loaded; install it and restart."
            )
        except Exception as error:
            self._give_up(f"The engine stopped unexpectedly ({type(error).__name__}: {error}).")

    def _serve(self, core: EngineCore) -> None:
        while (request := self.mailbox.take(live=core.ready)) is not None:
            self._say(core.handle(request))

    def _give_up(self, sentence: str) -> None:
        self._say(Failed(None, "Engine", sentence, "restart"))

    def _say(self, reply: Reply) -> None:
        self.replied.emit(self._serial, reply)
