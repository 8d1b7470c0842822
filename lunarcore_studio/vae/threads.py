"""Train with all cores while that pays, and with one while others use them; runs on the training thread.

A step is thousands of small pieces of work, and with several threads each piece waits for the slowest of
them. Measured at full width on two cores, batch 64, bf16, OpenMP at rest: alone on the machine two threads
take 0.42 s a step and one takes 0.64 s; beside two processes that never rest two take 5.2 s, one 0.9 s. So a
run compares the two once, and again whenever a step takes far longer than it should. On a quiet machine the
comparison always ends the same way, so that a resumed run computes what an undisturbed one would.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import torch

FIRST_TRIAL: Final = 3  # steps with all threads before one thread is tried
SLOW: Final = 2.5  # a step of so many times its fastest means that somebody else wants the cores
WIN: Final = 0.8  # the other way has to take less than this share of the time
TRIALS_APART: Final = 20  # steps
SECOND_CHANCE: Final = 100  # steps with one thread before all are tried again


class Threads:
    """Tells before each step how many threads it gets, from how long the steps before took.

    many: of a machine that is ours; with 1 (one core, or OMP_NUM_THREADS=1) nothing is ever tried.
    """

    def __init__(self, many: int) -> None:
        self.many = self.count = many
        self._steps = 0
        self._tried_at = -TRIALS_APART
        self._trial = False
        self._fastest: dict[int, float] = {}
        self._last: dict[int, float] = {}

    def next_count(self) -> int:
        """Threads of the step that comes now: those in use, or the other number when it is to be tried."""
        self._trial = self.many > 1 and self._is_due()
        return self._other if self._trial else self.count

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within, torch computes with `next_count` threads; afterwards with as many as before."""
        before, count = torch.get_num_threads(), self.next_count()
        if self.many == 1:
            yield
            return
        torch.set_num_threads(count)
        try:
            yield
        finally:
            torch.set_num_threads(before)

    @property
    def _other(self) -> int:
        return 1 if self.count > 1 else self.many

    def _is_due(self) -> bool:
        if self._steps == FIRST_TRIAL:
            return True
        if self._steps < FIRST_TRIAL or self._steps - self._tried_at < TRIALS_APART:
            return False
        is_slow = self._last[self.count] > SLOW * self._fastest[self.count]
        return is_slow or (self.count == 1 and self._steps - self._tried_at >= SECOND_CHANCE)

    def took(self, step_s: float) -> None:
        """The step that `next_count` was asked for took so long, in seconds."""
        used = self._other if self._trial else self.count
        self._last[used] = step_s
        self._fastest[used] = min(step_s, self._fastest.get(used, step_s))
        if self._trial:
            self._tried_at = self._steps
            if step_s < WIN * self._last[self.count]:
                self.count = used
        self._steps += 1


def threads_of(device: torch.device) -> Threads:
    """A choice among the threads that torch has now; a device of its own needs one alone."""
    return Threads(torch.get_num_threads() if device.type == "cpu" else 1)
