"""Trainings of the engine's tests end at once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def quick_ends(few_probes: None) -> None:
    """See `few_probes`."""
