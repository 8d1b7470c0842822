"""The two curves of a training run: the loss, and how well unseen sprites come out. GUI thread only.

pyqtgraph takes a third of a second to import, so this module is imported when a run is first looked at.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from lunarcore_studio.engine.training_protocol import TrainingTold
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.curve import Curve
from lunarcore_studio.ui.tokens import Tokens, tokens

AXIS_PX = 44
SAMPLE_PX = 18
MOST_MARKS, WIDEST_GAP = 6, 0.4
MARKED = ((1,), (1, 2, 5), range(1, 10), np.arange(10, 100) / 10, np.arange(100, 1000) / 100)
DASHED = Qt.PenStyle.DashLine
SOLID = Qt.PenStyle.SolidLine


class Legend(QWidget):
    """A plot's title, and before each of its words a piece of the line that it means."""

    def __init__(self, title: str, lines: list[tuple[str, str, Qt.PenStyle]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(AXIS_PX + 4, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        name = QLabel(title)
        theme.set_role(name, "caption")
        row.addWidget(name)
        row.addStretch(1)
        for word, role, style in lines:
            row.addSpacing(theme.GAP)
            row.addWidget(_Sample(role, style))
            label = QLabel(word)
            theme.set_role(label, "caption")
            row.addWidget(label)


class _Sample(QWidget):
    def __init__(self, role: str, style: Qt.PenStyle) -> None:
        super().__init__()
        self._role, self._style = role, style
        self.setFixedSize(SAMPLE_PX, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(getattr(tokens(), self._role)), 2, self._style))
        painter.drawLine(QPointF(0, 6), QPointF(self.width(), 6))
        painter.end()


class LogAxis(pg.AxisItem):  # type: ignore[misc]
    """Powers of ten, and between them as few marks as can be read a number from."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        powers, span = range(math.floor(low), math.ceil(high) + 1), high - low
        for steps in MARKED:
            marks = [power + math.log10(step) for power in powers for step in steps]
            seen = [mark for mark in marks if low <= mark <= high]
            gaps = [after - before for before, after in pairwise([low, *seen, high])]
            if max(gaps) <= WIDEST_GAP * span:
                break
        return [(1.0, _apart(seen, span / MOST_MARKS))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{10**value:.3g}" for value in values]


class StepAxis(pg.AxisItem):  # type: ignore[misc]
    """Whole steps only: there is no half of one."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        whole = [level for level in super().tickSpacing(low, high, size) if level[0] >= 1]
        return whole or [(1.0, 0.0)]


def _apart(marks: list[float], least: float) -> list[float]:
    """The marks that are not too near to the one before them."""
    kept: list[float] = []
    for mark in marks:
        if not kept or mark - kept[-1] >= least:
            kept.append(mark)
    return kept


class LossPlot(QWidget):
    """`add` takes what the run tells; `show_pca` the line that it has to beat."""

    def __init__(self) -> None:
        super().__init__()
        self.loss, self.latent, self.detail = Curve(), Curve(), Curve()
        self._pca: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.canvas = pg.GraphicsLayoutWidget()
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setFrameShape(pg.GraphicsLayoutWidget.Shape.NoFrame)
        self.canvas.ci.setContentsMargins(0, 0, 0, 0)
        self.canvas.ci.setSpacing(16)
        self.loss_axis, self.step_axis = LogAxis("left"), StepAxis("bottom")
        self._loss_plot, self._psnr_plot = self._plot(0), self._plot(1)
        self._loss_plot.setLogMode(y=True)
        self._psnr_plot.setXLink(self._loss_plot)
        self._build_lines()
        self._lay_out()
        self._paint_anew()

    def _plot(self, column: int) -> pg.PlotItem:
        first = column == 0
        axes = {
            "left": self.loss_axis if first else pg.AxisItem("left"),
            "bottom": self.step_axis if first else StepAxis("bottom"),
        }
        plot = self.canvas.addPlot(row=0, col=column, axisItems=axes)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        plot.showGrid(x=False, y=True, alpha=0.15)
        plot.getAxis("left").setWidth(AXIS_PX)
        plot.getAxis("bottom").setHeight(20)
        plot.getAxis("bottom").enableAutoSIPrefix(False)
        for name in ("left", "bottom"):
            plot.getAxis(name).setStyle(tickFont=theme.number_font(theme.CAPTION_PX), tickLength=-4)
        return plot

    def _build_lines(self) -> None:
        self._loss_line, self._loss_mean = self._loss_plot.plot(), self._loss_plot.plot()
        # One look at the unseen sprites is a point and no line yet.
        self._latent_line = self._psnr_plot.plot(symbol="o", symbolSize=4)
        self._detail_line = self._psnr_plot.plot(symbol="o", symbolSize=4)
        self._pca_line = pg.InfiniteLine(angle=0)
        self._pca_line.hide()
        self._psnr_plot.addItem(self._pca_line)

    def _lay_out(self) -> None:
        legends = QHBoxLayout()
        legends.setSpacing(16)
        legends.addWidget(
            Legend(say("Loss"), [(say("each step"), "faint", SOLID), (say("mean"), "accent", SOLID)]), 1
        )
        shown = [(say("latent"), "accent", SOLID), (say("detail"), "text", SOLID), ("PCA", "quiet", DASHED)]
        legends.addWidget(Legend(say("Unseen sprites, dB"), shown), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(legends)
        column.addWidget(self.canvas, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 120)

    def clear(self) -> None:
        """Begin empty, for another run."""
        self.loss, self.latent, self.detail = Curve(), Curve(), Curve()
        self.show_pca(None)
        self._draw()

    def show_pca(self, decibel: float | None) -> None:
        """Draw the line of a PCA of the sprites, where it is known."""
        self._pca = decibel
        self._pca_line.setVisible(decibel is not None)
        if decibel is not None:
            self._pca_line.setValue(decibel)

    def add(self, told: TrainingTold) -> None:
        """One more report of the run."""
        total = told.losses.get("total")
        if total is not None and math.isfinite(total) and total > 0:
            self.loss.add(told.step, total)
        for curve, value in ((self.latent, told.latent_db), (self.detail, told.detail_db)):
            if value is not None and math.isfinite(value):
                curve.add(told.looked_at, value)
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        self._loss_line.setData(self.loss.steps, self.loss.values)
        self._loss_mean.setData(self.loss.steps, self.loss.smooth)
        self._latent_line.setData(self.latent.steps, self.latent.values)
        self._detail_line.setData(self.detail.steps, self.detail.values)
        self.setAccessibleName(say("Curves of the training"))
        self.setAccessibleDescription(self.said)

    @property
    def said(self) -> str:
        """The curves' present ends, in words."""
        ends = [(say("loss"), self.loss, "{:.4f}"), (say("latent"), self.latent, "{:.1f} dB")]
        ends.append((say("detail"), self.detail, "{:.1f} dB"))
        said = [f"{name} {form.format(curve.values[-1])}" for name, curve, form in ends if len(curve)]
        return ", ".join([*said, *([] if self._pca is None else [f"PCA {self._pca:.1f} dB"])])

    def _paint_anew(self) -> None:
        look = tokens()
        self.canvas.setBackground(QColor(look.panel))
        for plot in (self._loss_plot, self._psnr_plot):
            for name in ("left", "bottom"):
                plot.getAxis(name).setPen(QColor(look.line))
                plot.getAxis(name).setTextPen(QColor(look.quiet))
        self._set_pens(look)

    def _set_pens(self, look: Tokens) -> None:
        self._loss_line.setPen(pg.mkPen(look.faint, width=1))
        self._loss_mean.setPen(pg.mkPen(look.accent, width=2))
        for line, role in ((self._latent_line, look.accent), (self._detail_line, look.text)):
            line.setPen(pg.mkPen(role, width=2))
            line.setSymbolPen(None)
            line.setSymbolBrush(pg.mkBrush(role))
        self._pca_line.setPen(pg.mkPen(look.quiet, width=1.5, style=DASHED))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._paint_anew()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
