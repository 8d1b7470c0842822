"""The training sprites of the model in use, and which is nearest to a picture. Worker thread; no torch.

A hundred thousand sprites are taken in a slice an answer, so that a hand that asks for something else waits
for one slice and not for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.protocol import (
    FindNearest,
    NearestFound,
    NearestSource,
    Neighbour,
    Pixels,
    frozen,
)
from lunarcore_studio.files import paths
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.trained_sets import SpriteSet, kept_digest, kept_set, starter_set
from lunarcore_studio.pixels.nearest import NearestSprite


class Neighbours:
    """Opens the sprites of a model when they are first asked for, and holds them until another is in use."""

    def __init__(self) -> None:
        self._of: tuple[Path, str] | None = None
        self._source: NearestSource = ""
        self._sprites: SpriteSet | None = None
        self._search: NearestSprite | None = None

    def answer(
        self, request: FindNearest, epoch: int, path: Path, card: Mapping[str, Any], resolution: int
    ) -> NearestFound:
        """The sprites nearest to the request's pictures, or how many have been taken in so far.

        `path`, `card` and `resolution` are those of the model in use. Raises EngineError.
        """
        told = card.get("trained_on")
        now = (path, kept_digest(told))
        if self._of != now:
            self._open(path, told, resolution)
            self._of = now
        sprites, search = self._sprites, self._search
        if sprites is None or search is None:
            return NearestFound(request.stamp, epoch, "", 1.0, ())
        if not search.is_ready and not search.prepare():
            taken_in = search.prepared / len(sprites.pixels)
            return NearestFound(request.stamp, epoch, self._source, taken_in, ())
        found = tuple(_neighbour(sprites, search, picture) for picture in request.pictures)
        return NearestFound(request.stamp, epoch, self._source, 1.0, found)

    def _open(self, path: Path, told: object, resolution: int) -> None:
        self._of = self._sprites = self._search = None
        if path == paths.shipped_model():
            try:
                self._source, self._sprites = "starter", starter_set()
            except FileError as error:
                raise EngineError(str(error)) from error
        else:
            self._source, self._sprites = "trained", kept_set(told, resolution)
        if self._sprites is not None and self._sprites.pixels.shape[1] == resolution:
            self._search = NearestSprite(self._sprites.pixels)


def _neighbour(sprites: SpriteSet, search: NearestSprite, picture: Pixels) -> Neighbour:
    found = search.find(picture)
    sprite = sprites.pixels[found.index]
    shown = sprite[:, ::-1] if found.is_mirrored else sprite
    return Neighbour(
        sprites.name_of(found.index), frozen(shown), found.is_mirrored, found.distance, found.differing
    )
