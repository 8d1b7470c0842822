"""The preferences: what the studio remembers and does not show elsewhere all the time. GUI thread only.

A change holds at once, but for the language: that is of the next start.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files import paths
from lunarcore_studio.files.palette_files import default_palette, shipped_palettes
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import languages, mark, say, spoken
from lunarcore_studio.pixels.canvas_size import MAX_SIDE_PX
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.language_choice import system_language
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.segments import Segments
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.shortcut_dialog import PROFILES
from lunarcore_studio.ui.view_commands import ViewCommands

THEMES = (
    ("dark", mark("Dark"), mark("Light on dark grey")),
    ("light", mark("Light"), mark("Dark on light grey")),
)
LABELS_PX = 110


class PreferencesDialog(QDialog):
    """Changes the settings of a session. `shortcuts_asked`: a person wants to change keys."""

    shortcuts_asked = Signal()

    def __init__(self, session: Session, views: ViewCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Preferences"))
        self._session = session
        self.theme = Segments(THEMES, say("Theme"))
        self.theme.chosen.connect(views.choose_theme)
        self.language, self.later = self._languages(), QLabel(say("From the next start on"))
        theme.set_role(self.later, "caption")
        self.profile = Segments(PROFILES, say("Profile of keys"))
        self.profile.chosen.connect(views.choose_profile)
        self.shortcuts = QPushButton(say("Keyboard shortcuts…"))
        self.shortcuts.setAutoDefault(False)
        self.shortcuts.clicked.connect(self.shortcuts_asked)
        self.pixel_grid = self._check(say("Pixel grid"), say("Lines between pixels, from 8 times on"))
        self.pixel_grid.toggled.connect(views.toggle_pixel_grid)
        self.tile_grid = self._check(say("Grid"), say("Lines between tiles: see View > Grid size"))
        self.tile_grid.toggled.connect(views.toggle_tile_grid)
        self.width_box, self.height_box = self._side("width"), self._side("height")
        self.palette_choice = self._palettes()
        self._place()
        session.settings_changed.connect(self._show)
        self._show(session.settings)

    def _check(self, text: str, hint: str) -> QCheckBox:
        box = QCheckBox(text)
        describe(box, text, hint=hint)
        return box

    def _side(self, side: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, MAX_SIDE_PX)
        box.setSuffix(" px")
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        describe(box, say("Width of a new drawing") if side == "width" else say("Height of a new drawing"))
        box.valueChanged.connect(lambda value: self._session.set_settings(**{f"new_{side}": value}))
        return box

    def _languages(self) -> QComboBox:
        box = QComboBox()
        describe(box, say("Language"))
        known = languages(paths.languages_dir())
        box.addItem(say("System ({name})").format(name=known[system_language(known)]), "")
        for code, name in known.items():
            box.addItem(name, code)
        box.activated.connect(lambda _place: self._session.set_settings(language=box.currentData()))
        return box

    def _palettes(self) -> QComboBox:
        box = QComboBox()
        describe(box, say("Palette of a new drawing"))
        box.addItems([palette.name for palette in shipped_palettes()])
        box.activated.connect(lambda _place: self._session.set_settings(palette=box.currentText()))
        return box

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(2 * theme.GAP)
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GAP)
        grid.setVerticalSpacing(theme.GAP)
        grid.setColumnMinimumWidth(0, LABELS_PX)
        grid.setColumnStretch(1, 1)
        for row, (word, parts) in enumerate(
            (
                (say("Theme"), (self.theme,)),
                (say("Language"), (self.language, self.later)),
                (say("On the canvas"), (self.pixel_grid, self.tile_grid)),
                (say("Keys"), (self.profile, self.shortcuts)),
                (say("New drawings"), (self.width_box, QLabel("x"), self.height_box)),
                ("", (self.palette_choice,)),
            )
        ):
            label = QLabel(word)
            theme.set_role(label, "quiet")
            line = QHBoxLayout()
            line.setSpacing(theme.GAP)
            for part in parts:
                line.addWidget(part)
            line.addStretch(1)
            grid.addWidget(label, row, 0)
            grid.addLayout(line, row, 1)
        column.addLayout(grid)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _show(self, settings: Settings) -> None:
        self.theme.show_current(settings.theme)
        known = [self.language.itemData(place) for place in range(self.language.count())]
        chosen = settings.language if settings.language in known else ""
        self.language.setCurrentIndex(known.index(chosen))
        self.later.setVisible((chosen or system_language(known)) != spoken())
        self.profile.show_current(settings.profile)
        self.pixel_grid.setChecked(settings.show_pixel_grid)
        self.tile_grid.setChecked(settings.show_tile_grid)
        self.width_box.setValue(settings.new_width)
        self.height_box.setValue(settings.new_height)
        self.palette_choice.setCurrentText(settings.palette or default_palette().name)
