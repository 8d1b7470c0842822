"""Which colours of the palette are chosen, and which one of them is meant. Pure values; GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Chosen:
    """Places in the palette: `current` is the one that keys go on from, and `anchor` where a range begins."""

    current: int = 0
    anchor: int = 0
    places: frozenset[int] = frozenset({0})

    @classmethod
    def one(cls, place: int) -> Chosen:
        """That one alone."""
        return cls(place, place, frozenset({place}))

    @classmethod
    def these(cls, places: Iterable[int]) -> Chosen:
        """All of these, of which there is one at least; the first is the current one."""
        ordered = sorted(places)
        return cls(ordered[0], ordered[0], frozenset(ordered))

    @property
    def several(self) -> bool:
        """Whether there is more than one."""
        return len(self.places) > 1

    def reaching(self, place: int) -> Chosen:
        """Everything from the anchor to a place (Shift)."""
        first, last = sorted((self.anchor, place))
        return replace(self, current=place, places=frozenset(range(first, last + 1)))

    def toggled(self, place: int) -> Chosen:
        """One more or one less (Ctrl); one stays."""
        places = self.places ^ {place} or {place}
        current = place if place in places else min(places, key=lambda other: abs(other - place))
        return Chosen(current, place, frozenset(places))

    def within(self, count: int) -> Chosen:
        """What is left of it in a palette of `count` colours."""
        places = frozenset(place for place in self.places if place < count)
        if places == self.places and self.current < count:
            return self
        current = min(self.current, max(0, count - 1))
        return Chosen(current, min(self.anchor, max(0, count - 1)), places | {current})
