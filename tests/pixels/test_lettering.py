"""Every letter can be told from every other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest

from lunarcore_studio.pixels.lettering import glyph, text_points
from lunarcore_studio.pixels.raster import covered

Text = Callable[[np.ndarray], str]
Face = Literal["3x5", "5x7"]
LETTERS = [chr(code) for code in range(32, 127)]
faces = pytest.mark.parametrize(("face", "width", "height"), [("3x5", 3, 5), ("5x7", 5, 7)])


@faces
def test_every_letter_has_its_own_shape_within_the_face(face: Face, width: int, height: int) -> None:
    shapes = {}
    for letter in LETTERS:
        mask = glyph(letter, face)
        assert mask.shape[0] == height
        assert 1 <= mask.shape[1] <= width
        assert mask.any() is np.bool_(letter != " ")
        shapes.setdefault((mask.shape, mask.tobytes()), []).append(letter)
    assert [letters for letters in shapes.values() if len(letters) > 1] == []


def test_a_word_as_it_is_drawn(as_text: Text) -> None:
    mask = covered(text_points("Ai", "5x7"), (8, 7))
    assert as_text(mask).split() == [
        "..#....#",
        ".#.#....",
        "#...#.##",
        "#...#..#",
        "#####..#",
        "#...#..#",
        "#...#.##",
    ]  # fmt: skip


def test_lines_stand_below_each_other() -> None:
    one, two = text_points("A", "3x5"), text_points("A\nA", "3x5")
    assert two.tolist() == [*one.tolist(), *np.add(one, (0, 7)).tolist()]


def test_an_unknown_letter_is_a_question_mark() -> None:
    assert np.array_equal(text_points("é☾", "3x5"), text_points("??", "3x5"))
    assert text_points("", "5x7").shape == (0, 2)
