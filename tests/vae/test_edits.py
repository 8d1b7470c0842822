"""Edits keep the hand's pixels: exact at rest, exact outside a mask, exact at both ends of a strip."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lunarcore_studio.pixels.color import unpremultiply
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.edits import TAU, displacement, edit, interpolate, sample

Sprites = NDArray[np.uint8]


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


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_at_rest_the_picture_is_mine_to_the_byte(codec: Codec, seed: int, detail: float) -> None:
    rng = np.random.default_rng(seed)
    drawing = rng.integers(0, 256, (16, 16, 4), np.uint8)
    drawing[rng.random((16, 16)) < 0.4] = 0
    drawing[drawing[..., 3] > 0, 3] = 255
    at_rest = edit(codec, drawing, np.zeros((2, 128), np.float32), detail)
    for picture in at_rest:
        assert np.array_equal(unpremultiply(picture), np.where(drawing[..., 3:] > 0, drawing, 0))


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


@pytest.mark.parametrize("path", ["line", "sphere"])
@pytest.mark.parametrize("detail", [0.0, 1.0])
@pytest.mark.parametrize("frames", [2, 9])
def test_both_ends_of_a_strip_are_exact(
    codec: Codec, unseen: Sprites, path: Literal["line", "sphere"], detail: float, frames: int
) -> None:
    strip = interpolate(codec, unseen[0], unseen[1], frames, path, detail)
    assert strip.shape == (frames, 16, 16, 4)
    assert np.array_equal(unpremultiply(strip[0]), unseen[0])
    assert np.array_equal(unpremultiply(strip[-1]), unseen[1])


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
