"""Last page of the wizard: what came of it, in pictures and in words. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from lunarcore_studio.engine.training_protocol import TrainingEnded
from lunarcore_studio.language import say
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.sprite_rows import SpriteRows
from lunarcore_studio.ui.training_words import NONE_HELD_OUT, Finding, findings, training_text
from lunarcore_studio.ui.wizard_page import WizardPage


class FindingsList(QWidget):
    """What was measured, a line of words with its numbers below."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)

    def show_findings(self, found: tuple[Finding, ...]) -> None:
        """Show these; a sentence when nothing could be measured."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not found:
            sentence = QLabel(say(NONE_HELD_OUT))
            sentence.setWordWrap(True)
            theme.set_role(sentence, "quiet")
            self._grid.addWidget(sentence, 0, 1)
        for row, one in enumerate(found):
            self._add(row, one)

    def _add(self, row: int, one: Finding) -> None:
        sign, words, numbers = QLabel(), QLabel(one.words), QLabel(one.numbers)
        glyph, role = ("check-circle", "accent") if one.is_good else ("info", "quiet")
        sign.setPixmap(theme.icon(glyph, role).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        sign.setAccessibleName(say("Good") if one.is_good else say("Could be better"))
        words.setWordWrap(True)
        numbers.setFont(theme.number_font(theme.CAPTION_PX))
        theme.set_role(numbers, "caption")
        numbers.setContentsMargins(0, 0, 0, theme.GAP)  # the numbers stand by their own words
        self._grid.addWidget(sign, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, 2 * row, 1)
        self._grid.addWidget(numbers, 2 * row + 1, 1)


class ResultPage(WizardPage):
    """Shows a TrainingEnded."""

    def __init__(self) -> None:
        super().__init__(say("The model is ready"))
        self.rows = SpriteRows(
            (say("Unseen"), say("Before"), say("After")), say("Unseen sprites before and after the training")
        )
        self.rows.placeholder = say(NONE_HELD_OUT)
        self.findings = FindingsList()
        caption = QLabel(say("In latent mode: each picture is made of 128 numbers alone."))
        theme.set_role(caption, "caption")
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.findings)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        self.column.addWidget(self.rows)
        self.column.addWidget(caption)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(area, 1)
        self.ended: TrainingEnded | None = None

    def show_end(self, ended: TrainingEnded) -> None:
        """Show what came of a run."""
        self.ended = ended
        self.say(say("{name} is ready").format(name=ended.name), training_text(ended.card))
        self.rows.show_rows((ended.originals, ended.before, ended.after) if len(ended.originals) else ())
        metrics = ended.card.get("metrics")
        self.findings.show_findings(findings(metrics) if isinstance(metrics, dict) else ())
