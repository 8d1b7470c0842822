"""A finished model's skips learn to say what is missing, and nothing else of it changes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae import skip_polish
from lunarcore_studio.vae.breathing import Breath
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import mean_psnr
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.skip_polish import polished
from lunarcore_studio.vae.trainer import StepAbandoned, Trainer, TrainingPlan


def polish(trained: Trainer, steps: int, breath: Breath | None = None) -> LunarVAE:
    """The model of `trained` after so many steps."""
    before = round(steps / skip_polish.SHARE)
    return polished(trained.model, trained.recipe, trained.batches, before, 16, breath or Breath())


def pictures(model: LunarVAE, sprites: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
    """In latent mode, and detail mode's PSNR in dB."""
    codec = Codec(model)
    code = codec.encode(sprites)
    return codec.decode(code.mean), mean_psnr(codec, codec.decode(code.mean, code.skips), sprites)


def test_detail_gains_and_latent_mode_stays_to_the_bit(trained: Trainer, unseen: NDArray[np.uint8]) -> None:
    latent, detail_db = pictures(trained.model, unseen)
    finer = polish(trained, 60)
    latent_after, detail_after_db = pictures(finer, unseen)
    np.testing.assert_array_equal(latent_after, latent)
    assert detail_after_db > detail_db + 0.3
    after = finer.state_dict()
    changed = {n for n, t in trained.model.state_dict().items() if not torch.equal(t, after[n])}
    assert changed == {n for n, _ in finer.named_parameters() if n.startswith("rest_skips")}
    assert not any(parameter.requires_grad for parameter in finer.parameters())


def test_it_is_the_same_again_and_leaves_the_dice_alone(trained: Trainer, one_thread: None) -> None:
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    one = polish(trained, 3).state_dict()
    assert torch.equal(torch.rand(4), expected)
    assert all(torch.equal(tensor, one[name]) for name, tensor in polish(trained, 3).state_dict().items())


def test_it_breathes_between_layers_and_can_be_left(trained: Trainer) -> None:
    breaths: list[bool] = []
    polish(trained, 2, Breath(lambda: breaths.append(True)))
    assert len(breaths) > 2 * 20

    def leave() -> None:
        raise StepAbandoned

    with pytest.raises(StepAbandoned):
        polish(trained, 2, Breath(leave))


@pytest.mark.parametrize("error", [MemoryError(), torch.OutOfMemoryError("out of memory"), None])
def test_what_can_not_be_polished_stays_as_it_was(
    trained: Trainer, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    steps: list[int] = []
    real = skip_polish.saturating_error

    def fail_at_third(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        steps.append(1)
        if len(steps) == 3 and error is not None:
            raise error
        return real(output, target) * (math.nan if len(steps) == 3 else 1)

    monkeypatch.setattr(skip_polish, "saturating_error", fail_at_third)
    after = polish(trained, 5).state_dict()
    assert len(steps) == 3
    assert all(torch.equal(tensor, after[name]) for name, tensor in trained.model.state_dict().items())


def test_an_error_that_nobody_foresaw_comes_out(trained: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> torch.Tensor:
        raise RuntimeError("a kernel failed")

    monkeypatch.setattr(skip_polish, "saturating_error", fail)
    with pytest.raises(RuntimeError, match="a kernel failed"):
        polish(trained, 1)


def test_a_network_whose_skips_are_its_encoders_stays_as_it_is(sprites: NDArray[np.uint8]) -> None:
    plan = TrainingPlan(VAEConfig.seed(width=8), recipe="seed", steps=10, batch_size=8, device="cpu")
    trainer = Trainer(plan, sprites)
    assert len(list(trainer)) == 10
    after = trainer.finished().state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in trainer.model.state_dict().items())
