"""Writes a drawing beside the window, which stays alive where the drive does not answer. GUI thread only.

A save that a person does not want to wait for may still reach the disk. Until it has ended nothing else is
written in its place, so that what is older never comes after what is newer.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from lunarcore_studio.files import fingerprint
from lunarcore_studio.files.backup import keep_former
from lunarcore_studio.files.documents import save_document
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.fingerprint import Fingerprint
from lunarcore_studio.files.given_time import Reading
from lunarcore_studio.language import say
from lunarcore_studio.pixels.history import History
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.patient_reading import wait_shown


class Saving:
    """Knows the saves that were not waited for."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._unfinished: dict[Path, Reading[Fingerprint | None]] = {}

    def write(self, path: Path, sprite: Sprite, history: History) -> Fingerprint | None:
        """Save as `documents.save_document`, the former version kept; what the file is then.

        FileError as there, and when the person does not want to wait, or an earlier save waits there still.
        """
        earlier = self._unfinished.pop(path, None)
        if earlier is not None and not earlier.wait(0):
            self._unfinished[path] = earlier
            raise FileError.about(path, "can not be written: its drive has not answered the last save")

        def write() -> Fingerprint | None:
            save_document(path, sprite, history, keep=keep_former)
            return fingerprint.take(path)

        saving = Reading(write)
        if wait_shown(saving, say("Saving {name}…").format(name=shown(path)), self._window):
            return saving.content()
        saving.give_up()
        self._unfinished[path] = saving
        raise FileError.about(path, "is not written: you did not want to wait for its drive")
