"""The arithmetic of the view, also on screens that are scaled by a fraction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize

from lunarcore_studio.ui.viewport import FIT_MARGIN, KEPT_IN_SIGHT, LARGEST, ZOOMS, Viewport

RATIOS = [1.0, 1.25, 1.5, 1.75, 2.0, 2.5]


def view(ratio: float = 1.0, size: tuple[int, int] = (16, 16), shift: float = 0.0) -> Viewport:
    made = Viewport(size=size, room=QSize(801, 603), ratio=ratio, shift=QPointF(shift, shift))
    made.fit()
    return made


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("shift", [0.0, 7.0, 13.0])
@pytest.mark.parametrize("zoom", [1, 3, 8, 17])
def test_pixels_are_whole_device_pixels_on_whole_device_places(ratio: float, shift: float, zoom: int) -> None:
    one = view(ratio, shift=shift)
    one.zoom_at(zoom, QPointF(123.3, 77.7))
    wide, left = one.scale * ratio, (one.origin.x() + shift) * ratio
    assert wide == pytest.approx(round(wide))
    assert left == pytest.approx(round(left))


@pytest.mark.parametrize("ratio", RATIOS)
def test_the_pixel_under_the_mouse_is_the_pixel_painted_there(ratio: float) -> None:
    one = view(ratio)
    for x in range(16):
        place = one.screen_rect((x, 3, 1, 1))
        device = 1 / ratio
        for spot in (place.topLeft(), place.center(), place.bottomRight() - QPointF(device, device)):
            assert one.pixel_at(spot + QPointF(device / 2, device / 2)) == (x, 3)


@given(
    st.integers(1, 64),
    st.floats(0, 800),
    st.floats(0, 600),
    st.sampled_from(RATIOS),
    st.lists(st.integers(-2, 2), max_size=6),
)
def test_zooming_keeps_what_is_under_the_mouse(
    zoom: int, x: float, y: float, ratio: float, steps: list[int]
) -> None:
    one, spot = view(ratio), QPointF(x, y)
    one.zoom_at(zoom, QPointF(400, 300))
    for step in steps:
        before = (spot - one.origin) / one.scale
        one.zoom_at(one.stepped(step), spot)
        after = (spot - one.origin) / one.scale
        inside = QRectF(0, 0, 16, 16).contains(before)
        if inside and one.area.contains(QRectF(one.origin, QSize(1, 1))):
            assert abs(after.x() - before.x()) * one.scale <= 1.01
            assert abs(after.y() - before.y()) * one.scale <= 1.01


def test_fit_is_the_largest_zoom_with_all_in_sight() -> None:
    for size in ((16, 16), (40, 24), (7, 200), (1000, 1000)):
        one = view(size=size)
        fits = all(
            side * one.zoom <= room - 2 * FIT_MARGIN for side, room in zip(size, (801, 603), strict=True)
        )
        larger = any(
            side * (one.zoom + 1) > room - 2 * FIT_MARGIN for side, room in zip(size, (801, 603), strict=True)
        )
        assert fits or one.zoom == 1
        assert larger or one.zoom == LARGEST


def test_steps_go_over_the_ladder_and_stop_at_its_ends() -> None:
    one = view()
    one.zoom_at(7, QPointF())
    assert (one.stepped(1), one.stepped(-1), one.stepped(2)) == (8, 6, 10)
    assert one.stepped(99) == ZOOMS[-1]
    assert one.stepped(-99) == 1


def test_a_part_of_the_drawing_stays_in_sight() -> None:
    one = view()
    one.pan(9999, -9999)
    seen = one.area.intersected(QRectF(0, 0, 801, 603))
    assert seen.width() >= KEPT_IN_SIGHT - 1
    assert seen.height() >= KEPT_IN_SIGHT - 1


def test_regions_become_pixels() -> None:
    one = view()
    assert one.pixels_in(one.area) == (0, 0, 16, 16)
    assert one.pixels_in(one.screen_rect((3, 4, 1, 1)).adjusted(1, 1, -1, -1)) == (3, 4, 1, 1)
    beside = one.pixels_in(QRectF(0, 0, one.origin.x() - 2, 10))
    assert beside[2] <= 0 or beside[3] <= 0
