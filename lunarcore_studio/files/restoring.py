"""A whole scan out of its index when no file has changed, all at once and not one by one. Any thread."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.files.gathering import Gathering
from lunarcore_studio.files.scan_index import ScanIndex

Numbers = npt.NDArray[np.int64]


def restore(gathering: Gathering, files: Sequence[Walked], index: ScanIndex) -> None:
    """Put into an empty `gathering` what taking `files` one after another, as `index` knows them, would."""
    columns = {name: np.array(column, np.int64) for name, column in index.columns.items()}
    gathering.files.extend(files)
    gathering.is_moving.extend((columns["frames"] > 1).astype(np.uint8).tobytes())
    file = np.repeat(np.arange(len(files)), columns["count"])
    # rows are numbered as they come up, so the first of each stand in the order of the rows
    _, first = np.unique(columns["sprite"], return_index=True)
    kept = gathering.columns
    for target, values in (
        (kept.file, file), (kept.frame, columns["frame"]), (kept.column, columns["column"]),
        (kept.row, columns["row"]),
    ):  # fmt: skip
        target.extend(array("i", values[first].tolist()))
    kept.digests.extend(index.digests)
    again = np.ones(len(file), bool)
    again[first] = False
    _leave(gathering, index, file, np.flatnonzero(again))
    gathering.findings.extend(
        found for found in map(index.finding, sorted(index.findings)) if found is not None
    )
    for own, count in zip(index.columns["own"], index.columns["own_count"], strict=True):
        if own:
            gathering.wanted[own] += count


def _leave(gathering: Gathering, index: ScanIndex, file: Numbers, again: Numbers) -> None:
    """The reasons in the order of the files, in a file before its duplicates."""
    columns = index.columns
    waiting = sorted(index.left, reverse=True)
    for number in [*again.tolist(), -1]:
        while waiting and (number < 0 or waiting[-1] <= file[number]):
            left = waiting.pop()
            for cell, reason in index.left[left]:
                gathering.leave(Path(index.paths[left]), reason, cell)
        if number >= 0:
            path = Path(index.paths[file[number]])
            place = columns["column"][number], columns["row"][number]
            gathering.leave_duplicate(path, columns["sprite"][number], *place)
