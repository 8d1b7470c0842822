"""What is dropped on the timeline becomes frames where the mark stands, in one step."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.image_writing import write_gif, write_png
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag
from lunarcore_studio.ui.images import pixels_from_mime, sprite_mime, to_qimage
from lunarcore_studio.ui.several_pictures import Several, put_several
from lunarcore_studio.ui.timeline_grid import TimelineGrid
from tests.ui.drops import carried, drop, enter
from tests.ui.studio import BLUE, CTRL, RED, Studio

ONE_WINDOW = True


@pytest.fixture
def grid(studio: Studio, qtbot: QtBot) -> TimelineGrid:
    """In front, on three empty frames of 16x16 that last 100, 200 and 300 ms."""
    frames = (Frame(100), Frame(200), Frame(300))
    studio.document.replace(Sprite(16, 16, frames=frames, tags=(Tag("walk", 1, 2),)), None)
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Tab)
    panel = studio.window.timeline
    qtbot.waitUntil(panel.isVisible)
    return panel.grid


def picture(color: tuple[int, int, int, int], side: int = 16) -> np.ndarray:
    return np.full((side, side, 4), color, np.uint8)


def before(grid: TimelineGrid, frame: int) -> QPoint:
    """A point on the left edge of a frame, or behind the last one."""
    at = grid.geometry_now
    return QPoint(at.column(frame) + 2, at.row(0) + 3)


def durations(studio: Studio) -> list[int]:
    return [frame.duration_ms for frame in studio.document.sprite.frames]


def urls(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_a_sprite_becomes_a_frame_where_the_mark_stands(studio: Studio, grid: TimelineGrid) -> None:
    bare = grid.grab().toImage()
    assert enter(grid.viewport(), sprite_mime(picture(RED), "red"), before(grid, 1))
    assert grid.grab().toImage() != bare
    assert drop(grid.viewport(), sprite_mime(picture(RED), "red"), before(grid, 1))
    assert durations(studio) == [100, 100, 200, 300]
    assert (studio.document.sprite.flatten(1) == RED).all()
    assert (studio.document.place, studio.document.undo_label) == ((0, 1), "Drop frames")
    assert studio.document.sprite.tags == (Tag("walk", 2, 3),)
    assert studio.window.status.message.whole == "Frame 2 is new."
    studio.key(Qt.Key.Key_Z, CTRL)
    assert (durations(studio), studio.document.place) == ([100, 200, 300], (0, 0))
    assert not studio.document.can_undo


def test_the_mark_goes_where_the_drag_leaves(grid: TimelineGrid) -> None:
    bare = grid.grab().toImage()
    assert enter(grid.viewport(), sprite_mime(picture(RED), "red"), before(grid, 2))
    QApplication.sendEvent(grid.viewport(), QDragLeaveEvent())
    assert grid.grab().toImage() == bare


@pytest.mark.parametrize(("at", "first"), [(0, 0), (3, 3)])
def test_frames_come_before_the_first_and_behind_the_last(
    studio: Studio, grid: TimelineGrid, at: int, first: int
) -> None:
    mime = sprite_mime(picture(RED), "walk")
    put_several(mime, Several((picture(RED), picture(BLUE)), (40, 50)))
    assert drop(grid.viewport(), mime, before(grid, at) + QPoint(100 if at == 3 else 0, 0))
    sprite = studio.document.sprite
    assert (sprite.flatten(first) == RED).all()
    assert (sprite.flatten(first + 1) == BLUE).all()
    assert durations(studio)[first : first + 2] == [40, 50]
    assert sorted(durations(studio)) == [40, 50, 100, 200, 300]
    assert studio.document.frame == first


def test_on_a_larger_drawing_the_models_size_lands_in_its_cell(studio: Studio, grid: TimelineGrid) -> None:
    studio.document.replace(Sprite.blank(48, 32), None)
    studio.session.look_at((20, 20))
    assert drop(grid.viewport(), sprite_mime(picture(RED), "red"), before(grid, 1))
    assert studio.drawn() == {(x, y) for x in range(16, 32) for y in range(16, 32)}
    assert drop(grid.viewport(), sprite_mime(picture(RED, 20), "large"), before(grid, 1))
    assert studio.drawn() == {(x, y) for x in range(14, 34) for y in range(6, 26)}
    assert drop(grid.viewport(), sprite_mime(picture(RED, 64), "too large"), before(grid, 1))
    assert len(studio.drawn()) == 48 * 32


def test_pictures_and_files_of_other_programs_become_frames(
    studio: Studio, grid: TimelineGrid, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setImageData(to_qimage(picture(BLUE, 8)))
    assert drop(grid.viewport(), mime, before(grid, 3))
    assert studio.drawn() == {(x, y) for x in range(4, 12) for y in range(4, 12)}
    write_gif(tmp_path / "run.gif", [picture(RED), picture(BLUE)], [70, 80])
    write_png(tmp_path / "gem.png", picture(RED))
    (tmp_path / "bad.png").write_bytes(b"no picture")
    names = ("run.gif", "bad.png", "gem.png")
    assert drop(grid.viewport(), urls(*(tmp_path / name for name in names)), before(grid, 1))
    assert durations(studio) == [100, 70, 80, 100, 200, 300, 300]
    assert studio.window.status.message.whole == "1 of 3 were not opened: bad.png."


def test_what_holds_no_frames_is_not_let_in(grid: TimelineGrid, tmp_path: Path) -> None:
    text = QMimeData()
    text.setText("hello")
    (tmp_path / "two.gpl").write_text("GIMP Palette\n1 2 3\n")
    bare = grid.grab().toImage()
    assert not enter(grid.viewport(), text, before(grid, 1))
    for other in (tmp_path, tmp_path / "two.gpl"):
        assert enter(grid.viewport(), urls(other), before(grid, 1))  # by the window, which knows what to do
        assert grid.grab().toImage() == bare


def test_a_locked_layer_takes_no_frames(studio: Studio, grid: TimelineGrid) -> None:
    studio.document.replace(Sprite(16, 16, layers=(Layer("one", locked=True),)), None)
    assert drop(grid.viewport(), sprite_mime(picture(RED), "red"))
    assert len(studio.document.sprite.frames) == 1
    assert studio.window.status.message.whole == "This layer is hidden or locked."


def test_a_cel_is_dragged_out_and_does_not_fall_back_into_its_timeline(
    studio: Studio, grid: TimelineGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    cels = {(0, 1): Cel(picture(RED))}
    studio.document.replace(Sprite(16, 16, frames=(Frame(), Frame()), cels=cels), None)
    cel = QRect(*grid.geometry_now.cel(0, 1)).center()
    back: list[bool] = []
    mime = carried(
        monkeypatch, grid.viewport(), cel, let_go=lambda mime: back.append(drop(grid.viewport(), mime))
    )
    assert mime is not None
    found = pixels_from_mime(mime)
    assert found is not None
    assert (found[0] == RED).all()
    assert (found[1], studio.document.place) == ("Layer 1, frame 2", (0, 1))
    assert Path(mime.urls()[0].toLocalFile()).name == "Layer 1, frame 2.png"
    assert len(back) == 1
    assert (len(studio.document.sprite.frames), studio.document.can_undo) == (2, False)
    empty = QRect(*grid.geometry_now.cel(0, 0)).center()
    assert carried(monkeypatch, grid.viewport(), empty) is None
    assert drop(grid.viewport(), mime)


def test_a_drag_over_its_tab_brings_the_timeline_to_the_front(studio: Studio, qtbot: QtBot) -> None:
    timeline, mime = studio.window.timeline, sprite_mime(picture(RED), "red")
    assert timeline.visibleRegion().isEmpty()
    bars = studio.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    bar = next(bar for bar in bars if bar.tabText(bar.currentIndex()) == "Library")
    tab = next(tab for tab in range(bar.count()) if bar.tabText(tab) == "Timeline")
    assert enter(bar, mime, bar.tabRect(tab).center())
    qtbot.waitUntil(lambda: not timeline.visibleRegion().isEmpty())
