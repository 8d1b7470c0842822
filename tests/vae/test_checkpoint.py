"""A checkpoint comes back as it went in, and anything else is one sentence, whatever byte was hit."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.torch import load, save

from lunarcore_studio.vae.checkpoint import FACTS, WEIGHTS, CheckpointError, pack, unpack
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.trainer import Trainer

Sprites = NDArray[np.uint8]
Files = dict[str, bytes]
CARD = {"name": "tiny", "training": {"steps": 40}, "metrics": {"latent": {"psnr_db": 12.5}}}


@pytest.fixture(scope="module")
def files(trained: Trainer, codec: Codec) -> Files:
    return pack(trained.model, codec.axes, codec.bank, CARD)


def test_round_trip(files: Files, trained: Trainer, codec: Codec, unseen: Sprites) -> None:
    model, axes, bank, card = unpack(files)
    assert card == CARD
    assert model.config == trained.model.config
    for name in ("directions", "sigma", "reach", "effect"):
        assert np.array_equal(getattr(axes, name), getattr(codec.axes, name))
    assert np.array_equal(bank, codec.bank)
    again = Codec(model, "cpu", axes, bank)
    assert np.array_equal(again.encode(unseen).mean, codec.encode(unseen).mean)
    assert not model.training


def test_half_precision_is_half_the_size_and_looks_the_same(
    files: Files, trained: Trainer, codec: Codec, unseen: Sprites
) -> None:
    half = pack(trained.model, codec.axes, codec.bank, CARD, half=True)
    again = Codec(unpack(half)[0])
    assert len(half[WEIGHTS]) < 0.8 * len(files[WEIGHTS])
    expected = codec.decode(codec.encode(unseen).mean)
    assert np.abs(again.decode(again.encode(unseen).mean) - expected).max() < 2 / 255
    fitted, stored = codec.pca(unseen), again.pca(unseen)
    assert fitted is not None
    assert stored is not None
    assert np.array_equal(fitted, stored)


def test_full_width_in_half_precision_fits_the_limit() -> None:
    model = LunarVAE(VAEConfig.studio())
    codec = Codec(model)
    packed = pack(model, codec.axes, np.zeros((512, 128), np.float32), {}, half=True)
    assert sum(len(data) for data in packed.values()) < 30_000_000


def test_document_network_round_trip() -> None:
    model = LunarVAE(VAEConfig.seed(4))
    codec = Codec(model)
    again, *_ = unpack(pack(model, codec.axes, codec.bank, {}))
    assert torch.equal(again.to_mean.weight, model.to_mean.weight)


def test_reading_leaves_the_random_numbers_of_others_alone(files: Files) -> None:
    torch.manual_seed(1)
    expected = torch.rand(2)
    torch.manual_seed(1)
    unpack(files)
    assert torch.equal(torch.rand(2), expected)


def undropped(config: VAEConfig) -> VAEConfig:
    """`config` without its dropout rates, which change nothing of a model in use."""
    return dataclasses.replace(config, encoder_dropout=0.0, decoder_dropout=0.0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([WEIGHTS, FACTS]), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_any_flipped_byte_is_refused_or_harmless(files: Files, name: str, place: float, flip: int) -> None:
    data = bytearray(files[name])
    # Headers are where damage can mislead, so half of the hits go there.
    length = len(data) if flip % 2 else min(len(data), 4000)
    data[int(place * length)] ^= flip
    try:
        model = unpack({**files, name: bytes(data)})[0]
    except CheckpointError as error:
        sentence = str(error)
    else:
        assert name == FACTS
        assert undropped(model.config) == undropped(unpack(files)[0].config)
        return
    assert sentence.endswith(".")
    assert "\n" not in sentence


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_refused(facts: bytes, weights: bytes) -> None:
    with pytest.raises(CheckpointError):
        unpack({FACTS: facts, WEIGHTS: weights})


def resealed(files: Files, weights: bytes | None = None, **changes: Any) -> Files:
    """`files` with other weights or facts whose digest is right, as a stranger could make them."""
    data = weights if weights is not None else files[WEIGHTS]
    facts = json.loads(files[FACTS]) | {"weights_sha256": hashlib.sha256(data).hexdigest()} | changes
    return {WEIGHTS: data, FACTS: json.dumps(facts).encode()}


def altered(change: Callable[[dict[str, torch.Tensor]], object]) -> Callable[[Files], Files]:
    def alter(files: Files) -> Files:
        tensors = load(files[WEIGHTS])
        change(tensors)
        return resealed(files, save(tensors))

    return alter


STEM = "model.stem.conv.weight"


@pytest.mark.parametrize(
    "alter",
    [
        lambda files: {WEIGHTS: files[WEIGHTS]},
        lambda files: {FACTS: files[FACTS]},
        lambda files: resealed(files, version=2),
        lambda files: resealed(files, version="1"),
        lambda files: resealed(files, format="other"),
        lambda files: resealed(files, card=[]),
        lambda files: resealed(files, config=VAEConfig.studio(16).to_dict()),
        lambda files: resealed(files, config=VAEConfig.studio(8).to_dict() | {"latent": 10**9}),
        lambda files: resealed(files, weights=b"\x80\x04\x95 a pickle"),
        lambda files: resealed(files, weights=b""),
        lambda files: {**files, FACTS: b"[" * 100_000},
        lambda files: {**files, FACTS: files[FACTS].replace(b"12.5", b"NaN")},
        altered(lambda tensors: tensors.pop(STEM)),
        altered(lambda tensors: tensors.update(extra=torch.zeros(1))),
        altered(lambda tensors: tensors.update({STEM: tensors[STEM][:4].contiguous()})),
        altered(lambda tensors: tensors.update({STEM: tensors[STEM].double()})),
        altered(lambda tensors: tensors[STEM].view(-1)[3].fill_(torch.nan)),
        altered(lambda tensors: tensors["model.stem.norm.running_var"][0].fill_(torch.inf)),
        altered(lambda tensors: tensors["axes.directions"].mul_(3)),
        altered(lambda tensors: tensors["axes.sigma"].neg_()),
        altered(lambda tensors: tensors["axes.reach"].fill_(1e9)),
        altered(lambda tensors: tensors.update({"axes.sigma": torch.zeros(())})),
        altered(lambda tensors: tensors.update(bank=torch.zeros(600, 128))),
        altered(lambda tensors: tensors.update(bank=torch.zeros(3, 7))),
    ],
)
def test_foreign_files_are_one_sentence(files: Files, alter: Callable[[Files], Files]) -> None:
    with pytest.raises(CheckpointError, match=r"^[^\n]*\.$"):
        unpack(alter(files))


@pytest.mark.parametrize("card", [{"path": object()}, {"loss": float("nan")}])
def test_facts_that_are_no_json_are_not_written(trained: Trainer, codec: Codec, card: dict[str, Any]) -> None:
    with pytest.raises(CheckpointError, match="JSON"):
        pack(trained.model, codec.axes, codec.bank, card)


def test_numbers_that_are_not_finite_are_not_written(codec: Codec) -> None:
    model = LunarVAE(VAEConfig.studio(8))
    model.to_mean.bias.data[0] = torch.inf
    with pytest.raises(CheckpointError, match="not finite"):
        pack(model, codec.axes, codec.bank, {})
