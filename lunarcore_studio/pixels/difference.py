"""What an operation changed, found by comparing before and after. Any thread; pure.

Found and not declared: no operation can forget to tell, and none tells of what stayed as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lunarcore_studio.pixels.change import Change, Rect, What, changed_rect, united
from lunarcore_studio.pixels.history import History, Place, State
from lunarcore_studio.pixels.sprite import Sprite


@dataclass(frozen=True)
class Facts:
    """All of a document that a Change can speak of."""

    state: State
    history: History
    path: Path | None
    waits: bool = False  # a stroke that waits is something to undo
    place: Place = (0, 0)
    key: str = ""


def difference(before: Facts, after: Facts, initiator: str) -> Change | None:
    """The change from `before` to `after`, None without one; a new structure or frame redraws all of it."""
    what = What(0)
    old, new = before.state.sprite, after.state.sprite
    rect = None
    if _structure(old) != _structure(new):
        what |= What.STRUCTURE
        rect = (0, 0, *new.size)
    elif old is not new:
        rect = _changed_pixels(old, new)
    if rect is not None:
        what |= What.PIXELS
    if before.place != after.place:
        what |= What.PLACE
        rect = rect if before.place[1] == after.place[1] else (0, 0, *new.size)
    if old.palette != new.palette:
        what |= What.PALETTE
    if before.state.selection != after.state.selection:
        what |= What.SELECTION
    if _kept(before) != _kept(after):
        what |= What.SAVED
    if before.history is not after.history or before.waits is not after.waits:
        what |= What.HISTORY
    return Change(what, rect, initiator) if what else None


def _kept(facts: Facts) -> tuple[object, ...]:
    return facts.key, facts.path, facts.history.saved_digest


def _structure(sprite: Sprite) -> tuple[object, ...]:
    return sprite.size, sprite.layers, sprite.frames, sprite.tags, sprite.mode


def _changed_pixels(old: Sprite, new: Sprite) -> Rect | None:
    rect = None
    if old.cels is new.cels:
        return None
    # a stroke makes one cel of thousands anew
    keys = {key for key, cel in new.cels.items() if old.cels.get(key) is not cel}
    for key in keys | (old.cels.keys() - new.cels.keys()):
        rect = united(rect, changed_rect(old.pixels(*key), new.pixels(*key)))
    return rect
