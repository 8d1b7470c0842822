"""The small grid of sprites by which a person knows a model, kept in the model's folder. Any thread."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

import numpy as np

from lunarcore_studio.files.errors import FileError
from lunarcore_studio.files.images import decode, encode_png
from lunarcore_studio.files.model_folder import THUMBNAILS, read_thumbnail_bytes
from lunarcore_studio.files.sheets import pack
from lunarcore_studio.pixels.color import Pixels

COLUMNS: Final = 8
ROWS: Final = 4
LARGEST_SPRITE: Final = 64  # pixels a side


class SpriteRows(Protocol):
    """Sprites uint8 (N, R, R, 4) as an array, or as what reads like one along its first axis."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, key: slice | int, /) -> Pixels: ...


def thumbnails_png(sprites: SpriteRows) -> bytes:
    """A PNG of up to 8 x 4 of the sprites uint8 (N, R, R, 4), evenly chosen from all; R up to 64.

    Goes into the model's folder as `model_folder.THUMBNAILS`. ValueError for none, or larger ones.
    """
    if not len(sprites) or max(sprites.shape[1:3]) > LARGEST_SPRITE:
        raise ValueError(f"Thumbnails are made of at least one sprite of up to {LARGEST_SPRITE} pixels.")
    count = min(len(sprites), COLUMNS * ROWS)
    chosen = np.linspace(0, len(sprites) - 1, count).round().astype(int).tolist()
    return encode_png(pack([sprites[index] for index in chosen], min(count, COLUMNS)))


def read_thumbnails(folder: Path) -> Pixels | None:
    """The grid of the model in `folder`, uint8 (H, W, 4); None where there is none that can be shown."""
    try:
        data = read_thumbnail_bytes(folder)
        return None if data is None else decode(data, THUMBNAILS, COLUMNS * LARGEST_SPRITE).pixels
    except FileError:
        return None
