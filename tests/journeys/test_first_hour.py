"""A person's way through the studio: open, draw, slide, take, undo, walk, export, save, reopen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lunarcore_studio.files.images import read_image, read_pixels
from lunarcore_studio.ui.latent_slider import LatentSlider
from tests.journeys.conftest import ENGINE_MS, Person

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def open_from_library(person: Person, row: int) -> None:
    """Double click on a thumbnail, and wait for what the model makes of it."""
    view = person.window.library.view
    middle = view.visualRect(view.model().index(row, 0)).center()
    with person.qtbot.waitSignal(person.client.reconstructed, timeout=ENGINE_MS):
        QTest.mouseClick(view.viewport(), LEFT, pos=middle)
        QTest.mouseDClick(view.viewport(), LEFT, pos=middle)


def pull(person: Person, slider: LatentSlider, sigma: float) -> None:
    """Drag a slider's handle, holding it until the answer for where it ends has been drawn."""
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.x_at(slider.sigma), middle))
    with person.qtbot.waitSignal(person.client.edited, timeout=ENGINE_MS):
        QTest.mouseMove(slider, QPoint(slider.x_at(sigma), middle))


def let_go(person: Person, slider: LatentSlider, sigma: float) -> None:
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.x_at(sigma), slider.height() // 2))
    person.qtbot.waitUntil(lambda: not person.document.live, timeout=ENGINE_MS)


def test_draw_reconstruct_take_undo_redo(person: Person) -> None:
    open_from_library(person, 6)
    opened = person.document.pixels.copy()
    assert opened.any()
    answers: list[object] = []
    person.client.reconstructed.connect(answers.append)
    # detail mode draws most sprites exactly, which leaves nothing to take
    person.window.preview.choose("latent")
    before = person.window.preview.picture.copy()
    person.key(Qt.Key.Key_B)
    with person.qtbot.waitSignal(person.client.reconstructed, timeout=ENGINE_MS):
        person.drag([(1, 1), (5, 1), (9, 5), (9, 12)])
    drawn = person.document.pixels.copy()
    assert (drawn != opened).any()
    assert person.document.undo_label == "Pencil"
    person.qtbot.waitUntil(
        lambda: (
            bool(answers)
            and not person.window.preview.bar.busy
            and (person.window.preview.picture != before).any()
        ),
        timeout=ENGINE_MS,
    )
    seen = person.window.preview.picture.copy()
    person.key(Qt.Key.Key_R, CTRL)
    np.testing.assert_array_equal(person.document.pixels, seen)
    person.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(person.document.pixels, drawn)
    person.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(person.document.pixels, opened)
    person.key(Qt.Key.Key_Y, CTRL)
    person.key(Qt.Key.Key_Y, CTRL)
    np.testing.assert_array_equal(person.document.pixels, seen)


def test_a_slider_is_one_step_and_rests_at_exactly_mine(person: Person) -> None:
    open_from_library(person, 21)
    mine = person.document.pixels.copy()
    slider = person.window.latent.rows[0].slider
    reach = slider.maximum() / 10
    pull(person, slider, reach)
    person.qtbot.waitUntil(lambda: (person.document.pixels != mine).any(), timeout=ENGINE_MS)
    assert person.document.live
    let_go(person, slider, reach)
    bent = person.document.pixels.copy()
    assert set(np.unique(bent[..., 3])) <= {0, 255}
    assert person.document.undo_label.startswith("Slider 1")
    person.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(person.document.pixels, mine)
    assert slider.sigma == 0
    person.key(Qt.Key.Key_Y, CTRL)
    np.testing.assert_array_equal(person.document.pixels, bent)
    assert slider.sigma == reach
    QTest.mouseDClick(slider, LEFT, pos=QPoint(slider.x_at(reach), slider.height() // 2))
    person.qtbot.waitUntil(lambda: (person.document.pixels == mine).all(), timeout=ENGINE_MS)


def test_escape_takes_a_slider_back(person: Person) -> None:
    open_from_library(person, 30)
    mine, label = person.document.pixels.copy(), person.document.undo_label
    slider = person.window.latent.rows[1].slider
    pull(person, slider, slider.maximum() / 10)
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    np.testing.assert_array_equal(person.document.pixels, mine)
    assert person.document.undo_label == label
    assert not person.document.live


def test_walk_export_save_reopen(person: Person, tmp_path: Path) -> None:
    open_from_library(person, 0)
    a = person.document.pixels.copy()
    strip, library = person.window.strip, person.window.library
    strip.set_end("A", a, "a")
    library.view.setCurrentIndex(library.model.index(40, 0))
    b = library.chosen.pixels
    with person.qtbot.waitSignal(person.client.interpolated, timeout=ENGINE_MS):
        library.send("B")
    assert len(strip.frames) == 9
    np.testing.assert_array_equal(strip.frames[0], a)
    np.testing.assert_array_equal(strip.frames[-1], b)
    QTest.mouseClick(strip.row.views[4], LEFT)
    np.testing.assert_array_equal(person.document.pixels, strip.frames[4])
    for name in ("walk.gif", "walk.apng", "walk.png"):
        assert strip.export_to(tmp_path / name)
    assert len(read_image(tmp_path / "walk.gif").frames) == 9
    np.testing.assert_array_equal(np.stack(read_image(tmp_path / "walk.apng").frames), strip.frames)
    assert read_pixels(tmp_path / "walk.png").shape == (16, 144, 4)

    kept = person.document.sprite
    for name in ("mine.lunar", "mine.png"):
        assert person.window.save_path(tmp_path / name)
        assert not person.document.modified
        stored = (tmp_path / name).read_bytes()
        person.drag([(0, 0), (15, 15)])
        person.key(Qt.Key.Key_Z, CTRL)
        assert person.window.files.close()
        assert person.window.open_path(tmp_path / name)
        np.testing.assert_array_equal(person.document.pixels, kept.pixels())
        assert person.window.save_path(tmp_path / name)
        assert (tmp_path / name).read_bytes() == stored
