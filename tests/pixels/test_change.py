"""Bounds of what differs."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis.extra.numpy import arrays

from lunarcore_studio.pixels.change import bounds_of, changed_rect, united


@given(arrays(np.bool_, (6, 5)))
def test_the_rect_is_the_smallest_around_all_differences(mask: np.ndarray) -> None:
    before = np.zeros((6, 5, 4), np.uint8)
    after = before.copy()
    after[mask, 2] = 1
    rect = changed_rect(before, after)
    assert rect == bounds_of(mask)
    if rect is None:
        assert not mask.any()
        return
    x, y, width, height = rect
    inside = mask[y : y + height, x : x + width]
    assert inside.sum() == mask.sum()
    assert inside[0].any()
    assert inside[-1].any()
    assert inside[:, 0].any()
    assert inside[:, -1].any()


def test_united_spans_both_and_passes_none_over() -> None:
    assert united((1, 2, 3, 4), (0, 5, 2, 2)) == (0, 2, 4, 5)
    assert united(None, (0, 0, 1, 1)) == united((0, 0, 1, 1), None) == (0, 0, 1, 1)
    assert united(None, None) is None
