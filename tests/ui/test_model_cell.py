"""The cell of a large drawing that the model sees, dragged by its grip and left where it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from lunarcore_studio.engine.inline import InlineEngineClient
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui.cell_grip import cell_grip
from lunarcore_studio.ui.images import sprite_mime
from lunarcore_studio.ui.model_cell import ModelCell
from tests.ui.studio import CTRL, LEFT, PLAIN, RED, SHIFT, Studio, opened_studio, send_move

ONE_WINDOW = True
SIZE = (44, 40)


@pytest.fixture
def large(studio: Studio) -> Studio:
    """An empty drawing that is no whole number of cells."""
    studio.document.replace(Sprite.blank(*SIZE), None)
    return studio


def grip(studio: Studio) -> QPoint:
    """The middle of the grip, in the canvas."""
    found = cell_grip(studio.session, studio.canvas.viewport)
    assert found is not None
    assert found.place is not None
    return found.place.center().toPoint()


def move_by(
    studio: Studio, start: QPoint, by: tuple[float, float], keys: Qt.KeyboardModifier = PLAIN
) -> None:
    scale = studio.canvas.viewport.scale
    there = QPointF(start) + QPointF(*by) * scale
    send_move(studio.canvas, there.toPoint(), LEFT, keys)


def drag(studio: Studio, *steps: tuple[float, float], keys: Qt.KeyboardModifier = PLAIN) -> list[Point]:
    """By pixels of the drawing from where the grip is; where the cell was meanwhile."""
    start, seen = grip(studio), []
    QTest.mousePress(studio.canvas, LEFT, keys, start)
    for by in steps:
        move_by(studio, start, by, keys)
        seen.append(studio.session.cell_origin)
    scale = studio.canvas.viewport.scale
    end = (QPointF(start) + QPointF(*steps[-1]) * scale).toPoint()
    QTest.mouseRelease(studio.canvas, LEFT, keys, end)
    return seen


def said(studio: Studio) -> str:
    return studio.window.status.message.whole


def test_a_drag_snaps_to_the_grid_and_is_told(large: Studio) -> None:
    assert drag(large, (3, 1), (6, 15)) == [(0, 0), (8, 16)]
    assert large.session.cell == ModelCell((8, 16), is_pinned=True)
    assert said(large).startswith("The model sees 8, 16 to 23, 31")
    assert large.drawn() == set()
    assert not large.document.can_undo


def test_the_grid_is_the_one_that_is_shown(large: Studio) -> None:
    large.session.set_settings(grid_px=4)
    assert drag(large, (6, 15)) == [(8, 16)]
    assert drag(large, (3, -5)) == [(12, 12)]


def test_ctrl_goes_by_pixels_also_pressed_on_the_way(large: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drag(large, (3, 1), (5, 14), keys=CTRL) == [(3, 1), (5, 14)]
    start = grip(large)
    QTest.mousePress(large.canvas, LEFT, pos=start)
    move_by(large, start, (6, 7))
    assert large.session.cell_origin == (8, 24)
    # the offscreen platform has no keyboard to ask
    monkeypatch.setattr(QGuiApplication, "queryKeyboardModifiers", lambda: CTRL)
    QTest.keyPress(large.canvas, Qt.Key.Key_Control)
    assert large.session.cell_origin == (11, 21)
    QTest.mouseRelease(large.canvas, LEFT, CTRL, start)
    QTest.keyRelease(large.canvas, Qt.Key.Key_Control)


def test_it_stays_inside_and_reaches_every_edge(large: Studio) -> None:
    assert drag(large, (99, 99)) == [(28, 24)]
    assert large.session.cell_rect == (28, 24, 16, 16)
    assert drag(large, (-99, 1)) == [(0, 24)]
    assert drag(large, (14, -11)) == [(16, 16)]
    large.document.replace(Sprite.blank(40, 9), None)
    assert drag(large, (99, 99)) == [(24, 0)]
    assert large.session.cell_rect == (24, 0, 16, 9)


def test_a_click_on_the_grip_pins_nothing(large: Studio) -> None:
    QTest.mouseClick(large.canvas, LEFT, pos=grip(large))
    assert large.session.cell == ModelCell()
    assert large.drawn() == set()


def test_the_hand_and_undo_leave_a_pinned_cell_where_it_is(large: Studio) -> None:
    drag(large, (8, 8))
    large.drag([(40, 38)])
    large.drag([(2, 38)])
    assert large.session.cell_origin == (8, 8)
    for _ in range(2):
        large.key(Qt.Key.Key_Z, CTRL)
    assert not large.document.can_undo
    assert large.drawn() == set()
    assert large.session.cell_origin == (8, 8)


def test_escape_takes_the_drag_back(large: Studio) -> None:
    large.drag([(20, 20)])
    for former in (ModelCell((16, 16)), ModelCell((24, 24), is_pinned=True)):
        start = grip(large)
        QTest.mousePress(large.canvas, LEFT, pos=start)
        move_by(large, start, (-10, -10))
        assert large.session.cell.is_pinned
        assert large.session.cell_origin != former.origin
        large.key(Qt.Key.Key_Escape)
        assert large.session.cell == former
        assert said(large) == "Taken back."
        move_by(large, start, (-20, -20))
        QTest.mouseRelease(large.canvas, LEFT, pos=start)
        assert large.session.cell == former
        drag(large, (8, 8))
    assert large.document.undo_label == "Pencil"


def test_a_double_click_and_the_menu_let_it_go_and_hold_it(large: Studio) -> None:
    action = large.window.actions_by_id["cell-follows"]
    assert action.isChecked()
    drag(large, (8, 8))
    assert not action.isChecked()
    QTest.mouseClick(large.canvas, LEFT, pos=grip(large))
    QTest.mouseDClick(large.canvas, LEFT, pos=grip(large))
    assert action.isChecked()
    assert said(large) == "The model sees where the hand draws."
    large.drag([(40, 38)])
    assert large.session.cell_rect == (32, 32, 12, 8)
    action.trigger()
    assert said(large) == "The model sees 32, 32 to 43, 39, wherever the hand draws."
    large.drag([(2, 2)])
    assert large.session.cell_origin == (32, 32)
    action.trigger()
    large.drag([(2, 3)])
    assert large.session.cell_origin == (0, 0)


def test_the_grip_has_a_cursor_and_goes_with_the_extras(large: Studio) -> None:
    QTest.mouseMove(large.canvas, grip(large))
    assert large.canvas.cursor().shape() == Qt.CursorShape.SizeAllCursor
    large.hover((8, 8))
    assert large.canvas.cursor().shape() == Qt.CursorShape.CrossCursor
    place = grip(large)
    shown = large.canvas.grab().toImage().pixelColor(place)
    large.window.actions_by_id["hide-extras"].trigger()
    assert large.canvas.grab().toImage().pixelColor(place) != shown
    QTest.mouseMove(large.canvas, place)
    assert large.canvas.cursor().shape() == Qt.CursorShape.CrossCursor


def test_a_pinned_cell_looks_different(large: Studio) -> None:
    before = large.canvas.grab().toImage().pixelColor(grip(large))
    large.window.actions_by_id["cell-follows"].trigger()
    assert large.canvas.grab().toImage().pixelColor(grip(large)) != before


def test_the_grip_stays_in_sight_as_long_as_the_cell_does(large: Studio) -> None:
    drag(large, (8, 8))
    viewport = large.canvas.viewport
    viewport.zoom_at(64, QPointF(viewport.screen_rect((20, 20, 1, 1)).center()))
    found = cell_grip(large.session, viewport)
    assert found is not None
    assert found.place is not None
    assert large.canvas.rect().contains(found.place.toRect())
    viewport.zoom_at(64, QPointF(viewport.screen_rect((43, 39, 1, 1)).center()))
    viewport.pan(-2000, -2000)
    gone = cell_grip(large.session, viewport)
    assert gone is not None
    assert gone.place is None
    assert not gone.holds(QPointF(5, 5))


def test_the_grip_covers_no_pixel_where_the_cell_touches_the_edge(large: Studio) -> None:
    large.document.replace(Sprite.blank(32, 32), None)
    viewport = large.canvas.viewport
    for cell in ((3, 3), (20, 3), (3, 20), (20, 20)):
        large.session.look_at(cell)
        found = cell_grip(large.session, viewport)
        assert found is not None
        assert found.place is not None
        assert not (found.place & viewport.area).isValid()
        assert large.canvas.rect().contains(found.place.toRect())


def test_a_drawing_of_the_models_size_has_no_grip(large: Studio) -> None:
    drag(large, (8, 8))
    for size in ((16, 16), (9, 12)):
        large.document.replace(Sprite.blank(*size), None)
        assert cell_grip(large.session, large.canvas.viewport) is None
        assert large.session.cell == ModelCell()
        assert not large.window.actions_by_id["cell-follows"].isEnabled()
    large.document.replace(Sprite.blank(17, 8), None)
    assert cell_grip(large.session, large.canvas.viewport) is not None
    assert large.window.actions_by_id["cell-follows"].isEnabled()


@pytest.mark.parametrize(("size", "stays"), [((64, 64), True), ((32, 28), True), ((23, 40), False)])
def test_another_drawing_lets_a_cell_go_that_does_not_fit(large: Studio, size: Point, stays: bool) -> None:
    drag(large, (8, 8))
    large.document.replace(Sprite.blank(*size), None)
    assert large.session.cell == (ModelCell((8, 8), is_pinned=True) if stays else ModelCell())
    assert large.window.actions_by_id["cell-follows"].isChecked() is not stays


@pytest.fixture
def with_model(qapp: object, inline: InlineEngineClient) -> Iterator[Studio]:
    with opened_studio(inline) as studio:
        yield studio


def test_the_model_sees_and_takes_the_cell_while_it_is_dragged(with_model: Studio) -> None:
    studio, client = with_model, with_model.session.client
    random = np.random.default_rng(4)
    pixels = random.integers(0, 256, (SIZE[1], SIZE[0], 4), dtype=np.uint8)
    pixels[..., 3] = 255
    studio.document.replace(Sprite.from_pixels(pixels), None)
    asked: list[np.ndarray] = []
    client.reconstructed.connect(lambda _reply: asked.append(studio.session.model_pixels()))
    drag(studio, (8, 1), (9, 17))
    for seen, (x, y) in zip(asked, ((8, 0), (8, 16)), strict=True):
        np.testing.assert_array_equal(seen, pixels[y : y + 16, x : x + 16])
    studio.key(Qt.Key.Key_R, CTRL)
    assert studio.document.undo_label.startswith("Take")
    after = studio.document.pixels
    changed = np.argwhere((after != pixels).any(axis=-1))
    assert len(changed)
    assert changed.min(axis=0).tolist() >= [16, 8]
    assert (changed.max(axis=0) <= (31, 23)).all()
    assert (changed.min(axis=0) >= (16, 8)).all()
    studio.key(Qt.Key.Key_Z, CTRL)
    np.testing.assert_array_equal(studio.document.pixels, pixels)
    assert studio.session.cell_origin == (8, 16)
    studio.key(Qt.Key.Key_H, SHIFT)
    assert studio.session.cell_origin == (8, 16)


def test_a_cell_is_where_it_was_put() -> None:
    cell = ModelCell()
    assert cell.towards((20, 3), SIZE, 16) == ModelCell((16, 0))
    assert cell.towards((44, 3), SIZE, 16) is cell
    pinned = cell.put((11.9, 12.1), SIZE, 16, 8)
    assert pinned == ModelCell((8, 16), is_pinned=True)
    assert pinned.towards((40, 3), SIZE, 16) is pinned
    assert pinned.of_side(SIZE, 24) == pinned
    assert pinned.of_side(SIZE, 32) == ModelCell()
    assert ModelCell((32, 16)).of_side(SIZE, 24) == ModelCell((24, 0))
    assert ModelCell((40, 39)).rect(SIZE, 16) == (40, 39, 4, 1)


def test_a_sprite_of_its_size_is_dropped_into_the_cell_where_it_was_put(large: Studio) -> None:
    drag(large, (8, 8))
    assert large.session.cell_origin == (8, 8)
    large.drop(sprite_mime(np.full((16, 16, 4), RED, np.uint8), "red"), (20, 12))
    assert large.drawn() == {(x, y) for x in range(8, 24) for y in range(8, 24)}
