"""Where the sprites of a verb come from: files, or the built-in artist. Main thread.

`starter:COUNT` is drawn by the artist's hard hand, `icons:COUNT` by the soft one; `+` joins the two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lunarcore_studio import starter
from lunarcore_studio.cli.report import Report
from lunarcore_studio.files import cached_scan
from lunarcore_studio.files.errors import FileError, shown
from lunarcore_studio.files.scan_result import Found, ScanOptions
from lunarcore_studio.files.scan_summary import too_few
from lunarcore_studio.pixels.color import Pixels

Artist = Callable[[int, int], tuple[Pixels, list[str]]]
ARTISTS: dict[str, Artist] = {"starter:": starter.draw_labelled, "icons:": starter.draw_icons}
# The artist's stream of sprites that no training sees: beyond every seed that `--seed` takes.
HOLDOUT_SEED = 1_000_000
# A card tells each file up to here and one digest of all beyond: a model.json stays under a megabyte.
MAX_FILES_TOLD = 4096
MOST_DRAWN = 1_000_000


@dataclass(frozen=True)
class Sprites:
    """Sprites uint8 (N, R, R, 4) and what a model card tells of them: names and digests, no paths outside.

    tags: of each sprite, the names of its folders or what the artist meant it to be.
    """

    pixels: Pixels
    facts: dict[str, Any]
    tags: Sequence[tuple[str, ...]] = ()


def sprites_of(source: Path, resolution: int, report: Report, seed: int) -> Sprites:
    """The sprites of a folder, a sheet, an image or the artist; FileError when there are none."""
    if is_drawn(str(source)):
        return _drawn(str(source), resolution, seed)
    with report.progress("reading sprites", 1) as bar:
        found = cached_scan.scan_cached(
            [source], ScanOptions(resolution), lambda done, total: bar.to(done / max(1, total))
        )
    if not found.sprites:
        why = f": {found.left_out[0].reason}" if len(found.left_out) == 1 else ""
        raise FileError(f"{source} holds no sprites of {resolution}x{resolution} pixels{why}.")
    if found.left_out:
        report.note(f"{len(found.left_out)} left out of {source}; `lunarcore-studio scan` tells why.")
    for each in found.findings:
        report.note(f"{each.sentence}.")
    for sentence in (too_few(len(found.sprites)), found.notice):
        if sentence:
            report.note(sentence)
    facts = {"source": shown(source)} | _told(found.sprites)
    return Sprites(found.pixels, facts, [each.tags for each in found.sprites])


def is_drawn(source: str) -> bool:
    """Whether the artist draws what `source` names, instead of files holding it."""
    return source.startswith(tuple(ARTISTS))


def fewer_drawn(source: str, share: float) -> str:
    """A source of the artist's with that share of each of its counts, at least one."""
    parts = (part.partition(":") for part in source.split("+"))
    return "+".join(f"{name}:{max(1, round(share * int(count)))}" for name, _, count in parts)


def _told(sprites: Sequence[Found]) -> dict[str, Any]:
    together = hashlib.sha256("".join(sorted(each.digest for each in sprites)).encode()).hexdigest()
    files = [{"name": each.name, "sha256": each.digest} for each in sprites[:MAX_FILES_TOLD]]
    return {"sha256": together, "files": files}


def _drawn(source: str, resolution: int, seed: int) -> Sprites:
    if resolution != 16:
        raise FileError("The starter sprites are 16x16; another resolution needs a folder of sprites.")
    parts = [_artist_and_count(part, source) for part in source.split("+")]
    drawn = [draw(count, seed) for draw, count in parts]
    pixels = np.concatenate([part for part, _ in drawn])
    labels = [label for _, names in drawn for label in names]
    return Sprites(pixels, {"source": source, "artist_seed": seed}, [(label,) for label in labels])


def _artist_and_count(part: str, source: str) -> tuple[Artist, int]:
    name, _, count = part.partition(":")
    draw = ARTISTS.get(f"{name}:")
    if draw is None or not count.isdecimal() or not 0 < int(count) <= MOST_DRAWN:
        raise FileError(f"{source} is not a number of starter sprites or icons from 1 to {MOST_DRAWN}.")
    return draw, int(count)
