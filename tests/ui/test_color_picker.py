"""A colour is mixed by plane, strip, channels, number and harmony; seen in the wells, no step of history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.harmonies import harmony
from lunarcore_studio.pixels.hsv import srgb_to_hsv
from lunarcore_studio.pixels.oklch import srgb_to_oklch
from lunarcore_studio.ui.color_picker import ColorPicker
from lunarcore_studio.ui.images import from_qimage
from tests.ui.studio import LEFT, RED, SHIFT, Studio, send_move

ONE_WINDOW = True


@pytest.fixture
def picker(studio: Studio) -> Iterator[ColorPicker]:
    """On the foreground, opened by a click on its well."""
    wells = studio.window.palette_panel.wells
    QTest.mouseClick(wells, LEFT, pos=wells.place("foreground").center())
    picker = studio.window.palette_panel.editor
    assert isinstance(picker, ColorPicker)
    yield picker
    if studio.window.palette_panel.editor is not None:
        studio.window.palette_panel.editor.close()


def hsv(color: RGBA) -> list[float]:
    return srgb_to_hsv(np.array(color[:3], np.uint8)).tolist()


def lch(color: RGBA) -> list[float]:
    return srgb_to_oklch(np.array(color[:3], np.uint8)).tolist()


def test_the_plane_is_dragged_over_and_seen_in_the_well(studio: Studio, picker: ColorPicker) -> None:
    field = picker.field
    QTest.mousePress(field, LEFT, pos=QPoint(3, 3))
    send_move(field, QPoint(field.width() // 2, field.height() // 4), LEFT, Qt.KeyboardModifier.NoModifier)
    hue, saturation, value = hsv(studio.session.hand.foreground)
    assert hue == pytest.approx(hsv(RED)[0], abs=1)
    assert (saturation, value) == (pytest.approx(0.5, abs=0.01), pytest.approx(0.75, abs=0.01))
    assert studio.document.history.steps[1:] == ()
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert studio.session.hand.foreground == RED


def test_the_strip_and_its_keys_turn_the_hue(studio: Studio, picker: ColorPicker) -> None:
    QTest.mouseClick(picker.hue, LEFT, pos=QPoint(4, picker.hue.height() // 2))
    assert hsv(picker.color)[0] == pytest.approx(180, abs=2)
    QTest.keyClick(picker.hue, Qt.Key.Key_Up, SHIFT)
    assert hsv(picker.color)[0] == pytest.approx(190, abs=2)
    assert studio.session.hand.foreground == picker.color


def test_channels_show_and_change_the_colour(studio: Studio, picker: ColorPicker) -> None:
    boxes, bands = picker.channels.boxes, picker.channels.bands
    assert [boxes[name].value() for name in ("red", "green", "blue", "alpha")] == list(RED)
    boxes["green"].setFocus()
    boxes["green"].selectAll()
    QTest.keyClicks(boxes["green"], "200")
    assert studio.session.hand.foreground == (RED[0], 200, RED[2], 255)
    QTest.mouseClick(bands["alpha"], LEFT, pos=QPoint(0, 4))
    assert studio.session.hand.foreground[3] == 0
    QTest.keyClick(bands["alpha"], Qt.Key.Key_PageUp)
    assert studio.session.hand.foreground[3] == 10
    assert picker.hex.text() == f"#{RED[0]:02x}c8{RED[2]:02x}0a"
    assert boxes["hue"].isVisible()
    assert not boxes["chroma"].isVisible()


def test_the_other_model_is_remembered_and_keeps_the_colour(studio: Studio, picker: ColorPicker) -> None:
    QTest.mouseClick(picker.models.button("oklch"), LEFT)
    assert picker.color == RED
    assert studio.session.settings.picker == "oklch"
    assert picker.channels.boxes["chroma"].isVisible()
    light, chroma, _hue = lch(RED)
    assert picker.field.at == (pytest.approx(chroma / 0.33, abs=0.01), pytest.approx(light, abs=0.01))
    QTest.keyClick(picker.field, Qt.Key.Key_Up, SHIFT)
    assert lch(picker.color)[0] == pytest.approx(light + 0.1, abs=0.01)
    picker.close()
    assert studio.window.palette_panel.edit_hand("background").channels.boxes["chroma"].isVisible()


def test_what_srgb_has_not_is_hatched_and_gives_what_there_is(studio: Studio, picker: ColorPicker) -> None:
    QTest.mouseClick(picker.models.button("oklch"), LEFT)
    field = picker.field
    spot = QPoint(field.width() - 2, field.height() // 2)
    QTest.mouseClick(field, LEFT, pos=spot)
    light, chroma, hue = lch(studio.session.hand.foreground)
    assert light == pytest.approx(0.5, abs=0.01)
    assert hue == pytest.approx(lch(RED)[2], abs=3)
    assert chroma < 0.3
    shown = from_qimage(field.grab().toImage())
    corner = shown[-28:-4, -28:-4].reshape(-1, 4)
    # hatching: two tones, and neither of them a colour
    assert 2 <= len(np.unique(corner, axis=0)) < 40
    assert np.ptp(corner[:, :3].astype(int), axis=1).max() <= 3


def test_a_harmony_is_taken_and_stays_that_of_the_first_colour(studio: Studio, picker: ColorPicker) -> None:
    row = picker.harmonies
    assert [button.isVisible() for button in row.buttons] == [True, False, False, False]
    row.kind.setCurrentIndex(2)
    row.kind.activated.emit(2)
    assert studio.session.settings.harmony == "triad"
    first, second = harmony(RED, "triad")
    QTest.mouseClick(row.buttons[1], LEFT)
    assert studio.session.hand.foreground == second
    assert [row.buttons[0].color, row.buttons[1].color] == [first, second]
    QTest.keyClick(picker.field, Qt.Key.Key_Left)
    assert row.buttons[0].color != first


def test_a_hue_outlives_black_in_the_plane(picker: ColorPicker) -> None:
    QTest.mouseClick(picker.field, LEFT, pos=QPoint(0, picker.field.height() - 1))
    assert picker.color[:3] == (0, 0, 0)
    QTest.mouseClick(picker.field, LEFT, pos=QPoint(picker.field.width() - 1, 0))
    assert hsv(picker.color)[0] == pytest.approx(hsv(RED)[0], abs=1)


def test_enter_takes_and_opening_alone_changes_nothing(studio: Studio, picker: ColorPicker) -> None:
    history = studio.document.history
    QTest.keyClick(picker.hex, Qt.Key.Key_Return)
    assert studio.session.hand.foreground == RED
    studio.window.actions_by_id["color-background"].trigger()
    other = studio.window.palette_panel.editor
    assert other is not None
    other.hex.selectAll()
    QTest.keyClicks(other.hex, "#112233")
    QTest.keyClick(other.hex, Qt.Key.Key_Return)
    assert studio.session.hand.background == (0x11, 0x22, 0x33, 255)
    assert studio.document.history is history
