"""The history as a list: where the drawing stands in it, and every way to go somewhere else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.history import State, Step
from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite
from lunarcore_studio.ui.history_panel import HistoryPanel, HistoryView
from lunarcore_studio.ui.history_thumbs import MOST, HistoryThumbs, small
from lunarcore_studio.ui.session import Session
from tests.ui.studio import LEFT, PLAIN, Studio, send_move


@pytest.fixture
def panel(unready: Session, qtbot: QtBot) -> Iterator[HistoryPanel]:
    """Beside a drawing of six steps, each of another shade; the third is saved."""
    document = unready.document
    document.replace(shade(0), None)
    panel = HistoryPanel(unready)
    panel.resize(240, 320)
    with qtbot.waitExposed(panel):
        panel.show()
    for step in range(1, 7):
        document.apply(shade(step), f"Step {step}")
        if step == 3:
            document.mark_saved()
    yield panel
    panel.close()
    panel.deleteLater()


def shade(value: int) -> Sprite:
    return Sprite.from_pixels(np.full((4, 4, 4), (value, value, value, 255), np.uint8))


def now(session: Session) -> int:
    return int(session.document.pixels[0, 0, 0])


def spot(panel: HistoryPanel, row: int) -> QPoint:
    return panel.view.visualRect(panel.view.steps.index(row)).center()


def test_the_steps_are_listed_by_name_with_the_present_and_the_saved_one(
    panel: HistoryPanel, unready: Session
) -> None:
    steps = panel.view.steps
    names = [steps.data(steps.index(row)) for row in range(steps.rowCount())]
    assert names == ["Beginning", *(f"Step {step}" for step in range(1, 7))]
    assert [row for row in range(7) if steps.is_saved(row)] == [3]
    assert panel.view.currentIndex().row() == 6
    unready.document.undo()
    told = [steps.data(steps.index(row), Qt.ItemDataRole.ToolTipRole) for row in (3, 5, 6)]
    assert told == ["Step 3, as it was saved", "Step 5, the drawing now", "Step 6, undone"]


def test_a_stroke_that_ends_a_proposal_goes_on(panel: HistoryPanel, unready: Session) -> None:
    document = unready.document
    document.propose(shade(9), "hand", label="Tint")
    document.stroke_begin(unready.hand, (0, 0))
    assert document.live
    document.stroke_to((3, 0))
    assert document.stroke_end()
    assert panel.view.currentIndex().row() == 8


def test_a_click_goes_there_and_back(panel: HistoryPanel, unready: Session) -> None:
    for row in (2, 5, 0, 6):
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=spot(panel, row))
        assert now(unready) == row
        assert panel.view.currentIndex().row() == row
    assert len(unready.document.history.steps) == 7


def test_a_drag_scrubs_over_every_step_and_on_beyond_the_edge(panel: HistoryPanel, unready: Session) -> None:
    seen: list[int] = []
    unready.document_changed.connect(lambda _change: seen.append(now(unready)))
    view = panel.view.viewport()
    QTest.mousePress(view, LEFT, pos=spot(panel, 6))
    for row in (5, 4, 4, 3):
        send_move(view, spot(panel, row), LEFT, PLAIN)
    send_move(view, QPoint(20, -3), LEFT, PLAIN)
    send_move(view, QPoint(20, -9), LEFT, PLAIN)
    QTest.mouseRelease(view, LEFT, pos=QPoint(20, 0))
    assert seen == [5, 4, 3, 2, 1]
    assert unready.document.can_redo


def test_the_keys_of_a_list_go_there(panel: HistoryPanel, unready: Session) -> None:
    panel.view.setFocus()
    for key, at in (
        (Qt.Key.Key_Up, 5),
        (Qt.Key.Key_Up, 4),
        (Qt.Key.Key_Down, 5),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 6),
    ):
        QTest.keyClick(panel.view, key)
        assert now(unready) == at


def test_a_new_step_after_going_back_drops_what_was_undone(panel: HistoryPanel, unready: Session) -> None:
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=spot(panel, 1))
    unready.document.apply(shade(99), "Other")
    steps = panel.view.steps
    assert [steps.label(row) for row in range(steps.rowCount())] == ["Beginning", "Step 1", "Other"]
    assert panel.view.currentIndex().row() == 2


def test_thousands_of_steps_are_listed_when_it_is_looked_at(panel: HistoryPanel, unready: Session) -> None:
    panel.hide()
    for step in range(3000):
        unready.document.apply(shade(step % 250), f"Pencil {step}")
    assert panel.view.steps.rowCount() == 7
    panel.show()
    assert panel.view.steps.rowCount() == len(unready.document.history.steps) > 2900
    assert panel.view.viewport().rect().contains(spot(panel, panel.view.steps.rowCount() - 1))


def test_the_dock_shares_the_place_of_the_palette(studio: Studio) -> None:
    dock, palette = (studio.window.layout_of_docks.docks[name] for name in ("history", "palette"))
    assert studio.window.tabifiedDockWidgets(palette) == [dock]
    assert not palette.visibleRegion().isEmpty()
    studio.drag([(2, 2)])
    studio.drag([(4, 4)])
    dock.raise_()
    view = dock.widget().findChild(HistoryView)
    assert isinstance(view, HistoryView)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(view.steps.index(1)).center())
    assert studio.drawn() == {(2, 2)}


def test_rows_in_sight_get_their_pictures_and_keep_them(
    panel: HistoryPanel, unready: Session, qtbot: QtBot
) -> None:
    thumbs, steps = panel.view.delegate.thumbs, unready.document.history.steps
    qtbot.waitUntil(lambda: all(thumbs.of(step) is not None for step in steps))
    image = thumbs.of(steps[5])
    assert image is not None
    assert (image.width(), image.pixelColor(1, 1).getRgb()) == (4, (5, 5, 5, 255))
    panel.view.viewport().repaint()
    spot = panel.view.visualRect(panel.view.steps.index(5))
    shot = panel.view.viewport().grab(spot).toImage()
    assert any(
        shot.pixelColor(x, spot.height() // 2).getRgb() == (5, 5, 5, 255) for x in range(shot.width() // 3)
    )
    unready.document.apply(shade(9), "Step 7")
    assert thumbs.of(steps[5]) is image
    assert thumbs.of(unready.document.history.steps[-1]) is None
    with qtbot.waitSignal(thumbs.made):
        panel.view.viewport().update()
    assert thumbs.of(unready.document.history.steps[-1]) is not None


def test_pictures_are_bounded_and_what_is_out_of_sight_is_not_made(
    panel: HistoryPanel, unready: Session, qtbot: QtBot
) -> None:
    thumbs = HistoryThumbs(panel)
    many = [Step("", State(shade(value % 200 + 1).with_pixels(pixel(value)))) for value in range(MOST + 30)]
    for step in many[:20]:
        assert thumbs.of(step) is None
    thumbs.forget_asked()
    for some in (many[20:50], many):
        for step in some:
            thumbs.of(step)
        with qtbot.waitSignal(thumbs.made):
            pass
        assert len(thumbs) == min(MOST, len(some))


def pixel(value: int) -> np.ndarray:
    return np.full((4, 4, 4), (value % 251, value // 251, 77, 255), np.uint8)


@pytest.mark.parametrize("size", [(16, 16), (64, 48), (256, 1), (1, 200), (33, 21)])
def test_a_small_picture_is_of_all_layers_in_the_frame(size: tuple[int, int]) -> None:
    width, height = size
    chance = np.random.default_rng(width)
    below, above = (chance.integers(0, 256, (height, width, 4), dtype=np.uint8) for _ in range(2))
    layers = (Layer("a"), Layer("b", opacity=90, blend="multiply"), Layer("c", visible=False))
    cels = {(0, 1): Cel(below), (1, 1): Cel(above), (2, 1): Cel(below)}
    sprite = Sprite(width, height, layers=layers, frames=(Frame(), Frame()), cels=cels)
    image = small(sprite, 7)
    assert 1 <= image.width() <= 20
    assert 1 <= image.height() <= 20
    whole, step = sprite.flatten(1), -(-max(size) // 20)
    y, x = min(step // 2, height - 1), min(step // 2, width - 1)
    assert image.pixelColor(0, 0).getRgb() == tuple(whole[y, x].tolist())


def test_another_branch_takes_the_place_of_what_was_undone(panel: HistoryPanel, unready: Session) -> None:
    document, steps = unready.document, panel.view.steps
    document.travel_to(2)
    document.apply(shade(100), "Other")
    assert [steps.label(row) for row in range(steps.rowCount())] == ["Beginning", "Step 1", "Step 2", "Other"]
    assert panel.view.currentIndex().row() == 3
    panel.hide()
    document.apply(shade(101), "Hidden")
    document.apply(shade(102), "Too")
    panel.show()
    assert steps.rowCount() == 6
    assert steps.label(5) == "Too"
    assert now(unready) == 102
