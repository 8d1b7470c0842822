"""A pen that is pressed lightly draws thinner; what Qt tells of it comes before the mouse event it makes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.studio import LEFT, PLAIN, Studio

ONE_WINDOW = True


def pen(studio: Studio, kind: QEvent.Type, point: tuple[int, int], pressure: float) -> None:
    """The pen's event, which nobody takes, and the mouse event that Qt makes of it then."""
    at = studio.at(point)
    spot, buttons = QPointF(studio.canvas.mapToGlobal(at)), Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind, QPointingDevice.primaryPointingDevice(), QPointF(at), spot, pressure, 0, 0, 0, 0, 0, PLAIN,
        buttons, buttons,
    )  # fmt: skip
    assert not QApplication.sendEvent(studio.canvas, event) or not event.isAccepted()
    if kind == QEvent.Type.TabletPress:
        QTest.mousePress(studio.canvas, LEFT, PLAIN, at)
    elif kind == QEvent.Type.TabletMove:
        studio.move(point)
    else:
        QTest.mouseRelease(studio.canvas, LEFT, PLAIN, at)


def stroke(studio: Studio, pressures: tuple[float, float]) -> None:
    pen(studio, QEvent.Type.TabletPress, (4, 4), pressures[0])
    pen(studio, QEvent.Type.TabletMove, (12, 4), pressures[1])
    pen(studio, QEvent.Type.TabletRelease, (12, 4), 0.0)


def height_at(studio: Studio, x: int) -> int:
    return sum(1 for column, _row in studio.drawn() if column == x)


@pytest.fixture
def broad(studio: Studio) -> Studio:
    studio.session.set_hand(brush_size=4)
    return studio


def test_pressure_is_the_size_along_the_stroke(broad: Studio) -> None:
    stroke(broad, (0.2, 1.0))
    assert height_at(broad, 13) == 4
    broad.document.undo()
    stroke(broad, (0.2, 0.5))
    assert height_at(broad, 12) == 2
    broad.document.undo()
    stroke(broad, (0.0, 0.0))
    assert broad.drawn() == {(x, 4) for x in range(4, 13)}
    assert len(broad.document.history.steps) == 2


def test_the_mouse_presses_fully_and_the_pen_too_when_it_is_not_to_count(broad: Studio) -> None:
    stroke(broad, (0.1, 0.1))
    broad.document.undo()
    broad.drag([(4, 4), (12, 4)])
    assert height_at(broad, 8) == 4
    broad.document.undo()
    action = broad.window.actions_by_id["brush-pressure"]
    assert action.isChecked()
    action.trigger()
    assert not action.isChecked()
    stroke(broad, (0.1, 0.1))
    assert height_at(broad, 8) == 4
