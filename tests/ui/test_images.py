"""Pixels cross into Qt and back without a byte changed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QByteArray, QMimeData, QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from lunarcore_studio.ui import images


@pytest.fixture
def pixels(qtbot: QtBot) -> np.ndarray:
    """Random straight RGBA with hidden colours under alpha 0, an odd width so that strides matter."""
    return np.random.default_rng(3).integers(0, 256, (5, 7, 4), dtype=np.uint8)


def test_there_and_back_keeps_every_byte(pixels: np.ndarray) -> None:
    assert np.array_equal(images.from_qimage(images.to_qimage(pixels)), pixels)


def test_the_image_owns_its_memory(pixels: np.ndarray) -> None:
    image = images.to_qimage(pixels)
    before = pixels.copy()
    pixels[:] = 0
    assert np.array_equal(images.from_qimage(image), before)


def test_a_row_with_padding_is_read_right() -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB888)
    image.fill(0xFF102030)
    assert images.from_qimage(image)[1, 2].tolist() == [16, 32, 48, 255]


def test_a_null_image_is_an_empty_array() -> None:
    assert images.from_qimage(QImage()).shape == (0, 0, 4)


def test_pixels_are_whole_blocks_and_centred(qtbot: QtBot) -> None:
    sprite = np.array([[[255, 0, 0, 255], [0, 255, 0, 255]]], np.uint8)
    screen = QImage(10, 8, QImage.Format.Format_RGBA8888)
    screen.fill(0)
    with QPainter(screen) as painter:
        place = images.paint_pixels(painter, QRect(0, 0, 10, 8), sprite, images.whole_zoom(2, 1, 10, 8))
    shown = images.from_qimage(screen)
    assert place == QRect(0, 1, 10, 5)
    assert (shown[1:6, :5] == [255, 0, 0, 255]).all()
    assert (shown[1:6, 5:] == [0, 255, 0, 255]).all()
    assert not shown[0].any()


def test_the_checkerboard_starts_at_its_rect(qtbot: QtBot) -> None:
    screen = QImage(40, 40, QImage.Format.Format_RGBA8888)
    screen.fill(0)
    with QPainter(screen) as painter:
        images.paint_checker(painter, QRect(3, 5, 32, 32), ("#000000", "#ffffff"))
    shown = images.from_qimage(screen)[..., 0]
    assert (shown[5:13, 3:11] == 0).all()
    assert (shown[5:13, 11:19] == 255).all()
    assert (shown[13:21, 3:11] == 255).all()


def test_zoom_never_falls_under_one() -> None:
    assert images.whole_zoom(16, 16, 5, 5) == 1
    assert images.whole_zoom(16, 16, 47, 90) == 2


def test_a_drag_carries_bytes_and_name(pixels: np.ndarray) -> None:
    mime = images.sprite_mime(pixels, "Mond äö")
    found = images.pixels_from_mime(mime)
    assert found is not None
    assert np.array_equal(found[0], pixels)
    assert found[1] == "Mond äö"


def test_a_picture_of_another_program_has_no_name(pixels: np.ndarray) -> None:
    mime = QMimeData()
    mime.setImageData(images.to_qimage(pixels))
    found = images.pixels_from_mime(mime)
    assert found is not None
    assert np.array_equal(found[0], pixels)
    assert found[1] == ""


def test_text_and_broken_bytes_are_no_picture(qtbot: QtBot) -> None:
    text = QMimeData()
    text.setText("hello")
    broken = QMimeData()
    broken.setData(images.PNG_MIME, QByteArray(b"\x89PNG nothing more"))
    assert images.pixels_from_mime(text) is None
    assert not images.holds_pixels(text)
    assert images.pixels_from_mime(broken) is None
