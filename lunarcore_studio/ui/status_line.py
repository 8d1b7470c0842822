"""The bottom line: the engine, a message, the pixel under the mouse, the zoom. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import ModelFacts
from lunarcore_studio.language import mark, say, say_filled
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.color import RGBA, to_hex
from lunarcore_studio.ui import theme

MESSAGE_MS = 6000
SIGN = QSize(16, 16)
WAYS_OUT = {"restart": mark("Restart engine"), "choose_model": mark("Choose a model…")}


class ElidedLabel(QLabel):
    """A line of text that ends in an ellipsis where there is no room, with the whole as its tooltip."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._whole, self._name = "", name
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """The text, also where it does not fit."""
        return self._whole

    def say(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else self._name)


class Chip(QWidget):
    """A small square of one colour."""

    def __init__(self) -> None:
        super().__init__()
        self._color: RGBA | None = None
        self.setFixedSize(12, 12)

    def show_color(self, color: RGBA | None) -> None:
        """Show a colour, or nothing."""
        self._color = color
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._color is not None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), theme.color("edge"))
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), QColor(*self._color))
            painter.end()


class StatusLine(QWidget):
    """`way_out_asked` carries what the button beside a failed engine does: "restart" or "choose_model";
    `training_asked` wants to see the training that the line tells of."""

    way_out_asked = Signal(str)
    training_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.STATUS_ROW)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign, self.message = QLabel(), ElidedLabel()
        self.engine = ElidedLabel(say("The model that answers, and where it runs"))
        self.button = QPushButton()
        theme.set_role(self.button, "small")
        self.pixel, self.chip, self.color, self.zoom = QLabel(), Chip(), QLabel(), QLabel()
        self.extent, self.canvas, self.frame = QLabel(), QLabel(), QLabel()
        self._extent_sign, self._extent_glyph = QLabel(), ""
        self.training = QPushButton()
        self.training.setIcon(theme.icon("graduation-cap", "accent"))
        theme.set_role(self.training, "status")
        self.training.clicked.connect(self.training_asked)
        self.training.hide()
        self._way_out = ""
        self.button.clicked.connect(lambda: self.way_out_asked.emit(self._way_out))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(MESSAGE_MS)
        self._clock.timeout.connect(lambda: self.message.say(""))
        self._lay_out()
        self.show_engine(EngineState("stopped"), None)
        self.show_pixel(None, None)

    def _lay_out(self) -> None:
        self._extent_sign.setFixedSize(SIGN)
        for quiet in (self.message, self.canvas, self.frame):
            theme.set_role(quiet, "quiet")
        widths = (
            (self.extent, "-256, -256  359°"), (self.canvas, "256 × 256"), (self.frame, "000/000"),
            (self.pixel, "0000, 0000"), (self.color, "#dddddddd"), (self.zoom, "6400 %"),
        )  # fmt: skip
        for label, widest in widths:
            label.setFont(theme.number_font())
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            # Of a fixed size, or every move of the mouse would have the whole window laid out anew.
            metrics = label.fontMetrics()
            label.setFixedSize(metrics.horizontalAdvance(widest) + theme.TIGHT, metrics.height())
        for label, name in (
            (self.extent, say("Size of what is selected, or dragged; of a line, its way and angle")),
            (self.canvas, say("Size of the canvas")),
            (self.frame, say("Frame")),
            (self.pixel, say("Pixel")),
            (self.color, say("Colour there")),
            (self.zoom, say("Zoom")),
        ):
            label.setToolTip(name)
        for label in (self.extent, self.color):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.PANEL_MARGIN, 0, 2 * theme.PANEL_MARGIN, 0)
        row.setSpacing(theme.GAP)
        for widget in (self.sign, self.engine, self.button):
            row.addWidget(widget)
        row.addSpacing(2 * theme.GAP)
        row.addWidget(self.training)
        row.addWidget(self.message, 1)
        readings: tuple[QWidget, ...] = (
            self._extent_sign, self.extent, self.frame, self.canvas,
            self.pixel, self.chip, self.color, self.zoom,
        )  # fmt: skip
        for reading in readings:
            row.addWidget(reading)

    def show_engine(self, state: EngineState, facts: ModelFacts | None) -> None:
        """Say what the engine is at; where it has failed, with the sentence and the button that helps."""
        failed = state.phase == "failed"
        glyph, role = {
            "failed": ("warning-circle", "error"),
            "ready": ("moon-stars", "accent"),
            "starting": ("hourglass-medium", "quiet"),
        }.get(state.phase, ("moon", "quiet"))
        self.sign.setPixmap(theme.icon(glyph, role).pixmap(SIGN, self.devicePixelRatioF()))
        ready = state.phase == "ready" and facts is not None
        text = (
            f"{facts.name}  ·  {facts.device}"
            if ready and facts
            else say_filled(state.sentence) or say("No model")
        )
        self.engine.say(text)
        theme.set_role(self.engine, "error" if failed else "" if ready else "quiet")
        self._way_out = state.way_out if failed and state.way_out != "none" else ""
        self.button.setText(say(WAYS_OUT.get(self._way_out, "")))
        self.button.setVisible(bool(self._way_out))

    def tell(self, sentence: str) -> None:
        """Show a message for some seconds."""
        self.message.say(say_filled(sentence))
        self._clock.start()

    def show_training(self, text: str) -> None:
        """Show how far a training is; "" for none."""
        self.training.setText(f" {text}" if text else "")
        self.training.setAccessibleName(text)
        self.training.setToolTip(say("{text}: show its page").format(text=text))
        self.training.setVisible(bool(text))

    def show_pixel(self, point: Point | None, color: RGBA | None) -> None:
        """Show the pixel under the mouse and its colour; None for none."""
        self.pixel.setText("" if point is None else f"{point[0]}, {point[1]}")
        self.chip.show_color(color)
        self.color.setText("" if color is None else to_hex(color))

    def show_extent(self, size: Point | None) -> None:
        """Show how wide and high something is that is selected or dragged; None for nothing."""
        self._show_sign("" if size is None else "selection")
        self.extent.setText("" if size is None else f"{size[0]} × {size[1]}")

    def show_line(self, dx: int, dy: int, degrees: int) -> None:
        """Show how far a line goes to the right and downwards, and its angle."""
        self._show_sign("line-segment")
        self.extent.setText(f"{dx}, {dy}  {degrees}°")

    def _show_sign(self, glyph: str) -> None:
        if glyph != self._extent_glyph:
            self._extent_glyph = glyph
            icon = theme.icon(glyph, "quiet") if glyph else QIcon()
            self._extent_sign.setPixmap(icon.pixmap(SIGN, self.devicePixelRatioF()))

    def show_canvas(self, size: Point, frame: int, frames: int) -> None:
        """Show the size of the canvas and, where there are more frames than one, the place among them."""
        self.canvas.setText(f"{size[0]} × {size[1]}")
        self.frame.setText(f"{frame + 1}/{frames}" if frames > 1 else "")
        self.frame.setVisible(frames > 1)

    def show_zoom(self, zoom: int) -> None:
        """Show the zoom, given in hundred percent."""
        self.zoom.setText(f"{100 * zoom} %")
