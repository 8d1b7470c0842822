"""What becomes of pixels that float: set down, or put back to where they came from. GUI thread only.

It also lends the Move tool to what was pasted, and takes it back when that floats no more.
"""

from __future__ import annotations

from lunarcore_studio.language import mark, say
from lunarcore_studio.pixels.change import Change
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.hand import Hand
from lunarcore_studio.pixels.history import Step
from lunarcore_studio.pixels.selection import Lifted, Selection
from lunarcore_studio.pixels.tools import ToolName
from lunarcore_studio.ui import clipboard
from lunarcore_studio.ui.session import Session


class FloatCommands:
    """Acts on what floats over the session's drawing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lent: tuple[ToolName, Pixels] | None = None  # the tool in hand before, and what lies below
        session.document_changed.connect(self._on_changed)
        session.hand_changed.connect(self._on_hand)

    @property
    def afloat(self) -> Lifted | None:
        """What floats; None once anybody else has drawn on the picture."""
        document = self._session.document
        return None if document.live else clipboard.afloat(document.pixels, document.selection)

    def set_down(self) -> bool:
        """Leave what floats where it is, and select nothing; False when nothing floats."""
        if self.afloat is None:
            return False
        self._session.document.select(None, mark("Set down"))
        self._session.tell(say("Set down."))
        return True

    def put_back(self) -> bool:
        """What was moved is where it was, what was pasted is gone, as one step; False when nothing floats."""
        document, lifted = self._session.document, self.afloat
        before = None if lifted is None else _origin(document.history.steps, document.history.cursor, lifted)
        if before is None or not self._session.may_draw():
            return False
        pixels, selection = before
        sprite = document.sprite.with_pixels(pixels, document.layer, document.frame)
        document.apply(sprite, mark("Put back"), selection=selection)
        self._session.tell(say("Put back."))
        return True

    def lend_move(self) -> None:
        """Take the Move tool for what was just pasted."""
        selection, tool = self._session.document.selection, self._session.hand.tool
        self._session.set_hand(tool=ToolName.MOVE)
        if selection is not None and selection.lifted is not None and tool is not ToolName.MOVE:
            self._lent = tool, selection.lifted.rest

    def _on_changed(self, _change: Change) -> None:
        document, lent = self._session.document, self._lent
        if lent is None or document.live or _floats_over(document.selection, lent[1]):
            return
        self._lent = None
        self._session.set_hand(tool=lent[0])

    def _on_hand(self, hand: Hand) -> None:
        if hand.tool is not ToolName.MOVE or self._session.view_tool:
            self._lent = None  # a hand that chose for itself keeps what it chose


def _floats_over(selection: Selection | None, rest: Pixels) -> bool:
    return selection is not None and selection.lifted is not None and selection.lifted.rest is rest


def _origin(steps: tuple[Step, ...], cursor: int, lifted: Lifted) -> tuple[Pixels, Selection | None] | None:
    """The cel and the selection before the first step that had this afloat; None when no step tells."""
    while cursor > 0 and _floats_over(steps[cursor].state.selection, lifted.rest):
        cursor -= 1
        state = steps[cursor].state
        if not _floats_over(state.selection, lifted.rest):
            return state.sprite.pixels(*steps[cursor + 1].begun), state.selection
    return None
