"""No hostile file takes 300 MB over the idle program, or two seconds; drawings and palettes are read or told.

Each is read in a process of its own; the largest files of every kind are made in the slow run.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.hostile import document_kinds, largest
from tests.hostile.folder import KINDS
from tests.hostile.kind import Kind
from tests.hostile.measuring import Cost

LIMIT_S, LIMIT_MB = 2.0, 300.0
ROOT = Path(__file__).parents[2]
PICTURES = {name for name, kind in KINDS.items() if not kind.is_placed and name[0] != "."}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it asks Linux for the memory of a process")


def measured(asked: Iterable[tuple[str, Path]]) -> list[Cost]:
    """What each reading cost; one that ends in anything but a value or a sentence fails here.

    What took too long is measured twice more, and the least counts: beside another busy program on the same
    core the processor's time doubles.
    """
    asked = list(asked)
    costs = _told(asked)
    assert not [cost for cost in costs if cost.said.startswith("!")]
    slow = [number for number, cost in enumerate(costs) if cost.seconds >= LIMIT_S]
    for _ in range(2):
        for number, cost in zip(slow, _told([asked[number] for number in slow]), strict=True):
            costs[number] = min(costs[number], cost, key=lambda each: each.seconds)
    return costs


def _told(asked: list[tuple[str, Path]]) -> list[Cost]:
    lines = "".join(f"{json.dumps([reader, str(path)])}\n" for reader, path in asked)
    command = [sys.executable, "-m", "tests.hostile.measuring"]
    told = subprocess.run(command, input=lines, capture_output=True, text=True, cwd=ROOT, check=True)
    return [Cost(*json.loads(line)) for line in told.stdout.splitlines()]


def check_costs(costs: list[Cost]) -> None:
    slowest, largest_one = (
        max(costs, key=lambda cost: cost.seconds),
        max(costs, key=lambda cost: cost.megabytes),
    )
    print(f"of {len(costs)} the slowest: {slowest}; the largest: {largest_one}")
    assert slowest.seconds < LIMIT_S
    assert largest_one.megabytes < LIMIT_MB


def opened(kinds: Mapping[str, Kind], reader: str, folder: Path) -> None:
    """Open each as a person does; each says what was expected."""
    for name, kind in kinds.items():
        kind.put(folder / name)
    costs = measured((reader, folder / name) for name in kinds)
    check_costs(costs)
    for cost in costs:
        became = kinds[cost.name].became
        assert cost.said.startswith(f"{cost.name} {became}" if became else ("Layered", "Palette")), cost


@pytest.mark.slow
def test_drawings_are_opened_or_told(tmp_path: Path) -> None:
    opened(document_kinds.LUNARS, "open", tmp_path)


@pytest.mark.slow
def test_palettes_are_opened_or_told(tmp_path: Path) -> None:
    opened(document_kinds.PALETTES, "palette", tmp_path)


@pytest.mark.parametrize("reader", ["scan", pytest.param("open", marks=pytest.mark.slow)])
def test_every_picture_costs_little(hostile: Path, reader: str) -> None:
    check_costs(measured((reader, hostile / name) for name in sorted(PICTURES)))


@pytest.mark.slow
@pytest.mark.parametrize("name", [*largest.PICTURES, *largest.DRAWINGS])
def test_the_largest_files_cost_little(tmp_path: Path, name: str) -> None:
    make = {**largest.PICTURES, **largest.DRAWINGS}[name]
    (tmp_path / name).write_bytes(make())
    readers = ("scan", "open", "palette") if name in largest.PICTURES else ("open",)
    check_costs(measured((reader, tmp_path / name) for reader in readers))
