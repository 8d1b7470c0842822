"""Work on model folders beside the window: 27 MB and their fsync would keep a hand waiting.

Worker thread, but for __init__.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.model_library import import_model, list_models
from lunarcore_studio.language import say

Work = Callable[[], Path | None]


class ModelsJob(QThread):
    """Does `work` (the path it gives is to be selected) and lists the models after it.

    `listed` carries a tuple of Model and the path; `refused` a FileError, before `listed`.
    """

    listed = Signal(object, object)
    refused = Signal(object)

    def __init__(self, work: Work | None, elsewhere: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lunarcore-models")
        self._work, self._elsewhere = work, elsewhere

    def run(self) -> None:
        chosen = None
        try:
            chosen = self._work() if self._work is not None else None
        except FileError as error:
            self.refused.emit(error)
        except Exception as error:
            said = say("The models could not be worked on ({name}: {error}).").format(
                name=type(error).__name__, error=error
            )
            self.refused.emit(FileError(said))
        self.listed.emit(list_models(self._elsewhere), chosen)


def taken_in(source: Path) -> Path:
    """`import_model` with the engine's own check; torch is imported here, never with the window."""
    from lunarcore_studio.engine.model_opening import check_model

    return import_model(source, check_model)
