"""A studio is killed in mid-drawing, and the next one has every stroke that is older than 250 ms."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from lunarcore_studio.files.journal_desk import JournalDesk

DURABLE_NS = 250_000_000
A_SECOND_NS = 1_000_000_000  # where other tests keep the disk busy
START_S = 60.0


class Step(NamedTuple):
    at_ns: int
    key: str
    cursor: int
    digest: str


def drawn_and_killed(state: Path, after_s: float) -> tuple[list[Step], int]:
    """The steps that a studio told before it was killed, so long after its first one; and when that was."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.crash.drawing"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as studio:
        watch = threading.Timer(START_S, studio.kill)
        watch.start()
        try:
            assert studio.stdout is not None
            first = studio.stdout.readline()
            assert first, "the studio drew nothing"
            threading.Event().wait(after_s)
            killed_ns = time.monotonic_ns()
            studio.send_signal(signal.SIGKILL)
            lines = [first, *studio.stdout]
        finally:
            watch.cancel()
            studio.kill()
    assert studio.returncode == -signal.SIGKILL
    whole = [line.split() for line in lines if line.endswith("\n")]
    return [Step(int(at), key, int(cursor), digest) for at, key, cursor, digest in whole], killed_ns


def check_recovered(state: Path, steps: list[Step], killed_ns: int, durable_ns: int) -> float:
    """Every drawing is offered as it was `durable_ns` before, or later; the oldest lost step's age in ms."""
    desk = JournalDesk(state / "lunarcore-studio" / "journal", 1 << 28)
    told: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        told[step.key].append(step)
    oldest = 0.0
    try:
        offered = {entry.key for entry in desk.lost()[0]}
        for key, own in told.items():
            due = [step for step in own if step.at_ns < killed_ns - durable_ns]
            if not due:
                continue
            assert key in offered
            recovered = desk.restore(key)
            assert recovered is not None
            assert recovered.is_whole
            history = recovered.drawing.history
            now = (history.cursor, history.state.sprite.digest)
            # several of the same state may lie behind it, by undo: the last one told is the one that counts
            places = [at for at, step in enumerate(own) if (step.cursor, step.digest) == now]
            if not places:
                # a step that was written but killed before it could be told
                assert history.undone().state.sprite.digest in {step.digest for step in own[-2:]}
                continue
            assert places[-1] >= len(due) - 1
            lost = own[places[-1] + 1 :]
            oldest = max([oldest, *((killed_ns - step.at_ns) / 1e6 for step in lost)])
    finally:
        desk.close()
    return oldest


def drawn_and_hung(state: Path) -> tuple[list[Step], int]:
    """The steps of a studio that came to stand still with all its threads, and when; it was killed then."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.crash.drawing", "hang"]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as studio:
        watch = threading.Timer(START_S, studio.kill)
        watch.start()
        assert studio.stdout is not None
        for line in studio.stdout:
            if line.startswith("hangs"):
                break
            lines.append(line)
        threading.Event().wait(0.5)
        watch.cancel()
        studio.kill()
        after = studio.stdout.read().splitlines()
    assert len(after) < 10, "it went on drawing"
    whole = [each.split() for each in (*lines, *after)]
    steps = [Step(int(at), key, int(cursor), digest) for at, key, cursor, digest in whole]
    return steps, int(line.split()[1])


@pytest.mark.slow
def test_a_studio_that_hangs_with_all_its_threads_has_kept_what_was_drawn(tmp_path: Path) -> None:
    steps, hung_ns = drawn_and_hung(tmp_path)
    assert len(steps) > 50
    check_recovered(tmp_path, steps, hung_ns, A_SECOND_NS)


def kill_and_check(
    folder: Path, count: int, seed: int, within_s: tuple[float, float], durable_ns: int
) -> tuple[int, float]:
    """Kill so many studios at random moments; the number of steps drawn, and the oldest one lost, in ms."""
    rng, drawn, oldest = random.Random(seed), 0, 0.0
    for number in range(count):
        state = folder / str(number)
        steps, killed_ns = drawn_and_killed(state, rng.uniform(*within_s))
        drawn += len(steps)
        oldest = max(oldest, check_recovered(state, steps, killed_ns, durable_ns))
    return drawn, oldest


def test_a_studio_that_is_killed_loses_at_most_what_it_just_drew(tmp_path: Path) -> None:
    drawn, _oldest = kill_and_check(tmp_path, 1, seed=1, within_s=(1.5, 2.0), durable_ns=A_SECOND_NS)
    assert drawn > 2


@pytest.mark.slow
def test_a_hundred_killed_studios_lose_at_most_a_quarter_second_each(tmp_path: Path) -> None:
    drawn, oldest = kill_and_check(tmp_path, 100, 2, (0.0, 1.0), DURABLE_NS)
    print(f"100 studios killed after {drawn} steps; the oldest step that was lost was {oldest:.0f} ms old")
    assert drawn > 1000
