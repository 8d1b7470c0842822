"""Third page of the wizard: unseen sprites, redrawn while it learns, and its curves. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout

from lunarcore_studio.engine.training_client import TrainingClient
from lunarcore_studio.engine.training_protocol import (
    TrainingBegan,
    TrainingEnded,
    TrainingLooked,
    TrainingTold,
)
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.readings import Readings
from lunarcore_studio.ui.sprite_rows import SpriteRows
from lunarcore_studio.ui.training_presets import duration_text
from lunarcore_studio.ui.wizard_page import Remark, WizardPage

WATCH = mark("Sprites it never saw, redrawn by it. You can draw meanwhile: your hand always comes first.")
PAUSED = mark("It rests. What it has learned is on disk; continue whenever you like.")
ENDING = mark(
    "Stopping: the best it was gets its last touches, is measured, learns to draw new sprites and is "
    "written. A minute or two."
)
LEARNED = mark(
    "It has learned. Now it gets its last touches, is measured, learns to draw new sprites and is "
    "written. A minute or two."
)
NOTHING_UNSEEN = mark("Too few sprites to keep some unseen: there is nothing to show here while it learns.")
READINGS = (
    ("step", mark("Step")),
    ("pace", mark("Sprites a second")),
    ("left", mark("Time left")),
    ("best", mark("Unseen sprites, latent")),
)


class RunPage(WizardPage):
    """`discard_asked` and `continue_asked` (a run that had stopped) are for the wizard; the rest it does."""

    discard_asked = Signal()
    continue_asked = Signal()
    keep_asked = Signal()

    def __init__(self, training: TrainingClient) -> None:
        super().__init__(say("Training"), WATCH)
        self._training = training
        self._is_over = True
        self._wanted: bool | None = None  # to rest or not, until the engine has done it
        self._build()
        self._lay_out()
        training.told.connect(self._show_told)
        training.looked.connect(self._show_looked)

    def _build(self) -> None:
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("How far the training is"))
        self.readings = Readings(READINGS)
        self.rows = SpriteRows(
            (say("Unseen"), say("Detail"), say("Latent")), say("Unseen sprites, redrawn in both modes")
        )
        self.place_of_plot = QVBoxLayout()
        self.remark = Remark()
        self.pause, self.stop = QPushButton(say("Pause")), QPushButton(say("Stop and keep the best"))
        self.discard = QPushButton(say("Discard…"))
        describe(self.pause, say("Pause or continue"), hint=say("A pause writes a checkpoint"))
        describe(self.stop, say("Stop and keep the best"), hint=say("The model as it was when it did best"))
        describe(self.discard, say("Discard"), hint=say("Stop, and leave nothing behind"))
        for button in (self.pause, self.stop, self.discard):
            button.setAutoDefault(False)
        self.live = QCheckBox(say("Pull its sliders while it learns"))
        describe(self.live, self.live.text(), hint=say("The window's sliders and strip are its meanwhile"))
        self.pause.clicked.connect(self._pause_or_continue)
        self.stop.clicked.connect(self._stop)
        self.discard.clicked.connect(self.discard_asked)
        self.live.clicked.connect(self._training.use_learning)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        for button in (self.pause, self.stop, self.discard):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.live)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.readings)
        self.column.addSpacing(theme.TIGHT)
        self.column.addWidget(self.rows)
        self.column.addSpacing(theme.TIGHT)
        self.column.addLayout(self.place_of_plot, 1)
        self.column.addWidget(self.remark)
        self.column.addLayout(buttons)

    def show_run(self, began: TrainingBegan) -> None:
        """A run is under way: begin its pictures and curves."""
        # Imported here: pyqtgraph costs a third of a second, which the window's start shall not pay.
        from lunarcore_studio.ui.loss_plot import LossPlot

        if self.place_of_plot.isEmpty():
            self.plot = LossPlot()
            self.place_of_plot.addWidget(self.plot)
        if began.step == 0:
            self.plot.clear()
        self.plot.show_pca(began.pca_psnr_db)
        self._is_over, self._wanted = False, None
        self.say(say("{name} is learning").format(name=began.name), WATCH)
        self.rows.placeholder = "" if began.held_out else say(NOTHING_UNSEEN)
        self.rows.show_rows(())
        self.remark.say("")
        self.progress.setValue(0)
        for key, _ in READINGS:
            self.readings.say(key, "")
        self.live.setChecked(False)
        self._show_buttons(paused=False)

    def show_stopped(self, ended: TrainingEnded) -> None:
        """A run is over that nobody ended."""
        self._is_over, self._wanted = True, None
        self.say(
            say("{name} has stopped").format(name=ended.name),
            say("What it had learned at its last checkpoint is kept."),
        )
        self.remark.say(ended.sentence, is_error=True)
        self.live.setChecked(False)
        self._show_buttons(paused=True)

    def show_refusal(self, sentence: str) -> None:
        """A stopped run could not go on."""
        self.remark.say(sentence, is_error=True)
        self._show_buttons(paused=True)

    @property
    def is_over(self) -> bool:
        """Whether no run is under way here."""
        return self._is_over

    def isComplete(self) -> bool:
        return False

    def _show_buttons(self, paused: bool) -> None:
        if self._wanted not in (None, paused):
            return
        self._wanted = None
        self.pause.setText(say("Continue") if paused else say("Pause"))
        self.stop.setText(say("Keep as it is") if self._is_over else say("Stop and keep the best"))
        self.live.setEnabled(not self._is_over)
        for button in (self.pause, self.stop, self.discard):
            button.setEnabled(True)

    def _pause_or_continue(self) -> None:
        state = self._training.state
        if state is None:
            self.pause.setEnabled(False)
            self.continue_asked.emit()
        else:
            paused = state.told is not None and state.told.paused
            self._wanted = not paused
            self.pause.setEnabled(False)
            self._training.steer("continue" if paused else "pause")

    def _stop(self) -> None:
        if self._is_over:
            self.keep_asked.emit()
            return
        self._wait_for_its_end(ENDING)
        self._training.steer("keep")

    def _wait_for_its_end(self, sentence: str) -> None:
        for control in (self.pause, self.stop, self.discard, self.live):
            control.setEnabled(False)
        self.readings.say("left", "")
        self.line.setText(sentence)

    def _show_told(self, told: TrainingTold) -> None:
        self.plot.add(told)
        self.progress.setValue(round(1000 * told.fraction))
        steps = "{step:,}" if told.seconds_left is None else say("{step:,} of {planned:,}")
        self.readings.say("step", steps.format(step=told.step, planned=told.steps_planned))
        self.readings.say("pace", f"{told.sprites_per_s:,.0f}" if told.sprites_per_s else "")
        left = (
            say("as long as it improves") if told.seconds_left is None else duration_text(told.seconds_left)
        )
        self.readings.say("left", left if told.sprites_per_s and self.stop.isEnabled() else "")
        self.readings.say("best", _best_text(told))
        if told.fraction >= 1 and not told.paused:
            self._wait_for_its_end(LEARNED)
        elif self.stop.isEnabled() or told.paused:
            self.line.setText(say(PAUSED if told.paused else WATCH))
            self._show_buttons(told.paused)
        self.remark.say(told.trouble, is_error=True)

    def _show_looked(self, looked: TrainingLooked) -> None:
        self.rows.show_rows((looked.originals, looked.detail, looked.latent))


def _best_text(told: TrainingTold) -> str:
    return (
        say("{latent_db:.1f} dB, best at {best_step:,}").format(
            latent_db=told.latent_db, best_step=told.best_step
        )
        if told.latent_db is not None
        else ""
    )
