"""What reaches a hand of a strip and an edit is true pixel art of the drawings' own colours, whatever is
drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lunarcore_studio import LunarCore
from lunarcore_studio.pixels.color import Pixels
from lunarcore_studio.pixels.projection import Projection
from lunarcore_studio.starter import draw_sprites

SPRITES = draw_sprites(24, seed=11)
SEEDS = st.integers(0, 2**32 - 1)
EXAMPLES = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def core(tiny_model: Path) -> LunarCore:
    return LunarCore.load(tiny_model, device="cpu")


def drawing(seed: int) -> Pixels:
    """One of the artist's sprites or a few random colours on nothing, hidden ones and soft edges among
    them."""
    rng = np.random.default_rng(seed)
    if rng.random() < 0.5:
        return SPRITES[rng.integers(len(SPRITES))]
    palette = rng.integers(0, 256, (rng.integers(1, 24), 4), np.uint8)
    if rng.random() < 0.7:
        palette[:, 3] = np.where(palette[:, 3] < 100, 0, 255)
    return palette[rng.integers(len(palette), size=(16, 16))]


def colours(pixels: Pixels) -> set[tuple[int, ...]]:
    """The distinct colours of what can be seen, without their alpha."""
    visible = pixels[pixels[..., 3] > 0]
    return {tuple(color) for color in np.unique(visible[:, :3], axis=0).tolist()}


@EXAMPLES
@given(SEEDS, SEEDS, st.sampled_from([2, 5]), st.sampled_from(["line", "sphere"]))
def test_a_strip_has_exact_ends_and_no_colour_of_its_own(
    core: LunarCore, first: int, last: int, frames: int, path: str
) -> None:
    a, b = drawing(first), drawing(last)
    strip = core.interpolate(a, b, frames, path)  # type: ignore[arg-type]
    assert np.array_equal(strip[0], a)
    assert np.array_equal(strip[-1], b)
    for frame in strip:
        assert colours(frame) <= colours(a) | colours(b)


@EXAMPLES
@given(SEEDS, st.integers(0, 7), st.floats(-4, 4), st.floats(0, 1))
def test_an_edit_has_no_colour_of_its_own_and_keeps_what_is_locked(
    core: LunarCore, seed: int, axis: int, sigma: float, share: float
) -> None:
    mine, offsets = drawing(seed), [0.0] * axis + [sigma]
    mask = np.random.default_rng(seed).random((16, 16)) < share
    edited = core.edit(mine, offsets, mask=mask)
    assert np.array_equal(edited[~mask], mine[~mask])
    assert colours(edited) <= colours(mine)


@EXAMPLES
@given(SEEDS, st.floats(0, 1), st.sampled_from(["sprite", "none", "extract"]))
def test_at_rest_every_projection_gives_my_bytes_back(
    core: LunarCore, seed: int, detail: float, kind: str
) -> None:
    mine = drawing(seed)
    projection = Projection(kind)  # type: ignore[arg-type]
    assert np.array_equal(core.edit(mine, (), detail, projection), mine)
    assert np.array_equal(core.edit(mine, (0.0, 0.0, 0.0), detail, projection), mine)


def test_smoothness_is_told_raw_and_projected_for_each_way(core: LunarCore) -> None:
    told = core.smoothness(SPRITES[0], SPRITES[1], 9)
    assert list(told) == ["model", "cross_fade", "pca"]
    for way in told.values():
        assert set(way) == {"raw", "projected"}
        assert all(1 <= value + 1e-6 <= 8 for value in way.values())
    assert told["cross_fade"]["raw"] == pytest.approx(1, abs=1e-5)
    # In two palettes a fade can only jump.
    assert told["cross_fade"]["projected"] > 1.5


def test_without_alpha_the_drawings_own_is_faded_in_every_way() -> None:
    core = LunarCore.untrained(width=4, channels=3, device="cpu")
    a, b = SPRITES[:2]
    told = core.smoothness(a, b, 5, projection=Projection("none"))
    assert told["cross_fade"]["raw"] == pytest.approx(1, abs=1e-5)
    assert set(told) == {"model", "cross_fade", "pca"}
