"""A reference is seen and never drawn: not in the drawing, its history, its files, or what the model sees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.image_writing import write_png
from lunarcore_studio.files.images import read_pixels
from lunarcore_studio.pixels.drawing import Drawing
from lunarcore_studio.pixels.sprite import Sprite
from lunarcore_studio.ui import reference_layer
from lunarcore_studio.ui.drag_out import dragged_mime
from lunarcore_studio.ui.images import from_qimage
from lunarcore_studio.ui.reference_image import Reference
from lunarcore_studio.ui.reference_popup import ReferencePopup
from lunarcore_studio.ui.reference_reading import LARGEST_SIDE, read_reference
from tests.ui.studio import ALT, CTRL, LEFT, PLAIN, RED, SHIFT, Studio, send_move

ONE_WINDOW = True

GREEN, SKY = (0, 200, 0, 255), (60, 120, 240, 255)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """32x32: green at the left, blue at the right."""
    path = tmp_path / "photo.png"
    pixels = np.full((32, 32, 4), GREEN, np.uint8)
    pixels[:, 16:] = SKY
    write_png(path, pixels)
    return path


def seen(studio: Studio, point: tuple[int, int]) -> tuple[int, ...]:
    """The colour that the screen has a third into a pixel of the drawing, clear of grids and outlines."""
    place = studio.canvas.viewport.screen_rect((*point, 1, 1))
    spot = QPoint(round(place.x() + place.width() / 3), round(place.y() + place.height() / 3))
    return QColor(studio.canvas.grab().toImage().pixelColor(spot)).getRgb()


def opened(studio: Studio, photo: Path, **fields: object) -> ReferencePopup:
    """The reference lies behind the drawing, without a glass before it; its board is open."""
    assert studio.window.references.open_path(photo)
    popup = studio.window.references.popup
    assert popup is not None
    popup.percent.setValue(100)
    return popup


def shown(studio: Studio) -> Reference:
    reference = studio.canvas.reference.current
    assert reference is not None
    return reference


def test_the_menu_asks_for_a_picture_and_then_opens_its_board(
    studio: Studio, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answer = lambda *_: asked.append("picture") or (str(photo), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    references = studio.window.references
    studio.window.actions_by_id["reference"].trigger()
    assert references.popup is not None
    QTest.mouseClick(references.popup.close_button, LEFT)
    assert references.popup is None
    studio.window.actions_by_id["reference"].trigger()
    assert references.popup is not None
    assert asked == ["picture"]
    assert shown(studio).name == "photo.png"


def test_it_is_seen_where_the_drawing_is_transparent_and_is_no_part_of_it(
    studio: Studio, photo: Path, tmp_path: Path
) -> None:
    before, model = studio.document.sprite, studio.session.model_pixels().copy()
    opened(studio, photo)
    assert (seen(studio, (2, 12)), seen(studio, (13, 12))) == (GREEN, SKY)
    assert studio.document.sprite is before
    assert not studio.document.can_undo
    np.testing.assert_array_equal(studio.session.model_pixels(), model)
    studio.key(Qt.Key.Key_Escape)
    studio.drag([(2, 2)])
    studio.hover((9, 9))
    assert seen(studio, (2, 2)) == RED
    assert seen(studio, (3, 2)) == GREEN
    assert studio.drawn() == {(2, 2)}
    for name in ("saved.png", "saved.lunar"):
        assert studio.save(tmp_path / name)
    pixels = read_pixels(tmp_path / "saved.png")
    assert pixels[..., 3].any(axis=0).tolist() == [x == 2 for x in range(16)]
    assert b"photo" not in (tmp_path / "saved.lunar").read_bytes()


def test_above_the_drawing_it_lies_over_it_as_faint_as_one_likes(studio: Studio, photo: Path) -> None:
    studio.drag([(2, 2)])
    popup = opened(studio, photo)
    QTest.mouseClick(popup.side.button("above"), LEFT)
    assert seen(studio, (2, 2)) == GREEN
    popup.percent.setValue(50)
    red, green, _blue, _alpha = seen(studio, (2, 2))
    assert (abs(red - RED[0] // 2) < 4, abs(green - (200 + RED[1]) // 2) < 4) == (True, True)
    QTest.mouseClick(popup.side.button("below"), LEFT)
    assert seen(studio, (2, 2)) == RED


def test_an_eraser_to_come_shows_the_reference_under_what_it_takes(studio: Studio, photo: Path) -> None:
    studio.drag([(2, 2)])
    opened(studio, photo)
    studio.key(Qt.Key.Key_Escape)
    studio.key(Qt.Key.Key_E)
    studio.drag([(0, 2)])
    assert seen(studio, (2, 2)) == RED
    send_move(studio.canvas, studio.at((4, 2)), Qt.MouseButton.NoButton, SHIFT)
    assert studio.canvas.overlay.preview is not None
    assert seen(studio, (2, 2)) == GREEN
    assert studio.drawn() == {(2, 2)}


def test_a_drag_moves_it_and_draws_nothing_until_it_is_locked(studio: Studio, photo: Path) -> None:
    popup = opened(studio, photo)
    studio.drag([(2, 2), (6, 4), (10, 4)])
    assert (round(shown(studio).x), round(shown(studio).y)) == (8, 2)
    assert seen(studio, (13, 8)) == GREEN
    assert studio.drawn() == set()
    assert not studio.document.can_undo
    QTest.mouseClick(popup.lock, LEFT, pos=QPoint(10, popup.lock.height() // 2))
    assert not popup.scale.isEnabled()
    studio.drag([(1, 1)])
    assert studio.drawn() == {(1, 1)}
    popup.lock.click()
    QTest.mouseClick(popup.fit, LEFT)
    assert (shown(studio).x, shown(studio).y, shown(studio).scale) == (0, 0, 0.5)
    studio.key(Qt.Key.Key_Escape)
    studio.drag([(4, 4)])
    assert studio.drawn() == {(1, 1), (4, 4)}


def test_its_board_is_driven_by_keys_and_stays_clear_of_the_drawing(studio: Studio, photo: Path) -> None:
    popup = opened(studio, photo)
    assert studio.window.focusWidget() is popup.percent
    studio.key(Qt.Key.Key_Down)
    assert shown(studio).percent == 99
    studio.key(Qt.Key.Key_Tab)
    assert studio.window.focusWidget() is popup.scale
    for width in (800, 900, 1000, 1280, 1500, 2200):
        studio.window.resize(width, 900)
        QApplication.processEvents()
        canvas, drawing = studio.canvas, studio.canvas.viewport.screen_rect((0, 0, 16, 16))
        right = canvas.mapTo(studio.window, drawing.topRight()).x()
        assert right < popup.x()
        assert popup.geometry().right() < studio.window.width()
    assert popup.geometry().right() == canvas.mapTo(studio.window, canvas.rect().topRight()).x() - 9
    studio.key(Qt.Key.Key_Escape)
    assert studio.window.references.popup is None
    assert studio.window.focusWidget() is studio.canvas
    assert shown(studio).percent == 99


def test_the_wheel_with_ctrl_scales_it_around_the_mouse(studio: Studio, photo: Path) -> None:
    popup = opened(studio, photo)
    zoom, brush = studio.canvas.viewport.zoom, studio.session.hand.brush_size
    corner = studio.canvas.viewport.screen_rect((0, 0, 1, 1)).topLeft()
    studio.turn(2, QPointF(corner), CTRL)
    assert shown(studio).scale == pytest.approx(0.5 * 1.21)
    assert (shown(studio).x, shown(studio).y) == pytest.approx((0, 0))
    assert popup.scale.value() == pytest.approx(60.5)
    assert (studio.canvas.viewport.zoom, studio.session.hand.brush_size) == (zoom, brush)
    popup.scale.setValue(50)
    assert shown(studio).scale == 0.5
    studio.turn(1, QPointF(corner))
    assert studio.canvas.viewport.zoom != zoom


def test_each_drawing_has_its_own_as_long_as_it_is_open(studio: Studio, photo: Path) -> None:
    studio.drag([(5, 12)])
    opened(studio, photo)
    studio.window.files.show(Drawing.begin(Sprite.blank(8, 8)))
    assert studio.canvas.reference.current is None
    assert studio.window.references.popup is None
    assert seen(studio, (1, 6)) not in (GREEN, SKY)
    studio.session.drawings.step(-1)
    assert shown(studio).name == "photo.png"
    assert seen(studio, (1, 12)) == GREEN
    assert len(studio.session.drawings) == 2


def test_it_goes_with_its_drawing_and_by_its_button(studio: Studio, photo: Path) -> None:
    popup = opened(studio, photo)
    QTest.mouseClick(popup.remove, LEFT)
    assert studio.canvas.reference.current is None
    assert studio.window.references.popup is None
    assert seen(studio, (2, 2)) not in (GREEN, SKY)
    opened(studio, photo)
    key = studio.document.key
    assert studio.window.files.close()
    assert studio.document.key != key
    assert studio.window.references.popup is None
    assert studio.canvas.reference._by_key == {}


def test_hidden_extras_hide_it_too(studio: Studio, photo: Path) -> None:
    opened(studio, photo)
    studio.key(Qt.Key.Key_H, CTRL)
    assert seen(studio, (2, 2)) not in (GREEN, SKY)


def test_a_stroke_never_scales_it_anew(studio: Studio, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(studio, photo)
    studio.key(Qt.Key.Key_Escape)
    studio.canvas.grab()
    painted: list[object] = []
    plain = reference_layer.ReferenceLayer._painted
    monkeypatch.setattr(
        reference_layer.ReferenceLayer, "_painted", lambda *of: painted.append(of) or plain(*of)
    )
    studio.drag([(1, 1), (5, 3), (9, 9)])
    QApplication.processEvents()
    studio.canvas.grab()
    assert painted == []
    studio.turn(1, QPointF(200, 200))
    studio.canvas.grab()
    assert len(painted) == 1


def test_smooth_is_averaged_and_sharp_keeps_its_colours(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "fine.png"
    chequered = np.full((4096, 4096, 4), 255, np.uint8)
    chequered[::2, ::2, :3] = chequered[1::2, 1::2, :3] = 0
    write_png(path, chequered)
    popup = opened(studio, path)
    assert all(100 < channel < 155 for channel in seen(studio, (5, 5))[:3])
    QTest.mouseClick(popup.look.button("sharp"), LEFT)
    assert seen(studio, (5, 5))[0] in (0, 255)


def test_the_largest_zoom_of_the_largest_picture_is_painted(studio: Studio, photo: Path) -> None:
    popup = opened(studio, photo)
    popup.look.button("sharp").click()
    popup.scale.setValue(6400)
    studio.canvas.set_zoom(64, QPointF(300, 300))
    studio.canvas.set_zoom(64)
    point = studio.canvas.viewport.pixel_at(QPointF(300, 300))
    assert seen(studio, point) in (GREEN, SKY)


def dropped(studio: Studio, mime: QMimeData) -> None:
    """Something is dropped in the window's middle with Alt held."""
    spot = QPointF(studio.canvas.mapTo(studio.window, studio.at((4, 4))))
    enter = QDragEnterEvent(spot.toPoint(), Qt.DropAction.CopyAction, mime, LEFT, ALT)
    QApplication.sendEvent(studio.window, enter)
    event = QDropEvent(spot, Qt.DropAction.CopyAction, mime, LEFT, ALT, QEvent.Type.Drop)
    QApplication.sendEvent(studio.window, event)


def test_what_is_dropped_with_alt_lies_behind(studio: Studio, photo: Path) -> None:
    key = studio.document.key
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    dropped(studio, mime)
    assert shown(studio).name == "photo.png"
    dropped(studio, dragged_mime(np.full((4, 4, 4), SKY, np.uint8), "sky"))
    assert shown(studio).name == "sky"
    assert studio.document.key == key
    assert not studio.document.can_undo


def jpeg(width: int, height: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(*GREEN))
    assert image.save(buffer, "JPG")
    return bytes(buffer.data().data())


def test_a_photograph_is_read_and_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(40, 30))
    image = read_reference(path)
    assert (image.width(), image.height()) == (40, 30)
    assert abs(int(from_qimage(image)[5, 5, 1]) - 200) < 4
    path.write_bytes(jpeg(6000, 1500))
    image = read_reference(path)
    assert (image.width(), image.height()) == (LARGEST_SIDE, 1024)


@pytest.mark.qt_log_ignore("JPEG")
def test_what_can_not_be_read_is_one_sentence(studio: Studio, tmp_path: Path) -> None:
    for name, data in (("a.jpg", b"\xff\xd8\xff"), ("b.png", b"note"), ("c.tiff", b"II*\0")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(FileError, match=rf"^{name} [^\n]*\.$"):
            read_reference(path)
        assert not studio.window.references.open_path(path)
        assert studio.window.notice.sentence.text().startswith(name)
    assert studio.window.references.popup is None


def test_the_right_button_and_a_plain_wheel_do_no_harm(studio: Studio, photo: Path) -> None:
    opened(studio, photo)
    before = shown(studio)
    studio.drag([(2, 2), (6, 6)], Qt.MouseButton.RightButton)
    assert shown(studio) == before
    assert studio.drawn() == set()
    origin = QPointF(studio.canvas.viewport.origin)
    studio.drag([(2, 2), (6, 6)], Qt.MouseButton.MiddleButton)
    assert studio.canvas.viewport.origin != origin
    spot = QPointF(100, 100)
    event = QWheelEvent(
        spot, studio.canvas.mapToGlobal(spot), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(studio.canvas, event)
    assert shown(studio) == before
