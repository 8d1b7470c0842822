"""The palette: choose one of the known ones, take colours from it, change it. GUI thread only.

A change of the palette is a step of history like any other, and never touches the picture.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from lunarcore_studio.files.palette_files import shipped_palettes
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.color_editor import ColorEditor
from lunarcore_studio.ui.color_wells import ColorWells
from lunarcore_studio.ui.hex_field import HexField
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.palette_commands import PaletteCommands, dropped_palette
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import ColorField, Session
from lunarcore_studio.ui.swatch_grid import SwatchGrid

LARGEST = 256


class PalettePanel(QWidget):
    """Combo, swatches, the two colours, and the buttons that add, change and remove a colour."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shipped = shipped_palettes()
        self.editor: ColorEditor | None = None
        self.files = PaletteCommands(session, self)
        self.setAccessibleName("Palette")
        self.setAcceptDrops(True)
        self.choice = QComboBox()
        describe(
            self.choice, "Palette", hint="The colours to draw with; choosing one never changes the picture"
        )
        self.open = IconButton("folder-open", "Open palette", hint="Or drop its file, or a picture, here")
        self.save = IconButton("floppy-disk", "Save palette")
        self.swatches, self.wells = SwatchGrid(), ColorWells(session)
        self.hex = HexField()
        describe(self.hex, "Foreground as hex", hint="#rrggbb, or #rrggbbaa with alpha")
        self.add = self._button("plus", "Add the foreground to the palette")
        self.change = self._button("pencil-simple", "Edit the marked colour of the palette", "F2")
        self.remove = self._button("minus", "Remove the marked colour from the palette")
        self._lay_out()
        self._connect()
        self._show_palette()
        self._show_hand(session.hand)

    def _button(self, glyph: str, name: str, key: str = "") -> QToolButton:
        button = QToolButton()
        button.setIcon(theme.icon(glyph))
        button.setIconSize(QSize(theme.ICON, theme.ICON))
        button.setFixedSize(theme.SMALL_BUTTON, theme.SMALL_BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(button, name, key)
        return button

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.swatches)
        inner.addStretch(1)
        self.area.setWidget(holder)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addWidget(self.wells)
        foot.addSpacing(theme.TIGHT)
        foot.addWidget(self.hex)
        foot.addStretch(1)
        for button in (self.add, self.change, self.remove):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PANEL_MARGIN, theme.TIGHT, theme.PANEL_MARGIN, theme.PANEL_MARGIN)
        column.setSpacing(theme.GAP)
        head = QHBoxLayout()
        head.setSpacing(theme.TIGHT)
        head.addWidget(self.choice, 1)
        head.addWidget(self.open)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.choice.activated.connect(self._on_chosen)
        self.open.clicked.connect(lambda: self.files.open())
        self.save.clicked.connect(lambda: self.files.save())
        self.swatches.chosen.connect(lambda color, which: self._session.set_hand(**{which: color}))
        self.swatches.edit_asked.connect(self.edit_swatch)
        self.wells.edit_asked.connect(self.edit_hand)
        self.hex.named.connect(lambda color: self._session.set_hand(foreground=color))
        self.add.clicked.connect(self.add_foreground)
        self.change.clicked.connect(lambda: self.edit_swatch(self.swatches.current))
        self.remove.clicked.connect(self.remove_current)
        self._session.document_changed.connect(self._on_changed)
        self._session.hand_changed.connect(self._show_hand)

    @property
    def palette_now(self) -> Palette:
        """The document's palette."""
        return self._session.document.sprite.palette

    def choose(self, palette: Palette) -> None:
        """Give the document another palette, as one step."""
        self._apply(palette, "Choose palette")
        self._session.set_settings(palette=palette.name)

    def add_foreground(self) -> None:
        """Add the foreground at the palette's end."""
        if len(self.palette_now) >= LARGEST:
            self._session.tell(f"A palette has at most {LARGEST} colours.")
            return
        self._apply(self.palette_now.added(self._session.hand.foreground), "Add colour")

    def remove_current(self) -> None:
        """Remove the marked colour; one stays."""
        if len(self.palette_now) > 1:
            self._apply(self.palette_now.without(self.swatches.current), "Remove colour")

    def edit_swatch(self, index: int) -> ColorEditor | None:
        """Open the editor on a colour of the palette; the hand follows when it holds that colour."""
        palette = self.palette_now
        if not 0 <= index < len(palette):
            return None
        place = self.swatches.mapToGlobal(self.swatches.place(index).bottomLeft())
        editor = self._open(palette.colors[index], f"Colour {index + 1}", place)
        document = self._session.document
        holds = self._session.hand.foreground == palette.colors[index]

        def show(color: RGBA) -> None:
            document.propose(document.sprite.with_palette(palette.with_color(index, color)), "palette")

        def finish(wanted: bool) -> None:
            if wanted:
                show(editor.color)
                document.commit("Edit colour", "palette")
                if holds:
                    self._session.set_hand(foreground=editor.color)
            else:
                document.abort()

        editor.changed.connect(show)
        editor.finished.connect(finish)
        return editor

    def edit_hand(self, which: ColorField) -> ColorEditor:
        """Open the editor on the foreground or the background."""
        before: RGBA = getattr(self._session.hand, which)
        place = self.wells.mapToGlobal(self.wells.rect().bottomLeft())
        editor = self._open(before, which.capitalize(), place)
        editor.changed.connect(lambda color: self._session.set_hand(**{which: color}))
        editor.finished.connect(lambda wanted: None if wanted else self._session.set_hand(**{which: before}))
        return editor

    def _open(self, color: RGBA, title: str, place: QPoint) -> ColorEditor:
        self._session.document.commit("Change")
        editor = ColorEditor(color, title, self)
        editor.adjustSize()
        room = self.screen().availableGeometry()
        x = min(place.x(), room.right() - editor.width())
        y = min(place.y() + theme.TIGHT, room.bottom() - editor.height())
        editor.move(max(room.left(), x), max(room.top(), y))
        editor.show()
        self.editor = editor
        editor.destroyed.connect(self._forget)
        return editor

    def _forget(self) -> None:
        self.editor = None

    def _apply(self, palette: Palette, label: str) -> None:
        document = self._session.document
        document.apply(document.sprite.with_palette(palette), label, "palette")

    def _on_chosen(self, row: int) -> None:
        palette = self.choice.itemData(row)
        if isinstance(palette, Palette):
            self.choose(palette)

    def _on_changed(self, change: Change) -> None:
        if change.what & What.PALETTE:
            self._show_palette()

    def _show_palette(self) -> None:
        """The known palettes, and first the drawing's own where it is none of them."""
        palette = self.palette_now
        known = [one for one in self._shipped if one.colors == palette.colors]
        self.choice.clear()
        if not known:
            self.choice.addItem(f"{palette.name or 'Own colours'}, {len(palette)}", None)
        for one in self._shipped:
            self.choice.addItem(f"{one.name}, {len(one)}" if str(len(one)) not in one.name else one.name, one)
        self.choice.setCurrentIndex(self._shipped.index(known[0]) if known else 0)
        self.swatches.show_palette(palette)
        self.remove.setEnabled(len(palette) > 1)
        self._show_hand(self._session.hand)

    def _show_hand(self, hand: Hand) -> None:
        self.swatches.show_marks(hand.foreground, hand.background)
        self.hex.show_color(hand.foreground)
        self.add.setEnabled(hand.foreground not in self.palette_now.colors)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # anything else goes on to the window, which opens it
        if dropped_palette(event.mimeData()) is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the colours of what is dropped here, be it a palette or a picture."""
        path = dropped_palette(event.mimeData())
        if path is not None and self.files.open_path(path):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.swatches.set_room(self.area.height())
