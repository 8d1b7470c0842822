"""What goes through the codec comes out in the shapes, ranges and modes it promises."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE

Sprites = NDArray[np.uint8]


def test_shapes_and_ranges(codec: Codec, unseen: Sprites) -> None:
    code = codec.encode(unseen)
    assert code.mean.shape == code.logvar.shape == (12, 128)
    assert code.mean.dtype == code.logvar.dtype == np.float32
    for skips in (None, code.skips):
        pictures = codec.decode(code.mean, skips)
        assert pictures.shape == (12, 16, 16, 4)
        assert pictures.dtype == np.float32
        assert pictures.min() >= 0
        assert pictures.max() <= 1


def test_detail_zero_is_latent_mode(codec: Codec, unseen: Sprites) -> None:
    code = codec.encode(unseen)
    assert np.array_equal(codec.decode(code.mean, code.skips, 0.0), codec.decode(code.mean))
    assert not np.array_equal(codec.decode(code.mean, code.skips, 0.5), codec.decode(code.mean))


def test_a_sprite_is_the_same_alone_and_among_others(codec: Codec, sprites: Sprites) -> None:
    many = np.concatenate([sprites] * 3)
    code = codec.encode(many)
    alone = codec.encode(many[140:141])
    np.testing.assert_allclose(alone.mean[0], code.mean[140], atol=1e-3)
    together = codec.decode(code.mean, code.skips)
    np.testing.assert_allclose(codec.decode(alone.mean, alone.skips)[0], together[140], atol=1e-3)
    np.testing.assert_allclose(code.one(140).mean, code.mean[140:141])


def test_one_sprite_lends_its_skips_to_many_codes(codec: Codec, unseen: Sprites) -> None:
    lone, others = codec.encode(unseen[:1]), codec.encode(unseen)
    pictures = codec.decode(np.repeat(others.mean, 20, axis=0), lone.skips)
    assert pictures.shape == (240, 16, 16, 4)
    np.testing.assert_allclose(pictures[0], codec.decode(lone.mean, lone.skips)[0], atol=1e-3)


def test_nothing_in_nothing_out(codec: Codec) -> None:
    assert codec.decode(np.zeros((0, 128), np.float32)).shape == (0, 16, 16, 4)


def test_hidden_colour_makes_no_difference(codec: Codec, unseen: Sprites) -> None:
    loud = unseen.copy()
    loud[loud[..., 3] == 0, :3] = 201
    assert np.array_equal(codec.encode(loud).mean, codec.encode(unseen).mean)


@pytest.mark.parametrize("shape", [(16, 16, 4), (1, 8, 8, 4), (1, 16, 16, 3)])
def test_other_shapes_are_refused(codec: Codec, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="16x16"):
        codec.encode(np.zeros(shape, np.uint8))


def test_three_channels_come_out_opaque(unseen: Sprites) -> None:
    codec = Codec(LunarVAE(VAEConfig.seed(8)))
    pictures = codec.decode(codec.encode(unseen).mean)
    assert (pictures[..., 3] == 1).all()
    assert codec.pca(unseen) is None
    assert (codec.as_seen(unseen)[..., 3] == 1).all()


def test_a_model_nobody_measured_has_plain_axes() -> None:
    codec = Codec(LunarVAE(VAEConfig.studio(8)))
    assert isinstance(codec.axes, Axes)
    assert codec.axes.directions.shape == (128, 128)
    assert codec.bank.shape == (0, 128)
