"""The panel of layers, frames and tags. GUI thread only.

While a gesture is open the panel rests: it shows the outcome when the gesture has become a step, so that the
pencil never waits for a thumbnail.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lunarcore_studio.files.settings import Settings
from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.color import from_hex
from lunarcore_studio.pixels.frames import tag_of
from lunarcore_studio.pixels.onion import Onion
from lunarcore_studio.pixels.sprite import Tag
from lunarcore_studio.ui import theme
from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.canvas import Canvas
from lunarcore_studio.ui.canvas_keys import CanvasKeys
from lunarcore_studio.ui.dropped_frames import Frames
from lunarcore_studio.ui.frame_commands import FrameCommands
from lunarcore_studio.ui.layer_commands import LayerCommands
from lunarcore_studio.ui.onion_layer import onion_in
from lunarcore_studio.ui.onion_popup import OnionPopup
from lunarcore_studio.ui.panel import action_button
from lunarcore_studio.ui.playback import Playback
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.tag_dialog import COLORS, ask_for_tag
from lunarcore_studio.ui.timeline_actions import KEYS_ON_CANVAS
from lunarcore_studio.ui.timeline_controls import TimelineControls
from lunarcore_studio.ui.timeline_geometry import Part
from lunarcore_studio.ui.timeline_grid import TimelineGrid
from lunarcore_studio.ui.timeline_menu import pop_up

BUTTONS = (
    (mark("Layer"), ("layer-add", "layer-merge", "layer-delete")),
    (mark("Frame"), ("frame-add", "frame-delete", "tag-add")),
)
SEEN = What.STRUCTURE | What.PLACE | What.HISTORY


class TimelinePanel(QWidget):
    """Controls at the left, the grid beside them; `layers`, `frames` and `playback` are the commands."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions: Actions | None = None
        self._keys: CanvasKeys | None = None
        self.layers, self.frames = LayerCommands(session), FrameCommands(session)
        self.playback = Playback(session, self)
        self.controls, self.grid = TimelineControls(), TimelineGrid()
        self.setAccessibleName(say("Timeline"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.PANEL_MARGIN, theme.TIGHT, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(self.controls)
        line.addWidget(self.grid, 1)
        self._connect()
        self._show_settings(session.settings)
        self._show()

    def _connect(self) -> None:
        session, controls, grid = self._session, self.controls, self.grid
        session.document_changed.connect(self._on_changed)
        session.settings_changed.connect(self._show_settings)
        controls.previous_asked.connect(lambda: self.frames.go(-1))
        controls.next_asked.connect(lambda: self.frames.go(1))
        controls.play_asked.connect(self.playback.toggle)
        controls.onion_toggled.connect(self.show_onion)
        controls.onion_asked.connect(self._ask_onion)
        controls.duration_chosen.connect(self.frames.set_duration)
        controls.blend_chosen.connect(self.layers.set_blend)
        controls.opacity_pulled.connect(self.layers.pull_opacity)
        controls.opacity_let_go.connect(self.layers.keep_opacity)
        grid.place_asked.connect(self._go_to)
        grid.eye_clicked.connect(self.layers.toggle_visible)
        grid.lock_clicked.connect(self.layers.toggle_lock)
        grid.layer_moved.connect(self.layers.move)
        grid.frame_moved.connect(self.frames.move)
        grid.renamed.connect(self.layers.rename)
        grid.duration_asked.connect(self.ask_duration)
        grid.tag_asked.connect(self._edit_tag)
        grid.menu_asked.connect(self.pop_up)
        grid.drops.dropped.connect(self._insert)
        self.playback.shown.connect(self._show_playing)

    def use(self, actions: Actions, canvas: Canvas) -> None:
        """Take the window's actions for buttons and menus; some keys hold on the canvas and here alone."""
        self._actions = actions
        for word, names in BUTTONS:
            self.controls.add_buttons(word, [action_button(actions[name]) for name in names])
        self._keys = CanvasKeys(canvas, [self.grid], [actions[name] for name in KEYS_ON_CANVAS])

    def step(self, right: int, down: int) -> None:
        """An arrow key: to the frame before or after, or to the layer above or below."""
        if right:
            self.frames.go(right)
        else:
            self.layers.go(-down)

    def pop_up(self, part: Part, at: QPoint) -> QMenu | None:
        """Open the menu of a part of the timeline."""
        return None if self._actions is None else pop_up(self, part, at, self._action)

    def _action(self, name: str) -> QAction:
        assert self._actions is not None
        return self._actions[name]

    def show_onion(self, shown: bool) -> None:
        """Show or hide the onion skin."""
        self._session.set_settings(onion=shown)

    def _ask_onion(self) -> None:
        popup = OnionPopup(onion_in(self._session.settings), self)
        popup.changed.connect(self._keep_onion)
        popup.open_under(self.controls.onion_more)

    def _keep_onion(self, onion: Onion) -> None:
        self._session.set_settings(
            onion=True,
            onion_before=onion.before,
            onion_after=onion.after,
            onion_percent=onion.percent,
        )

    def rename_layer(self) -> None:
        """Let a hand write another name for the active layer."""
        self.grid.rename(self._session.document.layer)

    def ask_duration(self) -> None:
        """Bring the focus to the duration of the active frame."""
        self.controls.duration.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.controls.duration.selectAll()

    def add_tag(self) -> None:
        """Ask for a tag that begins at the active frame, or is around those that are chosen."""
        sprite, run = self._session.document.sprite, self.frames.run
        count = len(sprite.frames)
        color = from_hex(COLORS[len(sprite.tags) % len(COLORS)][1])
        last = run[-1] if len(run) > 1 else count - 1
        tag = Tag(f"Tag {len(sprite.tags) + 1}", run[0], last, color=color)
        ask_for_tag(self, tag, count, True, lambda made: self._keep_tag(None, made))

    def edit_tag(self) -> None:
        """Ask for other facts of the tag around the active frame."""
        document = self._session.document
        index = tag_of(document.sprite, document.frame)
        if index is None:
            self._session.tell(say("There is no tag around this frame."))
        else:
            self._edit_tag(index)

    def delete_tag(self) -> None:
        """The tag around the active frame goes."""
        index = tag_of(self._session.document.sprite, self._session.document.frame)
        if index is None:
            self._session.tell(say("There is no tag around this frame."))
        else:
            self.frames.delete_tag(index)

    def _edit_tag(self, index: int) -> None:
        sprite = self._session.document.sprite
        ask_for_tag(
            self, sprite.tags[index], len(sprite.frames), False, lambda made: self._keep_tag(index, made)
        )

    def _keep_tag(self, index: int | None, tag: Tag | None) -> None:
        if tag is not None:
            self.frames.keep_tag(index, tag)
        elif index is not None:
            self.frames.delete_tag(index)

    def _insert(self, found: Frames, at: int) -> None:
        if found.pictures:
            self.frames.insert(found.pictures, found.durations_ms, at, mark("Drop frames"))
        if found.told:
            self._session.tell(found.told)

    def _go_to(self, layer: int, frame: int, extends: bool) -> None:
        self.frames.go_to(layer, frame, extends)
        self._show()  # a click on the active frame changes nothing but the run

    def _show_playing(self, frame: int | None) -> None:
        self.grid.show_playing(frame)
        self.controls.show_playing(frame is not None)

    def _show_settings(self, settings: Settings) -> None:
        self.controls.onion.setChecked(settings.onion)

    def _on_changed(self, change: Change) -> None:
        if change.what & SEEN and self.isVisible():
            self._show()

    def _show(self) -> None:
        document = self._session.document
        sprite, (layer, frame) = document.sprite, document.place
        self.grid.show_sprite(sprite, layer, frame, self.frames.run)
        self.controls.show_place(sprite.layers[layer], sprite.frames[frame])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
