"""Trainings of the engine's tests end at once."""

from __future__ import annotations

import pytest

from tests.opened_once import models_opened_once

__all__ = ["models_opened_once"]


@pytest.fixture(autouse=True)
def quick_ends(few_probes: None) -> None:
    """See `few_probes`."""
