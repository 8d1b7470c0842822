"""Second page of the wizard: a name, a beginning, and how long it may take here. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.engine.client import EngineClient, EngineState
from lunarcore_studio.engine.protocol import Failed
from lunarcore_studio.engine.training_protocol import MeasurePace, PaceMeasured, TrainingOptions
from lunarcore_studio.files.model_library import free_folder
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.model_names import LONGEST, free_name, is_taken
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.preset_cards import PresetCards
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.status_line import ElidedLabel
from lunarcore_studio.ui.training_advanced import Advanced
from lunarcore_studio.ui.training_presets import PRESETS, Preset, options_for, pace_key, steps_text
from lunarcore_studio.ui.training_starts import Beginnings, beginnings
from lunarcore_studio.ui.wizard_page import Remark, WizardPage

MEASURING = mark("Measuring how fast this machine trains")


def is_lost(state: EngineState, client: EngineClient) -> bool:
    """Whether the worker is another one than before, or none: what it was asked is forgotten."""
    return state.phase in ("failed", "stopped") or (state.phase == "starting" and client.facts is None)


def _short(path: Path) -> str:
    """A path as one reads it: from one's own folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


class ModelPage(WizardPage):
    """`options`, `out`, `name` and `start` are what was chosen. Asks the engine for the pace of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            say("What shall the model be?"), say("The presets say what they come to on this machine.")
        )
        self._client = session.client
        self._side, self._sprites, self._proposed = 16, 0, ""
        self._known = Beginnings((), frozenset())
        self._paces: dict[tuple[object, ...], PaceMeasured] = {}
        self._refused: set[tuple[object, ...]] = set()
        self._asked: MeasurePace | None = None
        self._beginning = False
        self._build()
        self._lay_out()
        self._client.training.pace_measured.connect(self._show_pace)
        self._client.failed.connect(self._on_failed)
        self._client.state_changed.connect(self._on_engine)

    def _build(self) -> None:
        self.name_field, self.start_box = QLineEdit(), QComboBox()
        self.name_field.setMaxLength(LONGEST)
        describe(self.name_field, say("Name of the model"))
        describe(
            self.start_box,
            say("What it goes on from"),
            hint=say("A trained model learns your sprites sooner"),
        )
        self.place = ElidedLabel()
        theme.set_role(self.place, "caption")
        self.cards, self.advanced = PresetCards(), Advanced()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(say(MEASURING))
        self.pace_line = QLabel()
        self.pace_line.setFont(theme.number_font())
        theme.set_role(self.pace_line, "quiet")
        self.remark = Remark()
        self.more = QToolButton()
        self.more.setText(say(" Advanced"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setIconSize(QSize(14, 14))
        self.more.setCheckable(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setProperty("role", "disclosure")
        describe(
            self.more,
            say("Advanced"),
            hint=say("Recipe, width, batch, learning rate, KL weight, steps, seed, device"),
        )
        self.more.toggled.connect(self._show_advanced)
        self.name_field.textChanged.connect(self._on_name)
        self.start_box.currentIndexChanged.connect(self._on_options)
        self.cards.changed.connect(self._on_options)
        self.advanced.changed.connect(self._on_options)

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(2 * theme.GAP)
        fields.setVerticalSpacing(theme.TIGHT)
        for column, (name, field) in enumerate(
            ((say("Name"), self.name_field), (say("Start from"), self.start_box))
        ):
            label = QLabel(name)
            theme.set_role(label, "caption")
            label.setBuddy(field)
            fields.addWidget(label, 0, column)
            fields.addWidget(field, 1, column)
            fields.setColumnStretch(column, 1)
        fields.addWidget(self.place, 2, 0, 1, 2)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.GAP)
        inner.addLayout(fields)
        inner.addSpacing(theme.GAP)
        title = QLabel(say("How long may it take?"))
        theme.set_role(title, "title")
        for part in (title, self.cards, self.pace_line, self.busy, self.more, self.advanced):
            inner.addWidget(part)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        self.area = area
        self.column.addWidget(area, 1)
        self.column.addWidget(self.remark)
        self._show_advanced(False)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.name_field.text().strip()

    @property
    def out(self) -> Path:
        """The folder that the model gets."""
        return free_folder(self.name)

    @property
    def start(self) -> Path | None:
        """The model that is gone on from, None for a new network."""
        folder = self.start_box.currentData()
        return folder if isinstance(folder, Path) else None

    @property
    def options(self) -> TrainingOptions:
        """How it shall train."""
        return self._options_of(self.cards.current)

    def _options_of(self, preset: Preset) -> TrainingOptions:
        knobs, facts = self.advanced.options(self._side), self._client.facts
        on_cpu = knobs.device == "cpu" or (
            knobs.device == "auto" and (facts is None or facts.device == "cpu")
        )
        return options_for(preset, knobs, is_fresh=self.start is None and on_cpu)

    def _pace_of(self, options: TrainingOptions) -> PaceMeasured | None:
        return self._paces.get(pace_key(options, self.start))

    @property
    def length(self) -> str:
        """The preset or the number of steps, in a word or two."""
        steps = self.options.steps
        return say(self.cards.current.name) if steps is None else say("{steps:,} steps").format(steps=steps)

    def take_sprites(self, wanted_name: str, count: int, side: int) -> None:
        """Begin anew for so many sprites of `side` pixels; the name is only changed where it is free to."""
        self._known = beginnings()
        self._sprites, self._side = count, side
        if not self.name or self.name == self._proposed or is_taken(self.name, self._known.taken):
            self._proposed = free_name(wanted_name, self._known.taken)
            self.name_field.setText(self._proposed)
        self._fill_starts()
        self._on_options()

    def _fill_starts(self) -> None:
        former = self.start_box.currentText()
        self.start_box.clear()
        for one in self._known.starts:
            if one.fits(self._side):
                self.start_box.addItem(one.name if one.folder else say(one.name), one.folder)
        self.start_box.setCurrentIndex(max(0, self.start_box.findText(former)))

    def isComplete(self) -> bool:
        return bool(self.name) and not is_taken(self.name, self._known.taken) and not self._beginning

    def show_beginning(self, beginning: bool, trouble: str = "") -> None:
        """The engine was asked to begin; or why it can not."""
        self._beginning = beginning
        self.area.setEnabled(not beginning)
        if beginning:
            self.remark.say(say("Beginning: fitting the first sliders."), glyph="info")
        else:
            self.remark.say(trouble, is_error=True)
        self.completeChanged.emit()

    def stop(self) -> None:
        """Wait for no measurement any more."""
        self._asked = None

    def _show_advanced(self, shown: bool) -> None:
        self.more.setIcon(theme.icon("caret-down" if shown else "caret-right"))
        self.advanced.setVisible(shown)

    def _on_name(self) -> None:
        taken = bool(self.name) and is_taken(self.name, self._known.taken)
        self.name_field.setProperty("wrong", taken)
        self.name_field.style().polish(self.name_field)
        theme.set_role(self.place, "error" if taken else "caption")
        if taken:
            free = free_name(self.name, self._known.taken)
            self.place.say(say("A model of that name is there already; “{free}” is free.").format(free=free))
        else:
            self.place.say(
                say("Kept in {out}").format(out=_short(self.out)) if self.name else say("It needs a name.")
            )
        self.completeChanged.emit()

    def _on_options(self) -> None:
        if self.start_box.count() == 0 or not self._sprites:
            return
        self.advanced.show_start(self.start is None)
        self.remark.say("")
        self._refused.clear()
        self._measure()
        self._say_pace()

    def _measure(self) -> None:
        """Ask for a pace that is not known yet, of what is chosen first and of the other presets then.

        While a question is under way the next one waits for its answer.
        """
        if self._asked is not None:
            return
        for options in (self.options, *map(self._options_of, PRESETS)):
            key = pace_key(options, self.start)
            if key not in self._paces and key not in self._refused:
                self._asked = MeasurePace(options, self.start)
                self._client.training.measure_pace(self._asked)
                return

    def _show_pace(self, pace: PaceMeasured) -> None:
        if self._asked is None:
            return
        self._asked = None
        self._paces[pace_key(pace.options, pace.start)] = pace
        self._measure()
        self._say_pace()

    def _on_failed(self, failure: Failed) -> None:
        if failure.request != MeasurePace.__name__ or self._asked is None:
            return
        key, self._asked = pace_key(self._asked.options, self._asked.start), None
        self._refused.add(key)
        if key == pace_key(self.options, self.start):
            self.remark.say(failure.sentence, is_error=True)
        self._measure()
        self._say_pace()

    def _on_engine(self, state: EngineState) -> None:
        """What was asked of a worker that is gone has no answer; the next one is asked again."""
        if is_lost(state, self._client):
            self._asked = None
        elif state.phase == "ready" and self._pace_of(self.options) is None and self._asked is None:
            self._on_options()
        self._say_pace()

    def _say_pace(self) -> None:
        pace, steps = self._pace_of(self.options), self.options.steps
        self.busy.setVisible(self._asked is not None)
        self.cards.show_pace(lambda preset: self._pace_of(self._options_of(preset)), self._sprites)
        self.cards.setEnabled(steps is None)
        if pace is not None:
            said = say("Measured just now: {sprites_per_s:,.0f} sprites a second.").format(
                sprites_per_s=pace.sprites_per_s
            )
            self.pace_line.setText(said if steps is None else steps_text(steps, pace, self._sprites))
        else:
            self.pace_line.setText(f"{say(MEASURING)}." if self._asked is not None else "")
