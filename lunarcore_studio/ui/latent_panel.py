"""The model's axes as sliders under the drawing: only what they change is added to it. GUI thread only."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from lunarcore_studio.engine.axis_protocol import AxesChanged
from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import ModelFacts, SliderEndsDrawn
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.latent_ends import LatentEnds
from lunarcore_studio.ui.latent_gesture import LatentGesture
from lunarcore_studio.ui.latent_row import ROW_PX, LatentRow
from lunarcore_studio.ui.latent_session import LatentSession, Position
from lunarcore_studio.ui.latent_slider import sigma_text
from lunarcore_studio.ui.named_axes_row import NAMED_ROW_PX
from lunarcore_studio.ui.named_axes_section import NamedAxesSection
from lunarcore_studio.ui.new_sprites import NewSprites
from lunarcore_studio.ui.panel_notice import PanelNotice
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tokens import GAP, PANEL_MARGIN, TIGHT

ROWS_AT_ONCE = 12
DETAIL = {"detail": 1.0, "latent": 0.0}
MODES = (
    ("detail", "Detail", mark("The decoder keeps the drawing's own detail while the sliders change it")),
    ("latent", "Latent", mark("The sliders work on the model's idea of the drawing: stronger, rougher")),
)


class LatentPanel(QWidget):
    """Twelve sliders, more on demand, each with its two ends; below them those of one's own; dice, reset,
    locks and the mode of edits. `offered` carries a sentence, the text of a button and what it does."""

    offered = Signal(str, str, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.latent = LatentSession()
        self.gesture = LatentGesture(session, self.latent, self)
        self.ends = LatentEnds(session, self.latent, self)
        self.sprites = NewSprites(session, self)
        self.rows: list[LatentRow] = []
        self._own_axes = 0
        self._rng = np.random.default_rng()
        self._build()
        self.gesture.moved.connect(self._show_position)
        self.gesture.settled.connect(self._settle)
        self.ends.drawn.connect(self._show_ends)
        session.projection_changed.connect(lambda _projection: self._want_ends())
        session.client.model_loaded.connect(self._open_model)
        session.client.axes.changed.connect(self._show_named)
        session.client.state_changed.connect(self._show_state)
        if session.client.facts is not None:
            self.gesture.open_model(session.client.facts)
            self._open_model(session.client.facts)
        self._show_state(session.client.state)

    def _build(self) -> None:
        self.setAccessibleName(say("Latent sliders"))
        self.modes = Segments(MODES, say("How sliders change the drawing"))
        self.dice = IconButton(
            "dice-five", say("Dice"), hint=say("A new sprite near the drawing, or the sliders at random")
        )
        self.reset = IconButton(
            "arrow-counter-clockwise",
            say("All sliders to rest"),
            hint=say("The drawing as it was before them"),
        )
        self.more = QPushButton()
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self.notice = PanelNotice()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.named = NamedAxesSection()
        self.named.row_made.connect(self._wire)
        self.named.rename_asked.connect(self._session.client.axes.rename)
        self.named.removal_asked.connect(self._session.client.axes.remove)
        self._column.addWidget(self.named)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._list)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._want_ends())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setToolTip(say("Show twelve more axes, smaller in effect"))
        self.more.clicked.connect(self.show_more)
        self.modes.chosen.connect(self._choose_mode)
        self.dice.clicked.connect(self.throw_dice)
        self.reset.clicked.connect(self.reset_all)
        self._lay_out()

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)
        head.setSpacing(TIGHT)
        head.addWidget(self.modes)
        head.addStretch(1)
        head.addWidget(self.dice)
        head.addWidget(self.reset)
        foot = QHBoxLayout()
        foot.setContentsMargins(PANEL_MARGIN, 0, PANEL_MARGIN, 0)
        foot.setSpacing(GAP)
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.more)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, TIGHT, 0, PANEL_MARGIN)
        column.setSpacing(TIGHT)
        column.addWidget(self._head)
        column.addWidget(self.notice, 1)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)

    @property
    def shown_axes(self) -> tuple[int, ...]:
        """The axes that have a row."""
        return tuple(range(len(self.rows)))

    def throw_dice(self) -> None:
        """A new sprite by what the model knows of sprites, near the drawing where there is one; of a model
        that knows nothing of them the unlocked shown sliders at random. One undo step."""
        if self.sprites.can_throw:
            self.sprites.throw()
        elif self.rows:
            self.gesture.step(self.latent.rolled(self.shown_axes, self._rng), mark("Dice"))
            self._show_position()

    def reset_all(self) -> None:
        """Bring every unlocked slider to rest, as one undo step."""
        if self.rows and self.latent.reset().offsets != self.latent.position.offsets:
            self.gesture.step(self.latent.reset(), mark("Sliders to rest"))
            self._show_position()

    def show_more(self) -> None:
        """Add the next twelve axes, and ask for their ends."""
        for axis in range(len(self.rows), min(len(self.rows) + ROWS_AT_ONCE, self._own_axes)):
            self._add_row(axis)
        self._show_count()
        self._show_position()
        self._want_ends()

    def _add_row(self, axis: int) -> None:
        row = LatentRow(axis)
        row.set_reach(self.latent.reach[axis])
        self._wire(row)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def _wire(self, row: LatentRow) -> None:
        row.slider.grabbed.connect(self.gesture.begin)
        row.slider.pulled.connect(partial(self._pull, row))
        row.slider.released.connect(partial(self._release, row))
        row.slider.cancelled.connect(self.gesture.cancel)
        row.slider.reset_asked.connect(partial(self._reset_axis, row))
        row.end_asked.connect(partial(self._go_to_end, row))
        row.lock_toggled.connect(partial(self._toggle_lock, row))
        row.show_locked(row.axis in self.latent.locked)

    def _pull(self, row: LatentRow, sigma: float) -> None:
        position = self.latent.pulled(row.axis, sigma)
        if position.offsets != self.latent.position.offsets:
            self.gesture.pull(position)
        row.show_sigma(self.latent.position.sigma(row.axis))

    def _release(self, row: LatentRow) -> None:
        self.gesture.release(self._label(row, self.latent.position))

    def _label(self, row: LatentRow, position: Position) -> str:
        sigma = position.sigma(row.axis)
        return f"{row.label} {sigma_text(sigma)}" if round(sigma, 1) else mark(f"{row.label} to rest")

    def _go(self, row: LatentRow, sigma: float) -> None:
        position = self.latent.pulled(row.axis, sigma)
        if position.offsets != self.latent.position.offsets:
            self.gesture.step(position, self._label(row, position))
            self._show_position()

    def _reset_axis(self, row: LatentRow) -> None:
        self.gesture.take_back_click()
        self._go(row, 0.0)

    def _go_to_end(self, row: LatentRow, end: int) -> None:
        self._go(row, end * self.latent.reach[row.axis])

    def _toggle_lock(self, row: LatentRow) -> None:
        row.show_locked(self.latent.toggle_lock(row.axis))

    def _choose_mode(self, mode: str) -> None:
        position = self.latent.with_detail(DETAIL[mode])
        if position.at_rest:
            self.latent.position = position
        else:
            self.gesture.step(position, mark(f"Sliders in {mode} mode"))
        self._want_ends()

    def _open_model(self, facts: ModelFacts) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows, self._own_axes = [], facts.axis_count
        self.named.show_facts(facts)
        self.show_more()

    def _show_named(self, change: AxesChanged) -> None:
        facts = self._session.client.facts
        if facts is None:
            return
        self.named.show_facts(facts)
        self._settle()
        if change.removed is not None:
            back = partial(self._session.client.axes.put, change.removed.axis, change.removed.place)
            self.offered.emit(
                say("The slider {name} is deleted.").format(name=change.removed.axis.name), say("Undo"), back
            )
        elif -1 in change.kept:
            self._scroll_to(change.kept.index(-1))

    def _scroll_to(self, place: int) -> None:
        """Bring a new slider of one's own into view."""
        bottom = len(self.rows) * ROW_PX + self.named.top_of(place + 1)
        bar = self._scroll.verticalScrollBar()
        # the list has room for the new row once it is laid out
        bar.rangeChanged.connect(
            lambda _least, _most: bar.setValue(max(bar.value(), bottom - self._scroll.viewport().height())),
            Qt.ConnectionType.SingleShotConnection,
        )

    def _show_position(self) -> None:
        for row in (*self.rows, *self.named.rows):
            row.show_sigma(self.latent.position.sigma(row.axis))
        self.modes.show_current("latent" if self.latent.position.detail < 0.5 else "detail")
        self.reset.setEnabled(not self.latent.position.at_rest)

    def _settle(self) -> None:
        self._show_position()
        self._want_ends()

    def _want_ends(self) -> None:
        if self.isVisible() and not self.gesture.live:
            self.ends.want(self._axes_in_view())

    def _axes_in_view(self) -> tuple[int, ...]:
        """The rows that can be seen: what is scrolled away needs no picture until it comes back."""
        top = self._scroll.verticalScrollBar().value()
        bottom = top + self._scroll.viewport().height()
        below = len(self.rows) * ROW_PX
        named = [(below + self.named.top_of(place), row) for place, row in enumerate(self.named.rows)]
        seen = [row.axis for at, row in named if top - NAMED_ROW_PX < at < bottom]
        return (*self.shown_axes[top // ROW_PX : -(-bottom // ROW_PX)], *seen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_ends()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want_ends()

    def _show_ends(self, reply: SliderEndsDrawn) -> None:
        rows = {row.axis: row for row in (*self.rows, *self.named.rows)}
        for axis, low, high in zip(reply.axes, reply.low, reply.high, strict=True):
            if axis in rows:
                rows[axis].show_ends(low, high)

    def _show_count(self) -> None:
        shown, known = len(self.rows), self._own_axes
        self.count.setText(say("{shown} of {known} axes").format(shown=shown, known=known))
        self.more.setText(say("{count} more").format(count=min(ROWS_AT_ONCE, known - shown)))
        self.more.setVisible(shown < known)

    def _show_state(self, state: EngineState) -> None:
        ready = self._session.client.facts is not None
        self.notice.show_engine(state, self._session.client)
        self.notice.setVisible(not ready)
        for part in (self._head, self._scroll, self._foot):
            part.setVisible(ready)
        if ready:
            self._show_position()
