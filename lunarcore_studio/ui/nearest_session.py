"""Asks which training sprites the shown pictures are nearest to, once the drawing rests. GUI thread.

One question is under way at a time, and the next is asked when it is answered: the pace is the engine's own.
Those who show pictures say what they want to know, under a word of their own; the newest wish of each counts.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from lunarcore_studio.engine.protocol import Failed, NearestFound, Neighbour
from lunarcore_studio.pixels.change import Change, What
from lunarcore_studio.ui.session import Session

Told = Callable[[tuple[Neighbour, ...], str], object]
PICTURES_AT_ONCE = 4


class _Wish:
    """Pictures of one asker and what is known of them so far."""

    def __init__(self, pictures: np.ndarray, tell: Told) -> None:
        self.pictures, self.tell = pictures, tell
        self.known: list[Neighbour] = []
        self.is_told = False


class NearestSession(QObject):
    """`want` for pictures uint8 (K, R, R, 4); the answer is handed to the one who asked."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wishes: dict[str, _Wish] = {}
        self._asked: tuple[int, _Wish] | None = None
        client = session.client
        client.nearest_found.connect(self._on_found)
        client.failed.connect(self._on_failed)
        client.model_loaded.connect(lambda _facts: self._ask_anew())
        client.model_refreshed.connect(self._ask_anew)
        session.document_changed.connect(self._on_document_changed)

    def want(self, word: str, pictures: np.ndarray | None, tell: Told) -> None:
        """Tell `tell` the neighbours of the pictures and their source when they are known.

        What is known of the same pictures already is not asked for again; None takes the wish back.
        """
        former = self._wishes.get(word)
        if pictures is None or not len(pictures):
            self._wishes.pop(word, None)
        elif former is None or not np.array_equal(former.pictures, pictures):
            self._wishes[word] = _Wish(pictures, tell)
        self._ask()

    def _ask(self) -> None:
        client = self._session.client
        if self._asked is not None or client.facts is None or self._session.document.live:
            return
        side = client.facts.resolution
        for wish in self._wishes.values():
            if not wish.is_told and wish.pictures.shape[1] == side:
                some = wish.pictures[len(wish.known) :][:PICTURES_AT_ONCE]
                # A client without a thread answers before its method returns.
                self._asked = (0, wish)
                stamp = client.find_nearest(some)
                if self._asked is not None and self._asked[0] == 0:
                    self._asked = (stamp, wish)
                return

    def _on_found(self, reply: NearestFound) -> None:
        if self._asked is None or self._asked[0] not in (0, reply.stamp):
            return
        wish, self._asked = self._asked[1], None
        wish.known.extend(reply.neighbours)
        nothing = reply.source == "" and reply.taken_in >= 1
        if nothing or len(wish.known) == len(wish.pictures):
            wish.is_told = True
            if wish in self._wishes.values():
                wish.tell(tuple(wish.known), reply.source)
        self._ask()

    def _on_failed(self, failure: Failed) -> None:
        if failure.request == "FindNearest" and self._asked is not None:
            self._asked[1].is_told = True
            self._asked = None
            self._ask()

    def _ask_anew(self) -> None:
        self._asked = None
        for wish in self._wishes.values():
            wish.known, wish.is_told = [], False
        self._ask()

    def _on_document_changed(self, change: Change) -> None:
        if change.what & What.HISTORY:
            self._ask()
