"""The palette: choose one of the known ones, take colours from it, change it. GUI thread only.

A change of the palette is a step of history like any other; it touches the picture only where that is asked
for, or where the drawing is indexed.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lunarcore_studio.files.palette_files import shipped_palettes
from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.color import RGBA
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.pixels.recolouring import EDIT, edited
from lunarcore_studio.pixels.tools import Hand
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.color_picker import ColorPicker
from lunarcore_studio.ui.color_wells import ColorWells
from lunarcore_studio.ui.field_keys import FieldKeys
from lunarcore_studio.ui.hex_field import HexField
from lunarcore_studio.ui.icon_button import IconButton
from lunarcore_studio.ui.palette_actions import PaletteActions
from lunarcore_studio.ui.palette_commands import PaletteCommands, dropped_palette
from lunarcore_studio.ui.palette_editing import PaletteEditing
from lunarcore_studio.ui.palette_lock import may_edit_palette
from lunarcore_studio.ui.palette_recolour import RecolourList
from lunarcore_studio.ui.panel import describe
from lunarcore_studio.ui.session import ColorField, Session
from lunarcore_studio.ui.swatch_grid import SwatchGrid

ARROW_PX = 56  # what a list keeps free of its text
NARROWEST_PX = 80


class PalettePanel(QWidget):
    """Combo, swatches, the two colours, and the buttons that add, change and remove a colour."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shipped = shipped_palettes()
        self.editor: ColorPicker | None = None
        self.recolours: RecolourList | None = None
        self.files = PaletteCommands(session, self)
        self.setAccessibleName(say("Palette"))
        self.setAcceptDrops(True)
        self.choice = QComboBox()
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(
            self.choice,
            say("Palette"),
            hint=say("The colours to draw with. The picture stays, unless it is indexed"),
        )
        self.open = IconButton(
            "folder-open", say("Open palette"), hint=say("Or drop its file, or a picture, here")
        )
        self.save = IconButton("floppy-disk", say("Save palette"))
        self.lock = IconButton("lock-simple-open", say("Lock the palette"), checkable=True)
        self.more = IconButton(
            "dots-three", say("More for the palette"), hint=say("Sort, ramps, recolour and remap")
        )
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.swatches, self.wells = SwatchGrid(), ColorWells(session)
        self.editing = PaletteEditing(session, self.swatches, self)
        self.hex = HexField()
        FieldKeys(self.hex)
        describe(self.hex, say("Foreground as hex"), hint=say("#rrggbb, or #rrggbbaa with alpha"))
        self.add = IconButton("plus", say("Add the foreground to the palette"))
        self.change = IconButton("pencil-simple", say("Edit the marked colour of the palette"), "F2")
        self.remove = IconButton("minus", say("Remove the marked colours from the palette"), "Del")
        self._lay_out()
        self._connect()
        self._show_palette()
        self._show_hand(session.hand)
        self._show_settings(session.settings)

    def use(self, actions: Actions) -> None:
        """Take the window's actions into the menu, and keep their checks true."""
        self.actions_shown = PaletteActions(self._session, actions)
        self.actions_shown.fill(self.menu)

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)  # swatches that fit the panel must fit the area
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
        for button in (self.open, self.save, self.lock, self.more):
            head.addWidget(button)
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
        self.swatches.move_asked.connect(self.editing.move)
        self.swatches.remove_asked.connect(self.editing.remove)
        self.add.clicked.connect(self.editing.add)
        self.change.clicked.connect(lambda: self.edit_swatch(self.swatches.current))
        self.remove.clicked.connect(self.editing.remove)
        self.lock.clicked.connect(self.editing.lock)
        self._session.document_changed.connect(self._on_changed)
        self._session.hand_changed.connect(self._show_hand)
        self._session.settings_changed.connect(self._show_settings)

    @property
    def palette_now(self) -> Palette:
        """The document's palette."""
        return self._session.document.sprite.palette

    def choose(self, palette: Palette) -> None:
        """Give the document another palette, as one step."""
        if self.editing.apply(palette, mark("Choose palette")):
            self._session.set_settings(palette=palette.name)
        else:
            self._show_palette()

    def recolour(self) -> None:
        """Show the known palettes, the present one first, to recolour the drawing with."""
        if not may_edit_palette(self._session):
            return
        now = self.palette_now
        others = [one for one in self._shipped if one.colors != now.colors]
        shown = self.recolours = RecolourList(self._session, [now, *others], self)
        shown.file_asked.connect(self.files.recolour)
        self._place(shown, self.more.mapToGlobal(self.more.rect().bottomLeft()))
        shown.destroyed.connect(lambda: self._forget(shown))

    def edit_swatch(self, index: int) -> ColorPicker | None:
        """Open the editor on a colour of the palette; the hand follows when it holds that colour."""
        palette = self.palette_now
        if not 0 <= index < len(palette) or not may_edit_palette(self._session):
            return None
        place = self.swatches.mapToGlobal(self.swatches.place(index).bottomLeft())
        editor = self._open(palette.colors[index], say("Colour {number}").format(number=index + 1), place)
        document = self._session.document
        holds = self._session.hand.foreground == palette.colors[index]

        def show(color: RGBA) -> None:
            ground = document.ground
            seen = edited(ground, index, color, {document.frame})
            document.propose(seen, "palette", label=EDIT, whole=lambda: edited(ground, index, color))

        def finish(wanted: bool) -> None:
            if wanted:
                show(editor.color)
                document.commit(EDIT, "palette")
                if holds:
                    self._session.set_hand(foreground=editor.color)
            else:
                document.abort()

        editor.changed.connect(show)
        editor.finished.connect(finish)
        return editor

    def edit_hand(self, which: ColorField) -> ColorPicker:
        """Open the editor on the foreground or the background."""
        before: RGBA = getattr(self._session.hand, which)
        place = self.wells.mapToGlobal(self.wells.rect().bottomLeft())
        editor = self._open(before, which.capitalize(), place)
        editor.changed.connect(lambda color: self._session.set_hand(**{which: color}))
        editor.finished.connect(lambda wanted: None if wanted else self._session.set_hand(**{which: before}))
        return editor

    def _open(self, color: RGBA, title: str, place: QPoint) -> ColorPicker:
        self._session.document.commit(mark("Change"))
        editor = self.editor = ColorPicker(self._session, color, title, self)
        editor.adjustSize()
        self._place(editor, place)
        editor.destroyed.connect(lambda: self._forget(editor))
        return editor

    def _place(self, popup: QWidget, place: QPoint) -> None:
        """Show a popup at a place, or as near to it as the screen has room."""
        room = self.screen().availableGeometry()
        x = min(place.x(), room.right() - popup.width())
        y = min(place.y() + theme.TIGHT, room.bottom() - popup.height())
        popup.move(max(room.left(), x), max(room.top(), y))
        popup.show()

    def _forget(self, gone: QWidget) -> None:
        # another one may be open before the former is taken down
        self.editor = None if self.editor is gone else self.editor
        self.recolours = None if self.recolours is gone else self.recolours

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
            self.choice.addItem("", None)
            self._name_own()
        for one in self._shipped:
            self.choice.addItem(f"{one.name}, {len(one)}" if str(len(one)) not in one.name else one.name, one)
        self.choice.setCurrentIndex(self._shipped.index(known[0]) if known else 0)
        self.swatches.show_palette(palette)
        self.remove.setEnabled(len(palette) > 1)
        self._show_hand(self._session.hand)

    def _name_own(self) -> None:
        """Name a palette that is none of the known ones, the number of its colours seen in any case."""
        if self.choice.itemData(0) is None:
            palette, room = self.palette_now, max(NARROWEST_PX, self.choice.width() - ARROW_PX)
            count = f", {len(palette)}"
            fonts = self.choice.fontMetrics()
            left = room - fonts.horizontalAdvance(count)
            name = fonts.elidedText(palette.name or say("Own colours"), Qt.TextElideMode.ElideRight, left)
            self.choice.setItemText(0, name + count)

    def _show_hand(self, hand: Hand) -> None:
        self.swatches.show_marks(hand.foreground, hand.background)
        self.hex.show_color(hand.foreground)
        self.add.setEnabled(hand.foreground not in self.palette_now.colors)

    def _show_settings(self, settings: Settings) -> None:
        locked = settings.palette_locked
        self.lock.setChecked(locked)
        self.lock.setIcon(theme.icon("lock-simple" if locked else "lock-simple-open"))

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
        self.swatches.set_room(self.area.maximumViewportSize().height())
        self._name_own()
