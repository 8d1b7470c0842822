"""The best look is kept with its weights, the score is the mean of both modes, and it survives a resume."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from lunarcore_studio.vae.best import GAIN_DB, Best, Score
from lunarcore_studio.vae.codec import Codec
from lunarcore_studio.vae.config import VAEConfig
from lunarcore_studio.vae.metrics import evaluate
from lunarcore_studio.vae.model import LunarVAE
from lunarcore_studio.vae.trainer import Trainer, TrainingError, TrainingPlan

Sprites = NDArray[np.uint8]
TINY = VAEConfig.studio(width=8)
PLAN = TrainingPlan(TINY, steps=6, batch_size=12, precision="float32", holdout_every=2)


def test_the_highest_mean_of_both_modes_is_the_best_with_its_weights() -> None:
    model = torch.nn.Linear(2, 2)
    best = Best()
    assert best.consider(Score(20.0, 30.0), 1, model) == (True, True)
    kept = model.weight.detach().clone()
    with torch.no_grad():
        model.weight.zero_()
    assert best.consider(Score(29.0, 20.9), 2, model) == (False, False)
    assert (best.score, best.step) == (Score(20.0, 30.0), 1)
    assert torch.equal(best.weights["weight"], kept)


def test_detail_beyond_what_polishing_gives_back_does_not_count() -> None:
    best, model = Best(), torch.nn.Linear(1, 1)
    assert best.consider(Score(27.0, 56.0), 1, model) == (True, True)
    assert best.consider(Score(32.0, 44.0), 2, model) == (True, True)
    assert best.consider(Score(32.5, 34.0), 3, model) == (False, False)


def test_small_gains_add_up_to_a_gain() -> None:
    best, model, step = Best(), torch.nn.Linear(1, 1), GAIN_DB * 0.4
    told = [best.consider(Score(20 + n * step, 30 + n * step), n, model) for n in range(7)]
    assert [is_best for is_best, _ in told] == [True] * 7
    assert [is_gain for _, is_gain in told] == [True, False, False, True, False, False, True]


def test_a_run_reports_and_keeps_its_best(sprites: Sprites, unseen: Sprites) -> None:
    trainer = Trainer(PLAN, sprites, unseen)
    weights: dict[int, dict[str, torch.Tensor]] = {}
    scores: dict[int, float] = {}
    for report in trainer:
        if report.holdout_psnr_db is not None and report.holdout_detail_psnr_db is not None:
            scores[report.step] = Score(report.holdout_psnr_db, report.holdout_detail_psnr_db).mean_db
            weights[report.step] = {n: t.clone() for n, t in trainer.model.state_dict().items()}
            assert report.is_best is (scores[report.step] == max(scores.values()))
    top = max(scores, key=lambda step: scores[step])
    assert trainer.best.step == top
    assert all(torch.equal(t, weights[top][n]) for n, t in trainer.best_model().state_dict().items())
    resumed = Trainer.resume(trainer.state(), sprites, unseen)
    assert (resumed.best.score, resumed.best.step) == (trainer.best.score, top)
    assert all(torch.equal(t, weights[top][n]) for n, t in resumed.best_model().state_dict().items())


def test_a_look_tells_what_evaluate_would(sprites: Sprites, unseen: Sprites) -> None:
    trainer = Trainer(PLAN, sprites, unseen)
    next(iter(trainer))
    score, is_best, is_gain = trainer.assess()
    told = evaluate(Codec(trainer.model), unseen)
    assert score is not None
    assert score.latent_db == pytest.approx(told["latent"]["psnr_db"], abs=1e-3)
    assert score.detail_db == pytest.approx(told["detail"]["psnr_db"], abs=1e-3)
    assert (is_best, is_gain) == (True, True)
    assert trainer.pca_psnr_db == pytest.approx(told["pca_psnr_db"], abs=1e-3)


def test_held_out_pictures_can_be_looked_at(sprites: Sprites, unseen: Sprites) -> None:
    trainer = Trainer(PLAN, sprites, unseen)
    originals, detail, latent = trainer.look(9)
    assert np.array_equal(originals, unseen[:9])
    codec = Codec(trainer.model)
    code = codec.encode(unseen[:9])
    np.testing.assert_allclose(detail, codec.decode(code.mean, code.skips), atol=1e-5)
    np.testing.assert_allclose(latent, codec.decode(code.mean), atol=1e-5)
    assert [len(each) for each in trainer.look(99)] == [12, 12, 12]


def test_without_held_out_sprites_there_is_no_best(sprites: Sprites) -> None:
    trainer = Trainer(PLAN, sprites)
    reports = list(trainer)
    assert {(r.holdout_psnr_db, r.best_psnr_db, r.is_best) for r in reports} == {(None, None, False)}
    assert trainer.pca_psnr_db is None
    assert [each.shape for each in trainer.look(3)] == [(0, 16, 16, 4)] * 3
    last = trainer.model.state_dict()
    assert all(torch.equal(t, last[n]) for n, t in trainer.best_model().state_dict().items())


def test_a_best_without_a_score_is_damage() -> None:
    with pytest.raises(TrainingError, match="without a score"):
        Best().restore({"step": 3}, LunarVAE(TINY).state_dict())
