"""Turns a mask of pixels into its outline on the screen, in two tones that show anywhere. GUI thread only."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lunarcore_studio.ui.viewport import Viewport

DASH_PX = 4
Runs = npt.NDArray[np.int64]  # (N, 4): x0, y0, x1, y1 in pixel corners


def outline_runs(mask: npt.NDArray[np.bool_]) -> Runs:
    """The border between the True and the False pixels of a bool (H, W) mask as straight runs, int64 (N, 4).

    A run leads from corner (x0, y0) to corner (x1, y1); the rim of the mask counts as False.
    """
    padded = np.pad(mask, 1)
    level = _runs(padded[1:, 1:-1] != padded[:-1, 1:-1])
    upright = _runs((padded[1:-1, 1:] != padded[1:-1, :-1]).T)[:, [1, 0, 3, 2]]
    return np.concatenate([level, upright])


def _runs(edges: npt.NDArray[np.bool_]) -> Runs:
    """Runs of True along the rows of bool (N, M), as (x0, y, x1, y)."""
    rows = np.pad(edges, ((0, 0), (1, 1))).astype(np.int8)
    steps = np.diff(rows, axis=1)
    y, x0 = np.nonzero(steps == 1)
    x1 = np.nonzero(steps == -1)[1]
    return np.stack([x0, y, x1, y], axis=-1).astype(np.int64).reshape(-1, 4)


def outline_lines(runs: Runs, viewport: Viewport) -> list[QLineF]:
    """Runs of pixel corners as lines in the widget, half a device pixel in, so that they are crisp."""
    scale, half = viewport.scale, 0.5 / viewport.ratio
    x, y = viewport.origin.x() + half, viewport.origin.y() + half
    return [
        QLineF(x + a * scale, y + b * scale, x + c * scale, y + d * scale) for a, b, c, d in runs.tolist()
    ]


def draw_two_tone(painter: QPainter, lines: list[QLineF], dashed: bool) -> None:
    """Dark under light, dashed or with a dark neighbour line: visible on black, on white and on grey."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(QColor(0, 0, 0, 220), 0)
    if not dashed:
        pen = QPen(QColor(0, 0, 0, 150), 3)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
    painter.setPen(pen)
    painter.drawLines(lines)
    light = QPen(QColor(255, 255, 255), 0)
    if dashed:
        light.setDashPattern([DASH_PX, DASH_PX])
    painter.setPen(light)
    painter.drawLines(lines)
    painter.restore()
