"""How far a drag has spanned."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.document import Document
from lunarcore_studio.pixels.extents import Extent
from lunarcore_studio.pixels.tools import Hand, Modifiers, ToolName


@pytest.mark.parametrize(
    ("end", "degrees"),
    [((5, 0), 0), ((5, -5), 45), ((0, -3), 90), ((-2, 0), 180), ((0, 4), 270)],
)
def test_angles_go_up_from_the_right(end: tuple[int, int], degrees: int) -> None:
    assert Extent((0, 0), end, is_line=True).degrees == degrees


def test_a_size_counts_both_ends_and_a_part_of_it_lies_on_the_canvas() -> None:
    dragged = Extent((5, 9), (-3, 2))
    assert (dragged.size, dragged.delta) == ((9, 8), (-8, -7))
    part = dragged.within((16, 8))
    assert part is not None
    assert part.size == (6, 6)
    assert Extent((-4, 0), (-1, 3)).within((16, 16)) is None


@pytest.mark.parametrize(
    ("tool", "keys", "size"),
    [
        ("rectangle", Modifiers.NONE, (7, 3)),
        ("rectangle", Modifiers.SHIFT, (7, 7)),
        ("ellipse", Modifiers.CTRL, (13, 5)),
        ("select", Modifiers.NONE, (7, 3)),
        ("select_ellipse", Modifiers.SHIFT, (7, 7)),
        ("line", Modifiers.NONE, (7, 3)),
        ("line", Modifiers.SHIFT, (6, 3)),
        ("pencil", Modifiers.NONE, None),
        ("lasso", Modifiers.NONE, None),
    ],
)
def test_shapes_marquees_and_lines_tell_how_far_they_go(
    tool: str, keys: Modifiers, size: tuple[int, int] | None
) -> None:
    document = Document()
    assert document.extent is None
    document.stroke_begin(Hand(ToolName[tool.upper()]), (6, 6))
    document.stroke_to((12, 8), keys)
    assert (None if document.extent is None else document.extent.size) == size
    document.stroke_end()
    assert document.extent is None
