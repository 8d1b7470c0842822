"""Where the sprites of a training come from, and those that were ticked. GUI thread; `read` on a worker's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from lunarcore_studio.files import paths
from lunarcore_studio.files.cached_scan import scan_cached
from lunarcore_studio.files.dataset import Cancelled, Progress, Scan, ScanOptions, scan_pictures
from lunarcore_studio.files.errors import shown
from lunarcore_studio.files.model_card import LARGEST_CARD, load_facts
from lunarcore_studio.files.model_folder import CARD
from lunarcore_studio.files.reading import read_bytes
from lunarcore_studio.files.scan_summary import ScanSummary, summarise
from lunarcore_studio.files.sprite_store import SpriteWriter, Stored, open_stored
from lunarcore_studio.language import say
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.document import Document

MOST_NAMED: Final = 10_000  # a card is read in one piece and stays below some megabytes


@dataclass(frozen=True, eq=False)
class Source:
    """Files and folders, or the frames of an open drawing; `name` is for a person."""

    name: str
    paths: tuple[Path, ...] = ()
    frames: tuple[Pixels, ...] = ()
    more: int = 0

    @classmethod
    def of_paths(cls, paths: Sequence[Path]) -> Source:
        """What a person chose or dropped."""
        first = shown(paths[0] if paths[0].is_dir() else paths[0].with_suffix(""))
        return cls(first, tuple(paths), more=len(paths) - 1)

    @classmethod
    def of_document(cls, document: Document) -> Source:
        """Every frame of the drawing, its layers put together."""
        sprite = document.sprite
        frames = tuple(sprite.flatten(number) for number in range(len(sprite.frames)))
        return cls(Path(document.name).stem or say("Drawing"), frames=frames)

    @property
    def title(self) -> str:
        """The name, and how many more there are."""
        return (
            say("{name} and {more:,} more").format(name=self.name, more=self.more) if self.more else self.name
        )

    @property
    def root(self) -> Path:
        """What paths are shown from."""
        if not self.paths:
            return Path()
        return self.paths[0] if self.paths[0].is_dir() else self.paths[0].parent

    def read(self, options: ScanOptions, progress: Progress, cancelled: Cancelled) -> Reading:
        """The sprites. FileError when a file is not there."""
        if self.frames:
            found = scan_pictures([(self.name, self.frames)], options)
        else:
            found = scan_cached(self.paths, options, progress, cancelled)
        return Reading(found, summarise(found))


@dataclass(frozen=True, eq=False)
class Reading:
    """What was found, and what it comes to in numbers."""

    scan: Scan
    summary: ScanSummary


@dataclass(frozen=True, eq=False)
class Chosen:
    """What is to be learned from: read-only uint8 (N, R, R, 4), and what the model's card says of it.

    tags: of each sprite; none at all where they are not known (any more).
    """

    pixels: Pixels
    facts: dict[str, Any]
    tags: tuple[tuple[str, ...], ...] = ()

    @property
    def unseen_share(self) -> float:
        """The share of them that is held out; a run that goes on has to hold out the same ones."""
        return float(self.facts["all"]["unseen_share"])


def chosen(found: Scan, ticks: np.ndarray, source: Source, unseen_share: float) -> Chosen:
    """The ticked sprites of a scan; `ticks` is bool (N,), `unseen_share` of them shall be held out.

    They are kept in the cache, so that a run can go on another day. FileError when a broken disk lost some.
    """
    rows = np.flatnonzero(ticks).tolist()
    stored = _kept(found.pixels[rows], found.resolution)
    sprites = [found.sprites[row] for row in rows]
    together = hashlib.sha256("".join(one.digest for one in sprites).encode()).hexdigest()
    facts: dict[str, Any] = {"source": source.name, "sha256": together}
    facts |= {"all": {"sha256": stored.digest, "sprites": len(rows), "unseen_share": unseen_share}}
    facts["files"] = [{"name": one.name, "sha256": one.digest} for one in sprites[:MOST_NAMED]]
    tags = sorted({tag for one in sprites for tag in one.tags})
    own = tuple(one.tags for one in sprites) if tags else ()
    return Chosen(stored.pixels, facts | ({"tags": tags} if tags else {}), own)


def _kept(pixels: Pixels, side: int) -> Stored:
    writer = SpriteWriter(paths.scans_dir(), side)
    try:
        for sprite in pixels:
            writer.append(np.ascontiguousarray(sprite).tobytes())
        return writer.finish()
    finally:
        writer.discard()


def remembered(folder: Path) -> Chosen | None:
    """The sprites that the unfinished model in `folder` was trained on; None when the cache lost them.

    FileError when the folder holds no model.
    """
    facts = load_facts(read_bytes(folder / CARD, LARGEST_CARD), folder)
    trained_on, side = facts["card"].get("trained_on"), facts["config"].get("resolution")
    known = trained_on.get("all") if isinstance(trained_on, dict) else None
    if not isinstance(known, dict):
        return None
    count, share = known.get("sprites"), known.get("unseen_share")
    if not isinstance(count, int) or not isinstance(side, int) or not isinstance(share, float):
        return None
    stored = open_stored(paths.scans_dir(), str(known.get("sha256")), count, side)
    return None if stored is None else Chosen(stored.pixels, trained_on)
