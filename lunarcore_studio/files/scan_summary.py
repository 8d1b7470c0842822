"""What a person is told of a scan in numbers, and whether it is enough to learn from. Any thread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.scan_result import LeftOut, Scan
from lunarcore_studio.pixels.color import Pixels

ENOUGH = 24
_AT_ONCE = 4096  # sprites, so that a hundred thousand need no memory of their own


@dataclass(frozen=True)
class ScanSummary:
    """Distinct sprites and colours (RGB of what is not transparent) of those chosen, and what was left out.

    `left_out` counts by kind ("duplicate", "wrong size", ...), most first. `warning` is a sentence when there
    are too few to learn from, else empty; `suggested_resolution` is another size that most of the pictures
    have, else None, and `suggestion` says so.
    """

    sprites: int
    colors: int
    left_out: tuple[tuple[str, int], ...]
    warning: str = ""
    suggested_resolution: int | None = None
    suggestion: str = ""


def summarise(scan: Scan, chosen: npt.NDArray[np.bool_] | None = None) -> ScanSummary:
    """The numbers of a scan, of the sprites for which `chosen` (N,) is True where it is given."""
    count = len(scan.sprites) if chosen is None else int(np.count_nonzero(chosen))
    better = suggested_resolution(scan)
    return ScanSummary(
        count, count_colors(scan.pixels, chosen), left_out_counts(scan.left_out), too_few(count), better,
        "" if better is None else suggestion(scan, better),
    )  # fmt: skip


def count_colors(pixels: Pixels, chosen: npt.NDArray[np.bool_] | None = None) -> int:
    """How many RGB colours are seen in uint8 (N, R, R, 4), in those for which `chosen` (N,) is True."""
    seen = np.zeros(1 << 24, bool)
    for first in range(0, len(pixels), _AT_ONCE):
        part = pixels[first : first + _AT_ONCE]
        if chosen is not None:
            part = part[chosen[first : first + _AT_ONCE]]
        visible = part[part[..., 3] > 0].astype(np.uint32)
        seen[visible[:, 0] << 16 | visible[:, 1] << 8 | visible[:, 2]] = True
    return int(np.count_nonzero(seen))


def left_out_counts(left_out: Iterable[LeftOut]) -> tuple[tuple[str, int], ...]:
    """How many were left out for each kind of reason, most first."""
    kinds = Counter(kind_of(one.reason) for one in left_out)
    return tuple(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])))


def kind_of(reason: str) -> str:
    """The reason without what differs from file to file: "duplicate", "wrong size", "cut short"."""
    kind = re.split(r" of |[:;]", reason, maxsplit=1)[0]
    if kind.startswith("enlarged "):
        return "enlarged"
    return "sheet, not cut" if kind == "a sheet" else kind


def too_few(count: int) -> str:
    """A sentence for a number of sprites that no model can learn from, else empty."""
    if count >= ENOUGH:
        return ""
    there = f"{count} sprites are there"
    if count < 2:
        there = "There is 1 sprite" if count else "There are no sprites"
    return (
        f"{there}, at least {ENOUGH} are needed: from fewer a model learns them by heart "
        "and nothing of how they are drawn."
    )


def suggested_resolution(scan: Scan) -> int | None:
    """The resolution that most of the pictures speak for, where that is not the one of the scan."""
    if not scan.wanted:
        return None
    most, count = max(scan.wanted, key=lambda entry: (entry[1], entry[0] == scan.resolution))
    return most if most != scan.resolution and 2 * count > sum(each for _, each in scan.wanted) else None


def suggestion(scan: Scan, better: int) -> str:
    """Why another resolution fits, as a sentence."""
    counts = dict(scan.wanted)
    what = "1 picture is" if counts[better] == 1 else f"{counts[better]:,} pictures are"
    side, here = scan.resolution, counts.get(scan.resolution, 0)
    return f"{what} {better}x{better} and {here:,} {side}x{side}: resolution {better} fits better."
