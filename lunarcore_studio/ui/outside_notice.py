"""Says why a stroke beside the selection has left no mark. GUI thread only."""

from __future__ import annotations

from lunarcore_studio.language import say
from lunarcore_studio.pixels.change import Point
from lunarcore_studio.pixels.tools import SELECTING, ToolName
from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.session import Session

MARKLESS = {*SELECTING, ToolName.MOVE, ToolName.EYEDROPPER}


class OutsideNotice:
    """Told of the ends of every stroke."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun: Point | None = None

    def begin(self, point: Point) -> None:
        """A stroke is pressed at `point`."""
        self._begun = None if self._session.document.stroke_tool in MARKLESS else point

    def end(self, changed: bool, point: Point) -> None:
        """It ends at `point`, and has `changed` the drawing or not."""
        document, begun = self._session.document, self._begun
        if document.stroke_waits:
            return
        selection, self._begun = document.selection, None
        if changed or begun is None or selection is None or selection.is_empty:
            return
        layer = document.sprite.layers[document.layer]
        if layer.editable and not selection.contains(begun) and not selection.contains(point):
            key = present_key(self._session.settings, "deselect")
            self._session.tell(say("That is outside of the selection ({key} lets go of it).").format(key=key))
