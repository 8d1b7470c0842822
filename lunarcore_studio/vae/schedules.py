"""Learning rate and KL weight as pure functions of how much of the run is done; any thread.

`fraction` is in [0, 1]: steps done over steps planned, or minutes used over minutes granted, so that a run by
the clock anneals as fully as a run by steps, and a resumed run needs no schedule object to be restored.
"""

from __future__ import annotations

import math
from typing import Final

STEP_DROPS: Final = 4
STEP_FACTOR: Final = 0.5
ONE_CYCLE_START: Final = 0.04
ONE_CYCLE_END: Final = 0.002


def warm_up(fraction: float, share: float) -> float:
    """A ramp from 0 to 1 over the first `share` of the run."""
    return min(1.0, fraction / share) if share > 0 else 1.0


def step_rate(fraction: float, warm_up_share: float) -> float:
    """The document's StepLR as a factor in (0, 1]: halved at every quarter of the run, after a warm-up."""
    drops = min(int(fraction * STEP_DROPS), STEP_DROPS - 1)
    return max(warm_up(fraction, warm_up_share), ONE_CYCLE_START) * STEP_FACTOR**drops


def one_cycle_rate(fraction: float, rise_share: float) -> float:
    """Up and down by half a cosine each, as a factor in (0, 1] (Smith 2018, "Super-convergence")."""
    fraction = min(max(fraction, 0.0), 1.0)
    if fraction < rise_share:
        return _between(ONE_CYCLE_START, 1.0, fraction / rise_share)
    return _between(1.0, ONE_CYCLE_END, (fraction - rise_share) / (1 - rise_share))


def falling(share: float) -> float:
    """The way from the peak to one-cycle's end by half a cosine: a factor in (0, 1] after `share` of it."""
    return _between(1.0, ONE_CYCLE_END, share)


def _between(start: float, end: float, share: float) -> float:
    return end + (start - end) * 0.5 * (1 + math.cos(math.pi * share))
