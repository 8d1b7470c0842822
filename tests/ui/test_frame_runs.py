"""Frames that are chosen together are copied, deleted, timed and tagged together, each as one step."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.sprite import Cel, Frame, Sprite, Tag
from lunarcore_studio.ui.tag_dialog import TagDialog
from lunarcore_studio.ui.timeline_panel import TimelinePanel
from tests.ui.studio import ALT, LEFT, RIGHT, SHIFT, Studio

ONE_WINDOW = True

PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panel(studio: Studio, qtbot: QtBot) -> TimelinePanel:
    """In front, on six frames of 10, 20 and so on milliseconds; frame N has a dot in column N."""
    cels = {}
    for frame in range(6):
        pixels = np.zeros((16, 16, 4), np.uint8)
        pixels[0, frame] = 255
        cels[0, frame] = Cel(pixels)
    frames = tuple(Frame(10 * number) for number in range(1, 7))
    studio.document.replace(Sprite(16, 16, frames=frames, cels=cels, tags=(Tag("walk", 1, 2),)), None)
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Tab)
    qtbot.waitUntil(studio.window.timeline.isVisible)
    return studio.window.timeline


def click(
    panel: TimelinePanel, frame: int, keys: Qt.KeyboardModifier = PLAIN, button: Qt.MouseButton = LEFT
) -> None:
    grid = panel.grid
    QTest.mouseClick(grid.viewport(), button, keys, QRect(*grid.geometry_now.head(frame)).center())


def choose(panel: TimelinePanel, first: int, last: int) -> None:
    click(panel, first)
    click(panel, last, SHIFT)


def dots(studio: Studio) -> list[int]:
    sprite = studio.document.sprite
    return [int(np.nonzero(sprite.pixels(0, frame)[0, :, 3])[0][0]) for frame in range(len(sprite.frames))]


def durations(studio: Studio) -> list[int]:
    return [frame.duration_ms for frame in studio.document.sprite.frames]


def test_shift_and_a_click_choose_all_between_and_a_click_lets_go(
    studio: Studio, panel: TimelinePanel
) -> None:
    choose(panel, 1, 3)
    assert (panel.frames.run, studio.document.frame) == (range(1, 4), 3)
    assert "Frames 2 to 4" in studio.window.status.message.whole
    click(panel, 5, SHIFT)
    assert panel.frames.run == range(1, 6)
    click(panel, 0, SHIFT)
    assert (panel.frames.run, studio.document.frame) == (range(2), 0)
    click(panel, 0)
    assert panel.frames.run == range(1)
    choose(panel, 4, 2)
    assert panel.frames.run == range(2, 5)
    studio.key(Qt.Key.Key_Right)
    assert panel.frames.run == range(3, 4)


def test_the_chosen_frames_are_seen(studio: Studio, panel: TimelinePanel) -> None:
    def shade(frame: int) -> str:
        corner = QRect(*panel.grid.geometry_now.head(frame)).topLeft()
        return panel.grid.viewport().grab().toImage().pixelColor(corner.x() + 3, corner.y() + 3).name()

    choose(panel, 1, 3)
    chosen = {shade(frame) for frame in (1, 2, 3)}
    assert len(chosen) == 1
    assert chosen.isdisjoint({shade(0), shade(4)})
    click(panel, 3)
    assert shade(2) == shade(0)


def test_a_duration_is_of_all_that_are_chosen(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 1, 3)
    field = panel.controls.duration
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "250")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert durations(studio) == [10, 250, 250, 250, 50, 60]
    assert panel.frames.run == range(1, 4)
    studio.document.undo()
    assert durations(studio) == [10, 20, 30, 40, 50, 60]


def test_they_are_copied_behind_the_last_of_them(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 3, 1)
    studio.key(Qt.Key.Key_N, ALT)
    assert dots(studio) == [0, 1, 2, 3, 1, 2, 3, 4, 5]
    assert durations(studio) == [10, 20, 30, 40, 20, 30, 40, 50, 60]
    assert (studio.document.frame, studio.document.undo_label) == (4, "Copy frames")
    studio.document.undo()
    assert dots(studio) == list(range(6))


def test_they_go_together_but_never_all(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 2, 4)
    studio.key(Qt.Key.Key_C, ALT)
    assert dots(studio) == [0, 1, 5]
    assert studio.document.sprite.tags == (Tag("walk", 1, 1),)
    assert (studio.document.frame, studio.document.undo_label) == (1, "Delete frames")
    choose(panel, 0, 2)
    studio.key(Qt.Key.Key_C, ALT)
    assert dots(studio) == [0, 1, 5]
    assert "at least one frame" in studio.window.status.message.whole


def test_the_menu_of_a_chosen_frame_keeps_the_others(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 1, 3)
    click(panel, 2, button=RIGHT)
    assert panel.frames.run == range(1, 4)
    click(panel, 5, button=RIGHT)
    assert panel.frames.run == range(5, 6)


def test_a_tag_is_offered_around_them(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 3, 4)
    panel.add_tag()
    dialog = panel.findChild(TagDialog)
    dialog.accept()
    assert [(tag.first, tag.last) for tag in studio.document.sprite.tags] == [(1, 2), (3, 4)]


def test_another_drawing_has_no_chosen_frames(studio: Studio, panel: TimelinePanel) -> None:
    choose(panel, 0, 1)
    studio.window.files.begin(16, 16)
    assert panel.frames.run == range(1)
