"""The commands that change the brush and how its marks repeat. GUI thread only."""

from __future__ import annotations

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.pixels.tools import SELECTING, Stamp, ToolName
from lunarcore_studio.ui import clipboard
from lunarcore_studio.ui.actions import present_key
from lunarcore_studio.ui.session import Session
from lunarcore_studio.ui.stamp_store import with_stamp


class BrushCommands:
    """Acts on the session's hand; what can not be done is told in the status line."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._size = session.document.sprite.size
        session.document_changed.connect(self._on_changed)

    def take(self) -> bool:
        """Make a brush of the selected pixels, deselect them and take the pencil; False if there are none."""
        document = self._session.document
        if document.selection is None:
            self._session.tell(say("Select what is to become the brush first."))
            return False
        pixels = clipboard.cut_out(document.pixels, document.selection)
        try:
            stamp = None if pixels is None else Stamp(pixels)
        except ValueError as problem:
            self._session.tell(str(problem))
            return False
        if stamp is None:
            return False
        self._session.set_settings(stamps=with_stamp(self._session.settings.stamps, stamp))
        hand = self._session.hand
        draws = hand.tool not in SELECTING and hand.tool is not ToolName.MOVE
        self._session.set_hand(
            tool=hand.tool if draws else ToolName.PENCIL, stamp=stamp, brush_shape="custom"
        )
        height, width = stamp.mask.shape
        document.select(None, mark("Deselect"))  # or the first stamp beside it would leave no mark
        key = present_key(self._session.settings, "reselect")
        self._session.tell(
            say("The brush is {width} x {height} pixels of the drawing, {key} selects them again.").format(
                width=width, height=height, key=key
            )
        )
        return True

    def draw_tiled(self, on: bool) -> None:
        """Let marks that leave the drawing at one side come in at the other, or no longer."""
        self._session.set_hand(tiled=on)

    def size_by_pressure(self, on: bool) -> None:
        """Let a pen that is pressed lightly draw thinner, or no longer."""
        self._session.set_hand(by_pressure=on)

    def centre_axes(self) -> None:
        """Bring the mirrors back to the middle of the drawing."""
        self._session.set_hand(axis=None)

    def _on_changed(self, change: Change) -> None:
        size = self._session.document.sprite.size
        if change.what & What.STRUCTURE and size != self._size:
            self._size = size
            self.centre_axes()
