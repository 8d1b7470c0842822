"""Stamps that were taken are kept and come back with a click; another size means another brush."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from lunarcore_studio.files.image_writing import encode_png
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.pixels.tools import Stamp
from lunarcore_studio.ui.stamp_popup import StampPopup
from lunarcore_studio.ui.stamp_store import MOST_STAMPS, kept_stamps, with_stamp, without_stamp
from tests.ui.studio import CTRL, LEFT, RED, Studio

ONE_WINDOW = True


def stamp(width: int, height: int = 1) -> Stamp:
    return Stamp(np.full((height, width, 4), RED, np.uint8))


def take(studio: Studio, width: int) -> None:
    """A stamp of a row of pixels, by the keys."""
    studio.canvas.setFocus()
    studio.document.select(Selection.rectangle((16, 16), (0, 0, width, 1)))
    studio.key(Qt.Key.Key_B, CTRL)


def opened(studio: Studio) -> StampPopup:
    button = studio.window.options.stamps
    QTest.mouseClick(button, LEFT)
    assert button.popup is not None
    return button.popup


def widths(studio: Studio) -> list[int]:
    return [one.mask.shape[1] for one in kept_stamps(studio.session.settings)]


def right_click(thumb: QToolButton) -> None:
    place = thumb.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, thumb.mapToGlobal(place))
    QApplication.sendEvent(thumb, event)


def draw_row(studio: Studio) -> None:
    studio.session.set_hand(foreground=RED)
    studio.drag([(0, 0), (15, 0)])


def test_a_former_stamp_is_taken_again(studio: Studio) -> None:
    button = studio.window.options.stamps
    assert not button.isEnabled()
    assert "makes the first one" in button.toolTip()
    draw_row(studio)
    take(studio, 3)
    take(studio, 5)
    assert widths(studio) == [5, 3]
    assert button.isEnabled()
    popup = opened(studio)
    assert [thumb.isChecked() for thumb in popup.thumbs] == [True, False]
    QTest.mouseClick(popup.thumbs[1], LEFT)
    assert studio.session.hand.custom == stamp(3)
    assert not popup.isVisible()
    take(studio, 3)
    assert widths(studio) == [3, 5]


def test_another_size_puts_the_stamp_down(studio: Studio) -> None:
    session = studio.session
    session.set_hand(brush_size=3, brush_shape="round")
    draw_row(studio)
    take(studio, 4)
    studio.key(Qt.Key.Key_Plus)
    assert (session.hand.custom, session.hand.brush_shape, session.hand.brush_size) == (None, "round", 3)
    assert "brush of 3 px" in studio.window.status.message.whole
    studio.key(Qt.Key.Key_Plus)
    assert session.hand.brush_size == 4
    QTest.mouseClick(studio.window.options.shape.button("custom"), LEFT)
    assert session.hand.custom == stamp(4)
    studio.turn(1, studio.at((8, 8)).toPointF(), CTRL)
    assert (session.hand.brush_shape, session.hand.brush_size) == ("round", 4)


def test_the_right_button_and_delete_forget_a_stamp(studio: Studio) -> None:
    draw_row(studio)
    for width in (2, 3, 4):
        take(studio, width)
    popup = opened(studio)
    right_click(popup.thumbs[1])
    assert widths(studio) == [4, 2]
    assert studio.session.hand.custom == stamp(4)
    assert len(popup.thumbs) == 2
    QTest.keyClick(popup.thumbs[0], Qt.Key.Key_Delete)
    assert widths(studio) == [2]
    assert (studio.session.hand.stamp, studio.session.hand.brush_shape) == (None, "square")
    right_click(popup.thumbs[0])
    assert widths(studio) == []
    assert not popup.isVisible()
    assert not studio.window.options.stamps.isEnabled()


def test_the_last_ones_are_kept_and_no_more(studio: Studio) -> None:
    draw_row(studio)
    for width in range(1, MOST_STAMPS + 3):
        take(studio, width)
    assert widths(studio) == list(range(10, 2, -1))
    assert len(opened(studio).thumbs) == MOST_STAMPS


def test_stamps_that_are_too_large_together_push_the_oldest_out() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 4), np.uint8)
    texts: tuple[str, ...] = ()
    for number in range(MOST_STAMPS):
        noise[0, 0] = (number, 0, 0, 255)
        texts = with_stamp(texts, Stamp(noise))
    assert len(texts) == MOST_STAMPS
    texts = with_stamp((*texts[:2], "A" * 250_000, *texts[2:]), stamp(1))
    shapes = [one.mask.shape for one in kept_stamps(Settings(stamps=texts))]
    assert shapes == [(1, 1), (64, 64), (64, 64)]
    assert sum(map(len, texts)) <= 1 << 18


@pytest.mark.parametrize("odd", ["", "!", "é", "AAAA", "A" * 300_000])
def test_what_is_no_stamp_is_passed_over(odd: str) -> None:
    good = base64.b64encode(encode_png(stamp(2).pixels)).decode()
    settings = Settings(stamps=(odd, good))
    assert kept_stamps(settings) == [stamp(2)]
    assert without_stamp(settings.stamps, stamp(3)) == (good,)
