"""An index comes back as it was written, and one that does not hold together is none."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lunarcore_studio.files.findings import Finding, Layout
from lunarcore_studio.files.folder_walk import Walked
from lunarcore_studio.files.gathering import Told
from lunarcore_studio.files.grids import Grid
from lunarcore_studio.files.scan_index import UNKNOWN, ScanIndex, Stamp, read_index, stamp_of, write_index
from lunarcore_studio.files.scan_result import ScanOptions

OPTIONS = ScanOptions()
ONE, TWO, LOST = (Walked(f"/art/{name}.png", "/art") for name in ("one", "tw\udce9o", "lost"))
STAMPS: dict[Walked, Stamp] = {ONE: (10, 1 << 61, 5, 1 << 62), TWO: (20, 1, 1, 3), LOST: (5, 5, 5, 5)}
FOUND = Finding(Path(TWO.path), (33, 16), Layout(1, Grid(16, 2, 1, 0, 1)), True)
WHAT = {
    ONE: Told([(0, -1, -1)], [b"a" * 32], 1, (), None, (16, 1), False, True),
    TWO: Told(
        [(0, 0, 0), (0, 1, 0)], [b"b" * 32, b"a" * 32], 1, (((1, 0), "not pixel art"), (None, "odd")), FOUND,
        (16, 2), True, True,
    ),
    LOST: Told([], [], 1, ((None, "the disk reports an error"),), None, (0, 0), False, False),
}  # fmt: skip
ROWS = {ONE: array("q", [0]), TWO: array("q", [1, 0]), LOST: array("q")}


@pytest.fixture
def index() -> ScanIndex:
    made = ScanIndex("0" * 64, b"a" * 32 + b"b" * 32)
    for file, what in WHAT.items():
        made.add(file, STAMPS[file], what, ROWS[file], OPTIONS)
    return made


def test_what_is_written_is_read_and_known(index: ScanIndex, tmp_path: Path) -> None:
    write_index(tmp_path / "new" / "a.json", index)
    read = read_index(tmp_path / "new" / "a.json")
    assert read == index
    assert read is not None
    for file in (ONE, TWO):
        assert read.known(file, STAMPS[file], OPTIONS) == (WHAT[file], ROWS[file])
    assert read.finding(1) == FOUND


def test_what_has_changed_or_was_not_read_is_not_known(index: ScanIndex) -> None:
    assert index.known(LOST, STAMPS[LOST], OPTIONS) is None
    assert index.known(LOST, UNKNOWN, OPTIONS) is None
    assert index.known(Walked("/art/new.png", "/art"), STAMPS[ONE], OPTIONS) is None
    for place in range(4):
        stamp = [*STAMPS[ONE]]
        stamp[place] += 1
        assert index.known(ONE, (stamp[0], stamp[1], stamp[2], stamp[3]), OPTIONS) is None
    declined = ScanOptions(declined=frozenset({Path(TWO.path), Path(ONE.path)}))
    for options in (declined, ScanOptions(cut_sheets=False), ScanOptions(shrink_upscaled=False)):
        assert index.known(TWO, STAMPS[TWO], options) is None
        assert index.known(ONE, STAMPS[ONE], options) is not None


def test_it_is_of_the_same_files_in_the_same_order(index: ScanIndex) -> None:
    stamps = array("q", [*STAMPS[ONE], *STAMPS[TWO], *UNKNOWN])
    assert not index.is_of([ONE, TWO, LOST], stamps, OPTIONS)
    whole = ScanIndex("0" * 64, index.digests)
    for file in (ONE, TWO):
        whole.add(file, STAMPS[file], WHAT[file], ROWS[file], OPTIONS)
    assert whole.is_of([ONE, TWO], stamps[:8], OPTIONS)
    assert not whole.is_of([TWO, ONE], stamps[:8], OPTIONS)
    assert not whole.is_of([ONE], stamps[:4], OPTIONS)
    assert not whole.is_of([ONE, TWO], stamps[:8], ScanOptions(cut_sheets=False))


Harm = Callable[[dict[str, Any]], object]
HARMS: dict[str, Harm] = {
    "another version": lambda facts: facts.update(version=2),
    "a column is missing": lambda facts: facts.pop("frame"),
    "a column is short": lambda facts: facts["count"].pop(),
    "a stamp is short": lambda facts: facts["stamp"].pop(),
    "a number is a text": lambda facts: facts["own"].insert(0, "16"),
    "a number is endless": lambda facts: facts["own"].__setitem__(0, 1 << 80),
    "a number is a fraction": lambda facts: facts["own"].__setitem__(0, 1.5),
    "a row is not there": lambda facts: facts["sprite"].__setitem__(0, 2),
    "a row is below 0": lambda facts: facts["sprite"].__setitem__(0, -1),
    "a count is below 0": lambda facts: facts.update(count=[-1, 4, 0]),
    "counts do not add up": lambda facts: facts.update(count=[1, 1, 0]),
    "a path is a number": lambda facts: facts["paths"].__setitem__(0, 5),
    "paths are a number": lambda facts: facts.update(paths=5),
    "the digest is a number": lambda facts: facts.update(set=5),
    "digests are no numbers": lambda facts: facts.update(digests="xy"),
    "a reason is short": lambda facts: facts["left"].append([1]),
    "a finding is short": lambda facts: facts["findings"].append([1, 2]),
}


@pytest.mark.parametrize("harm", HARMS)
def test_what_does_not_hold_together_is_no_index(index: ScanIndex, tmp_path: Path, harm: str) -> None:
    path = tmp_path / "a.json"
    write_index(path, index)
    assert read_index(path) is not None
    facts = json.loads(path.read_bytes().partition(b"\n")[2])
    HARMS[harm](facts)
    body = json.dumps(facts).encode()
    path.write_bytes(json.dumps({"sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n" + body)
    assert read_index(path) is None


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    assert stamp_of(str(path)) == UNKNOWN
    assert stamp_of("a\0b") == UNKNOWN
    path.write_bytes(b"one")
    first = stamp_of(str(path))
    assert first[0] == 3
    (tmp_path / "b.png").write_bytes(b"two")
    (tmp_path / "b.png").replace(path)
    assert stamp_of(str(path)) != first
