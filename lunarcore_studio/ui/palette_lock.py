"""A locked palette: nothing that a hand does changes it, and that is said. GUI thread only."""

from __future__ import annotations

from lunarcore_studio.language import mark, say
from lunarcore_studio.ui.session import Session

LOCKED = mark("The palette is locked: the padlock above it opens it.")


def may_edit_palette(session: Session) -> bool:
    """Whether the palette can be changed; where it can not, that is told."""
    locked = session.settings.palette_locked
    if locked:
        session.tell(say(LOCKED))
    return not locked
