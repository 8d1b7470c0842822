"""The column of tools has room for all of them, however low the window is."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from lunarcore_studio.ui.action_table import TOOLS
from lunarcore_studio.ui.theme import TOOL_BUTTON
from tests.ui.studio import Studio

ONE_WINDOW = True


def test_every_tool_has_a_place(studio: Studio) -> None:
    buttons = studio.window.tools.buttons
    assert set(buttons) == {entry.id for entry in TOOLS}
    for slot in set(buttons.values()):
        assert [action.objectName() for action in slot.tools] == [
            name for name, place in buttons.items() if place is slot
        ]


@pytest.mark.parametrize(("height", "abreast"), [(900, 1), (800, 1), (600, 3)])
def test_nothing_is_cut_off_or_overlaps(studio: Studio, height: int, abreast: int) -> None:
    panel = studio.window.tools
    studio.window.resize(1280, height)
    QApplication.processEvents()
    assert panel.abreast == abreast
    places = [slot.geometry() for slot in set(panel.buttons.values())]
    for place in places:
        assert panel.rect().contains(place)
        assert (place.width(), place.height()) == (TOOL_BUTTON, TOOL_BUTTON)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))


def test_the_column_is_one_again_when_there_is_room(studio: Studio) -> None:
    panel, width = studio.window.tools, studio.window.tools.width()
    for height in (600, 900):
        studio.window.resize(1440, height)
        QApplication.processEvents()
    assert (panel.abreast, panel.width()) == (1, width)
