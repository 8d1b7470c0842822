"""One sprite is looked at once for as long as it is among the last eight."""

from __future__ import annotations

import numpy as np
import pytest

from lunarcore_studio.engine.remembering import REMEMBERED, RememberingCodec
from lunarcore_studio.starter import draw_sprites
from lunarcore_studio.vae.codec import Axes, Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.edits import edit
from lunarcore_studio.vae.model import LunarVAE

SPRITES = draw_sprites(REMEMBERED + 1, 3)


class Counting:
    """An inference that counts its passes."""

    def __init__(self, codec: Codec) -> None:
        self._inner, self.passes = codec._network, []

    def __getattr__(self, name: str) -> object:
        self.passes.append(name)
        return getattr(self._inner, name)

    def taken(self) -> list[str]:
        passes, self.passes = self.passes, []
        return passes


@pytest.fixture
def codec() -> RememberingCodec:
    model = LunarVAE(VAEConfig.studio(width=4)).eval()
    return RememberingCodec(model, "cpu", Axes.plain(128), np.zeros((0, 128), np.float32))


@pytest.fixture
def network(codec: RememberingCodec) -> Counting:
    codec._network = Counting(codec)
    return codec._network


def test_a_slider_departs_from_the_picture_that_was_shown(codec: RememberingCodec, network: Counting) -> None:
    codec.reconstruct(SPRITES[:1])
    assert network.taken() == ["encode", "both"]
    for detail, passes in ((1.0, ["decode"]), (0.0, ["decode"]), (0.5, ["decode"] * 2), (0.5, ["decode"])):
        edit(codec, SPRITES[0], np.ones((1, 128), np.float32), detail)
        assert network.taken() == passes


def test_what_is_remembered_is_what_would_be_computed(codec: RememberingCodec) -> None:
    codec.reconstruct(SPRITES[:1])
    moves = np.linspace(-1, 1, 2 * 128, dtype=np.float32).reshape(2, 128)
    remembered = edit(codec, SPRITES[0], moves)
    codec._seen.clear()
    np.testing.assert_allclose(remembered, edit(codec, SPRITES[0], moves), atol=1e-5)


def test_the_ninth_sprite_makes_it_forget_the_first(codec: RememberingCodec, network: Counting) -> None:
    for sprite in SPRITES:
        codec.encode(sprite[None])
    network.taken()
    codec.encode(SPRITES[1:2])
    assert network.taken() == []
    codec.encode(SPRITES[:1])
    assert network.taken() == ["encode"]


def test_many_sprites_are_not_remembered(codec: RememberingCodec, network: Counting) -> None:
    codec.reconstruct(SPRITES[:2])
    codec.encode(SPRITES[:1])
    assert network.taken().count("encode") == 2


def test_a_shared_picture_can_not_be_written_to(codec: RememberingCodec) -> None:
    _, picture = codec.at_rest(SPRITES[:1], 1.0)
    with pytest.raises(ValueError, match="read-only"):
        picture[0] = 0
