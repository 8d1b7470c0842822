"""Putting a stamp down: a hand that asks for another size wants a round or square brush. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunarcore_studio.language import say

if TYPE_CHECKING:
    from lunarcore_studio.ui.session import Session


def put_stamp_down(session: Session) -> bool:
    """Take the brush that was in hand before the stamp, as large as it was; False where none is in hand."""
    hand = session.hand
    if hand.custom is None:
        return False
    session.set_hand(brush_shape=session.plain_shape)
    told = say("The stamp is put down for the brush of {size} px; it waits beside “Stamp”.")
    session.tell(told.format(size=hand.brush_size))
    return True
