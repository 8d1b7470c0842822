"""What a hand may hold."""

from __future__ import annotations

import pytest

from lunarcore_studio.pixels.hand import Hand


@pytest.mark.parametrize("size", [0, 33])
def test_a_brush_has_a_size_from_1_to_32(size: int) -> None:
    assert Hand(brush_size=32).brush_size == 32
    with pytest.raises(ValueError, match="1 to 32 pixels"):
        Hand(brush_size=size)


@pytest.mark.parametrize("tolerance", [-1, 256])
def test_a_tolerance_is_a_byte(tolerance: int) -> None:
    with pytest.raises(ValueError, match="0 to 255"):
        Hand(tolerance=tolerance)
