"""Whatever is done to a valid file, its reader gives a value or a sentence: 2,000 inputs here, 100,000 with
-m slow, and every finding of before (`corpus/`) again.

LUNARCORE_FUZZ_INPUTS changes how many the long run tries, LUNARCORE_FUZZ_SEED which.
"""

from __future__ import annotations

import hashlib
import os
import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.driver import check, keep
from tests.fuzz.mutations import Plan, mutated, plans
from tests.fuzz.targets import TARGETS, Target

CORPUS = Path(__file__).parent / "corpus"
SHORT, ROUND = 2_000, 500
LONG = int(os.environ.get("LUNARCORE_FUZZ_INPUTS", "100000"))
SEED = int(os.environ.get("LUNARCORE_FUZZ_SEED", "0"))
SHARES = sum(target.share for target in TARGETS)
BY_NAME = {target.name: target for target in TARGETS}


def inputs_for(target: Target, total: int) -> int:
    """A target's part of all inputs."""
    return max(10, round(total * target.share / SHARES))


def rounds() -> list[tuple[str, int]]:
    """The long run in parts that can be run alone: `-k "png-3"`."""
    return [
        (target.name, number) for target in TARGETS for number in range(-(-inputs_for(target, LONG) // ROUND))
    ]


def run(target: Target, inputs: int, number: int, folder: Path) -> int:
    """Try so many inputs, always the same ones for a number; how many of them could be read."""
    found: dict[tuple[str, str], bytes] = {}
    readable = [0]

    @seed(SEED << 16 | number)
    @settings(
        max_examples=inputs, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(plan=plans())
    def attempt(plan: Plan) -> None:
        data = mutated(target.seeds, plan, target.anatomy)
        try:
            readable[0] += check(target, data, folder)
        except BaseException as error:
            # of each kind the last is the smallest
            found[type(error).__name__, traceback.format_tb(error.__traceback__)[-1]] = data
            raise

    try:
        attempt()
    finally:
        for data in found.values():
            print(f"kept as {keep(CORPUS, target, data, hashlib.sha256(data).hexdigest()[:12])}")
    return readable[0]


@pytest.mark.parametrize("name", BY_NAME)
def test_valid_files_are_read(name: str, tmp_path: Path) -> None:
    target = BY_NAME[name]
    for data in target.seeds:
        assert check(target, data, tmp_path)
        assert check(target, target.anatomy.join(target.anatomy.split(data)), tmp_path)


@pytest.mark.parametrize("name", BY_NAME)
def test_hurt_files_are_read_or_told(name: str, tmp_path: Path) -> None:
    run(BY_NAME[name], inputs_for(BY_NAME[name], SHORT), 0, tmp_path)


@pytest.mark.parametrize("found", sorted(CORPUS.glob("*--*")), ids=lambda path: path.name)
def test_what_was_found_once_stays_mended(found: Path, tmp_path: Path) -> None:
    check(BY_NAME[found.name.partition("--")[0]], found.read_bytes(), tmp_path)


@pytest.mark.parametrize("name", BY_NAME)
@settings(max_examples=10, deadline=None, database=None, derandomize=True)
@given(data=st.binary(max_size=400))
def test_noise_is_read_or_told(name: str, data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    check(BY_NAME[name], data, tmp_path_factory.getbasetemp() / "noise")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "number"), rounds())
def test_the_long_run(name: str, number: int, tmp_path: Path) -> None:
    target = BY_NAME[name]
    wanted = inputs_for(target, LONG) - number * ROUND
    run(target, min(ROUND, wanted), 1 + number, tmp_path)
