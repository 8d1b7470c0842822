"""The knobs of a training for those who want them; left alone, the recipe decides. GUI thread only."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from lunarcore_studio.engine.training_protocol import TrainingOptions
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.panel import describe

KL_HINT = mark(
    "How strongly the codes are pulled towards a plain cloud, the prior. The architecture document says:\n"
    "posterior collapse, so raise the KL weight. That is the wrong way round: a larger weight pushes the\n"
    "codes into the cloud, where nothing tells one sprite from another. Lower it, and the sliders get a grip."
)
KL_SHORT = mark("Sliders that hardly change a picture want a smaller KL weight, not a larger one.")
RECIPES: tuple[tuple[Literal["studio", "seed"], str], ...] = (
    ("studio", mark("Studio")),
    ("seed", mark("The document's")),
)
DEVICES = (
    ("auto", mark("The fastest")),
    ("cpu", mark("Processor")),
    ("cuda", mark("NVIDIA card")),
    ("mps", mark("Apple GPU")),
)
MOST_STEPS = 10_000_000


class Advanced(QWidget):
    """`changed` tells of every knob."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build_numbers()
        self._build_choices()
        self._lay_out()

    def _build_numbers(self) -> None:
        self.width_box = self._number(0, 128, 0, 4, say("the recipe's"))
        self.batch_box = self._number(2, 1024, 64, 16)
        self.steps_box = self._number(0, MOST_STEPS, 0, 100, say("as chosen above"))
        self.seed_box = self._number(0, 2**31 - 1, 0, 1)
        self.holdout_box = self._number(0, 50, 10, 5)
        self.holdout_box.setSuffix(" %")
        self.width_box.editingFinished.connect(self._round_width)
        describe(
            self.width_box, say("Width"), hint=say("Channels of the network; fewer are faster and know less")
        )
        describe(self.batch_box, say("Batch"), hint=say("Sprites that are looked at in one step"))
        describe(self.steps_box, say("Steps"), hint=say("A fixed number in place of a length of time"))
        describe(self.seed_box, say("Seed"), hint=say("The same seed and sprites train the same model"))
        hint = say("Sprites that it never sees, to measure how well it does")
        describe(self.holdout_box, say("Kept unseen"), hint=hint)
        self.rate_field = self._real(say("0.002, the recipe's"), 1.0)
        self.kl_field = self._real(say("0.00001, the recipe's"), 1e6)
        describe(
            self.rate_field, say("Learning rate"), hint=say("How large a step is; too large and it forgets")
        )
        describe(self.kl_field, say("KL weight"), hint=KL_HINT)

    def _build_choices(self) -> None:
        self.recipe_box, self.device_box = QComboBox(), QComboBox()
        for box, choices in ((self.recipe_box, RECIPES), (self.device_box, DEVICES)):
            for key, word in choices:
                box.addItem(say(word), key)
            box.currentIndexChanged.connect(self._on_changed)
        describe(
            self.recipe_box,
            say("Recipe"),
            hint=say("How it is taught; the document's is there to compare with"),
        )
        describe(self.device_box, say("Device"), hint=say("Where it trains"))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(2)
        fields = (
            self.recipe_box, self.width_box, self.batch_box,
            self.steps_box, self.rate_field, self.kl_field,
            self.seed_box, self.device_box, self.holdout_box,
        )  # fmt: skip
        for number, field in enumerate(fields):
            label = QLabel(field.accessibleName())
            theme.set_role(label, "caption")
            label.setBuddy(field)
            row, column = divmod(number, 3)
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        hint = QLabel(say(KL_SHORT))
        theme.set_role(hint, "caption")
        hint.setToolTip(say(KL_HINT))
        hint.setWordWrap(True)
        grid.addWidget(hint, 6, 0, 1, 3)

    def options(self, resolution: int) -> TrainingOptions:
        """What the knobs stand at, for sprites of `resolution`."""
        return TrainingOptions(
            recipe=self.recipe_box.currentData(),
            resolution=resolution,
            width=self.width_box.value() or None if self.width_box.isEnabled() else None,
            batch_size=self.batch_box.value(),
            learning_rate=_value(self.rate_field),
            kl_weight=_value(self.kl_field),
            steps=self.steps_box.value() or None,
            seed=self.seed_box.value(),
            device=self.device_box.currentData(),
            holdout=self.holdout_box.value() / 100,
        )

    def show_start(self, is_scratch: bool) -> None:
        """A model that is gone on from keeps its width."""
        self.width_box.setEnabled(is_scratch)
        self.width_box.setSpecialValueText(say("the recipe's") if is_scratch else say("the model's own"))
        if not is_scratch:
            self.width_box.setValue(0)

    def _number(self, low: int, high: int, value: int, step: int, special: str = "") -> QSpinBox:
        box = QSpinBox()
        box.setRange(low, high)
        box.setValue(value)
        box.setSingleStep(step)
        box.setGroupSeparatorShown(True)
        box.setSpecialValueText(special)
        box.setFont(theme.number_font())
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(self._on_changed)
        return box

    def _real(self, special: str, most: float) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(special)
        field.setFont(theme.number_font())
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        valid = QDoubleValidator(0.0, most, 12, field)
        valid.setLocale(QLocale.c())
        field.setValidator(valid)
        field.editingFinished.connect(self._on_changed)
        return field

    def _round_width(self) -> None:
        self.width_box.setValue(self.width_box.value() // 4 * 4)

    def _on_changed(self) -> None:
        self.changed.emit()


def _value(field: QLineEdit) -> float | None:
    try:
        return float(field.text())
    except ValueError:
        return None
