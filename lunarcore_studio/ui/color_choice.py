"""Which colours the model's pictures are brought to, chosen in one row. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.tokens import GAP

KINDS = (
    ("document", mark("Document's palette")),
    ("sprite", mark("Sprite's own colours")),
    ("extract", mark("Extracted colours")),
)


class ColorChoice(QWidget):
    """A list of the three kinds, and a number where colours are extracted. `chosen` carries a Projection."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        label = QLabel(say("Colours"))
        label.setProperty("role", "quiet")
        self.kind = QComboBox()
        self.kind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for kind, text in KINDS:
            self.kind.addItem(say(text), kind)
        self.kind.setAccessibleName(say("Colours of the model's pictures"))
        self.kind.setToolTip(say("The model's pictures are brought to these colours, by the nearest one"))
        self.count = QSpinBox()
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.count.setRange(2, 64)
        FieldKeys(self.count)
        self.count.setAccessibleName(say("Number of extracted colours"))
        self.count.setToolTip(say("How many colours are extracted from the model's picture, 2 to 64"))
        label.setBuddy(self.kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label)
        row.addWidget(self.kind, 1)
        row.addWidget(self.count)
        self.show_projection(Projection("document"))
        self.kind.activated.connect(self._choose)
        self.count.valueChanged.connect(self._choose)

    def show_projection(self, projection: Projection) -> None:
        """Show a choice without telling anybody."""
        self._shown = projection
        self.kind.setCurrentIndex(max(0, self.kind.findData(projection.kind)))
        self.count.setVisible(projection.kind == "extract")
        self.count.setValue(projection.count)

    def _choose(self) -> None:
        wanted = Projection(self.kind.currentData(), None, self.count.value())
        if (wanted.kind, wanted.count) != (self._shown.kind, self._shown.count):
            self._shown = wanted
            self.count.setVisible(wanted.kind == "extract")
            self.chosen.emit(wanted)
