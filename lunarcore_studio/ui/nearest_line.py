"""The nearest training sprite and the distance, in one quiet line beside a result. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from lunarcore_studio.engine.protocol import Neighbour
from lunarcore_studio.language import mark, say, say_many
from lunarcore_studio.ui.pixel_view import PixelView
from lunarcore_studio.ui.status_line import ElidedLabel
from lunarcore_studio.ui.tokens import GAP, TIGHT

NOT_HERE = mark("Its training sprites are no longer on this machine")
SIDE_PX = 16
_KINDS = {"trained": mark("nearest trained"), "starter": mark("nearest starter sprite")}
_SHORT = {"trained": mark("nearest trained"), "starter": mark("nearest starter")}


def distance_text(neighbour: Neighbour) -> str:
    """ "the same", "1 px differs (0.2 %)", "34 px differ (4 %)"."""
    if neighbour.differing == 0:
        return say("the same")
    differ = say_many("{count} px differs", "{count} px differ", neighbour.differing).format(
        count=neighbour.differing
    )
    return f"{differ} ({_percent(neighbour)})"


def short_distance(neighbour: Neighbour) -> str:
    """ "the same", "34 px · 4 %"."""
    same = neighbour.differing == 0
    return say("the same") if same else f"{neighbour.differing} px · {_percent(neighbour)}"


def _percent(neighbour: Neighbour) -> str:
    percent = 100 * neighbour.distance
    shown = "< 0.1" if percent < 0.1 else f"{percent:.1f}" if percent < 1 else f"{percent:.0f}"
    return f"{shown} %"


def nearest_text(neighbour: Neighbour, source: str) -> str:
    """ "nearest trained: potion_12 · 34 px differ (4 %)"."""
    name = neighbour.name
    if neighbour.is_mirrored:
        name = say("{name}, mirrored").format(name=name)
    return f"{say(_KINDS[source])}: {name} · {distance_text(neighbour)}"


class NearestLine(QWidget):
    """A thumbnail that can be dragged, and the words; empty, with a tooltip, where none is known."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = PixelView(zoom=1)
        self.picture.setFixedSize(QSize(SIDE_PX, SIDE_PX))
        self.picture.draggable = True
        self.words = ElidedLabel()
        self.distance = QLabel()
        for label in (self.words, self.distance):
            label.setProperty("role", "caption")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT + GAP // 2)
        row.addWidget(self.picture)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.distance)
        self.clear()

    def clear(self) -> None:
        """Show nothing: the answer is not here yet."""
        self._show(None, "", "", "")

    def show_nearest(self, neighbours: tuple[Neighbour, ...], source: str) -> None:
        """Show the first neighbour; without any, say in the tooltip why there is none."""
        if not neighbours:
            self._show(None, "", "", say(NOT_HERE))
            return
        first = neighbours[0]
        which = (
            say("Of the sprites that came with the studio it is the one most like the chosen picture.")
            if source == "starter"
            else say(
                "Of the sprites that the model was trained on it is the one most like the chosen picture."
            )
        )
        numbers = say(
            "{differing} pixels look different; the mean difference of all colours and of alpha "
            "is {distance:.1f} %"
        ).format(differing=first.differing, distance=100 * first.distance)
        told = "\n".join((nearest_text(first, source), which, numbers))
        self._show(first, f"{say(_SHORT[source])}: {first.name}", short_distance(first), told)

    def _show(self, neighbour: Neighbour | None, text: str, distance: str, tip: str) -> None:
        self.picture.setVisible(neighbour is not None)
        self.picture.show_pixels(None if neighbour is None else neighbour.pixels)
        self.picture.name = "" if neighbour is None else neighbour.name
        self.picture.setAccessibleName(text)
        self.picture.setToolTip(tip)
        self.words.say(text)
        self.distance.setText(distance)
        self.setToolTip(tip)
