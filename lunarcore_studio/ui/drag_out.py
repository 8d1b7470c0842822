"""Begins the drags of sprites: pixels for the window, a file for other programs. GUI thread only.

The file is written when the drag begins, and not waited for longer than a hand notices: without it the drag
carries the rest.
"""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from lunarcore_studio.files.dragged_files import sweep_dragged, write_dragged
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.given_time import Reading
from lunarcore_studio.files.images import encode_gif, encode_png
from lunarcore_studio.ui.images import pixmap_at, sprite_mime
from lunarcore_studio.ui.patient_reading import UNNOTICED_S
from lunarcore_studio.ui.several_pictures import Several, put_several

_ZOOM: Final = 4
_LARGEST_PX: Final = 128  # a side of what hangs at the mouse, as long as its pixels are enlarged
_MOST_SHOWN: Final = 6


def carry_out(
    source: QWidget,
    pixels: np.ndarray,
    name: str,
    several: Several | None = None,
    file: Path | None = None,
) -> None:
    """Let the mouse carry uint8 (H, W, 4) out of a widget, until it lets go.

    `several` is carried for those who take frames, and makes the file a moving one. `file` is one that holds
    the picture already; without it one is written for the drag.
    """
    drag = QDrag(source)
    drag.setMimeData(dragged_mime(pixels, name, several, file))
    shown = pixels if several is None else np.concatenate(several.pictures[:_MOST_SHOWN], axis=1)
    zoom = max(1, min(_ZOOM if several is None else _ZOOM // 2, _LARGEST_PX // max(pixels.shape[:2])))
    pixmap = pixmap_at(shown, zoom, checker=False)
    drag.setPixmap(pixmap)
    drag.setHotSpot(QPoint(pixmap.width() // 2, pixmap.height() // 2))
    drag.exec(Qt.DropAction.CopyAction)


def dragged_mime(
    pixels: np.ndarray, name: str, several: Several | None = None, file: Path | None = None
) -> QMimeData:
    """What `carry_out` carries."""
    mime = sprite_mime(pixels, name)
    if several is not None:
        put_several(mime, several)
    path = file or _written(pixels, name, several)
    if path is not None:
        mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def sweep_unnoticed() -> None:
    """Remove files of old drags beside the window, at the start."""
    with contextlib.suppress(FileError):
        Reading(sweep_dragged)


def _written(pixels: np.ndarray, name: str, several: Several | None) -> Path | None:
    work = partial(_write, pixels, name, several)
    try:
        writing = Reading(work)
        if writing.wait(UNNOTICED_S):
            return writing.content()
        writing.give_up()
    except FileError:
        pass
    return None


def _write(pixels: np.ndarray, name: str, several: Several | None) -> Path:
    if several is None:
        return write_dragged(name, ".png", encode_png(pixels))
    return write_dragged(name, ".gif", encode_gif(several.pictures, several.durations_ms))
