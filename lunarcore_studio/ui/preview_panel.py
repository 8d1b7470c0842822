"""What the model makes of the drawing at every stroke, beside it and never in it. GUI thread only."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed, Reconstructed
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.color_choice import ColorChoice
from lunarcore_studio.ui.mode_view import FULL_PX, ModeView
from lunarcore_studio.ui.nearest_line import NearestLine
from lunarcore_studio.ui.nearest_session import NearestSession
from lunarcore_studio.ui.panel_notice import PanelNotice
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tokens import GAP, MODEL_COLUMN, PANEL_MARGIN, SMALL_BUTTON, TIGHT, tokens

LOOKS = (
    ("picture", mark("Picture"), mark("The model's picture as true pixel art: this is what Take takes")),
    (
        "difference",
        mark("Difference"),
        mark("Mine dimmed, the pixels that the model would change in its colours"),
    ),
    ("raw", mark("Raw"), mark("The model's own colours, to look at: they can not be taken")),
)
# What stands below the pictures: bar, two rows of controls, the nearest sprite, the spaces between.
CONTROLS_PX = 96
# A bar that comes and goes at every stroke would be noise; an answer that takes longer than this is a wait.
BUSY_AFTER_MS = 200


class BusyBar(QWidget):
    """Two pixels of accent while an answer is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(2)
        self.busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUSY_AFTER_MS)
        self._timer.timeout.connect(self.update)

    def set_busy(self, busy: bool) -> None:
        """Begin or end a wait."""
        if busy == self.busy:
            return
        self.busy = busy
        self._timer.start() if busy else self._timer.stop()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.busy and not self._timer.isActive():
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(tokens().accent))
            painter.end()


class PreviewPanel(QWidget):
    """Two pictures, detail and latent mode; the chosen one is what `take` puts into the drawing."""

    def __init__(
        self, session: Session, nearest: NearestSession | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._nearest = nearest or NearestSession(session, self)
        self._answer: Reconstructed | None = None
        self._newest = 0
        self.mode = "detail"
        self._build()
        self._lay_out()
        client = session.client
        client.reconstructed.connect(self._show_answer)
        client.state_changed.connect(self._show_state)
        client.failed.connect(self._on_failed)
        session.document_changed.connect(self._on_document_changed)
        session.projection_changed.connect(self._on_projection_changed)
        session.settings_changed.connect(self._show_settings)
        session.settings_changed.connect(lambda _settings: self._show_take())
        self.colors.show_projection(session.projection)
        self._show_state(client.state)

    def _build(self) -> None:
        self.setAccessibleName(say("The model sees"))
        self.views = {"detail": ModeView(say("Detail")), "latent": ModeView(say("Latent"))}
        for mode, view in self.views.items():
            view.picture.setToolTip(
                say(
                    "{word} mode. Click: choose it, double click or Enter: take it\nLeft, right: the "
                    "other mode. Drag it to A, B, the canvas or the timeline"
                ).format(word=view.word)
            )
            view.picture.clicked.connect(lambda mode=mode: self.choose(mode))
            view.picture.activated.connect(lambda mode=mode: self._take_mode(mode))
            view.picture.stepped.connect(self._step)
        self.looks = Segments(LOOKS, say("How the model's picture is shown"))
        self._show_settings(self._session.settings)
        self.looks.chosen.connect(self._choose_look)
        self.take_button = QPushButton(say("Take"))
        self.take_button.setProperty("role", "primary")
        self.take_button.setMinimumHeight(SMALL_BUTTON)
        self.take_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.take_button.clicked.connect(self.take)
        self.colors = ColorChoice()
        self.colors.chosen.connect(self._choose_projection)
        self.nearest = NearestLine()
        self.bar = BusyBar()
        self.notice = PanelNotice()

    def _lay_out(self) -> None:
        pictures = QHBoxLayout()
        pictures.setSpacing(TIGHT)
        for view in self.views.values():
            pictures.addWidget(view)
        pictures.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.looks)
        row.addWidget(self.take_button, 1)
        answer = QWidget()
        column = QVBoxLayout(answer)
        column.setContentsMargins(PANEL_MARGIN, TIGHT, PANEL_MARGIN, PANEL_MARGIN)
        column.setSpacing(TIGHT)
        column.addLayout(pictures)
        column.addWidget(self.bar)
        column.addLayout(row)
        column.addWidget(self.colors)
        column.addWidget(self.nearest)
        column.addStretch(1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.notice)
        self._pages.addWidget(answer)

    def sizeHint(self) -> QSize:
        return QSize(MODEL_COLUMN, MODEL_COLUMN - 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        height = CONTROLS_PX + TIGHT + max(view.least_px for view in self.views.values())
        return QSize(2 * PANEL_MARGIN + TIGHT + 2 * FULL_PX, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.size() - QSize(2 * PANEL_MARGIN, CONTROLS_PX)
        for view in self.views.values():
            view.fit(QSize((room.width() - TIGHT) // 2, room.height()))
        super().resizeEvent(event)

    @property
    def look(self) -> str:
        """ "picture", "difference" or "raw"."""
        return self.looks.current

    @property
    def picture(self) -> np.ndarray | None:
        """The chosen mode's picture as true pixel art, uint8 (R, R, 4); None before the first answer and
        while no model could stand for it."""
        if self._answer is None or not self._is_answering:
            return None
        return self._answer.detail if self.mode == "detail" else self._answer.latent

    @property
    def _is_answering(self) -> bool:
        return self._session.client.answers and self._session.client.state.phase != "failed"

    @property
    def _is_answered(self) -> bool:
        return self._answer is not None and self._answer.stamp >= self._newest

    def choose(self, mode: str) -> None:
        """Let "detail" or "latent" be what Take takes."""
        self.mode = mode
        self._refresh()
        self._want_nearest()

    def take(self) -> bool:
        """Put the chosen picture into the drawing as one undo step; False when there is nothing to take."""
        if self.picture is None or not self.take_button.isEnabled():
            return False
        self._session.take(self.picture, mark(f"Take {self.mode}"))
        return True

    def _choose_look(self, look: str) -> None:
        self._session.set_settings(show_difference=look == "difference")
        self._refresh()

    def _show_settings(self, settings: Settings) -> None:
        """The difference can also be turned on and off from elsewhere."""
        if settings.show_difference != (self.look == "difference"):
            self.looks.show_current("difference" if settings.show_difference else "picture")
            if self.isVisible():
                self._refresh()

    def _take_mode(self, mode: str) -> None:
        self.choose(mode)
        self.take()

    def _step(self, step: int) -> None:
        self.choose("detail" if step < 0 else "latent")
        self.views[self.mode].picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_projection(self, projection: Projection) -> None:
        self._session.projection = projection

    def _on_projection_changed(self, projection: Projection) -> None:
        self.colors.show_projection(projection)
        self._follow()

    def _on_document_changed(self, change: Change) -> None:
        if change.what & (What.PIXELS | What.PALETTE | What.STRUCTURE | What.PLACE):
            self._follow()

    def _follow(self) -> None:
        """Note what was asked last. The session has asked it: the same question is not sent twice."""
        mine = self._session.model_pixels()
        self._newest = self._session.client.reconstruct(mine, self._session.projection_now())
        if self._is_answered or self.look == "difference":
            self._refresh()
        else:  # the answer is a moment away, and the pictures stay what they are until then
            self._show_page(mine)
            self.bar.set_busy(self._is_answering)

    def _show_answer(self, answer: Reconstructed) -> None:
        self._answer = answer
        self._refresh()
        self._want_nearest()

    def _want_nearest(self) -> None:
        picture = self.picture
        chosen = None if picture is None or not picture[..., 3].any() else picture[None]
        if chosen is None:
            self.nearest.clear()
        self._nearest.want("sees", chosen, self.nearest.show_nearest)

    def _show_state(self, state: EngineState) -> None:
        self._refresh()

    def _on_failed(self, failure: Failed) -> None:
        """What was asked last has no answer, and the bar shall not wait for one."""
        if failure.stamp == self._newest:
            self._newest = 0
            self._refresh()

    def _refresh(self) -> None:
        mine = self._session.model_pixels()
        self._show_page(mine)
        for mode, view in self.views.items():
            answer = self._answer
            picture = None if answer is None else answer.detail if mode == "detail" else answer.latent
            raw = None if answer is None else answer.raw_detail if mode == "detail" else answer.raw_latent
            view.show_answer(self.look, mode == self.mode, mine, picture, raw)
        self.bar.set_busy(not self._is_answered and self._is_answering)
        self._show_take()

    def _show_take(self) -> None:
        settings = self._session.settings
        raw, same = self.look == "raw", self.views[self.mode].differs == 0
        self.take_button.setEnabled(self.picture is not None and not raw and not same)
        self.take_button.setAccessibleName(say("Take the picture of {mode} mode").format(mode=say(self.mode)))
        why = (
            say("raw colours can only be looked at") if raw else say("it is the same as mine") if same else ""
        )
        self.take_button.setToolTip(
            say("Can not be taken: {why}").format(why=why)
            if why
            else say("Put this picture into the drawing, one undo step  ({key})").format(
                key=present_key(settings, "take")
            )
        )

    def _show_page(self, mine: np.ndarray) -> None:
        client = self._session.client
        empty = not mine[..., 3].any()
        if not self._is_answering:
            self.notice.show_engine(client.state, client)
        elif empty or self._answer is None:
            self.notice.say(say("Draw something: the model answers every stroke."))
        ready = self._answer is not None and self._is_answering and not empty
        self._pages.setCurrentIndex(1 if ready else 0)
