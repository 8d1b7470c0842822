"""While drawing is tiled the canvas shows the drawing's neighbours, and keeps them true while it changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from lunarcore_studio.ui.tiled_copies import AROUND
from tests.ui.studio import CTRL, RED, Studio

ONE_WINDOW = True


class Painted(QObject):
    """What of a widget was painted, all together."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def spot(studio: Studio, x: float, y: float) -> QPoint:
    """Inside a pixel of the drawing, or of a copy of it where that is outside, off the lines of the grids."""
    viewport = studio.canvas.viewport
    return (viewport.area.topLeft() + QPointF(x + 0.5, y + 0.5) * viewport.scale).toPoint()


def begin(studio: Studio) -> None:
    studio.canvas.set_zoom(8)
    studio.canvas.centre()
    QApplication.processEvents()


def picture(studio: Studio) -> QImage:
    return studio.canvas.grab().toImage()


def is_reddish(color: QColor) -> bool:
    return color.red() > color.green() + 30


def test_the_neighbours_are_seen_around_and_fainter(studio: Studio) -> None:
    begin(studio)
    studio.drag([(2, 3)])
    places = [spot(studio, 2 + 16 * x, 3 + 16 * y) for x, y in AROUND]
    bare = picture(studio)
    assert not any(is_reddish(bare.pixelColor(place)) for place in places)
    studio.window.actions_by_id["tiled"].trigger()
    tiled = picture(studio)
    shown = {tiled.pixelColor(place).name() for place in places}
    assert len(shown) == 1
    mine, copy = tiled.pixelColor(spot(studio, 2, 3)), QColor(shown.pop())
    assert mine == QColor(*RED)
    assert is_reddish(copy)
    assert copy.lightness() < mine.lightness()
    assert tiled.pixelColor(spot(studio, 2 + 32, 3)) == bare.pixelColor(spot(studio, 2 + 32, 3))
    studio.key(Qt.Key.Key_H, CTRL)
    assert not any(is_reddish(picture(studio).pixelColor(place)) for place in places)
    studio.key(Qt.Key.Key_H, CTRL)
    studio.window.actions_by_id["tiled"].trigger()
    assert not any(is_reddish(picture(studio).pixelColor(place)) for place in places)


def test_a_stroke_repaints_itself_in_every_neighbour_and_not_the_rest(studio: Studio) -> None:
    begin(studio)
    for tiled in (False, True):
        studio.session.set_hand(tiled=tiled)
        QApplication.processEvents()
        painted = Painted()
        studio.canvas.installEventFilter(painted)
        studio.document.stroke_begin(studio.session.hand, (4, 5 + tiled))
        QApplication.processEvents()
        studio.document.stroke_end()
        studio.canvas.removeEventFilter(painted)
        for x, y in AROUND:
            assert painted.region.contains(spot(studio, 4 + 16 * x, 5 + tiled + 16 * y)) is tiled, (x, y)
            assert not painted.region.contains(spot(studio, 12 + 16 * x, 12 + 16 * y))
        assert painted.region.contains(spot(studio, 4, 5 + tiled))


def test_undo_is_seen_in_the_neighbours_too(studio: Studio) -> None:
    begin(studio)
    studio.session.set_hand(tiled=True)
    empty = picture(studio)
    studio.drag([(15, 8), (17, 8)])
    assert studio.drawn() == {(15, 8), (0, 8), (1, 8)}
    drawn = picture(studio)
    for x in (-1, 0, 1, 15, 16, 17):
        assert is_reddish(drawn.pixelColor(spot(studio, x, 8))), x
    painted = Painted()
    studio.canvas.installEventFilter(painted)
    studio.document.undo()
    QApplication.processEvents()
    studio.canvas.removeEventFilter(painted)
    assert painted.region.contains(spot(studio, -1, 8))
    after = picture(studio)
    for x in (-1, 16, 17):
        assert after.pixelColor(spot(studio, x, 8)) == empty.pixelColor(spot(studio, x, 8))
