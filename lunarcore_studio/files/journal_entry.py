"""What the journal tells of a drawing without its history, and a picture to know it by. Any thread."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from lunarcore_studio.files.fingerprint import Fingerprint, to_facts
from lunarcore_studio.language import say
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.drawing import Drawing

THUMBNAIL_PX: Final = 64  # at most, of either side


@dataclass(frozen=True)
class Entry:
    """A drawing that can be had back. Times are seconds since 1970; `thrown` is None unless in the trash."""

    key: str
    name: str
    path: Path | None
    steps: int  # that can be undone and redone
    touched: float  # moment of its last step
    thrown: float | None
    modified: bool  # it differs from what lies in its file
    picture: Pixels  # uint8 (h, w, 4), what is seen, the sides at most THUMBNAIL_PX
    size: tuple[int, int]


def thumbnail(drawing: Drawing) -> Pixels:
    """What is seen of a drawing, every nth pixel of a large one: uint8 (h, w, 4)."""
    sprite = drawing.sprite
    step = -(-max(sprite.size) // THUMBNAIL_PX)
    return np.ascontiguousarray(sprite.flatten(min(drawing.place[1], len(sprite.frames) - 1))[::step, ::step])


def encode_entry(drawing: Drawing, base: int, file: Fingerprint | None = None) -> tuple[str, bytes]:
    """The facts and the picture of a drawing's row; `base` is the number of its first step.

    `file` is what the drawing's file was when it was read or written last.
    """
    picture = thumbnail(drawing)
    facts = {
        "path": None if drawing.path is None else os.fsencode(drawing.path).hex(),
        "file": to_facts(file),
        "steps": len(drawing.history.steps) - base,
        "cursor": drawing.history.cursor,
        "saved": drawing.history.saved_digest,
        "modified": drawing.modified,
        "place": list(drawing.place),
        "size": list(drawing.sprite.size),
        "picture": list(picture.shape[1::-1]),
    }
    return json.dumps(facts, separators=(",", ":")), zlib.compress(picture.tobytes(), 1)


def decode_entry(key: str, touched: float, thrown: float | None, facts: Any, packed: bytes) -> Entry:
    """The entry of a row. ValueError, TypeError or LookupError for facts that do not hold."""
    path = path_of(facts)
    width, height = facts["picture"]
    if not (0 < width <= THUMBNAIL_PX and 0 < height <= THUMBNAIL_PX):
        raise ValueError(facts["picture"])
    data = unpacked(packed, 4 * width * height)
    wide, high = facts["size"]
    return Entry(
        key,
        say("Untitled") if path is None else path.name,
        path,
        int(facts["steps"]) - 1,
        float(touched),
        None if thrown is None else float(thrown),
        facts["modified"] is True,
        np.frombuffer(data, np.uint8).reshape(height, width, 4),
        (int(wide), int(high)),
    )


def path_of(facts: Any) -> Path | None:
    """Where the drawing lies."""
    return None if facts["path"] is None else Path(os.fsdecode(bytes.fromhex(facts["path"])))


def unpacked(packed: bytes, size: int) -> bytes:
    """Exactly `size` bytes; ValueError for any other number of them."""
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError("packed badly") from error
    if len(data) != size:
        raise ValueError(f"{len(data)} bytes, not {size}")
    return data
