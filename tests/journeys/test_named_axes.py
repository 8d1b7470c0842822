"""A person makes a slider of two selections and moves it, makes the drawing like others, and undoes both."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.ui.named_axes_row import NamedAxisRow
from tests.journeys.conftest import ENGINE_MS, Person
from tests.journeys.test_first_hour import let_go, open_from_library, pull

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def select(person: Person, words: str) -> None:
    """Search for words, and select all that is found by keyboard."""
    library = person.window.library
    library.controls.search.clear()
    QTest.keyClicks(library.controls.search, words)
    QTest.keyClick(library.view, Qt.Key.Key_A, CTRL)
    assert {one.name.split()[0] for one in library.selected} == {words}


def come_back(person: Person) -> None:
    """The window has the keyboard again, as a desktop gives it back when a dialog goes."""
    with person.qtbot.waitActive(person.window):
        person.window.activateWindow()


def make_slider(person: Person) -> NamedAxisRow:
    """Potions against swords, called Bottled."""
    window = person.window
    select(person, "potion")
    QTest.mouseClick(window.latent.named.add, LEFT)
    dialog = window.axes.dialog
    assert dialog is not None
    select(person, "sword")
    QTest.mouseClick(dialog.use_those, LEFT)
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "Bottled")
    with person.qtbot.waitSignal(person.client.axes.changed, timeout=ENGINE_MS):
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    come_back(person)
    (row,) = window.latent.named.rows
    person.qtbot.waitUntil(lambda: row.high.pixels is not None, timeout=ENGINE_MS)
    return row


def test_a_slider_of_two_selections_is_moved_and_undone(person: Person) -> None:
    open_from_library(person, 18)
    mine = person.document.pixels.copy()
    row = make_slider(person)
    assert (row.named.these, row.named.those) == (9, 6)
    slider, far = row.slider, 0.8 * row.named.reach
    pull(person, slider, far)
    person.qtbot.waitUntil(lambda: (person.document.pixels != mine).any(), timeout=ENGINE_MS)
    let_go(person, slider, far)
    bent = person.document.pixels.copy()
    assert person.document.undo_label.startswith("Bottled +")
    assert set(np.unique(bent[..., 3])) <= {0, 255}
    person.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(person.document.pixels, mine)
    assert slider.sigma == 0
    assert not person.document.can_undo
    person.key(Qt.Key.Key_Y, CTRL)
    np.testing.assert_array_equal(person.document.pixels, bent)
    QTest.mouseDClick(slider, LEFT, pos=QPoint(slider.x_at(slider.sigma), slider.height() // 2))
    person.qtbot.waitUntil(lambda: (person.document.pixels == mine).all(), timeout=ENGINE_MS)
    with person.qtbot.waitSignal(person.client.model_loaded, timeout=ENGINE_MS):
        person.window.model.restart()
    again = [one.named.name for one in person.window.latent.named.rows]
    assert again == ["Bottled"], "it stays with the model"


def test_the_drawing_is_made_like_others_and_undone(person: Person) -> None:
    open_from_library(person, 18)
    mine, palette = person.document.pixels.copy(), person.document.sprite.palette
    select(person, "gem")
    like = np.stack([one.pixels for one in person.window.library.selected])
    QTest.mouseClick(person.window.library.controls.alike, LEFT)
    dialog = person.window.axes.restyling
    assert dialog is not None
    person.qtbot.waitUntil(dialog.apply.isEnabled, timeout=ENGINE_MS)
    half = dialog.after.pixels.copy()
    for _ in range(4):
        QTest.keyClick(dialog.amount, Qt.Key.Key_Right)
    person.qtbot.waitUntil(
        lambda: dialog.apply.isEnabled() and (dialog.after.pixels != half).any(), timeout=ENGINE_MS
    )
    np.testing.assert_array_equal(person.document.pixels, mine)
    shown = dialog.after.pixels.copy()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    come_back(person)
    np.testing.assert_array_equal(person.document.pixels, shown)
    theirs = set(Palette.extract(like, 32).colors)
    assert set(Palette.of(shown).colors) <= theirs == set(person.document.sprite.palette.colors)
    person.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(person.document.pixels, mine)
    assert person.document.sprite.palette == palette
    assert not person.document.can_undo
