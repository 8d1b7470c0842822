"""Schedules are functions of the share of the run that is done."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.vae.schedules import one_cycle_rate, step_rate, warm_up


def test_warm_up_rises_once_and_stays() -> None:
    assert [warm_up(f, 0.2) for f in (0, 0.1, 0.2, 1)] == pytest.approx([0, 0.5, 1, 1])
    assert warm_up(0, 0) == 1


def test_step_rate_halves_at_every_quarter() -> None:
    assert [step_rate(f, 0.02) for f in (0.1, 0.3, 0.6, 0.9, 1.0)] == [1, 0.5, 0.25, 0.125, 0.125]
    assert 0 < step_rate(0, 0.02) < step_rate(0.01, 0.02) < 1


def test_one_cycle_peaks_after_its_rise_and_ends_low() -> None:
    curve = [one_cycle_rate(f, 0.25) for f in np.linspace(0, 1, 101)]
    assert int(np.argmax(curve)) == 25
    assert max(curve) == pytest.approx(1)
    assert np.all(np.diff(curve[:26]) > 0)
    assert np.all(np.diff(curve[25:]) < 0)
    assert 0 < curve[-1] < 0.01
