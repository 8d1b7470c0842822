"""Sliders of one's own in the window: made of selections, pulled, renamed, deleted and brought back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.files.axis_store import read_axes
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import errors
from lunarcore_studio.ui.named_axes_dialog import NamedAxesDialog
from lunarcore_studio.ui.named_axes_row import NamedAxisRow
from tests.ui.axes import CTRL, LEFT, SHIFT, click, family, fill
from tests.ui.studio import Studio, opened_studio


@pytest.fixture(scope="module")
def folder(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(tiny_model, tmp_path_factory.mktemp("models") / "mine")


@pytest.fixture(scope="module")
def kept_ready(qapp: QApplication) -> Iterator[Studio]:
    """The window of these tests, whose engine answers at once."""
    with opened_studio(InlineEngineClient()) as studio:
        yield studio


@pytest.fixture
def ready(kept_ready: Studio, folder: Path, drawings: np.ndarray) -> Studio:
    """The window on a drawing, with a model of its own and a library of two families."""
    studio = kept_ready
    studio.renew()
    studio.window.library.view.clearSelection()
    client = studio.session.client
    (folder / "axes.json").unlink(missing_ok=True)
    if client.facts is None:
        client.start(folder, "cpu")
    elif client.facts.path != folder or client.facts.named or client.facts.older_axes:
        client.load_model(folder)
    studio.document.replace(Sprite.from_pixels(drawings[0]), None)
    fill(studio.window.library, family("gem", 6) + family("sword", 6))
    return studio


def named(studio: Studio) -> list[str]:
    return [row.named.name for row in studio.window.latent.named.rows]


def made(studio: Studio, name: str = "Gem", tag: str = "gem") -> NamedAxisRow:
    """The row of a new slider, of a tag against all others."""
    client, sprites = studio.session.client, studio.window.library.sprites
    sides = [np.stack([one.pixels for one in sprites if (tag in one.tags) is high]) for high in (True, False)]
    client.axes.make(name, *sides)
    return studio.window.latent.named.rows[-1]


def pull(row: NamedAxisRow, sigma: float) -> None:
    slider = row.slider
    at = [QPoint(slider.x_at(where), slider.height() // 2) for where in (slider.sigma, sigma)]
    QTest.mousePress(slider, LEFT, pos=at[0])
    QTest.mouseMove(slider, at[1])
    QTest.mouseRelease(slider, LEFT, pos=at[1])


def opened(studio: Studio) -> NamedAxesDialog:
    dialog = studio.window.axes.dialog
    assert dialog is not None
    return dialog


def test_a_slider_is_made_of_these_and_all_others(ready: Studio, folder: Path) -> None:
    library, latent = ready.window.library, ready.window.latent
    assert "Select sprites in the library" in latent.named.add.toolTip()
    click(library, 0)
    click(library, 4, SHIFT)
    QTest.mouseClick(latent.named.add, LEFT)
    dialog = opened(ready)
    assert dialog.told_these.text() == "5 sprites at its high end"
    assert dialog.told_those.text() == "7 sprites at its low end: all others of the library"
    assert dialog.name.text() == "gem", "the folder that all of them lie in is a name to begin with"
    dialog.name.clear()
    assert not dialog.make.isEnabled()
    QTest.keyClicks(dialog.name, "Cut")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert ready.window.axes.dialog is None
    assert named(ready) == ["Cut"]
    (axis,) = read_axes(folder)
    assert (axis.name, axis.these, axis.those) == ("Cut", 5, 7)


def test_while_it_asks_the_library_stays_in_use(ready: Studio) -> None:
    library = ready.window.library
    ready.window.axes.make_slider()
    dialog = opened(ready)
    assert not dialog.make.isEnabled()
    assert dialog.sentence.text() == "Select the sprites that the slider is to lead to."
    click(library, 6)
    click(library, 8, SHIFT)
    QTest.mouseClick(dialog.use_these, LEFT)
    click(library, 0)
    click(library, 2, CTRL)
    QTest.mouseClick(dialog.use_those, LEFT)
    assert [one.name for one in dialog.sides.these] == ["sword 0", "sword 1", "sword 2"]
    assert [one.name for one in dialog.sides.low] == ["gem 0", "gem 2"]
    QTest.mouseClick(dialog.use_all, LEFT)
    assert len(dialog.sides.low) == 9
    QTest.mouseClick(dialog.make, LEFT)
    assert named(ready) == ["sword"]


def test_bad_sides_are_one_sentence_and_a_taken_name_another(ready: Studio) -> None:
    made(ready, "Gem")
    library = ready.window.library
    click(library, 0)
    library.controls.of_these.trigger()
    dialog = opened(ready)
    QTest.mouseClick(dialog.use_those, LEFT)
    assert dialog.sentence.text() == "The same sprites are on both sides: select others."
    assert not dialog.make.isEnabled()
    library.view.selectAll()
    QTest.mouseClick(dialog.use_these, LEFT)
    QTest.mouseClick(dialog.use_all, LEFT)
    assert dialog.sentence.text() == "The library has no others than these: select fewer."
    click(library, 0)
    QTest.mouseClick(dialog.use_these, LEFT)
    dialog.name.setText("gem")
    QTest.mouseClick(dialog.make, LEFT)
    assert dialog.sentence.text() == "There is a slider gem already; choose another name."
    assert dialog.isVisible()
    assert dialog.make.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert ready.window.axes.dialog is None
    assert named(ready) == ["Gem"]


def test_an_engine_that_stops_leaves_no_dialog_waiting(
    ready: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = ready.session.client
    click(ready.window.library, 0)
    ready.window.axes.make_slider()
    dialog = opened(ready)
    monkeypatch.setattr(client.axes, "_post", lambda _command: None)  # the worker never answers
    QTest.mouseClick(dialog.make, LEFT)
    assert dialog.is_asking
    assert not dialog.make.isEnabled()
    client.stop()
    assert not dialog.is_asking
    assert dialog.sentence.text().startswith("The engine stopped in the middle of it")
    assert dialog.make.isEnabled()
    dialog.reject()


def test_what_is_undone_meanwhile_does_not_close_the_question(ready: Studio) -> None:
    made(ready).removal_asked.emit()
    ready.window.axes.make_slider()
    QTest.mouseClick(ready.window.notice.button, LEFT)
    assert named(ready) == ["Gem"]
    assert opened(ready).isVisible()
    opened(ready).reject()


def test_a_tag_is_a_slider_at_once(ready: Studio) -> None:
    actions = {action.text(): action for action in ready.window.library.controls.wishes.actions()}
    actions["sword\t6"].trigger()
    assert named(ready) == ["sword"]
    assert ready.session.client.facts.named[0].these == 6


def test_a_whole_drag_is_one_step_and_rests_at_exactly_mine(ready: Studio, drawings: np.ndarray) -> None:
    row = made(ready)
    pull(row, 0.8 * row.named.reach)
    bent = ready.document.pixels.copy()
    assert (bent != drawings[0]).any()
    assert ready.document.undo_label == f"Gem +{row.slider.sigma:.1f}σ"
    ready.document.undo()
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])
    assert row.slider.sigma == 0
    ready.document.redo()
    np.testing.assert_array_equal(ready.document.pixels, bent)
    assert row.slider.sigma > 0
    QTest.mouseDClick(row.slider, LEFT, pos=row.slider.rect().center())
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])


def test_it_adds_up_with_the_models_own_and_shows_its_ends(ready: Studio, qtbot: QtBot) -> None:
    row, own = made(ready), ready.window.latent.rows[0]
    qtbot.waitUntil(lambda: row.low.pixels is not None)
    assert row.high.pixels is not None
    assert not np.array_equal(row.low.pixels, row.high.pixels)
    QTest.mouseClick(row.high, LEFT)
    assert row.slider.sigma == pytest.approx(row.named.reach, abs=0.06)
    own.end_asked.emit(1)
    position = ready.window.latent.latent.position
    assert position.sigma(128) == pytest.approx(row.named.reach)
    assert position.sigma(0) == pytest.approx(ready.window.latent.latent.reach[0])


def test_a_slider_that_is_made_meanwhile_leaves_the_others_where_they_stand(ready: Studio) -> None:
    first = made(ready)
    pull(first, 2.0)
    bent = ready.document.pixels.copy()
    made(ready, "Sword", "sword")
    assert ready.window.latent.named.rows[0].slider.sigma == 2.0
    np.testing.assert_array_equal(ready.document.pixels, bent)
    ready.document.undo()
    ready.document.redo()
    assert ready.window.latent.named.rows[0].slider.sigma == 2.0


def test_renamed_in_place(ready: Studio, folder: Path) -> None:
    row = made(ready)
    pull(row, 2.0)
    QTest.mouseDClick(row.name, LEFT)
    QTest.keyClicks(row.field, "Facets")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert named(ready) == ["Facets"] == [axis.name for axis in read_axes(folder)]
    renamed = ready.window.latent.named.rows[0]
    assert renamed.slider.sigma == 2.0
    QTest.keyClick(renamed.slider, Qt.Key.Key_F2)
    QTest.keyClicks(renamed.field, "Other")
    QTest.keyClick(renamed.field, Qt.Key.Key_Escape)
    assert named(ready) == ["Facets"]
    assert not renamed.field.isVisible()


def test_deleted_and_brought_back_in_its_place(ready: Studio, folder: Path, drawings: np.ndarray) -> None:
    made(ready)
    made(ready, "Sword", "sword")
    gem, sword = ready.window.latent.named.rows
    pull(sword, 2.0)
    bent = ready.document.pixels.copy()
    gem.more.menu().actions()[1].trigger()
    assert named(ready) == ["Sword"]
    assert ready.window.latent.named.rows[0].slider.sigma == 2.0
    notice = ready.window.notice
    assert (notice.sentence.text(), notice.button.text()) == ("The slider Gem is deleted.", "Undo")
    QTest.mouseClick(notice.button, LEFT)
    assert named(ready) == ["Gem", "Sword"] == [axis.name for axis in read_axes(folder)]
    assert [row.slider.sigma for row in ready.window.latent.named.rows] == [0.0, 2.0]
    ready.window.latent.named.rows[1].removal_asked.emit()
    np.testing.assert_array_equal(ready.document.pixels, bent)
    assert ready.window.latent.latent.position.at_rest, "what a deleted slider made is the drawing now"
    ready.document.undo()
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])


def test_locks_and_reset_hold_for_it_too(ready: Studio, drawings: np.ndarray) -> None:
    row = made(ready)
    pull(row, 2.0)
    QTest.mouseClick(ready.window.latent.reset, LEFT)
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])
    QTest.mouseClick(row.lock, LEFT)
    made(ready, "Sword", "sword")
    row = ready.window.latent.named.rows[0]
    assert row.slider.locked
    pull(row, 2.0)
    assert row.slider.sigma == 0


def test_those_of_an_older_training_say_so(
    ready: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = made(ready).named.network
    path = folder / "axes.json"
    path.write_text(path.read_text().replace(network, "0" * 64))
    ready.session.client.load_model(folder)
    section = ready.window.latent.named
    assert section.rows == []
    assert section.older.text() == "Gem is of an older training of this model: make it anew."
    monkeypatch.setattr(errors, "ask_to_forget", lambda _parent, names: names == "Gem")
    QTest.mouseClick(section.forget, LEFT)
    assert read_axes(folder) == ()
    assert not section.older.isVisibleTo(section)


def test_another_model_has_none_of_them(ready: Studio, tiny_model: Path) -> None:
    made(ready)
    ready.session.client.load_model(tiny_model)
    assert named(ready) == []
    assert len(ready.window.latent.latent.reach) == 128


def test_a_library_of_another_size_is_a_sentence(ready: Studio) -> None:
    small = tuple(
        one.__class__(one.pixels[:8, :8], one.name, one.source, None, one.digest) for one in family("gem", 3)
    )
    fill(ready.window.library, small)
    told: list[str] = []
    ready.session.told.connect(told.append)
    ready.window.axes.make_slider()
    ready.window.axes.make_alike()
    assert (
        told
        == ["The library holds sprites of 8×8 pixels, and the model needs 16×16: open the folder again."] * 2
    )
    assert ready.window.axes.dialog is None


def test_without_a_model_it_waits(studio: Studio) -> None:
    told: list[str] = []
    studio.session.told.connect(told.append)
    studio.window.axes.make_slider()
    assert told == ["This waits for the model."]


def test_the_drawing_is_made_like_the_selected_ones(ready: Studio, drawings: np.ndarray) -> None:
    library, palette = ready.window.library, ready.document.sprite.palette
    click(library, 0)
    click(library, 3, SHIFT)
    QTest.mouseClick(library.controls.alike, LEFT)
    dialog = ready.window.axes.restyling
    assert dialog is not None
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])
    half = dialog.after.pixels.copy()
    QTest.keyClick(dialog.amount, Qt.Key.Key_Home)
    assert dialog.percent.text() == "0 %"
    assert (dialog.after.pixels != half).any()
    QTest.keyClick(dialog.amount, Qt.Key.Key_End)
    QTest.mouseClick(dialog.apply, LEFT)
    shown = dialog.restyled
    assert shown is not None
    np.testing.assert_array_equal(ready.document.pixels, shown.pixels)
    assert ready.document.sprite.palette.colors == shown.colors
    assert ready.document.undo_label == "Like 4 sprites"
    ready.document.undo()
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])
    assert ready.document.sprite.palette == palette
    assert not ready.document.can_undo


def test_to_cancel_it_leaves_the_drawing(ready: Studio, drawings: np.ndarray) -> None:
    click(ready.window.library, 0)
    ready.window.axes.make_alike()
    dialog = ready.window.axes.restyling
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert ready.window.axes.restyling is None
    np.testing.assert_array_equal(ready.document.pixels, drawings[0])
    assert not ready.document.can_undo


def test_what_is_not_in_the_selection_stays(ready: Studio, drawings: np.ndarray) -> None:
    ready.document.select(Selection.rectangle((16, 16), (0, 0, 16, 8)))
    click(ready.window.library, 0)
    ready.window.axes.make_alike()
    QTest.mouseClick(ready.window.axes.restyling.apply, LEFT)
    assert (ready.document.pixels[:8] != drawings[0][:8]).any()
    np.testing.assert_array_equal(ready.document.pixels[8:], drawings[0][8:])
    kept = {tuple(color) for color in drawings[0][8:].reshape(-1, 4).tolist() if color[3]}
    assert kept <= set(ready.document.sprite.palette.colors), "what is still in use stays in the palette"


def test_nothing_selected_and_nothing_drawn_are_sentences(ready: Studio) -> None:
    told: list[str] = []
    ready.session.told.connect(told.append)
    ready.window.library.view.clearSelection()
    ready.window.axes.make_alike()
    click(ready.window.library, 0)
    ready.document.replace(Sprite.blank(), None)
    ready.window.axes.make_alike()
    assert told[0].startswith("Select sprites in the library first")
    assert told[-1] == "There is nothing drawn yet that could be made like these."


def test_the_menu_has_both(ready: Studio) -> None:
    click(ready.window.library, 0)
    ready.window.actions_by_id["make-slider"].trigger()
    assert opened(ready).sides.these[0].name == "gem 0"
    opened(ready).reject()
    ready.window.actions_by_id["make-alike"].trigger()
    assert ready.window.axes.restyling is not None
    ready.window.axes.restyling.reject()
