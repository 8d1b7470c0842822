"""The engine client's twin without a thread: every request is answered before its method returns. GUI
thread only.

For tests, and for anything that wants the window's face of the engine without waiting. It loads torch on
import.
"""

from __future__ import annotations

from lunarcore_studio.engine.client import EngineClient
from lunarcore_studio.engine.core import EngineCore
from lunarcore_studio.engine.ledger import Kind
from lunarcore_studio.engine.mailbox import Mailbox
from lunarcore_studio.engine.protocol import Request


class InlineEngineClient(EngineClient):
    """The same methods, signals and rules as EngineClient, around an EngineCore in the calling thread."""

    def __init__(self) -> None:
        super().__init__()
        self._core: EngineCore | None = None
        self._mailbox = Mailbox(showing_s=0)
        self._answering = False

    def withdraw(self, kind: Kind) -> None:
        super().withdraw(kind)
        self._mailbox.withdraw(kind)

    def _open(self) -> None:
        self._core, self._mailbox = EngineCore(), Mailbox(showing_s=0)

    def _abandon(self) -> None:
        super()._abandon()
        self._core = None

    def _post(self, request: Request) -> None:
        if self._core is None:
            return
        self._mailbox.put(request)
        # A slot that asks again is answered in the outer call's loop, in order, as a thread would.
        if not self._answering:
            self._answering = True
            try:
                self._answer_all()
            finally:
                self._answering = False

    def _answer_all(self) -> None:
        while (core := self._core) is not None:
            request = self._mailbox.take(live=core.ready, wait_s=0)
            if request is None:
                return
            self._receive(core.handle(request))

    def train(self, turns: int = 1) -> None:
        """Give a training run so many turns of the worker."""
        for _ in range(turns):
            if (core := self._core) is not None and core.trains:
                for reply in core.train():
                    self._receive(reply)
