"""Pictures as text: what a test expects can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from lunarcore_studio.pixels.color import RGBA, Pixels

# A busy machine is no defect of the code: properties are about values, times are measured in tests/bench.
settings.register_profile("values", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("values")

INKS: dict[str, RGBA] = {
    ".": (0, 0, 0, 0),
    "#": (0, 0, 0, 255),
    "w": (255, 255, 255, 255),
    "r": (200, 40, 40, 255),
    "g": (40, 160, 60, 255),
    "b": (60, 80, 200, 255),
}


@pytest.fixture
def paint_text() -> Callable[[str], Pixels]:
    """Pixels of a drawing in the letters of INKS."""

    def painted(text: str) -> Pixels:
        rows = dedent(text).split()
        return np.array([[INKS[letter] for letter in row] for row in rows], dtype=np.uint8)

    return painted


@pytest.fixture
def as_text() -> Callable[[np.ndarray], str]:
    """The drawing of pixels, or of a mask in `.` and `#`."""
    letters = {color: letter for letter, color in INKS.items()}

    def text(grid: np.ndarray) -> str:
        if grid.dtype == np.bool_:
            return "\n".join("".join(".#"[int(on)] for on in row) for row in grid)
        return "\n".join("".join(letters[tuple(pixel)] for pixel in row) for row in grid.tolist())

    return text
