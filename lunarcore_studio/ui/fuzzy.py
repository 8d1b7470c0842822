"""Finds what a person means by a few letters: which texts have them in order, and which of those come first.

Any thread; nothing here needs Qt. A letter at the start of a word counts more than one within, letters in a
row more than scattered ones, and a name more than the menu that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

LETTER = 10
WORD_START = 14
FIRST = 8  # on top, where the word is the text's first
IN_A_ROW = 16
WHOLE = 30  # the query is the whole text
SKIPPED = 1  # for each letter passed over, at most
MOST_SKIPPED = 12
ELSEWHERE = 0.7  # of what the same letters would count in the name
CLOSE = 0.5  # of the best fit: what has less is found by chance
RECENT = 6  # for what was used last; less the longer ago
LONGEST_QUERY = 40
_NEVER = -(10**9)


class Match(NamedTuple):
    """How well letters fit, and the places in the text where they stand."""

    score: float
    places: tuple[int, ...]


@dataclass(frozen=True)
class Candidate:
    """What may be meant: `name` is shown, `more` (its menu, its keys) is searched too."""

    id: str
    name: str
    more: str = ""


@dataclass(frozen=True)
class Found:
    """A candidate that is meant perhaps; `places` are indices into its name.

    `fit` is how well the letters fit, wherever that is; `score` what they count for the order.
    """

    candidate: Candidate
    score: float
    fit: float = 0
    places: tuple[int, ...] = ()


def match(letters: str, text: str) -> Match | None:
    """The best way to find `letters` in this order in `text`, in any case; None when there is none.

    The best of all ways, by dynamic programming over the letters: O(len(letters) * len(text)).
    """
    wanted, lower = letters.casefold()[:LONGEST_QUERY], text.casefold()
    if not wanted or len(lower) != len(text):
        return Match(0, ()) if not wanted else None
    worth = [_worth(text, place) for place in range(len(text))]
    scores, came_from = _first_row(wanted[0], lower, worth), []
    for letter in wanted[1:]:
        scores, origins = _next_row(letter, lower, worth, scores)
        came_from.append(origins)
    last = max(range(len(lower)), key=lambda place: scores[place], default=-1)
    if last < 0 or scores[last] <= _NEVER // 2:
        return None
    score, places = scores[last] + (WHOLE if wanted == lower else 0), [last]
    for origins in reversed(came_from):
        places.append(origins[places[-1]])
    return Match(score, tuple(reversed(places)))


def ranked(query: str, candidates: Iterable[Candidate], recent: Sequence[str] = ()) -> list[Found]:
    """Those that have every word of the query about as well as the best, which comes first.

    recent: ids, what was used last first. Without a query these come first, then all others in their order.
    """
    words = query.split()
    if not words:
        everything = [Found(candidate, 0) for candidate in candidates]
        order = {name: place for place, name in enumerate(recent)}
        return sorted(everything, key=lambda found: order.get(found.candidate.id, len(order)))
    bonus = {name: RECENT * (1 - place / len(recent)) for place, name in enumerate(recent)}
    found = [one for candidate in candidates if (one := _found(words, candidate, bonus)) is not None]
    enough = CLOSE * max((one.fit for one in found), default=0)
    close = [one for one in found if one.fit >= enough]
    return sorted(close, key=lambda one: (-one.score, len(one.candidate.name)))


def _found(words: Sequence[str], candidate: Candidate, bonus: dict[str, float]) -> Found | None:
    whole = match(" ".join(words), candidate.name)
    score, fit, places = 0.0, 0.0, set[int]()
    for word in words:
        here, there = match(word, candidate.name), match(word, candidate.more)
        elsewhere = ELSEWHERE * there.score if there is not None else 0
        if here is not None and here.score >= elsewhere:
            score, fit = score + here.score, fit + here.score
            places |= set(here.places)
        elif there is not None:
            score, fit = score + elsewhere, fit + there.score
        else:
            return None
    if whole is not None and whole.score > score:
        score, fit, places = whole.score, max(fit, whole.score), set(whole.places)
    return Found(candidate, score + bonus.get(candidate.id, 0), fit, tuple(sorted(places)))


def _worth(text: str, place: int) -> int:
    """What a letter at this place counts by itself."""
    before = text[place - 1] if place else " "
    starts = not before.isalnum() or (text[place].isupper() and before.islower())
    return LETTER + (WORD_START if starts else 0) + (FIRST if place == 0 else 0)


def _first_row(letter: str, text: str, worth: Sequence[int]) -> list[int]:
    return [
        worth[place] - min(MOST_SKIPPED, SKIPPED * place) if one == letter else _NEVER
        for place, one in enumerate(text)
    ]


def _next_row(
    letter: str, text: str, worth: Sequence[int], scores: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Scores for ending with `letter` at each place, and where the letter before it stands then."""
    row, origins = [_NEVER] * len(text), [-1] * len(text)
    best, best_at = _NEVER, -1  # of the letter before, not right before this place
    for place, one in enumerate(text):
        if place >= 2:
            best -= SKIPPED
            if scores[place - 2] - SKIPPED > best:
                best, best_at = scores[place - 2] - SKIPPED, place - 2
        if one != letter:
            continue
        close = scores[place - 1] + IN_A_ROW if place else _NEVER
        before, origin = (close, place - 1) if close >= best else (best, best_at)
        row[place], origins[place] = worth[place] + before, origin
    return row, origins
