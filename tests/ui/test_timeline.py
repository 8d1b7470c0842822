"""The timeline under real mouse and keys: each wish is one step of history, the hand goes where it led."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from lunarcore_studio.pixels.sprite import Cel, Frame, Layer, Sprite, Tag
from lunarcore_studio.ui.tag_dialog import TagDialog
from lunarcore_studio.ui.timeline_grid import TimelineGrid
from lunarcore_studio.ui.timeline_panel import TimelinePanel
from tests.ui.studio import ALT, CTRL, LEFT, RED, RIGHT, SHIFT, Studio, send_move

ONE_WINDOW = True

PLAIN = Qt.KeyboardModifier.NoModifier


def dotted(value: int) -> Cel:
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[value % 16, value // 16] = (255, 255, 255, 255)
    return Cel(pixels)


@pytest.fixture
def panel(studio: Studio, qtbot: QtBot) -> TimelinePanel:
    """In front, on three layers in four frames; the cel of layer L in frame F has a dot of its own."""
    cels = {(layer, frame): dotted(16 * layer + frame) for layer in range(3) for frame in range(4)}
    layers, frames = tuple(Layer(name) for name in ("low", "mid", "top")), (Frame(),) * 4
    tags = (Tag("walk", 1, 2),)
    studio.document.replace(Sprite(16, 16, layers=layers, frames=frames, cels=cels, tags=tags), None)
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Tab)
    panel = studio.window.timeline
    qtbot.waitUntil(panel.isVisible)
    return panel


@pytest.fixture
def grid(panel: TimelinePanel) -> TimelineGrid:
    return panel.grid


def click(grid: TimelineGrid, rect: tuple[int, int, int, int], button: Qt.MouseButton = LEFT) -> QPoint:
    at = QRect(*rect).center()
    QTest.mouseClick(grid.viewport(), button, PLAIN, at)
    return at


def drag(grid: TimelineGrid, start: tuple[int, int, int, int], end: tuple[int, int, int, int]) -> None:
    QTest.mousePress(grid.viewport(), LEFT, PLAIN, QRect(*start).center())
    send_move(grid.viewport(), QRect(*end).center(), LEFT, PLAIN)
    QTest.mouseRelease(grid.viewport(), LEFT, PLAIN, QRect(*end).center())


def names(studio: Studio) -> list[str]:
    return [layer.name for layer in studio.document.sprite.layers]


def dots(studio: Studio, layer: int = 0) -> list[int]:
    """By frame, which dot the cel of a layer has."""
    sprite, out = studio.document.sprite, []
    for frame in range(len(sprite.frames)):
        ys, xs = np.nonzero(sprite.pixels(layer, frame)[..., 3])
        out.append(int(16 * xs[0] + ys[0]) if len(xs) else -1)
    return out


def test_tab_brings_the_timeline_and_takes_it_away(studio: Studio, panel: TimelinePanel) -> None:
    assert panel.isVisible()
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Tab)
    assert not panel.isVisible()
    assert studio.canvas.hasFocus()


def test_the_hand_draws_on_the_cel_that_was_clicked(studio: Studio, grid: TimelineGrid) -> None:
    click(grid, grid.geometry_now.cel(1, 2))
    assert studio.document.place == (1, 2)
    assert not studio.document.can_undo
    studio.drag([(8, 8)])
    assert tuple(studio.document.sprite.pixels(1, 2)[8, 8]) == RED
    assert not studio.document.sprite.pixels(0, 0)[8, 8].any()


def test_arrows_go_through_the_cels(studio: Studio, grid: TimelineGrid) -> None:
    grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left):
        studio.key(key)
    assert studio.document.place == (1, 1)
    studio.key(Qt.Key.Key_End)
    assert studio.document.frame == 3
    studio.key(Qt.Key.Key_Home)
    assert studio.document.frame == 0


def test_the_canvas_has_the_same_ways(studio: Studio, panel: TimelinePanel) -> None:
    studio.canvas.setFocus()
    for key, keys, place in (
        (Qt.Key.Key_Right, PLAIN, (0, 1)),
        (Qt.Key.Key_Up, PLAIN, (1, 1)),
        (Qt.Key.Key_Period, PLAIN, (1, 2)),
        (Qt.Key.Key_Comma, PLAIN, (1, 1)),
        (Qt.Key.Key_Right, ALT, (1, 2)),
        (Qt.Key.Key_Up, ALT, (2, 2)),
        (Qt.Key.Key_Up, ALT, (0, 2)),
        (Qt.Key.Key_Down, ALT, (2, 2)),
        (Qt.Key.Key_End, PLAIN, (2, 3)),
        (Qt.Key.Key_Period, PLAIN, (2, 0)),
        (Qt.Key.Key_Left, ALT, (2, 3)),
    ):
        studio.key(key, keys)
        assert studio.document.place == place, (key, keys)


def test_arrows_move_what_is_selected_and_not_the_frame(studio: Studio, panel: TimelinePanel) -> None:
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_A, CTRL)
    studio.key(Qt.Key.Key_Right)
    assert studio.document.place == (0, 0)
    assert studio.document.undo_label == "Nudge"


def test_the_wheel_with_ctrl_and_shift_goes_through_the_frames(studio: Studio, panel: TimelinePanel) -> None:
    middle = studio.canvas.rect().center().toPointF()
    studio.turn(-1, middle, CTRL | SHIFT)
    studio.turn(-1, middle, CTRL | SHIFT)
    studio.turn(1, middle, CTRL | SHIFT)
    assert studio.document.frame == 1


def test_new_layers_and_frames_by_key_are_one_step_each(studio: Studio, panel: TimelinePanel) -> None:
    whole = studio.document.sprite
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_N, SHIFT)
    assert (names(studio), studio.document.place) == (["low", "Layer 1", "mid", "top"], (1, 0))
    studio.key(Qt.Key.Key_N, ALT)
    assert (dots(studio), studio.document.place) == ([0, 0, 1, 2, 3], (1, 1))
    studio.key(Qt.Key.Key_B, ALT)
    assert (dots(studio), studio.document.place) == ([0, 0, -1, 1, 2, 3], (1, 2))
    studio.key(Qt.Key.Key_C, ALT)
    assert (dots(studio), studio.document.place) == ([0, 0, 1, 2, 3], (1, 1))
    for _ in range(4):
        studio.key(Qt.Key.Key_Z, CTRL)
    assert (studio.document.sprite, studio.document.place) == (whole, (0, 0))


def test_eyes_and_locks_answer_a_click(studio: Studio, grid: TimelineGrid) -> None:
    click(grid, grid.geometry_now.sign(2, "eye"))
    click(grid, grid.geometry_now.sign(1, "lock"))
    layers = studio.document.sprite.layers
    assert [(layer.visible, layer.locked) for layer in layers] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    assert studio.document.place == (0, 0)
    studio.document.undo()
    studio.document.undo()
    assert not studio.document.can_undo


def test_a_locked_layer_takes_no_mark(studio: Studio, grid: TimelineGrid) -> None:
    click(grid, grid.geometry_now.sign(0, "lock"))
    before, told = studio.document.sprite, []
    studio.session.told.connect(told.append)
    studio.drag([(8, 8), (10, 8)])
    assert studio.document.sprite is before
    assert told == ["This layer is hidden or locked."]
    studio.key(Qt.Key.Key_M)
    studio.drag([(8, 8), (10, 10)])
    assert len(told) == 1


def test_a_layer_is_dragged_to_another_height(studio: Studio, grid: TimelineGrid) -> None:
    at = grid.geometry_now
    drag(grid, at.name(0), at.name(2))
    assert (names(studio), studio.document.layer) == (["mid", "top", "low"], 2)
    assert dots(studio, 2) == [0, 1, 2, 3]
    studio.document.undo()
    assert (names(studio), studio.document.layer) == (["low", "mid", "top"], 0)


def test_a_frame_is_dragged_to_another_place(studio: Studio, grid: TimelineGrid) -> None:
    at = grid.geometry_now
    drag(grid, at.head(3), at.head(1))
    assert (dots(studio), studio.document.frame) == ([0, 3, 1, 2], 1)
    assert studio.document.undo_label == "Move frame"


def test_a_drag_that_comes_home_and_escape_change_nothing(studio: Studio, grid: TimelineGrid) -> None:
    at = grid.geometry_now
    drag(grid, at.head(1), at.head(1))
    QTest.mousePress(grid.viewport(), LEFT, PLAIN, QRect(*at.head(0)).center())
    send_move(grid.viewport(), QRect(*at.head(2)).center(), LEFT, PLAIN)
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    QTest.mouseRelease(grid.viewport(), LEFT, PLAIN, QRect(*at.head(2)).center())
    assert not studio.document.can_undo


def test_a_layer_is_renamed_where_its_name_stands(studio: Studio, grid: TimelineGrid) -> None:
    at = click(grid, grid.geometry_now.name(1))
    QTest.mouseDClick(grid.viewport(), LEFT, PLAIN, at)
    field = grid.name_field
    assert field.isVisible()
    QTest.keyClicks(field, "moon, light")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (names(studio)[1], field.isVisible(), grid.hasFocus()) == ("moon, light", False, True)
    assert studio.document.undo_label == "Rename layer"
    studio.key(Qt.Key.Key_F2)
    QTest.keyClicks(field, "never mind")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert names(studio)[1] == "moon, light"


def test_opacity_is_seen_while_it_is_pulled_and_is_one_step(studio: Studio, panel: TimelinePanel) -> None:
    slider = panel.controls.opacity
    QTest.mousePress(slider, LEFT, PLAIN, QPoint(slider.width() - 8, slider.height() // 2))
    for x in range(slider.width() - 8, slider.width() // 2, -5):
        send_move(slider, QPoint(x, slider.height() // 2), LEFT, PLAIN)
    pulled = studio.document.sprite.layers[0].opacity
    assert 60 < pulled < 200
    assert not studio.document.history.can_undo
    QTest.mouseRelease(slider, LEFT, PLAIN, QPoint(slider.width() // 2, slider.height() // 2))
    assert (studio.document.undo_label, studio.document.live) == ("Layer opacity", False)
    studio.document.undo()
    assert (slider.value(), studio.document.can_undo) == (255, False)


def test_blend_and_duration_belong_to_the_active_layer_and_frame(
    studio: Studio, panel: TimelinePanel, grid: TimelineGrid
) -> None:
    click(grid, grid.geometry_now.cel(1, 2))
    panel.controls.blend.setCurrentIndex(1)
    panel.controls.blend.activated.emit(1)
    QTest.mouseDClick(grid.viewport(), LEFT, PLAIN, QRect(*grid.geometry_now.head(2)).center())
    assert panel.controls.duration.hasFocus()
    QTest.keyClicks(panel.controls.duration, "250")
    QTest.keyClick(panel.controls.duration, Qt.Key.Key_Return)
    sprite = studio.document.sprite
    assert [layer.blend for layer in sprite.layers] == ["normal", "multiply", "normal"]
    assert [frame.duration_ms for frame in sprite.frames] == [100, 100, 250, 100]
    click(grid, grid.geometry_now.cel(0, 0))
    assert (panel.controls.duration.value(), panel.controls.blend.currentText()) == (100, "Normal")
    assert studio.document.undo_label == "Frame duration"


def test_a_tag_is_made_changed_and_deleted(studio: Studio, panel: TimelinePanel, grid: TimelineGrid) -> None:
    panel.add_tag()
    dialog = studio.window.findChild(TagDialog)
    assert isinstance(dialog, TagDialog)
    dialog.name.setText("rise")
    dialog.last.setValue(2)
    dialog.direction.setCurrentIndex(2)
    dialog.repeats.setValue(3)
    dialog.accept()
    made = studio.document.sprite.tags[0]
    assert (made.name, made.first, made.last, made.direction, made.repeats) == ("rise", 0, 1, "ping-pong", 3)
    QApplication.sendPostedEvents(None, 52)
    QTest.mouseDClick(grid.viewport(), LEFT, PLAIN, QRect(*grid.geometry_now.tag(0)).center())
    again = studio.window.findChildren(TagDialog)[-1]
    assert again.tag == made
    again.delete.click()
    assert [tag.name for tag in studio.document.sprite.tags] == ["walk"]
    assert studio.document.undo_label == "Delete tag"


def test_the_menu_acts_on_what_it_was_opened_on(
    studio: Studio, panel: TimelinePanel, grid: TimelineGrid
) -> None:
    click(grid, grid.geometry_now.head(2), RIGHT)
    menu = panel.pop_up(
        grid.geometry_now.at(QRect(*grid.geometry_now.head(2)).center().toTuple()), QPoint(5, 5)
    )
    assert isinstance(menu, QMenu)
    {action.objectName(): action for action in menu.actions()}["frame-delete"].trigger()
    menu.close()
    assert dots(studio) == [0, 1, 3]


def test_merging_down_and_moving_by_menu(studio: Studio, panel: TimelinePanel) -> None:
    actions = studio.window.actions_by_id
    actions["layer-merge"].trigger()
    assert not studio.document.can_undo
    actions["layer-raise"].trigger()
    assert names(studio) == ["mid", "low", "top"]
    actions["layer-merge"].trigger()
    assert (names(studio), studio.document.layer) == (["mid", "top"], 0)
    assert studio.document.sprite.pixels(0, 0)[0, 0].any()
    assert studio.document.sprite.pixels(0, 0)[0, 1].any()
    actions["frame-later"].trigger()
    assert studio.document.frame == 1
    actions["frame-durations"].trigger()
    assert studio.document.undo_label == "Move frame"


def test_the_last_layer_and_frame_stay(studio: Studio) -> None:
    studio.window.timeline.layers.delete()
    studio.window.timeline.frames.delete()
    assert not studio.document.can_undo


def test_the_panel_rests_while_the_pencil_draws(
    studio: Studio, grid: TimelineGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    show = grid.show_sprite
    monkeypatch.setattr(grid, "show_sprite", lambda *told: (shown.append(told), show(*told)))
    studio.press((3, 3))
    studio.move((9, 3))
    assert shown == []
    QTest.mouseRelease(studio.canvas, LEFT, PLAIN, studio.at((9, 3)))
    assert len(shown) == 1


def test_the_keys_of_the_canvas_are_no_shortcuts_elsewhere(studio: Studio, panel: TimelinePanel) -> None:
    swatches = studio.window.palette_panel.swatches
    swatches.setFocus()
    studio.key(Qt.Key.Key_Return)
    studio.key(Qt.Key.Key_Tab)
    assert not panel.playback.playing
    assert panel.isVisible()
    assert studio.window.focusWidget() is not swatches


def test_the_keys_of_the_canvas_can_be_changed(studio: Studio, panel: TimelinePanel) -> None:
    studio.session.set_settings(shortcuts=(("play", "Ctrl+Return"),))
    studio.canvas.setFocus()
    studio.key(Qt.Key.Key_Return)
    assert not panel.playback.playing
    studio.key(Qt.Key.Key_Return, CTRL)
    assert panel.playback.playing
