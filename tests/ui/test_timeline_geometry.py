"""Where the parts of the timeline are, and what is at a point."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.sprite import Tag
from lunarcore_studio.ui.timeline_geometry import (
    CELL_PX,
    HEAD_PX,
    NAMES_PX,
    ROW_PX,
    TAG_PX,
    Part,
    TimelineGeometry,
    lanes_of,
)

TAGS = (Tag("all", 0, 3), Tag("a", 0, 0), Tag("b", 1, 2))
AT = TimelineGeometry(3, 4, TAGS, lanes_of(TAGS))


def middle(rect: tuple[int, int, int, int]) -> tuple[int, int]:
    return rect[0] + rect[2] // 2, rect[1] + rect[3] // 2


def test_tags_that_meet_stand_in_lanes_of_their_own() -> None:
    assert AT.lanes == (0, 1, 1)
    assert lanes_of(()) == ()
    assert lanes_of((Tag("a", 0, 1), Tag("b", 2, 3), Tag("c", 3, 3))) == (0, 0, 1)


def test_the_uppermost_layer_is_the_first_row() -> None:
    assert AT.top == 2 * TAG_PX + HEAD_PX
    assert [AT.row(layer) for layer in (2, 1, 0)] == [AT.top, AT.top + ROW_PX, AT.top + 2 * ROW_PX]
    assert AT.size == (NAMES_PX + 4 * CELL_PX, AT.top + 3 * ROW_PX)


@pytest.mark.parametrize("scroll", [(0, 0), (CELL_PX + 3, 5)], ids=["unscrolled", "scrolled"])
def test_every_part_is_found_at_its_middle(scroll: tuple[int, int]) -> None:
    at = TimelineGeometry(3, 4, TAGS, lanes_of(TAGS), scroll)
    for layer in range(3):
        assert at.at(middle(at.name(layer))) == Part("layer", layer)
        assert at.at(middle(at.sign(layer, "eye"))) == Part("eye", layer)
        assert at.at(middle(at.sign(layer, "lock"))) == Part("lock", layer)
        assert at.at(middle(at.cel(layer, 3))) == Part("cel", layer, 3)
    assert at.at(middle(at.head(2))) == Part("frame", frame=2)
    assert at.at(middle(at.tag(2))) == Part("tag", frame=2, tag=2)


def test_there_is_nothing_beside_them() -> None:
    wide, high = AT.size
    for point in (
        (wide + 1, high - 1),
        (wide - 1, high + 1),
        (4, 4),
        (wide + 1, 4),
        (NAMES_PX + 3 * CELL_PX + 4, 20),
    ):
        assert AT.at(point) == Part("nothing"), point


def test_what_is_dropped_outside_lands_at_the_end() -> None:
    assert (AT.frame_near(0), AT.frame_near(5000)) == (0, 3)
    assert (AT.layer_near(0), AT.layer_near(5000)) == (2, 0)
