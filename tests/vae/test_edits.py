"""Edits keep the hand's pixels: exact at rest, exact outside a mask, exact at both ends of a strip.

What is a property of every drawing and every slider is tested on drawings and sliders that hypothesis picks.
"""

from __future__ import annotations

import copy
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import unpremultiply
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.edits import TAU, displacement, edit, interpolate, sample
from lunarcore_studio.vae.trainer import Trainer

Sprites = NDArray[np.uint8]
SEEDS = st.integers(0, 2**32 - 1)
DETAILS = st.floats(0, 1)
EXAMPLES = settings(max_examples=30, deadline=None)


def drawing(seed: int) -> Sprites:
    """A few random colours or noise on nothing, (16, 16, 4); every third has soft alpha."""
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (16, 16, 4), np.uint8)
    if seed % 2:
        pixels = pixels[:4, 0][rng.integers(4, size=(16, 16))]
    if seed % 3:
        pixels[..., 3] = 255
    pixels[rng.random((16, 16)) < 0.4] = 0
    return np.where(pixels[..., 3:] > 0, pixels, 0)


def sliders(seed: int) -> NDArray[np.float32]:
    """Twelve offsets of up to three sigma, most of them at rest, (12,)."""
    rng = np.random.default_rng(seed)
    return np.where(rng.random(12) < 0.25, rng.uniform(-3, 3, 12), 0).astype(np.float32)


@pytest.fixture(scope="module")
def half_blind(trained: Trainer, codec: Codec) -> Codec:
    """A codec of a model that never changes the left half of a picture, whatever the code."""
    model = copy.deepcopy(trained.model)
    assert model.eigen is not None
    model.to_picture.weight.data.zero_()
    model.eigen.writing.data.reshape(-1, 4, 16, 16)[..., :8] = 0
    return Codec(model, axes=codec.axes)


def offsets_of(index: int, amount: float) -> NDArray[np.float32]:
    offsets = np.zeros(12, np.float32)
    offsets[index] = amount
    return offsets


def test_displacement_is_in_sigma_of_the_axes(codec: Codec) -> None:
    axes = codec.axes
    moved = displacement(axes, offsets_of(3, 2.0))
    np.testing.assert_allclose(moved, 2 * axes.sigma[3] * axes.directions[3], rtol=1e-5)
    assert displacement(axes, np.zeros((5, 4), np.float32)).shape == (5, 128)
    assert not displacement(axes, ()).any()


@EXAMPLES
@given(SEEDS, DETAILS)
def test_at_rest_the_picture_is_mine_to_the_byte(codec: Codec, seed: int, detail: float) -> None:
    mine = drawing(seed)
    for picture in edit(codec, mine, np.zeros((2, 128), np.float32), detail):
        assert np.array_equal(unpremultiply(picture), mine)


@EXAMPLES
@given(SEEDS, SEEDS, DETAILS)
def test_what_the_model_does_not_change_stays_mine_to_the_byte(
    half_blind: Codec, seed: int, moved: int, detail: float
) -> None:
    mine, way = drawing(seed), displacement(half_blind.axes, sliders(moved))
    picture = unpremultiply(edit(half_blind, mine, way[None], detail)[0])
    assert np.array_equal(picture[:, :8], mine[:, :8])
    code = half_blind.encode(mine[None])
    before, after = (half_blind.decode(z, code.skips, detail)[0] for z in (code.mean, code.mean + way))
    replaced = np.abs(after - before).max(axis=-1) >= TAU
    assert np.array_equal(picture[replaced], unpremultiply(after)[replaced])


@EXAMPLES
@given(SEEDS, SEEDS, DETAILS, st.floats(1e-3, 0.5), st.booleans())
def test_a_slider_that_moves_little_changes_little(
    codec: Codec, seed: int, moved: int, detail: float, distance: float, from_rest: bool
) -> None:
    """The residual fades at most 1 / tau times as fast as the model's picture changes; there is no jump,
    also not from the picture at rest, which is exact by a rule of its own."""
    mine, here = drawing(seed), sliders(moved) * np.float32(not from_rest)
    ways = displacement(codec.axes, np.stack([here, here + distance * sliders(moved + 1) / 3]))
    code = codec.encode(mine[None])
    before, after = codec.decode(code.mean + ways, codec.encode(np.stack([mine, mine])).skips, detail)
    pictures = edit(codec, mine, ways, detail)
    bound = (1 + 1 / TAU) * np.abs(after - before).max(axis=-1) + 1e-4
    assert (np.abs(pictures[1] - pictures[0]).max(axis=-1) <= bound).all()


@EXAMPLES
@given(SEEDS, SEEDS, DETAILS)
def test_less_and_less_of_a_slider_comes_to_rest(codec: Codec, seed: int, moved: int, detail: float) -> None:
    mine = drawing(seed)
    ways = displacement(codec.axes, np.stack([sliders(moved) * share for share in (1e-2, 1e-3, 1e-4, 0)]))
    pictures = edit(codec, mine, ways, detail)
    changes = np.abs(pictures - pictures[-1]).max(axis=(1, 2, 3))
    assert changes[0] < 0.25
    assert changes[1] < 0.025
    assert changes[2] < 0.0025


@EXAMPLES
@given(SEEDS, SEEDS, DETAILS, st.floats(0, 1))
def test_what_is_locked_or_not_selected_never_changes(
    codec: Codec, seed: int, moved: int, detail: float, share: float
) -> None:
    mine, way = drawing(seed), displacement(codec.axes, sliders(moved))
    mask = np.random.default_rng(moved).random((16, 16)) < share
    picture = edit(codec, mine, way[None], detail, mask)[0]
    assert np.array_equal(unpremultiply(picture)[~mask], mine[~mask])
    assert np.array_equal(picture[mask], edit(codec, mine, way[None], detail)[0][mask])


def test_the_formula_of_the_residual_mask(codec: Codec, unseen: Sprites) -> None:
    move = displacement(codec.axes, offsets_of(0, 1.5))
    code, x = codec.encode(unseen[:1]), codec.as_seen(unseen[:1])
    rest, moved = codec.decode(code.mean, code.skips), codec.decode(code.mean + move, code.skips)
    m = np.clip(np.abs(moved - rest).max(-1, keepdims=True) / TAU, 0, 1)
    expected = np.clip(moved + (1 - m) * (x - rest), 0, 1)
    np.testing.assert_allclose(edit(codec, unseen[0], move[None]), expected, atol=1e-3)


def test_a_slider_moves_the_picture_and_more_moves_it_more(codec: Codec, unseen: Sprites) -> None:
    x = codec.as_seen(unseen[:1])
    ways = displacement(codec.axes, np.stack([offsets_of(0, amount) for amount in (0.5, 1, 2)]))
    changes = np.abs(edit(codec, unseen[0], ways) - x).mean(axis=(1, 2, 3))
    assert changes[0] > 1e-3
    assert (np.diff(changes) > 0).all()


def test_small_steps_make_small_changes(codec: Codec, unseen: Sprites) -> None:
    ways = displacement(codec.axes, np.stack([offsets_of(0, amount) for amount in np.linspace(0, 2, 81)]))
    pictures = edit(codec, unseen[0], ways)
    assert np.abs(np.diff(pictures, axis=0)).max() < 0.2


def test_outside_the_mask_nothing_changes(codec: Codec, unseen: Sprites) -> None:
    mask = np.zeros((16, 16), bool)
    mask[4:9, 2:12] = True
    way = displacement(codec.axes, offsets_of(0, 2))[None]
    picture = edit(codec, unseen[0], way, mask=mask)[0]
    assert np.array_equal(picture[~mask], codec.as_seen(unseen[:1])[0][~mask])
    assert not np.array_equal(picture[mask], codec.as_seen(unseen[:1])[0][mask])


def test_rows_of_one_edit_do_not_mind_each_other(codec: Codec, unseen: Sprites) -> None:
    ways = displacement(codec.axes, np.stack([offsets_of(index, 1) for index in range(6)]))
    together = edit(codec, unseen[0], ways)
    np.testing.assert_allclose(edit(codec, unseen[0], ways[4:5])[0], together[4], atol=1e-3)


@EXAMPLES
@given(SEEDS, SEEDS, st.sampled_from(["line", "sphere"]), DETAILS, st.integers(2, 9))
def test_both_ends_of_a_strip_are_exact(
    codec: Codec, first: int, last: int, path: Literal["line", "sphere"], detail: float, frames: int
) -> None:
    a, b = drawing(first), drawing(last)
    strip = interpolate(codec, a, b, frames, path, detail)
    assert strip.shape == (frames, 16, 16, 4)
    assert np.array_equal(unpremultiply(strip[0]), a)
    assert np.array_equal(unpremultiply(strip[-1]), b)
    assert np.array_equal(strip[[0, -1]], codec.as_seen(np.stack([a, b])))
    assert strip.min() >= 0
    assert strip.max() <= 1


def test_a_strip_has_no_jump_at_its_ends(codec: Codec, unseen: Sprites) -> None:
    strip = interpolate(codec, unseen[0], unseen[1], 17)
    steps = np.abs(np.diff(strip, axis=0)).mean(axis=(1, 2, 3))
    assert steps.max() < 4 * steps.mean()


def test_a_strip_from_a_sprite_to_itself_stands_still(codec: Codec, unseen: Sprites) -> None:
    strip = interpolate(codec, unseen[0], unseen[0], 5, "sphere")
    np.testing.assert_allclose(strip, np.repeat(strip[:1], 5, axis=0), atol=1e-3)


@pytest.mark.parametrize(("frames", "path"), [(1, "line"), (5, "zigzag")])
def test_impossible_strips_are_refused(codec: Codec, unseen: Sprites, frames: int, path: str) -> None:
    with pytest.raises(ValueError, match="at least two frames"):
        interpolate(codec, unseen[0], unseen[1], frames, path)  # type: ignore[arg-type]


@pytest.mark.parametrize("near", [True, False])
def test_samples_follow_their_seed(codec: Codec, unseen: Sprites, near: bool) -> None:
    drawing = unseen[0] if near else None
    first, again = sample(codec, 5, 3, drawing), sample(codec, 5, 3, drawing)
    assert first.shape == (5, 16, 16, 4)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, sample(codec, 5, 4, drawing))


def test_samples_near_a_drawing_come_nearer_with_less_sigma(codec: Codec, unseen: Sprites) -> None:
    middle = codec.decode(codec.encode(unseen[:1]).mean)
    far, close = (np.abs(sample(codec, 8, 0, unseen[0], s) - middle).mean() for s in (1.0, 0.1))
    assert close < far / 3
