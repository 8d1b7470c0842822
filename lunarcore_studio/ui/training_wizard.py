"""The training wizard: four pages from a folder of sprites to a model of them. GUI thread only.

It is a window beside the studio and never in front of it: everything else goes on while it trains.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget, QWizard

from lunarcore_studio.engine.client import EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import (
    BeginTraining,
    TrainingBegan,
    TrainingEnded,
    TrainingTold,
)
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui import training_questions as questions
from lunarcore_studio.ui.models_words import sprites_text
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.step_rail import StepRail
from lunarcore_studio.ui.training_model_page import ModelPage, is_lost
from lunarcore_studio.ui.training_presets import progress_text
from lunarcore_studio.ui.training_result_page import ResultPage
from lunarcore_studio.ui.training_run_page import RunPage
from lunarcore_studio.ui.training_sprites import chosen
from lunarcore_studio.ui.training_sprites_page import SpritesPage

SPRITES, MODEL, RUN, RESULT = range(4)
STEPS = (mark("Sprites"), mark("Model"), mark("Training"), mark("Result"))
Button = QWizard.WizardButton
LOST = mark("What it has learned is lost, and its folder is removed.")


class TrainingWizard(QWizard):
    """`use_asked` and `discard_asked` carry a model's folder; `left`: the wizard is done with."""

    use_asked = Signal(object)  # Path
    discard_asked = Signal(object)  # Path
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client = session.client
        self._request: BeginTraining | None = None
        self.setWindowTitle(say("Train on my sprites"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.setModal(False)
        self.setMinimumSize(880, 620)
        self.resize(920, 680)
        self.sprites, self.model = SpritesPage(session), ModelPage(session)
        self.run, self.result_page = RunPage(session.client.training), ResultPage()
        for number, page in enumerate((self.sprites, self.model, self.run, self.result_page)):
            self.setPage(number, page)
        pages = self.sprites.parentWidget()
        if pages is not None:
            pages.setObjectName("wizard-pages")
            theme.set_role(pages, "panel")
        self.rail = StepRail(STEPS)
        self.setSideWidget(self.rail)
        self._name_buttons()
        self._connect()

    def _name_buttons(self) -> None:
        self.setButtonText(Button.NextButton, say("Next"))
        self.setButtonText(Button.BackButton, say("Back"))
        self.setButtonText(Button.FinishButton, say("Use it now"))
        self.setButtonText(Button.CustomButton1, say("Draw on, train in the background"))
        self.setButtonText(Button.CustomButton2, say("Keep for later"))
        self.setButtonText(Button.CustomButton3, say("Discard…"))
        for which in (Button.BackButton, Button.CancelButton, Button.CustomButton2, Button.CustomButton3):
            button = self.button(which)
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)

    def _connect(self) -> None:
        training = self._client.training
        training.began.connect(self._on_began)
        training.told.connect(self._on_told)
        training.ended.connect(self._on_ended)
        self._client.failed.connect(self._on_failed)
        self._client.state_changed.connect(self._on_engine)
        self.currentIdChanged.connect(self._on_page)
        self.customButtonClicked.connect(self._on_custom)
        self.run.discard_asked.connect(self._discard_run)
        self.run.continue_asked.connect(self._go_on)
        self.run.keep_asked.connect(self._leave)

    def go_on_with(self, request: BeginTraining) -> None:
        """Open on the training page, with the run of a stopped model."""
        self._request = request
        self.setStartId(RUN)
        self.rail.say(SPRITES, sprites_text(len(request.pixels)))
        self.rail.say(MODEL, request.name)
        self._client.training.begin(request)

    @property
    def is_running(self) -> bool:
        """Whether a run of this wizard is under way."""
        return self._client.training.state is not None and self._request is not None

    @property
    def is_choosing(self) -> bool:
        """Whether it is on its first page, where sprites are chosen."""
        return self.currentId() == SPRITES

    def validateCurrentPage(self) -> bool:
        """The model page is left when the engine has begun, and not before."""
        if self.currentId() != MODEL or self.is_running:
            return super().validateCurrentPage()
        self._begin()
        return False

    def _begin(self) -> None:
        found, source, page = self.sprites.found, self.sprites.source, self.model
        if found is None or source is None:
            return
        options = page.options
        try:
            what = chosen(found, self.sprites.ticks, source, options.holdout)
        except FileError as error:
            page.show_beginning(False, str(error))
            return
        page.show_beginning(True)
        self._request = BeginTraining(
            page.out, page.name, what.pixels, what.facts, options, page.start, tags=what.tags
        )
        self._client.training.begin(self._request)
        self.button(Button.BackButton).setEnabled(False)

    def _go_on(self) -> None:
        """Continue a run that had stopped, from its checkpoint where it has one."""
        if self._request is not None:
            known = self._request
            self._request = BeginTraining(
                known.out, known.name, known.pixels, known.facts, known.options, known.start,
                resume=known.out.exists(), tags=known.tags,
            )  # fmt: skip
            self._client.training.begin(self._request)

    def _on_began(self, began: TrainingBegan) -> None:
        if self._request is None:
            return
        self.model.show_beginning(False)
        self.run.show_run(began)
        self.rail.say(MODEL, began.name)
        self.rail.say(RUN, "")
        if self.currentId() == MODEL:
            self.next()

    def _on_told(self, told: TrainingTold) -> None:
        self.rail.say(RUN, progress_text(told))

    def _on_ended(self, ended: TrainingEnded) -> None:
        if self._request is None:
            return
        if ended.outcome in ("finished", "kept"):
            self.result_page.show_end(ended)
            self.rail.say(RUN, say("{steps:,} steps").format(steps=ended.card.get("steps", 0)))
            self._request = None
            self.next()
        elif ended.outcome == "discarded":
            self._leave()
        else:
            self.run.show_stopped(ended)

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == BeginTraining.__name__ and self._request is not None:
            if self.currentId() == RUN:
                self.run.show_refusal(failure.sentence)
            else:
                self._request = None
                self.model.show_beginning(False, failure.sentence)

    def _on_engine(self, state: EngineState) -> None:
        if self._request is not None and self.currentId() == MODEL and is_lost(state, self._client):
            self._request = None
            self.model.show_beginning(
                False, say("The engine was stopped before it could begin. Try it again.")
            )

    def _on_page(self, number: int) -> None:
        self.rail.show_step(max(0, number))
        if number == MODEL:
            source, count = self.sprites.source, self.sprites.count
            side = self.sprites.resolution
            self.rail.say(SPRITES, say("{count:,} sprites, {side}x{side}").format(count=count, side=side))
            self.model.take_sprites(source.name if source else "", count, self.sprites.resolution)
        stretch = Button.Stretch
        self.setButtonLayout(
            {
                SPRITES: [stretch, Button.CancelButton, Button.NextButton],
                MODEL: [Button.BackButton, stretch, Button.CancelButton, Button.NextButton],
                RUN: [stretch, Button.CustomButton1],
                RESULT: [Button.CustomButton3, stretch, Button.CustomButton2, Button.FinishButton],
            }.get(number, [stretch, Button.CancelButton])
        )
        self.setButtonText(Button.NextButton, say("Train") if number == MODEL else say("Next"))
        main = {RUN: Button.CustomButton1, RESULT: Button.FinishButton}.get(number, Button.NextButton)
        button = self.button(main)
        theme.set_role(button, "primary")
        if isinstance(button, QPushButton):
            button.setDefault(True)

    def _on_custom(self, which: int) -> None:
        if which == Button.CustomButton1.value:
            self.hide()
        elif which == Button.CustomButton2.value:
            self._leave()
        elif self.result_page.ended is not None and self._may_discard(self.result_page.ended.name):
            self.discard_asked.emit(self.result_page.ended.out)
            self._leave()

    def _discard_run(self) -> None:
        request = self._request
        if request is None or not self._may_discard(request.name):
            return
        if self.is_running:
            self._client.training.steer("discard")
        else:
            self.discard_asked.emit(request.out)
            self._leave()

    def _may_discard(self, name: str) -> bool:
        return questions.ask_to_discard(self, name, say(LOST))

    def accept(self) -> None:
        """Use the new model."""
        if self.result_page.ended is not None:
            self.use_asked.emit(self.result_page.ended.out)
        self._leave()

    def reject(self) -> None:
        """Escape, the close button, Cancel: nothing is left behind, and a run is asked about."""
        if self.currentId() != RUN or not self.is_running:
            self._leave()
            return
        answer = questions.ask_what_now(self, self._request.name if self._request else say("The model"))
        if answer == "background":
            self.hide()
        elif self.is_running and answer in ("keep", "discard"):
            self._client.training.steer("keep" if answer == "keep" else "discard")

    def leave_nothing(self) -> None:
        """End what this window does by itself; called before it goes."""
        self.sprites.stop()
        self.model.stop()

    @property
    def wants(self) -> Path | None:
        """The folder of the run that was asked for or is under way."""
        return None if self._request is None else self._request.out

    def _leave(self) -> None:
        self.leave_nothing()
        self.hide()
        self.left.emit()
