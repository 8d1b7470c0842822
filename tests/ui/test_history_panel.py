"""The history as a list: where the drawing stands in it, and every way to go somewhere else."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.history_panel import HistoryPanel, HistoryView
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
