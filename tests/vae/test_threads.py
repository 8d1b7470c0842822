"""All cores on a quiet machine, one on a busy one, and the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lunarcore_studio.vae.threads import FIRST_TRIAL, SECOND_CHANCE, Threads, threads_of


def run(threads: Threads, steps: int, time_of: Callable[[int], float]) -> list[int]:
    used = []
    for _ in range(steps):
        used.append(threads.next_count())
        threads.took(time_of(used[-1]))
    return used


def quiet(count: int) -> float:
    return 0.8 / count


def busy(count: int) -> float:
    return 1.6 if count == 1 else 6.0


def test_a_quiet_machine_tries_one_thread_once() -> None:
    used = run(Threads(2), 500, quiet)
    assert used.count(1) == 1
    assert used[FIRST_TRIAL] == 1


def test_a_busy_machine_gets_one_thread_and_all_of_them_back() -> None:
    threads = Threads(2)
    assert run(threads, 60, busy)[FIRST_TRIAL:] == [1] * (60 - FIRST_TRIAL)
    assert run(threads, SECOND_CHANCE + 50, quiet)[-40:] == [2] * 40


def test_a_machine_that_becomes_busy_is_noticed() -> None:
    threads = Threads(2)
    run(threads, 50, quiet)
    assert run(threads, 30, busy)[-10:] == [1] * 10


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=200), st.integers(1, 8))
def test_whatever_the_times_it_is_one_or_all(times: list[float], many: int) -> None:
    threads = Threads(many)
    pending = iter(times)
    assert set(run(threads, len(times), lambda _count: next(pending))) <= {1, many}


def test_one_core_never_tries_anything() -> None:
    assert set(run(Threads(1), 200, busy)) == {1}


@pytest.mark.parametrize(("device", "is_ours"), [("cpu", True), ("meta", False)])
def test_only_a_cpu_has_threads_to_choose(device: str, is_ours: bool) -> None:
    assert threads_of(torch.device(device)).many == (torch.get_num_threads() if is_ours else 1)


def test_the_step_alone_has_its_number_of_threads() -> None:
    before = torch.get_num_threads()
    threads = Threads(before + 1)
    with threads.in_use():
        assert torch.get_num_threads() == before + 1
    assert torch.get_num_threads() == before
