"""Playback and onion skin: seen on the canvas at true speed, never in the document."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from pytestqt.qtbot import QtBot

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.frames import frame_added
from lunarcore_studio.pixels.onion import Onion
from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite, Tag
from lunarcore_studio.ui.onion_layer import onion_in
from tests.ui.studio import Studio

ONE_WINDOW = True

COLORS = ((250, 0, 0, 255), (0, 250, 0, 255), (0, 0, 250, 255))


def flat(color: tuple[int, ...]) -> Cel:
    return Cel(np.full((8, 8, 4), color, np.uint8))


@pytest.fixture
def moving(studio: Studio) -> Studio:
    """Red for 30 ms, green for 60, blue for 30."""
    frames = tuple(Frame(ms) for ms in (30, 60, 30))
    cels = {(0, frame): flat(color) for frame, color in enumerate(COLORS)}
    studio.document.replace(Sprite(8, 8, frames=frames, cels=cels), None)
    studio.canvas.setFocus()
    return studio


def seen(studio: Studio, x: int = 4, y: int = 4) -> tuple[int, ...]:
    """The colour of a pixel of the drawing on the screen."""
    canvas = studio.canvas
    color = canvas.grab().toImage().pixelColor(studio.at((x, y)))
    return (color.red(), color.green(), color.blue(), 255)


def shown_frames(studio: Studio, qtbot: QtBot, enough: Callable[[list[object]], bool]) -> list[object]:
    told: list[object] = []
    playback = studio.window.timeline.playback
    playback.shown.connect(told.append)
    studio.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: enough(told), timeout=10_000)
    playback.shown.disconnect(told.append)
    return told


def test_enter_plays_and_the_drawing_stays(moving: Studio, qtbot: QtBot) -> None:
    before, revision = moving.document.sprite, moving.document.revision
    clock = QElapsedTimer()
    clock.start()
    shown_frames(moving, qtbot, lambda told: told.count(0) == 2)
    assert clock.elapsed() >= 119, "a round lasts as long as its frames"
    assert moving.document.sprite is before
    assert (moving.document.revision, moving.document.frame) == (revision, 0)
    moving.key(Qt.Key.Key_Return)
    assert not moving.window.timeline.playback.playing
    assert moving.canvas.playing is None


def test_what_plays_is_seen_on_the_canvas(moving: Studio, qtbot: QtBot) -> None:
    playback = moving.window.timeline.playback
    with qtbot.waitSignal(playback.shown, check_params_cb=lambda frame: frame == 1, timeout=10_000):
        moving.key(Qt.Key.Key_Return)
    assert seen(moving) == COLORS[moving.canvas.playing or 0]
    assert moving.document.pixels[4, 4].tolist() == list(COLORS[0])


def test_it_begins_at_the_active_frame(moving: Studio, qtbot: QtBot) -> None:
    moving.document.go_to(0, 1)
    told = shown_frames(moving, qtbot, lambda told: 0 in told)
    assert told[0] == 1
    assert moving.document.frame == 1


def test_a_tag_with_repeats_plays_them_and_stops(moving: Studio, qtbot: QtBot) -> None:
    moving.window.timeline.frames.keep_tag(None, Tag("back", 0, 1, "reverse", repeats=1))
    told = shown_frames(moving, qtbot, lambda told: told[-1:] == [None])
    assert told == [1, 0, None]


def test_a_press_and_escape_stop_it(moving: Studio) -> None:
    playback = moving.window.timeline.playback
    moving.key(Qt.Key.Key_Return)
    moving.drag([(2, 2)])
    assert not playback.playing
    assert moving.document.undo_label == "Pencil"
    moving.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert playback.playing
    moving.key(Qt.Key.Key_Escape)
    assert not playback.playing


def test_one_frame_does_not_play(studio: Studio) -> None:
    told: list[str] = []
    studio.session.told.connect(told.append)
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Return)
    assert not studio.window.timeline.playback.playing
    assert "one frame" in told[0]


def test_it_plays_on_over_frames_that_come_and_stops_with_the_last_but_one(moving: Studio) -> None:
    timeline = moving.window.timeline
    moving.key(Qt.Key.Key_Return)
    timeline.frames.add()
    assert timeline.playback.playing
    for _ in range(3):
        timeline.frames.delete()
    assert not timeline.playback.playing
    assert moving.canvas.playing is None


def test_f3_shows_the_neighbours_under_the_drawing_and_not_in_it(moving: Studio) -> None:
    moving.document.go_to(0, 1)
    pixels = moving.document.pixels.copy()
    pixels[:4] = 0
    moving.document.apply(moving.document.sprite.with_pixels(pixels, 0, 1), "Half")
    plain, before = seen(moving, 4, 1), moving.document.sprite
    moving.key(Qt.Key.Key_F3)
    skinned = seen(moving, 4, 1)
    assert skinned != plain
    assert seen(moving) == COLORS[1]
    assert moving.document.sprite is before
    moving.key(Qt.Key.Key_F3)
    assert seen(moving, 4, 1) == plain


def test_the_skin_is_made_once_for_a_whole_stroke(moving: Studio) -> None:
    moving.document.go_to(0, 1)
    moving.session.set_settings(onion=True)
    skin = moving.canvas.onion.pixels
    assert skin is not None
    moving.drag([(1, 1), (5, 1)])
    assert moving.canvas.onion.pixels is skin
    moving.document.go_to(0, 2)
    assert moving.canvas.onion.pixels is not skin


def test_numbers_of_the_skin_are_kept_within_bounds() -> None:
    assert onion_in(Settings(onion_before=99, onion_after=-1, onion_percent=0)) == Onion(4, 0, 1)


def test_a_brush_that_hovers_leaves_the_skin_in_sight(moving: Studio) -> None:
    moving.document.apply(frame_added(moving.document.sprite, 0), "New empty frame", place=(0, 1))
    moving.session.set_settings(onion=True)
    moving.session.set_hand(brush_size=7, brush_shape="round")
    moving.hover((7, 7))
    plain = seen(moving, 1, 1)
    moving.hover((4, 4))
    preview = moving.canvas.overlay.preview
    assert preview is not None
    assert preview.rect == (1, 1, 7, 7)
    assert seen(moving, 1, 1) == plain
