"""Make this like those: the colours are theirs, the style moves, and what is held stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lunarcore_studio import LunarCore
from lunarcore_studio.engine.errors import EngineError
from lunarcore_studio.engine.restyling import MOST_COLOURS, colours_of
from lunarcore_studio.pixels.palette import Palette
from lunarcore_studio.starter import draw_family, draw_sprites

DRAWING = draw_family("sword", range(1))[0]
LIKE, OTHERS = draw_family("potion", range(9)), draw_family("sword", range(20, 30))


@pytest.fixture(scope="module")
def core(tiny_model: Path) -> LunarCore:
    return LunarCore.load(tiny_model, "cpu")


def colours(pixels: np.ndarray) -> set[tuple[int, ...]]:
    return set(Palette.of(pixels).colors)


def test_the_colours_are_those_of_the_others(core: LunarCore) -> None:
    made = core.restyle(DRAWING, LIKE[:2], OTHERS)
    assert made.shape == DRAWING.shape
    assert made.dtype == np.uint8
    assert colours(made) <= colours(LIKE[:2])
    assert (made != DRAWING).any()
    assert set(np.unique(made[..., 3])) <= {0, 255}


def test_without_an_amount_only_the_colours_change(core: LunarCore) -> None:
    made = core.restyle(DRAWING, LIKE, OTHERS, amount=0.0)
    np.testing.assert_array_equal(made[..., 3], DRAWING[..., 3])
    np.testing.assert_array_equal(made, colours_of(LIKE).quantise(DRAWING))


def test_the_code_goes_the_way_between_the_two_sides(core: LunarCore) -> None:
    quarter, whole = (core.restyle(DRAWING, LIKE, OTHERS, amount=amount) for amount in (0.25, 4.0))
    still = core.restyle(DRAWING, LIKE, OTHERS, amount=0.0)
    assert (quarter != still).any(axis=-1).sum() < (whole != still).any(axis=-1).sum()
    towards = core.encode(LIKE).mean.mean(axis=0) - core.encode(OTHERS).mean.mean(axis=0)
    before, after = (core.encode(each[None]).mean[0] @ towards for each in (still, whole))
    assert after > before


def test_without_another_side_it_departs_from_the_training_sprites(core: LunarCore) -> None:
    bare = core.restyle(DRAWING, LIKE, None, 2.0)
    np.testing.assert_array_equal(bare, core.restyle(DRAWING, LIKE, LIKE[:0], 2.0))


def test_what_is_not_selected_keeps_its_bytes(core: LunarCore) -> None:
    mask = np.zeros((16, 16), bool)
    mask[:, 8:] = True
    made = core.restyle(DRAWING, LIKE, OTHERS, 1.0, mask)
    np.testing.assert_array_equal(made[:, :8], DRAWING[:, :8])
    assert (made[:, 8:] != DRAWING[:, 8:]).any()


def test_many_colours_become_thirty_two() -> None:
    few, many = draw_sprites(1, seed=3), np.random.default_rng(1).integers(0, 256, (4, 16, 16, 4), np.uint8)
    assert set(colours_of(few).colors) == colours(few)
    assert 16 < len(colours_of(many)) <= MOST_COLOURS


def test_bad_sides_are_sentences(core: LunarCore) -> None:
    for like, unlike, amount, why in (
        (LIKE[:0], OTHERS, 1.0, "nothing to be like"),
        (np.zeros((2, 16, 16, 4), np.uint8), OTHERS, 1.0, "nothing to be like"),
        (np.full((2, 8, 8, 4), 255, np.uint8), OTHERS, 1.0, "needs sprites of 16x16"),
        (LIKE, OTHERS, 5.0, "amount is a number from -4 to 4"),
        (LIKE, OTHERS, float("nan"), "amount is a number"),
    ):
        with pytest.raises(EngineError, match=why):
            core.restyle(DRAWING, like, unlike, amount)
