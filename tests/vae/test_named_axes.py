"""A direction from some sprites to others: it leads where it says, and its slider is like the model's own."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.vae.axes import REACH, step_effect
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.named_axes import FURTHEST, difference, evenly, network_digest, sprite_codes
from lunarcore_studio.vae.trainer import Trainer

Sprites = NDArray[np.uint8]


def reddened(sprites: Sprites) -> Sprites:
    """The same shapes, brighter in red: what a person would call another style."""
    red = sprites.copy()
    red[..., 0] = np.where(red[..., 3] > 0, np.minimum(255, red[..., 0].astype(int) + 120), 0)
    return red


def redness(pictures: NDArray[np.float32]) -> float:
    return float((pictures[..., 0] - pictures[..., 1:3].mean(axis=-1)).mean())


def test_up_is_more_of_these_and_down_more_of_those(codec: Codec, sprites: Sprites, unseen: Sprites) -> None:
    axis = difference(codec, reddened(sprites), sprites)
    step = 2 * axis.sigma[0] * axis.directions[0]
    code = codec.encode(unseen).mean
    down, rest, up = (redness(codec.decode(code + share * step)) for share in (-1, 0, 1))
    assert down < rest < up


def test_it_is_the_unit_way_between_the_two_means(codec: Codec, sprites: Sprites) -> None:
    these, those = sprites[:20], sprites[20:]
    axis = difference(codec, these, those)
    way = codec.encode(these).mean.mean(axis=0) - codec.encode(those).mean.mean(axis=0)
    np.testing.assert_allclose(axis.directions[0], way / np.linalg.norm(way), atol=1e-4)
    assert all(getattr(axis, name).dtype == np.float32 for name in ("directions", "sigma", "reach", "effect"))
    back = difference(codec, those, these)
    np.testing.assert_allclose(back.directions, -axis.directions, atol=1e-5)
    np.testing.assert_allclose(back.reach, axis.reach, rtol=1e-3)


def test_it_is_measured_as_the_models_own_axes_are(codec: Codec, sprites: Sprites) -> None:
    axis = difference(codec, sprites[:20], sprites[20:])
    along = codec.bank @ axis.directions[0]
    np.testing.assert_allclose(axis.sigma[0], along.std(), rtol=1e-4)
    whole = step_effect(codec, codec.bank, axis.sigma[0] * axis.directions[0])
    np.testing.assert_allclose(axis.effect[0], whole, rtol=0.3)
    own = codec.axes.reach[0] * codec.axes.effect[0]
    wanted = np.clip(own / axis.effect[0], REACH[0], FURTHEST)
    np.testing.assert_allclose(axis.reach[0], wanted, rtol=1e-3)


@pytest.mark.parametrize("sides", [(0, 4), (4, 0), (0, 0)])
def test_a_side_without_sprites_is_refused(codec: Codec, sprites: Sprites, sides: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least one sprite on each side"):
        difference(codec, sprites[: sides[0]], sprites[: sides[1]])


def test_the_same_on_both_sides_is_refused(codec: Codec, sprites: Sprites) -> None:
    with pytest.raises(ValueError, match="are the same to the model"):
        difference(codec, sprites[:9], sprites[:9][::-1])


def test_many_sprites_are_drawn_evenly_and_the_hand_is_let_in(codec: Codec, sprites: Sprites) -> None:
    breaths: list[int] = []
    many = np.concatenate([sprites] * 4)
    codes = sprite_codes(codec, many, 96, lambda: breaths.append(1))
    assert codes.shape == (96, 128)
    assert len(breaths) == 3
    assert evenly(3, 8).tolist() == [0, 1, 2]
    assert evenly(101, 3).tolist() == [0, 50, 100]


def test_a_digest_is_of_what_was_learned_and_nothing_else(trained: Trainer) -> None:
    model = copy.deepcopy(trained.model)
    before = network_digest(model)
    for weight in model.state_dict().values():
        if weight.is_floating_point():
            weight.copy_(weight.half().float())
    assert network_digest(model) == before, "a copy in half precision is the same network"
    model.to_picture.weight.data[0] += 0.01
    assert network_digest(model) != before
