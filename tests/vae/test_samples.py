"""What surrounds the prior: palettes that go together, the test that tells samples, a prior for a model."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import load, save

from lunarcore_studio.pixels.color import premultiply
from lunarcore_studio.vae import checkpoint, sample_test
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.palette_bank import PaletteBank, palettes_of
from lunarcore_studio.vae.prior import Prior
from lunarcore_studio.vae.prior_learning import learned
from lunarcore_studio.vae.prior_training import PriorTrainer, encoded
from lunarcore_studio.vae.trainer import Trainer
from tests.vae.conftest import draw
from tests.vae.test_checkpoint import resealed

Sprites = NDArray[np.uint8]


@pytest.fixture(scope="module")
def prior(codec: Codec, sprites: Sprites, unseen: Sprites) -> Prior:
    tags = [("disc", "all") if index % 2 else ("all",) for index in range(len(sprites))]
    codes = encoded(codec, sprites, tags)
    held = encoded(codec, unseen, (), codes.names)
    trainer = PriorTrainer(codes, held, width=16, most_steps=20, palettes=palettes_of(sprites))
    assert len(list(trainer)) == 20
    return trainer.prior()


def test_codes_come_with_their_mirror_images_and_tags(codec: Codec, sprites: Sprites) -> None:
    tags = [(f"odd{index % 2}", "lonely" if index == 3 else "all") for index in range(len(sprites))]
    codes = encoded(codec, sprites, tags, seed=2)
    order = np.random.default_rng(2).permutation(len(sprites))
    assert codes.names == ("all", "odd0", "odd1")
    assert len(codes) == 2 * len(sprites)
    own, mirrored = sprites[order[5]][None], sprites[order[5]][None, :, ::-1]
    assert np.allclose(codes.mean[10], codec.encode(own).mean[0], atol=1e-4)
    assert np.allclose(codes.mean[11], codec.encode(mirrored).mean[0], atol=1e-4)
    assert codes.has_tag[10].tolist() == codes.has_tag[11].tolist() == [
        order[5] != 3, order[5] % 2 == 0, order[5] % 2 == 1,
    ]  # fmt: skip
    assert 0 < len(encoded(codec, sprites, limit_s=0.0)) < len(codes)


def test_a_model_keeps_its_prior(codec: Codec, trained: Trainer, prior: Prior) -> None:
    files = checkpoint.pack(trained.model, codec.axes, codec.bank, {}, prior=prior)
    again = checkpoint.unpack_whole(files)[4]
    assert again is not None
    assert again.tags == ("all", "disc")
    assert np.array_equal(again.sample(3, 1, "disc"), prior.sample(3, 1, "disc"))
    assert np.array_equal(again.palettes.palettes, prior.palettes.palettes)
    half = checkpoint.pack(trained.model, codec.axes, codec.bank, {}, half=True, prior=prior)
    small = checkpoint.unpack_whole(half)[4]
    assert small is not None
    assert np.abs(small.sample(3, 1) - prior.sample(3, 1)).max() < 0.2
    without = checkpoint.pack(trained.model, codec.axes, codec.bank, {})
    assert checkpoint.unpack_whole(without)[4] is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda tensors: tensors.pop("prior.palettes"),
        lambda tensors: tensors.update({"prior.extra": torch.zeros(1)}),
        lambda tensors: tensors.update({"prior.anchors": torch.zeros(513, 128)}),
        lambda tensors: tensors.update({"prior.anchors": torch.zeros(())}),
        lambda tensors: tensors.update({"prior.anchor_tags": torch.zeros(48, 9, dtype=torch.uint8)}),
        lambda tensors: tensors.update({"prior.palettes": torch.zeros(2, 16, 4)}),
        lambda tensors: tensors["prior.scale"].zero_(),
        lambda tensors: tensors["prior.network.enter.weight"].fill_(torch.nan),
    ],
)
def test_a_damaged_prior_is_one_sentence(codec: Codec, trained: Trainer, prior: Prior, spoil: object) -> None:
    files = checkpoint.pack(trained.model, codec.axes, codec.bank, {}, prior=prior)
    tensors = load(files[checkpoint.WEIGHTS])
    assert callable(spoil)
    spoil(tensors)
    with pytest.raises(checkpoint.CheckpointError, match=r"^[^\n]*\.$"):
        checkpoint.unpack(resealed(files, save(tensors)))


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"version": 3},
        {"prior": None},
        {"prior": {"width": 16, "blocks": 3, "tags": [], "freedom": 1.0}},
    ],
)
def test_a_prior_that_is_told_otherwise_is_refused(
    codec: Codec, trained: Trainer, prior: Prior, change: dict[str, object]
) -> None:
    files = checkpoint.pack(trained.model, codec.axes, codec.bank, {}, prior=prior)
    with pytest.raises(checkpoint.CheckpointError, match=r"^[^\n]*\.$"):
        checkpoint.unpack(resealed(files, **change))


def test_a_prior_that_learned_nothing_stays_near_its_sprites(
    codec: Codec, sprites: Sprites, unseen: Sprites
) -> None:
    assert learned(codec, sprites, unseen, limit_s=0.0) == (None, {})
    assert learned(codec, sprites[:8], unseen, limit_s=5.0) == (None, {})
    timid, told = learned(codec, sprites, unseen, limit_s=0.01)
    assert timid is not None
    assert told["freedom"] == timid.config.freedom < 0.5
    near = np.linalg.norm(timid.sample(20, 1)[:, None] - codec.encode(sprites).mean, axis=2).min(axis=1)
    far = np.linalg.norm(timid.sample(20, 1, freedom=5)[:, None] - codec.encode(sprites).mean, axis=2).min(
        axis=1
    )
    assert near.mean() < 0.7 * far.mean()


def test_a_sample_gets_the_palette_that_fits(sprites: Sprites) -> None:
    bank = PaletteBank(palettes_of(sprites))
    assert len(bank) == len({np.unique(each, axis=0).tobytes() for each in map(_colours, sprites)})
    for sprite in sprites[:6]:
        blurred = premultiply(sprite) * 0.98 + 0.004
        blurred[sprite[..., 3] == 0] = 0
        found = bank.best(blurred.astype(np.float32))
        assert found is not None
        assert {color[:3] for color in found} == {tuple(color) for color in _colours(sprite).tolist()}
    assert bank.best(np.zeros((16, 16, 4), np.float32)) is None
    assert PaletteBank(palettes_of(sprites[:0])).best(premultiply(sprites[0])) is None


def _colours(sprite: Sprites) -> Sprites:
    return np.unique(sprite[sprite[..., 3] > 0][:, :3], axis=0)


@pytest.mark.slow
def test_the_test_of_samples_tells_what_is_different_and_not_what_is_alike() -> None:
    alike = sample_test.accuracy(draw(90, 11), draw(90, 12))
    noise = np.random.default_rng(0).integers(0, 256, (90, 16, 16, 4), np.uint8)
    assert alike < 0.7
    assert sample_test.accuracy(draw(90, 11), noise) > 0.95
    assert sample_test.accuracy(draw(90, 11), draw(90, 12)) == alike
    with pytest.raises(ValueError, match="6"):
        sample_test.accuracy(draw(90, 11), noise[:5])
