"""The worker thread: it owns the model, sleeps on its mailbox and answers by a signal. Worker thread but
for __init__.

What needs torch is imported beside it (`core_import`); until that is there, it answers what needs no torch.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread, Signal

from lunarcore_studio.engine.core_import import CoreImport, is_imported
from lunarcore_studio.engine.mailbox import Mailbox
from lunarcore_studio.engine.protocol import Failed, LiveRequest, Reconstruct, Reply, Request

if TYPE_CHECKING:
    from lunarcore_studio.engine.core import EngineCore

# So long after the last request of a hand no training goes on.
HAND_FIRST_S = 0.15


class EngineThread(QThread):
    """One worker with its mailbox. `replied` carries the worker's serial and a reply and is emitted in the
    worker.

    A turn is: the stop flag, then one command, then one slot, else one training step, else sleep. A training
    step waits until no hand has asked for anything for a while, and a hand that asks in the middle of one is
    answered between two layers of the network. Nothing is raised across: what goes wrong outside a request
    is a Failed without a stamp, and the thread ends.
    """

    replied = Signal(int, object)

    def __init__(self, serial: int) -> None:
        super().__init__()
        self.setObjectName(f"lunarcore-engine-{serial}")
        self._serial = serial
        self._hands_until = 0.0
        self.mailbox = Mailbox()
        self.closing = threading.Event()  # nothing is done any more but to save what was learned

    def run(self) -> None:
        try:
            first = self.mailbox.take(live=False)
            if first is not None:
                core = self._core_awaited(first)
                if not self.mailbox.stopped:
                    self._serve(core.core()(self._breathe), first)
        except ImportError as error:
            name = error.name or "a part of the engine"
            self._give_up(
                f"The engine can not start because {name} can not be loaded; install it and restart."
            )
        except Exception as error:
            self._give_up(f"The engine stopped unexpectedly ({type(error).__name__}: {error}).")

    def _core_awaited(self, first: Request) -> CoreImport:
        """The core's import, when it is done or nobody waits for it any more.

        Meanwhile drawings are answered, as far as they can be without it; what does so is gone afterwards.
        """
        from lunarcore_studio.engine.first_answers import first_answers  # after the window, not before it

        # before the import, since both at once would take twice as long each
        answers = None if is_imported() else first_answers(first)
        core = CoreImport(self.mailbox.wake)
        while answers and (request := self.mailbox.take_one(Reconstruct, lambda: core.done)):
            reply = answers.answer(request)
            if reply is None:
                self.mailbox.put_back(request)
                break
            self._say(reply)
        return core

    def _serve(self, core: EngineCore, first: Request) -> None:
        self._core = core
        try:
            self._answer(first)
            while not self.mailbox.stopped:
                request = self.mailbox.take(live=core.ready, wait_s=self._rest_s() if core.trains else None)
                if request is not None:
                    self._answer(request)
                elif core.trains and not self.mailbox.stopped:
                    for reply in core.train():
                        self._say(reply)
        finally:
            self.closing.set()
            core.close()

    def _breathe(self) -> None:
        """In the middle of a training step: answer the hand, as long as it keeps asking."""
        live = self._core.ready
        while (request := self.mailbox.take(live, self._rest_s(), commands=False)) is not None:
            self._answer(request)
        if self.mailbox.stopped:
            self._core.abandon_step()

    def _answer(self, request: Request) -> None:
        self._say(self._core.handle(request))
        if isinstance(request, LiveRequest):
            self._hands_until = time.monotonic() + HAND_FIRST_S

    def _rest_s(self) -> float:
        return max(0.0, self._hands_until - time.monotonic())

    def _give_up(self, sentence: str) -> None:
        self._say(Failed(None, "Engine", sentence, "restart"))

    def _say(self, reply: Reply) -> None:
        self.replied.emit(self._serial, reply)
