"""The hostile folder: every kind once."""

from __future__ import annotations

from pathlib import Path

from tests.hostile import aseprite_kinds, foreign_kinds, moving_kinds, place_kinds, png_kinds
from tests.hostile.kind import KEPT, Kind

KINDS: dict[str, Kind] = (
    png_kinds.KINDS | moving_kinds.KINDS | aseprite_kinds.KINDS | foreign_kinds.KINDS | place_kinds.KINDS
)
# by path below the folder: how the reason begins of all that is left out
REASONS = {
    **{name: kind.became or kind.besides for name, kind in KINDS.items() if kind.became or kind.besides},
    **place_kinds.BELOW,
}
# by the first part of the path: how many sprites come of it
SPRITES = {name: kind.sprites for name, kind in KINDS.items() if kind.became == KEPT}


def make_folder(folder: Path) -> Path:
    """Put every kind into a new folder."""
    folder.mkdir()
    for name, kind in KINDS.items():
        kind.put(folder / name)
    return folder
