"""The sprites that a model was trained on, as long as they are on this machine. Any thread.

They lie in the person's cache under the digest that the model's card tells, so that "which of my sprites is
this like?" has an answer after the folder they came from is gone; a cache that was emptied is no error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from lunarcore_studio.files import paths, sheets
from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import read_pixels
from lunarcore_studio.files.model_card import one_line
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.files.sprite_store import SpriteWriter, open_stored
from lunarcore_studio.files.thumbnails import SpriteRows
from lunarcore_studio.pixels.color import Pixels

KEPT: Final = "kept"  # where a card's "trained_on" says how to find the set
_STARTER_SIDE: Final = 16
_MOST_SPRITES: Final = 1 << 24
_ROWS_AT_ONCE: Final = 1024


@dataclass(frozen=True, eq=False)
class SpriteSet:
    """Sprites uint8 (N, R, R, 4), which may be an array on disk, and names by the sha256 of their pixels."""

    pixels: Pixels
    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, index: int) -> str:
        """What a person calls the sprite, its number where that is not known."""
        return self.names.get(digest_of(self.pixels[index])) or f"sprite {index + 1:,}"


def digest_of(sprite: Pixels) -> str:
    """sha256 of a sprite's pixels in hex, as cards tell it."""
    return hashlib.sha256(np.ascontiguousarray(sprite).tobytes()).hexdigest()


def keep_set(sprites: SpriteRows) -> dict[str, Any]:
    """Keep training sprites (N, R, R, 4) in the cache; what the card's "trained_on" has to say under `KEPT`.

    Empty where the disk refuses: the training goes on without.
    """
    writer = SpriteWriter(paths.scans_dir(), sprites.shape[1])
    try:
        for start in range(0, len(sprites), _ROWS_AT_ONCE):
            for sprite in sprites[start : start + _ROWS_AT_ONCE]:
                writer.append(np.ascontiguousarray(sprite).tobytes())
        stored = writer.finish()
    except FileError:
        return {}
    finally:
        writer.discard()
    return {} if stored.path is None else {"sha256": stored.digest, "sprites": len(sprites)}


def kept_set(trained_on: object, resolution: int) -> SpriteSet | None:
    """The sprites that a card's "trained_on" speaks of; None when they are not on this machine (any more)."""
    count = _kept(trained_on).get("sprites")
    if not isinstance(count, int) or not 0 < count <= _MOST_SPRITES:
        return None
    stored = open_stored(paths.scans_dir(), kept_digest(trained_on), count, resolution)
    files = trained_on.get("files") if isinstance(trained_on, dict) else None
    return None if stored is None else SpriteSet(stored.pixels, _names(files))


def kept_digest(trained_on: object) -> str:
    """The digest under which the set of a card's "trained_on" was kept; "" for none."""
    digest = _kept(trained_on).get("sha256")
    return digest if isinstance(digest, str) else ""


def starter_set() -> SpriteSet:
    """The sprites that come with the studio. FileError when they can not be read."""
    cells = sheets.cut(read_pixels(paths.starter_sheet()), (_STARTER_SIDE, _STARTER_SIDE))
    pixels = np.stack([cell.pixels for cell in cells])
    try:
        told = json.loads(read_bytes(paths.starter_names()))["sprites"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FileError.about(paths.starter_names(), "is damaged") from error
    named = zip(pixels, told, strict=False)
    return SpriteSet(pixels, {digest_of(sprite): one_line(name) for sprite, name in named})


def _kept(trained_on: object) -> Mapping[str, Any]:
    kept = trained_on.get(KEPT) if isinstance(trained_on, dict) else None
    return kept if isinstance(kept, dict) else {}


def _names(files: object) -> dict[str, str]:
    rows = [row for row in files if isinstance(row, dict)] if isinstance(files, list) else []
    told = [(row.get("sha256"), one_line(row.get("name"))) for row in rows]
    return {digest: name for digest, name in told if isinstance(digest, str) and name}
