"""Where the mirrors' lines lie, and where their grips bring them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSize

from lunarcore_studio.pixels.raster import Symmetry
from lunarcore_studio.ui.mirror_axes import OVER_PX, MirrorAxes
from lunarcore_studio.ui.viewport import Viewport

ALL = Symmetry.VERTICAL | Symmetry.HORIZONTAL | Symmetry.DIAGONAL | Symmetry.ANTIDIAGONAL


def view(width: int = 16, height: int = 12) -> Viewport:
    viewport = Viewport((width, height), QSize(600, 500))
    viewport.fit()
    return viewport


def test_lines_run_through_the_middle_a_little_beyond_the_drawing() -> None:
    viewport = view()
    lines, area = MirrorAxes(viewport, ALL, None).lines(), viewport.area
    upright = lines[Symmetry.VERTICAL]
    assert upright.x1() == upright.x2() == area.center().x()
    assert upright.y1() == pytest.approx(area.top() - OVER_PX)
    assert lines[Symmetry.HORIZONTAL].y1() == area.center().y()
    for diagonal in (Symmetry.DIAGONAL, Symmetry.ANTIDIAGONAL):
        line = lines[diagonal]
        assert abs(line.dx()) == pytest.approx(abs(line.dy()))
        assert line.center().x() == pytest.approx(area.center().x())
        assert line.center().y() == pytest.approx(area.center().y())


def test_only_what_mirrors_has_a_line() -> None:
    assert MirrorAxes(view(), Symmetry.NONE, None).lines() == {}
    assert [*MirrorAxes(view(), Symmetry.DIAGONAL, (4, 6)).lines()] == [Symmetry.DIAGONAL]


def test_grips_stay_in_sight_however_large_the_drawing_is() -> None:
    viewport = view()
    viewport.zoom_at(64, QPointF(300, 250))
    axes = MirrorAxes(viewport, ALL, None)
    for mirror, line in axes.lines().items():
        for end in (line.p1(), line.p2()):
            assert 0 <= end.x() <= 600
            assert 0 <= end.y() <= 500
            assert axes.grip_at(end) is mirror


@pytest.mark.parametrize("mirror", list(Symmetry))
def test_a_line_comes_to_the_mouse(mirror: Symmetry) -> None:
    viewport = view()
    spot = viewport.origin + QPointF(6, 3) * viewport.scale
    axis = MirrorAxes(viewport, mirror, None).dragged(mirror, spot)
    assert axis is not None
    line = MirrorAxes(viewport, mirror, axis).lines()[mirror]
    normal = line.normalVector().unitVector()
    away = (spot.x() - line.x1()) * normal.dx() + (spot.y() - line.y1()) * normal.dy()
    assert abs(away) < 0.01


def test_it_moves_by_halves_and_knows_the_middle() -> None:
    viewport = view()
    axes = MirrorAxes(viewport, Symmetry.VERTICAL, (7, 12))
    half = viewport.origin + QPointF(5.6, 2) * viewport.scale
    assert axes.dragged(Symmetry.VERTICAL, half) == (11, 12)
    assert axes.dragged(Symmetry.VERTICAL, viewport.area.center()) is None
    far = viewport.origin + QPointF(99, 2) * viewport.scale
    assert axes.dragged(Symmetry.VERTICAL, far) == (32, 12)
