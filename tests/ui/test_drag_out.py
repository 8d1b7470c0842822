"""A drag carries a real file for other programs, which the window itself never takes for one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from lunarcore_studio.files import paths
from lunarcore_studio.files.images import read_image
from lunarcore_studio.ui.drag_out import dragged_mime
from lunarcore_studio.ui.images import dropped_file, pixels_from_mime
from lunarcore_studio.ui.palette_commands import dropped_palette
from lunarcore_studio.ui.pixel_view import PixelView
from lunarcore_studio.ui.several_pictures import Several
from tests.ui.drops import carried
from tests.ui.studio import RED, Studio

ONE_WINDOW = True


def file_of(mime: QMimeData) -> Path:
    (url,) = mime.urls()
    return Path(url.toLocalFile())


def test_a_picture_in_a_panel_is_a_file_for_other_programs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, drawings: np.ndarray
) -> None:
    view = PixelView()
    qtbot.addWidget(view)
    view.draggable, view.name = True, 'Model: "mean"'
    view.show_pixels(drawings[0])
    view.show()
    assert not paths.dragged_dir().exists()
    mime = carried(monkeypatch, view, view.rect().center())
    assert mime is not None
    assert file_of(mime).name == "Model- -mean-.png"
    assert np.array_equal(read_image(file_of(mime)).pixels, drawings[0])
    view.draggable = False
    assert carried(monkeypatch, view, view.rect().center()) is None


def test_frames_are_a_moving_file(drawings: np.ndarray) -> None:
    opaque = np.where(drawings[..., 3:] > 0, drawings, 0)
    mime = dragged_mime(opaque[0], "walk", Several(tuple(opaque), (100,) * 4))
    found = read_image(file_of(mime))
    assert (file_of(mime).suffix, found.durations_ms) == (".gif", (100,) * 4)
    assert all(np.array_equal(a, b) for a, b in zip(found.frames, opaque, strict=True))


def test_without_a_place_for_the_file_the_drag_carries_the_rest(drawings: np.ndarray) -> None:
    paths.user_cache_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_cache_dir().write_bytes(b"a file where the folder should be")
    mime = dragged_mime(drawings[0], "gem")
    assert not mime.urls()
    found = pixels_from_mime(mime)
    assert found is not None
    assert np.array_equal(found[0], drawings[0])


def test_dropped_back_on_the_window_it_is_a_sprite_and_no_file(studio: Studio) -> None:
    picture = np.full((4, 4, 4), RED, np.uint8)
    mime = dragged_mime(picture, "red")
    assert file_of(mime).is_file()
    assert dropped_file(mime) is None
    assert dropped_palette(mime) is None
    studio.drop(mime, (8, 8))
    assert len(studio.session.drawings) == 1
    assert (len(studio.drawn()), studio.document.undo_label) == (16, "Paste")
