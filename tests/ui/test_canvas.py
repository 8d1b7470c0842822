"""Every tool draws what the mouse says, and the view goes where the hand wants it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.pixels.tools import Symmetry, ToolName
from lunarcore_studio.ui.canvas import Canvas
from tests.ui.studio import ALT, BLUE, CTRL, EMPTY, LEFT, MIDDLE, RED, RIGHT, SHIFT, Studio

ONE_WINDOW = True


def test_the_first_view_is_the_largest_whole_zoom_in_the_middle(studio: Studio) -> None:
    view = studio.canvas.viewport
    area, room = view.area, studio.canvas.size()
    assert area.width() == 16 * view.zoom
    assert 16 * (view.zoom + 1) > min(room.width(), room.height()) - 48
    assert abs(area.center().x() - room.width() / 2) <= 1
    assert abs(area.center().y() - room.height() / 2) <= 1


def test_the_pencil_draws_without_corners(studio: Studio) -> None:
    studio.drag([(2, 2), (3, 2), (3, 3), (4, 3), (4, 4)])
    assert studio.drawn() == {(2, 2), (3, 3), (4, 4)}
    assert studio.pixel(2, 2) == RED
    assert studio.document.undo_label == "Pencil"


def test_the_right_button_draws_the_background(studio: Studio) -> None:
    studio.drag([(1, 1), (1, 3)], RIGHT)
    assert {studio.pixel(1, y) for y in (1, 2, 3)} == {BLUE}


def test_the_eraser_erases_and_its_right_button_replaces(studio: Studio) -> None:
    studio.drag([(0, 0), (5, 0)])
    studio.key(Qt.Key.Key_E)
    studio.drag([(0, 0), (1, 0)])
    studio.drag([(3, 0), (3, 0)], RIGHT)
    assert studio.drawn() == {(2, 0), (3, 0), (4, 0), (5, 0)}
    assert studio.pixel(3, 0) == BLUE


def test_fill_line_rectangle_and_ellipse(studio: Studio) -> None:
    studio.key(Qt.Key.Key_U)
    studio.drag([(2, 2), (9, 9)])
    assert len(studio.drawn()) == 28
    studio.key(Qt.Key.Key_G)
    studio.drag([(5, 5)], RIGHT)
    assert studio.pixel(4, 4) == BLUE
    assert len(studio.drawn()) == 64
    studio.key(Qt.Key.Key_L)
    studio.drag([(0, 15), (15, 15)])
    assert all(studio.pixel(x, 15) == RED for x in range(16))
    studio.key(Qt.Key.Key_U, SHIFT)
    assert studio.session.hand.tool is ToolName.ELLIPSE
    studio.key(Qt.Key.Key_U, SHIFT)
    assert studio.session.hand.filled
    studio.drag([(11, 0), (15, 4)], RIGHT)
    assert studio.pixel(13, 2) == BLUE
    assert studio.pixel(11, 0) == EMPTY


def test_shift_makes_a_square_while_dragging(studio: Studio) -> None:
    studio.session.choose_tool("rectangle")
    studio.press((1, 1))
    studio.move((4, 9))
    studio.move((4, 9), keys=SHIFT)
    QTest.mouseRelease(studio.canvas, LEFT, SHIFT, studio.at((4, 9)))
    xs, ys = zip(*studio.drawn(), strict=True)
    assert (max(xs), max(ys)) == (9, 9)


def test_pixels_beside_the_canvas_can_begin_a_stroke(studio: Studio) -> None:
    studio.drag([(-3, 4), (2, 4)])
    assert studio.drawn() == {(0, 4), (1, 4), (2, 4)}


def test_symmetry_draws_on_both_sides_and_shows_it_before(studio: Studio) -> None:
    studio.window.actions_by_id["mirror-vertical"].trigger()
    assert studio.session.hand.symmetry is Symmetry.VERTICAL
    studio.hover((2, 3))
    preview = studio.canvas.overlay.preview
    assert preview is not None
    assert preview.bounds == (2, 3, 12, 1)
    studio.drag([(2, 3)])
    assert studio.drawn() == {(2, 3), (13, 3)}


def test_the_preview_shows_and_never_draws(studio: Studio) -> None:
    studio.session.step_brush(2)
    studio.hover((8, 8))
    preview = studio.canvas.overlay.preview
    assert preview is not None
    assert preview.rect == (7, 7, 3, 3)
    assert preview.patch is not None
    assert (preview.patch == RED).all()
    assert studio.drawn() == set()
    shown = studio.canvas.grab().toImage()
    assert shown.pixelColor(studio.at((8, 8))).getRgb() == RED


def test_shift_and_click_draws_a_line_that_was_previewed(studio: Studio) -> None:
    studio.drag([(1, 1)])
    QTest.keyPress(studio.canvas, Qt.Key.Key_Shift, SHIFT)
    studio.move((6, 1), Qt.MouseButton.NoButton, SHIFT)
    preview = studio.canvas.overlay.preview
    assert preview is not None
    assert preview.rect == (2, 1, 5, 1)
    studio.drag([(6, 1)], keys=SHIFT)
    QTest.keyRelease(studio.canvas, Qt.Key.Key_Shift)
    assert studio.drawn() == {(x, 1) for x in range(1, 7)}


def test_the_eyedropper_and_alt_pick_colours(studio: Studio) -> None:
    studio.drag([(1, 1)])
    studio.drag([(3, 3)], RIGHT)
    studio.key(Qt.Key.Key_I)
    studio.drag([(3, 3)])
    assert studio.session.hand.foreground == BLUE
    studio.key(Qt.Key.Key_B)
    studio.drag([(1, 1)], RIGHT, ALT)
    assert studio.session.hand.background == RED
    assert studio.drawn() == {(1, 1), (3, 3)}


def test_a_selection_holds_marks_moves_and_deletes(studio: Studio) -> None:
    studio.drag([(2, 2), (5, 2)])
    studio.key(Qt.Key.Key_M)
    studio.drag([(2, 2), (3, 4)])
    assert studio.document.selection is not None
    assert studio.document.selection.bounds == (2, 2, 2, 3)
    studio.drag([(2, 2), (2, 6)])
    assert studio.drawn() == {(2, 6), (3, 6), (4, 2), (5, 2)}
    studio.key(Qt.Key.Key_Right)
    studio.key(Qt.Key.Key_Down, SHIFT)
    assert studio.drawn() == {(3, 14), (4, 14), (4, 2), (5, 2)}
    studio.key(Qt.Key.Key_Delete)
    assert studio.drawn() == {(4, 2), (5, 2)}
    studio.key(Qt.Key.Key_D, CTRL)
    assert studio.document.selection is None
    studio.key(Qt.Key.Key_D, CTRL | SHIFT)
    assert studio.document.selection is not None
    studio.key(Qt.Key.Key_I, CTRL | SHIFT)
    studio.key(Qt.Key.Key_Delete)
    assert studio.drawn() == set()


def test_ctrl_moves_all_of_an_unselected_drawing(studio: Studio) -> None:
    studio.drag([(2, 2)])
    studio.drag([(2, 2), (6, 7)], keys=CTRL)
    assert studio.drawn() == {(6, 7)}
    assert studio.document.undo_label == "Move"


def test_flips(studio: Studio) -> None:
    studio.drag([(0, 1)])
    studio.key(Qt.Key.Key_H, SHIFT)
    assert studio.drawn() == {(15, 1)}
    studio.key(Qt.Key.Key_V, SHIFT)
    assert studio.drawn() == {(15, 14)}


def test_escape_takes_a_stroke_back(studio: Studio) -> None:
    studio.press((1, 1))
    studio.move((5, 5))
    assert studio.drawn()
    studio.key(Qt.Key.Key_Escape)
    assert studio.drawn() == set()
    studio.move((9, 9))
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at((9, 9)))
    assert studio.drawn() == set()
    assert not studio.document.can_undo


def test_a_second_button_does_not_cut_a_stroke(studio: Studio) -> None:
    studio.press((1, 1))
    studio.move((3, 1))
    QTest.mouseClick(studio.canvas, RIGHT, pos=studio.at((8, 8)))
    studio.move((5, 1))
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at((5, 1)))
    assert {(x, 1) for x in range(1, 6)} <= studio.drawn()
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.drawn() == set()


def test_a_release_that_was_lost_ends_the_stroke(studio: Studio) -> None:
    studio.press((1, 1))
    studio.move((2, 1))
    studio.move((8, 8), Qt.MouseButton.NoButton)
    assert studio.drawn() == {(1, 1), (2, 1)}
    assert not studio.document.live


@pytest.mark.parametrize("point", [(0, 0), (15, 15), (7, 3)])
def test_the_wheel_zooms_at_the_cursor(studio: Studio, point: tuple[int, int]) -> None:
    view, spot = studio.canvas.viewport, QPointF(studio.at(point))
    before, zoom = (spot - view.origin) / view.scale, view.zoom
    for notches in (1, -1, -1, -1, 0.5, 0.5):
        studio.turn(notches, spot)
        after = (spot - view.origin) / view.scale
        assert abs(after.x() - before.x()) * view.scale <= 1
        assert abs(after.y() - before.y()) * view.scale <= 1
    assert view.zoom < zoom
    assert view.pixel_at(spot) == point


def test_the_wheel_with_keys(studio: Studio) -> None:
    middle = QPointF(studio.at((8, 8)))
    studio.turn(3, middle, CTRL)
    assert studio.session.hand.brush_size == 4
    left = studio.canvas.viewport.origin.x()
    studio.turn(1, middle, SHIFT)
    assert studio.canvas.viewport.origin.x() == left + 48
    palette = studio.document.sprite.palette.colors
    studio.session.set_hand(foreground=palette[3], background=palette[0])
    studio.turn(-1, middle, ALT)
    studio.turn(1, middle, ALT | SHIFT)
    assert studio.session.hand.foreground == palette[4]
    assert studio.session.hand.background == palette[-1]


def test_number_keys_zoom_and_fit(studio: Studio) -> None:
    fitted = studio.canvas.viewport.zoom
    for key, zoom in zip("123456", (1, 2, 4, 8, 16, 32), strict=True):
        studio.key(Qt.Key(ord(key)))
        assert studio.canvas.viewport.zoom == zoom
        assert studio.window.status.zoom.text() == f"{zoom}00 %"
    studio.key(Qt.Key.Key_0, CTRL)
    assert studio.canvas.viewport.zoom == fitted


def test_panning_with_the_middle_button_the_space_bar_and_the_hand(studio: Studio) -> None:
    view = studio.canvas.viewport
    start = QPointF(view.origin)
    studio.drag([(8, 8), (9, 9)], MIDDLE)
    assert view.origin == start + QPointF(view.scale, view.scale)
    QTest.keyPress(studio.canvas, Qt.Key.Key_Space)
    studio.drag([(8, 8), (7, 8)])
    QTest.keyRelease(studio.canvas, Qt.Key.Key_Space)
    assert view.origin == start + QPointF(0, view.scale)
    studio.key(Qt.Key.Key_H)
    studio.drag([(8, 8), (8, 7)])
    assert view.origin == start
    assert studio.drawn() == set()
    studio.key(Qt.Key.Key_Z, SHIFT)
    assert abs(view.area.center().x() - studio.canvas.width() / 2) <= 1


def test_the_zoom_tool(studio: Studio) -> None:
    view = studio.canvas.viewport
    studio.key(Qt.Key.Key_4)
    studio.key(Qt.Key.Key_Z)
    studio.drag([(8, 8)])
    assert view.zoom == 10
    studio.drag([(8, 8)], RIGHT)
    assert view.zoom == 8
    studio.key(Qt.Key.Key_B)
    assert studio.session.tool == "pencil"


def test_a_change_repaints_its_pixels_only(studio: Studio) -> None:
    dirty = []
    paint = Canvas.paintEvent

    class Watched(Canvas):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            dirty.append(event.rect())
            paint(self, event)

    QApplication.sendEvent(studio.canvas, QEvent(QEvent.Type.Leave))
    studio.canvas.__class__ = Watched
    studio.canvas.repaint()
    dirty.clear()
    sprite = studio.document.sprite
    pixels = sprite.pixels().copy()
    pixels[4, 3] = RED
    studio.document.apply(sprite.with_pixels(pixels), "One pixel")
    studio.canvas.repaint(studio.canvas.viewport.update_rect((3, 4, 1, 1)))
    whole = studio.canvas.viewport.update_rect((3, 4, 1, 1))
    assert dirty
    assert all(whole.contains(rect) for rect in dirty)


def test_a_move_of_the_mouse_lays_nothing_out_anew(studio: Studio) -> None:
    class Listener(QObject):
        heard = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            self.heard += event.type() == QEvent.Type.LayoutRequest
            return False

    studio.hover((1, 1))
    QApplication.processEvents()
    listener = Listener()
    studio.window.installEventFilter(listener)
    studio.press((1, 1))
    for point in ((2, 1), (13, 14), (-1, 3)):
        studio.move(point)
        QApplication.processEvents()
    QTest.mouseRelease(studio.canvas, LEFT, pos=studio.at((2, 2)))
    assert len(studio.drawn()) > 12
    assert listener.heard == 0


def test_what_is_seen_is_the_drawing(studio: Studio) -> None:
    random = np.random.default_rng(3)
    pixels = random.integers(0, 256, (24, 40, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    studio.document.replace(Sprite.from_pixels(pixels), None)
    studio.window.actions_by_id["hide-extras"].trigger()
    shown = studio.canvas.grab().toImage()
    for x, y in ((0, 0), (39, 23), (17, 5), (20, 20)):
        corner = studio.canvas.viewport.screen_rect((x, y, 1, 1)).toRect()
        for spot in (corner.topLeft(), corner.bottomRight()):
            assert shown.pixelColor(spot).getRgb() == tuple(pixels[y, x].tolist())


def test_the_models_cell_follows_the_hand_on_a_large_canvas(studio: Studio) -> None:
    studio.document.replace(Sprite.blank(40, 40), None)
    studio.drag([(20, 3)])
    assert studio.session.cell_rect == (16, 0, 16, 16)
    studio.drag([(38, 38)])
    assert studio.session.cell_rect == (32, 32, 8, 8)
    assert studio.session.model_pixels()[6, 6, 3] == 255
    studio.key(Qt.Key.Key_Z, CTRL)
    studio.key(Qt.Key.Key_Z, CTRL)
    assert studio.session.cell_rect == (16, 0, 16, 16)
