"""Hue and saturation: seen at once, one step when it is applied, nothing when it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lunarcore_studio.pixels.selection import Selection
from lunarcore_studio.ui.hue_dialog import (
    CONTRAST,
    LABEL,
    POSTERISE,
    AdjustDialog,
    ContrastDialog,
    HueDialog,
    PosteriseDialog,
)
from tests.ui.studio import RED, Studio

ONE_WINDOW = True


@pytest.fixture
def dialog(studio: Studio) -> Iterator[HueDialog]:
    """Over two red pixels, the left one of which is selected."""
    studio.drag([(2, 2)])
    studio.drag([(6, 2)])
    studio.document.select(Selection.rectangle((16, 16), (0, 0, 4, 4)))
    dialog = HueDialog(studio.session, studio.window)
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def test_it_is_seen_while_it_is_pulled_and_one_step_when_applied(studio: Studio, dialog: HueDialog) -> None:
    steps = len(studio.document.history.steps)
    for _ in range(5):
        QTest.keyClick(dialog.sliders["hue"], Qt.Key.Key_PageUp)
    turned = studio.pixel(2, 2)
    assert turned != RED
    assert studio.pixel(6, 2) == RED
    dialog.accept()
    assert studio.pixel(2, 2) == turned
    assert len(studio.document.history.steps) == steps + 1
    assert studio.document.undo_label == LABEL


def test_escape_takes_it_back(studio: Studio, dialog: HueDialog) -> None:
    before = studio.document.history
    dialog.sliders["lightness"].setValue(60)
    dialog.sliders["saturation"].setValue(-100)
    assert studio.pixel(2, 2) != RED
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert studio.pixel(2, 2) == RED
    assert studio.document.history is before


def test_sliders_that_went_back_make_no_step(studio: Studio, dialog: HueDialog) -> None:
    before = studio.document.history
    dialog.sliders["hue"].setValue(90)
    dialog.sliders["hue"].setValue(0)
    dialog.accept()
    assert studio.document.history is before


def test_a_hidden_layer_is_left_alone(studio: Studio) -> None:
    studio.window.timeline.layers.toggle_visible()
    studio.window.adjusting.hue()
    assert studio.window.status.message.whole == "This layer is hidden or locked."


@pytest.mark.parametrize(
    ("kind", "name", "key", "label"),
    [
        (ContrastDialog, "contrast", Qt.Key.Key_PageUp, CONTRAST),
        (PosteriseDialog, "levels", Qt.Key.Key_Left, POSTERISE),
    ],
)
def test_contrast_and_levels_are_seen_and_one_step(
    studio: Studio, kind: type[AdjustDialog], name: str, key: Qt.Key, label: str
) -> None:
    studio.drag([(2, 2)])
    steps = len(studio.document.history.steps)
    for is_wanted in (False, True):
        dialog = kind(studio.session, parent=studio.window)  # type: ignore[call-arg]
        dialog.show()
        assert (studio.pixel(2, 2) == RED) == (kind is ContrastDialog)
        QTest.keyClick(dialog.sliders[name], key)
        seen = studio.pixel(2, 2)
        assert seen != RED
        QTest.keyClick(dialog, Qt.Key.Key_Return if is_wanted else Qt.Key.Key_Escape)
        assert studio.pixel(2, 2) == (seen if is_wanted else RED)
        assert len(studio.document.history.steps) == steps + is_wanted
        dialog.deleteLater()
    assert studio.document.undo_label == label
