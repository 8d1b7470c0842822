"""What a hand does with selected sprites and the model: a slider of its own, or the drawing made like them.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from lunarcore_studio.engine.axis_client import MOST_SENT
from lunarcore_studio.engine.axis_protocol import AxesChanged, MakeAxis
from lunarcore_studio.engine.engine_state import EngineState
from lunarcore_studio.engine.protocol import Failed, ModelFacts
from lunarcore_studio.files.dataset import Found
from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.library_panel import LibraryPanel
from lunarcore_studio.ui.named_axes_dialog import NamedAxesDialog
from lunarcore_studio.ui.named_axes_sides import Sides, of_tag, stacked
from lunarcore_studio.ui.restyle_dialog import RestyleDialog
from lunarcore_studio.ui.session import Session

SELECT_FIRST = mark("Select sprites in the library first: Ctrl or Shift and click takes several.")


class AxisCommands(QObject):
    """`dialog` is the one that is open, if any."""

    def __init__(self, session: Session, library: LibraryPanel, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._library, self._window = session, library, window
        self.dialog: NamedAxesDialog | None = None
        self.restyling: RestyleDialog | None = None
        library.slider_asked.connect(self.make_slider)
        library.tag_asked.connect(self.make_of_tag)
        library.alike_asked.connect(self.make_alike)
        session.client.axes.changed.connect(self._on_changed)
        session.client.failed.connect(self._on_failed)
        session.client.state_changed.connect(self._on_state)

    def make_slider(self) -> None:
        """Ask for the two sides and the name of a slider, beginning with the selected sprites."""
        facts = self._facts()
        if facts is None or not self._fits(facts):
            return
        if self.dialog is not None:
            self.dialog.take_these()
            self.dialog.raise_()
            return
        sides = Sides(self._library.sprites, self._library.selected)
        dialog = NamedAxesDialog(sides, lambda: self._library.selected, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.asked.connect(self._make)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.show()

    def make_of_tag(self, tag: str) -> None:
        """Make a slider from all others of the library to the sprites of a folder, named like it."""
        facts = self._facts()
        if facts is not None and self._fits(facts):
            self._make(tag, of_tag(self._library.sprites, tag))

    def make_alike(self) -> None:
        """Show the drawing made like the selected sprites, to be applied or not."""
        facts = self._facts()
        if facts is None or not self._fits(facts):
            return
        sides = Sides(self._library.sprites, self._library.selected)
        if not sides.these:
            self._session.tell(say(SELECT_FIRST))
        elif not self._session.model_pixels()[..., 3].any():
            self._session.tell(say("There is nothing drawn yet that could be made like these."))
        else:
            like, unlike = (_few(side) for side in (sides.these, sides.low))
            dialog = RestyleDialog(self._session, like, unlike, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _result: setattr(self, "restyling", None))
            self.restyling = dialog
            dialog.open()

    def _make(self, name: str, sides: Sides) -> None:
        self._session.client.axes.make(name, _few(sides.these), _few(sides.low))

    def _facts(self) -> ModelFacts | None:
        facts = self._session.client.facts
        if facts is None:
            self._session.tell(say("This waits for the model."))
        elif facts.learning:
            self._session.tell(say("This model is still learning; it can be done when it is finished."))
            return None
        return facts

    def _fits(self, facts: ModelFacts) -> bool:
        """Whether the library's sprites are of the model's size."""
        sprites, side = self._library.sprites, facts.resolution
        fits = not sprites or sprites[0].pixels.shape[0] == side
        if not fits:
            size = sprites[0].pixels.shape[0]
            self._session.tell(
                say(
                    "The library holds sprites of {size}×{size} pixels, and the model needs "
                    "{side}×{side}: open the folder again."
                ).format(size=size, side=side)
            )
        return fits

    def _on_changed(self, change: AxesChanged) -> None:
        if -1 not in change.kept:
            return
        made = change.named[change.kept.index(-1)]
        self._session.tell(
            say("The slider {name} is below the model's own, and kept with the model.").format(name=made.name)
        )
        if self._asking is not None:
            self._asking.accept()

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == MakeAxis.__name__ and self._asking is not None:
            self._asking.say(failure.sentence)

    def _on_state(self, state: EngineState) -> None:
        if state.phase != "ready" and self._asking is not None:
            self._asking.say(
                say("The engine stopped in the middle of it; try again when the model is loaded.")
            )

    @property
    def _asking(self) -> NamedAxesDialog | None:
        """The dialog while its slider is being made."""
        return self.dialog if self.dialog is not None and self.dialog.is_asking else None

    def _forget(self) -> None:
        self.dialog = None


def _few(sprites: Sequence[Found]) -> np.ndarray:
    """At most as many as the engine takes, evenly drawn, as one array (N, R, R, 4)."""
    if len(sprites) > MOST_SENT:
        sprites = [sprites[at] for at in np.linspace(0, len(sprites) - 1, MOST_SENT).round().astype(int)]
    return stacked(sprites)
