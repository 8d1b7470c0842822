"""A person's way to a moving sprite: layers, frames, onion skin, play, save, reopen, and undo it all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from lunarcore_studio.pixels.sprite import Sprite
from tests.journeys.conftest import ENGINE_MS, Person

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def click_cel(person: Person, layer: int, frame: int) -> None:
    grid = person.window.timeline.grid
    place = QRect(*grid.geometry_now.cel(layer, frame)).center()
    QTest.mouseClick(grid.viewport(), LEFT, PLAIN, place)


def draw_walk(person: Person) -> None:
    """A ground, a ball that moves to the right through four frames, and a spark in the last one."""
    person.key(Qt.Key.Key_Tab)
    person.drag([(0, 14), (15, 14)])
    person.key(Qt.Key.Key_N, SHIFT)
    for frame in range(4):
        if frame:
            person.key(Qt.Key.Key_N, ALT)
        click_cel(person, 0, frame)
        click_cel(person, 1, frame)
        person.drag([(2 + 3 * frame, 5 + frame), (3 + 3 * frame, 5 + frame)])
    person.key(Qt.Key.Key_N, SHIFT)
    person.drag([(14, 2), (14, 2)])


def test_three_layers_four_frames_played_saved_reopened_and_undone(person: Person, tmp_path: Path) -> None:
    document, window = person.document, person.window
    document.replace(Sprite.blank(), None)
    begun = document.sprite
    draw_walk(person)
    sprite = document.sprite
    assert [layer.name for layer in sprite.layers] == ["Layer 1", "Layer 2", "Layer 3"]
    assert len(sprite.frames) == 4
    assert [int(sprite.pixels(1, frame)[..., 3].astype(bool).sum()) for frame in range(4)] == [2, 4, 6, 8]
    assert np.array_equal(window.session.model_pixels(), sprite.flatten(3))

    person.key(Qt.Key.Key_F3)
    assert window.canvas.onion.pixels is not None
    shown: list[object] = []
    window.timeline.playback.shown.connect(shown.append)
    person.key(Qt.Key.Key_Return)
    person.qtbot.waitUntil(lambda: {0, 1, 2, 3} <= set(shown), timeout=ENGINE_MS)
    person.key(Qt.Key.Key_Return)
    assert (shown[-1], document.sprite) == (None, sprite)

    path = tmp_path / "walk.aseprite"
    assert window.save_path(path)
    steps = 0
    while document.can_undo:
        person.key(Qt.Key.Key_Z, CTRL)
        steps += 1
    assert (document.sprite, document.place, steps) == (begun, (0, 0), 11)
    while document.can_redo:
        person.key(Qt.Key.Key_Y, CTRL)
    assert (document.sprite, document.place) == (sprite, (2, 3))

    document.mark_saved()
    assert window.files.close()
    assert window.open_path(path)
    assert document.sprite is not sprite
    assert document.sprite.layers == sprite.layers
    assert document.sprite.frames == sprite.frames
    for frame in range(4):
        assert np.array_equal(document.sprite.flatten(frame), sprite.flatten(frame))
