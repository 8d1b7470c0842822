"""The late import of the code base: `engine.core`, which needs torch, which needs seconds. Any thread.

It goes on in a thread of its own, so that the worker answers the first drawings meanwhile.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lunarcore_studio.engine.core import EngineCore

NAME: Final = "lunarcore_studio.engine.core"


def is_imported() -> bool:
    """Whether there is nothing to wait for, as for a worker that replaces another."""
    return NAME in sys.modules


class CoreImport:
    """An import under way; `when_done` is called in its thread."""

    def __init__(self, when_done: Callable[[], None]) -> None:
        self._when_done = when_done
        self._core: type[EngineCore] | None = None
        self._error: BaseException | None = None
        self.done = is_imported()
        self._thread = threading.Thread(target=self._run, name="lunarcore-core-import", daemon=True)
        self._thread.start()

    def core(self) -> type[EngineCore]:
        """The class, as soon as it is there. Raises what the import raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._core is not None
        return self._core

    def _run(self) -> None:
        try:
            from lunarcore_studio.engine.core import EngineCore

            self._core = EngineCore
        except BaseException as error:
            self._error = error
        self.done = True
        self._when_done()
