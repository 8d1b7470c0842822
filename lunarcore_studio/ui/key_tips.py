"""Tooltips of controls that do what an action with a key does: they name the present key. GUI thread only."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from lunarcore_studio.ui.actions import Actions
from lunarcore_studio.ui.panel import describe

if TYPE_CHECKING:
    from lunarcore_studio.ui.main_window import MainWindow

# A control, by its path from the window, and the ids of the actions.
CONTROLS = (
    ("latent.dice", ("dice",)),
    ("options.brush", ("brush-smaller", "brush-larger")),
    ("options.brush_slider", ("brush-smaller", "brush-larger")),
    ("timeline.controls.duration", ("frame-duration",)),
)


def name_keys(window: MainWindow, actions: Actions) -> None:
    """Say the present keys in the tooltips, which have them from nowhere else."""
    for path, names in CONTROLS:
        control = attrgetter(path)(window)
        keys = ", ".join(filter(None, map(actions.keys_text, names)))
        describe(control, control.accessibleName(), keys, control.accessibleDescription())
