"""The context menus of the timeline: what can be done with what is under the mouse. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lunarcore_studio.ui.timeline_geometry import Kind, Part

LAYER_ACTIONS = (
    ("layer-add", "layer-duplicate", "layer-merge", "layer-delete"),
    ("layer-rename", "layer-visible", "layer-lock"),
    ("layer-raise", "layer-lower"),
)
FRAME_ACTIONS = (
    ("frame-add", "frame-add-empty", "frame-delete"),
    ("frame-later", "frame-earlier"),
    ("frame-duration", "frame-durations", "tag-add"),
)
BY_KIND: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "layer": LAYER_ACTIONS,
    "eye": LAYER_ACTIONS,
    "lock": LAYER_ACTIONS,
    "frame": FRAME_ACTIONS,
    "cel": (FRAME_ACTIONS[0], LAYER_ACTIONS[0], FRAME_ACTIONS[2]),
    "tag": (("tag-edit", "tag-delete"), ("play",)),
    "nothing": (("layer-add", "frame-add"),),
}


def pop_up(parent: QWidget, part: Part, at: QPoint, action: Callable[[str], QAction]) -> QMenu:
    """Open the menu of a part; it acts on the active layer and frame, which a press has brought there."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in BY_KIND[part.kind]:
        if not menu.isEmpty():
            menu.addSeparator()
        for name in group:
            menu.addAction(action(name))
    menu.popup(at)
    return menu
